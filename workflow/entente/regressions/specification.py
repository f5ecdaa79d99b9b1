"""A regression to be estimated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from entente.core.checked_yaml import ByName, Declared, Distinct, Name, Named, Several, means, named, or_only
from entente.core.configuration import Span
from entente.regressions.conditions import AnyCondition, Condition
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


#: What the names of the effects of years open with; the year follows.
YEAR_EFFECT = "year_"


def is_year_effect(term: str) -> bool:
    """Return whether a term is the effect of a year."""
    return re.fullmatch(rf"{YEAR_EFFECT}\d{{4}}", term) is not None


def _no_zero(factor: float) -> float:
    if not factor:
        raise ValueError("0 leaves nothing of the column")
    return factor


#: Name of a column; "{alliance}" stands for each of the types of alliance of the unit.
Column = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*([{]alliance[}][a-z0-9_]*)?$")]
Lag = Annotated[int, Field(ge=0, le=50)]


def _ascending(knots: tuple[float, ...]) -> tuple[float, ...]:
    if list(knots) != sorted(knots):
        raise ValueError("knots should ascend")
    return knots


class Term(Named):
    """A regressor: a column and what is done to it, or a product of others; and its name in the table."""

    column: Column = means("Name of a column.", "")
    interaction: Annotated[Distinct[Name], Field(min_length=2)] = means(
        "Other terms of the regression, by name, of which this is the product.", ()
    )
    times: Annotated[float, AfterValidator(_no_zero)] = means(
        "Factor that the column is multiplied by, to change its unit.", 1.0
    )
    lag: Lag = means("Years by which the column precedes the outcome.", 0)
    otherwise: float = means(
        "Value where the column is missing, also where a lag reaches back before the first year of the "
        "unit; without it the row is dropped.",
        None,
    )
    power: Annotated[int, Field(ge=2, le=5)] = means("The column is raised to this power.", 1)
    polynomial: Annotated[int, Field(ge=2, le=5)] = means(
        "Powers up to this one are terms: <name>, <name>_2, <name>_3.  3 of a duration is the cubic "
        "polynomial of Carter and Signorino (2010); a factor such as 0.1 (times) keeps powers small.",
        None,
    )
    spline: Annotated[Several[float], Field(min_length=3), AfterValidator(_ascending)] = means(
        "Knots, ascending, of a cubic spline that is linear outside them, as of a duration (Beck, Katz and "
        "Tucker 1998); in the unit that times gives the column.  Terms are <name>, <name>_2 and so on, one "
        "fewer than knots, as Stata's mkspline, cubic makes them.",
        (),
    )

    @model_validator(mode="after")
    def _is_one_thing(self) -> Term:
        if bool(self.column) == bool(self.interaction):
            raise ValueError("give either column or interaction")
        if self.interaction and (more := self.model_fields_set - {"interaction"}):
            raise ValueError(
                f"{', '.join(sorted(more))} is said of the terms that interact, not of their product"
            )
        shapes = [name for name in ("power", "polynomial", "spline") if name in self.model_fields_set]
        if len(shapes) > 1:
            raise ValueError(f"{' and '.join(shapes)} exclude each other")
        return self

    @property
    def names(self) -> list[str]:
        """Names of the regressors that it makes, its own first."""
        further = self.polynomial or max(len(self.spline) - 1, 1)
        return [self.name, *(f"{self.name}_{number}" for number in range(2, further + 1))]


def _no_name_of_ours(name: str) -> str:
    if name in ("constant", "outcome", "rho") or is_year_effect(name):
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
    years: Span = means("Only rows of these years; a lag may reach back before them.", None)
    where: ByName[Column, AnyCondition] = means(
        "Only rows that meet all these conditions, each by the column that it is about: a number or true or "
        "false (equals), a list (one_of), or keys such as at_least.  A row whose column is missing is "
        "dropped and counted.",
        (),
    )
    year_effects: bool = means(
        "Each year but the first has a term of its own, year_<year>; for units with several rows a year.",
        False,
    )
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

    "{alliance}" in a column's name stands for each type of alliance that the study names for the unit:
    the regression is estimated for all of them.
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
    years: Span | None = None
    where: tuple[Condition, ...] = ()
    year_effects: bool = False
    printed_variance: str = STANDARD
    extra_variances: tuple[str, ...] = ()
    compared_with: str | None = None

    @property
    def place(self) -> str:
        """Its file and its name, for messages."""
        return f"{self.file}: regressions.{self.name}"

    @property
    def tables(self) -> list[str]:
        """Tables that the rows are from: the panel, and ties and runs of the model or the network series."""
        return self.unit.tables(self.sample)

    @property
    def term_names(self) -> list[str]:
        """Names of its regressors, but for the constant and the effects of years."""
        return [name for term in self.terms for name in term.names]

    @property
    def variances(self) -> dict[str, str]:
        """Kind of each variance by its name among the results, where the first is ``printed``."""
        return {PRINTED: self.printed_variance, **{name: name for name in self.extra_variances}}

    def for_alliance(self, alliance: str) -> Specification:
        """Return the specification with a type of alliance put into the names of its columns."""

        def of_alliance(declared: Term) -> Term:
            return declared.model_copy(update={"column": declared.column.format(alliance=alliance)})

        return replace(
            self,
            outcome=self.outcome.format(alliance=alliance),
            terms=tuple(map(of_alliance, self.terms)),
            where=tuple(
                named(condition.name.format(alliance=alliance), condition.model_copy())
                for condition in self.where
            ),
        )
