"""A regression to be estimated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from entente.core.checked_yaml import ByName, Declared, Distinct, Name, Named
from entente.regressions.unit import Unit
from entente.regressions.variances import PRINTED, STANDARD


def _no_zero(factor: float) -> float:
    if not factor:
        raise ValueError("0 leaves nothing of the column")
    return factor


#: Name of a column; "{alliance}" stands for any and pact.
Column = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*([{]alliance[}][a-z0-9_]*)?$")]
Lag = Annotated[int, Field(ge=0, le=50)]


class Term(Named):
    """A regressor: a column, what is done to it, and its name in the table."""

    column: Column = Field(description="Name of a column.")
    times: Annotated[float, AfterValidator(_no_zero)] = Field(
        1.0, description="Factor that the column is multiplied by, to change its unit."
    )
    lag: Lag = Field(0, description="Years by which the column precedes the outcome.")
    otherwise: float = Field(
        None,
        description="Value where the column is missing, also where a lag reaches back before the first year "
        "of the unit; without it the row is dropped.",
    )


#: In a file a term may be its column alone.
_TermOrColumn = Annotated[
    Term,
    BeforeValidator(
        lambda given: {"column": given} if isinstance(given, str) else given,
        json_schema_input_type=Column | Term,
    ),
]


def _no_name_of_ours(name: str) -> str:
    if name in ("constant", "outcome", "rho"):
        raise ValueError(f"{name} is the name of something else in the results")
    return name


class Regression(Named):
    """What a file says of a regression, or of several; a constant is part of each, and its last term."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        "", description="What is regressed on what."
    )
    unit: Name = Field(
        "",
        description="Unit of analysis, whose panel the rows are from: state_year, dyad_year or system_year.",
    )
    estimator: Literal[
        "conditional_negative_binomial",
        "fixed_effects",
        "pooled",
        "logit",
        "cochrane_orcutt",
        "poisson_autoregression",
    ] = Field(
        "",
        description="conditional_negative_binomial: Hausman, Hall and Griliches' fixed effects by state; "
        "fixed_effects: least squares with fixed effects by state; pooled: least squares; logit; "
        "cochrane_orcutt: least squares with errors that follow an AR(1); poisson_autoregression: PAR(1) of "
        "Brandt and Williams.",
    )
    sample: Literal["baseline", "first", "intermediate", "last"] = Field(
        "",
        description="Which iteration of the model the columns abm_… describe.  baseline: none, the columns "
        "are not to be had; first and last: that iteration, a row a unit; intermediate: the rows of all "
        "iterations 2..K−1 of a run of K, stacked (of system-years: the drawn intermediate network of "
        "networks/series.csv).",
    )
    outcome: Column = Field("", description="The dependent variable.")
    terms: ByName[Annotated[Name, AfterValidator(_no_name_of_ours)], _TermOrColumn] = Field(
        default_factory=tuple,
        description="Name of each term in the table, and the column that it is.  Columns are those of the "
        "panel; for state-years abm_allies and abm_allies_capability (number of expected allies, sum of "
        "their capability shares); for dyad-years abm_alliance; for system-years actual_any_…, "
        "actual_pact_… and abm_… with a measure of networks/series.csv.",
    )
    lag: Lag = Field(0, description="Of all terms that name no lag of their own; 0 by default.")
    printed_variance: Literal["standard", "state_clustered"] = Field(
        STANDARD,
        description="The variances that the paper's table prints: standard (from the likelihood or the "
        "residual variance) or clustered by state.",
    )
    extra_variances: Distinct[Literal["state_clustered", "dyad_clustered", "dyadic_robust", "newey_west"]] = (
        Field((), description="Further variances of the same estimates.")
    )
    compared_with: Name = Field(
        None,
        description="Another regression, whose squared errors are compared with this one's by a two-sample t "
        "test (rmse_difference_t).",
    )

    @property
    def said(self) -> dict[str, object]:
        """What is said of it, by key."""
        return {key: getattr(self, key) for key in self.model_fields_set}


class Shared(Declared):
    """What regressions of a file have in common."""

    all: Regression = Field(default_factory=Regression, description="Of all regressions.")
    baseline: Regression = Field(
        default_factory=Regression, description="Of those whose sample this is; so with the others."
    )
    first: Regression = Field(default_factory=Regression)
    intermediate: Regression = Field(default_factory=Regression)
    last: Regression = Field(default_factory=Regression)


class Regressions(Declared):
    """A file of regressions, each a column of tables of regressions, by name.

    "{alliance}" in a column's name stands for any and pact: each regression is estimated for both types of
    alliance.
    """

    shared: Shared = Field(
        default_factory=Shared,
        description="What regressions of this file have in common, said once: a key of all, unless it is "
        "said of those of a sample, unless it is said of the regression itself.  A key is taken as a whole: "
        "a regression's own terms stand in place of shared ones.",
    )
    regressions: ByName[Name, Regression] = Field(
        description="By name, which no other regression of any file may have.  Each must have title, unit, "
        "estimator, sample, outcome and terms, of its own or shared."
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
