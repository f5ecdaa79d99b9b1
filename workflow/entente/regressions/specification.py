"""A regression to be estimated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from entente.core.checked_yaml import ByName, Declared, Distinct, Name, Named, means, or_only
from entente.regressions.unit import Unit
from entente.regressions.variances import PRINTED, STANDARD

#: Estimators: how many states a row is of (0 in yearly series), and variances beside the standard ones.
ESTIMATORS = {
    "conditional_negative_binomial": (1, {"state_clustered"}),
    "fixed_effects": (1, {"state_clustered"}),
    "pooled": (1, {"state_clustered"}),
    "logit": (2, {"dyad_clustered", "dyadic_robust"}),
    "cochrane_orcutt": (0, {"newey_west"}),
    "poisson_autoregression": (0, {"newey_west"}),
}


def _no_zero(factor: float) -> float:
    if not factor:
        raise ValueError("0 leaves nothing of the column")
    return factor


#: Name of a column; "{alliance}" stands for any and pact.
Column = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*([{]alliance[}][a-z0-9_]*)?$")]
Lag = Annotated[int, Field(ge=0, le=50)]


class Term(Named):
    """A regressor: a column, what is done to it, and its name in the table."""

    column: Column = means("Name of a column.")
    times: Annotated[float, AfterValidator(_no_zero)] = means(
        "Factor that the column is multiplied by, to change its unit.", 1.0
    )
    lag: Lag = means("Years by which the column precedes the outcome.", 0)
    otherwise: float = means(
        "Value where the column is missing, also where a lag reaches back before the first year of the "
        "unit; without it the row is dropped.",
        None,
    )


def _no_name_of_ours(name: str) -> str:
    if name in ("constant", "outcome", "rho"):
        raise ValueError(f"{name} is the name of something else in the results")
    return name


class Regression(Named):
    """What a file says of a regression, or of several; a constant is part of each, and its last term."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = means("What is regressed on what.", "")
    unit: Name = means("Unit of analysis of the study, whose panel the rows are from.", "")
    estimator: Literal[tuple(ESTIMATORS)] = means(
        "conditional_negative_binomial: Hausman, Hall and Griliches' fixed effects by state; fixed_effects: "
        "least squares with fixed effects by state; pooled: least squares; logit; cochrane_orcutt: least "
        "squares with errors that follow an AR(1); poisson_autoregression: PAR(1) of Brandt and Williams.",
        "",
    )
    sample: Literal["baseline", "first", "intermediate", "last"] = means(
        "Which iteration of the model the columns abm_… describe.  baseline: none, the columns are not to "
        "be had; first and last: that iteration, a row a unit; intermediate: the rows of all iterations "
        "2..K−1 of a run of K, stacked (where rows are years: the intermediate network drawn).",
        "",
    )
    outcome: Column = means("The dependent variable.", "")
    terms: ByName[Annotated[Name, AfterValidator(_no_name_of_ours)], or_only(Term, "column")] = means(
        "Name of each term in the table, and the column that it is.  Columns are those of the panel, and "
        "those that the study's unit of analysis says are made of the model and its networks.",
        default_factory=tuple,
    )
    lag: Lag = means("Of all terms that name no lag of their own; 0 by default.", 0)
    printed_variance: Literal["standard", "state_clustered"] = means(
        "The variances that the paper's table prints: standard (from the likelihood or the residual "
        "variance) or clustered by state.",
        STANDARD,
    )
    extra_variances: Distinct[Literal["state_clustered", "dyad_clustered", "dyadic_robust", "newey_west"]] = (
        means("Further variances of the same estimates.", ())
    )
    compared_with: Name = means(
        "Another regression, whose squared errors are compared with this one's by a two-sample t test "
        "(rmse_difference_t).",
        None,
    )

    @property
    def said(self) -> dict[str, object]:
        """What is said of it, by key."""
        return {key: getattr(self, key) for key in self.model_fields_set}


class Shared(Declared):
    """What regressions of a file have in common."""

    all: Regression = means("Of all regressions.", default_factory=Regression)
    baseline: Regression = means(
        "Of those whose sample this is; so with the others.", default_factory=Regression
    )
    first: Regression = Field(default_factory=Regression)
    intermediate: Regression = Field(default_factory=Regression)
    last: Regression = Field(default_factory=Regression)


class Regressions(Declared):
    """A file of regressions, each a column of tables of regressions, by name.

    "{alliance}" in a column's name stands for any and pact: each regression is estimated for both types of
    alliance.
    """

    shared: Shared = means(
        "What regressions of this file have in common, said once: a key of all, unless it is said of those "
        "of a sample, unless it is said of the regression itself.  A key is taken as a whole: a "
        "regression's own terms stand in place of shared ones.",
        default_factory=Shared,
    )
    regressions: ByName[Name, Regression] = means(
        "By name, which no other regression of any file may have.  Each must have title, unit, estimator, "
        "sample, outcome and terms, of its own or shared."
    )


@dataclass(frozen=True)
class Specification:
    """A regression to be estimated: what its file says of it, see :class:`Regression`, and its unit.

    Attributes
    ----------
    name : str
    file : Path
        Where it is declared.
    unit : Unit
    """

    name: str
    file: Path
    title: str
    unit: Unit
    estimator: str
    sample: str
    outcome: str
    terms: tuple[Term, ...]
    printed_variance: str = STANDARD
    extra_variances: tuple[str, ...] = ()
    compared_with: str | None = None

    @property
    def where(self) -> str:
        """Its file and its name, for messages."""
        return f"{self.file}: regressions.{self.name}"

    @property
    def tables(self) -> list[str]:
        """Tables that the rows are from: the panel, and ties and runs of the model or the network series."""
        return self.unit.tables(self.sample)

    @property
    def variances(self) -> dict[str, str]:
        """Kind of each variance by its name among the results, where the first is ``printed``."""
        return {PRINTED: self.printed_variance, **{name: name for name in self.extra_variances}}

    def for_alliance(self, alliance: str) -> Specification:
        """Return the specification with a type of alliance put into the names of its columns."""
        return replace(
            self,
            outcome=self.outcome.format(alliance=alliance),
            terms=tuple(
                term.model_copy(update={"column": term.column.format(alliance=alliance)})
                for term in self.terms
            ),
        )
