"""A regression to be estimated."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from entente.core.checked_yaml import ByName, Declared, Distinct, Name, Named, Several, means, named, or_only
from entente.core.configuration import Span
from entente.core.declared_words import ForEach
from entente.regressions.conditions import AnyCondition, Condition
from entente.regressions.unit import PARTNER_TIES, Unit
from entente.regressions.variances import CLUSTERS, PRINTED, STANDARD, VARIANCES

#: Rows of states, of dyads, of years; and of whatever the unit's codes say.
STATE, DYAD, YEAR, ANY = ("ccode",), ("ccode1", "ccode2"), (), None

#: Estimators: the codes of the unit that they are estimated on, and variances beside the standard ones.
ESTIMATORS = {
    "conditional_negative_binomial": (STATE, {"state_clustered"}),
    "fixed_effects": (STATE, {"state_clustered", "driscoll_kraay"}),
    "pooled": (STATE, {"state_clustered"}),
    "spatial_lag": (STATE, {"state_clustered"}),
    "effort_process": (STATE, {"state_clustered"}),
    "logit": (DYAD, {"dyad_clustered", "dyadic_robust"}),
    "clustered_logit": (ANY, set(CLUSTERS)),
    "firth_logit": (ANY, set(CLUSTERS)),
    "complementary_log_log": (ANY, set(CLUSTERS)),
    "least_squares": (ANY, set(CLUSTERS)),
    "cochrane_orcutt": (YEAR, {"newey_west"}),
    "poisson_autoregression": (YEAR, {"newey_west"}),
}

#: The term that an effort process takes for the category at the beginning of a period.
PREVIOUS = "previous"


#: What the names of the effects of years open with; the year follows.
YEAR_EFFECT = "year_"


#: What the names of long-run effects open with, where the outcome of the year before is a term.
LONG_RUN = "long_run_"


def is_year_effect(term: str) -> bool:
    """Return whether a term is the effect of a year."""
    return re.fullmatch(rf"{YEAR_EFFECT}\d{{4}}", term) is not None


def is_aside(term: str) -> bool:
    """Return whether a table may leave a term out: the effect of a year, or a long-run effect."""
    return is_year_effect(term) or term.startswith(LONG_RUN)


def _no_zero(factor: float) -> float:
    if not factor:
        raise ValueError("0 leaves nothing of the column")
    return factor


#: Name of a column; "{alliance}" stands for each of the types of alliance of the unit, "{<name>}" for each of
#: the words of that name in ``for_each``.
Column = Annotated[str, Field(pattern=r"^([a-z]|[{][a-z]+[}])([a-z0-9_]|[{][a-z]+[}])*$")]
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
    if name in ("constant", "outcome", "rho", "isolate") or is_aside(name):
        raise ValueError(f"{name} is the name of something else in the results")
    return name


class Regression(Named):
    """What a file says of a regression, or of several; a constant is part of each, and its last term."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = means("What is regressed on what.", "")
    unit: Name = means("Unit of analysis of the study, whose panel the rows are from.", "")
    estimator: Literal[tuple(ESTIMATORS)] = means(
        "conditional_negative_binomial: Hausman, Hall and Griliches' fixed effects by state; fixed_effects: "
        "least squares with fixed effects by state; pooled: least squares; spatial_lag: two-stage least "
        "squares on the mean outcome of partners, with fixed effects by state; effort_process: steps between "
        "categories of effort, whose moments are not observed; logit: of dyads; clustered_logit, firth_logit "
        "(penalised likelihood), complementary_log_log, least_squares: of rows of any kind; cochrane_orcutt: "
        "least squares with errors that follow an AR(1); poisson_autoregression: PAR(1) of Brandt and "
        "Williams.",
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
    partners: Column = means(
        "The layer of ties whose partners a spatial lag is of, in the year of the outcome.", ""
    )
    instruments: Literal[1, 2] = means(
        "A spatial lag is instrumented by partners' terms (1), or by those of their partners too (2).", 1
    )
    diagnostics: bool = means(
        "The condition number of the terms and their variance inflation, once effects are taken out, are "
        "among the statistics.",
        False,
    )
    printed_variance: Literal["standard", *CLUSTERS] = means(
        "The variances that tables print: standard (from the likelihood or the residual variance) or "
        "clustered by one of the codes of a row.",
        STANDARD,
    )
    extra_variances: Distinct[Literal[tuple(VARIANCES)]] = means(
        "Further variances of the same estimates.", ()
    )
    for_each: ForEach = means(
        "Words by name: the regression is estimated for each, or each combination, its name followed by them "
        "and {<name>} replaced by the word in title, columns and partners.",
        default_factory=dict,
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
    partners: str = ""
    instruments: int = 1
    diagnostics: bool = False
    printed_variance: str = STANDARD
    extra_variances: tuple[str, ...] = ()
    compared_with: str | None = None

    @property
    def place(self) -> str:
        """Its file and its name, for messages."""
        return f"{self.file}: regressions.{self.name}"

    @property
    def tables(self) -> list[str]:
        """Tables that it is estimated from: the panel; ties and runs of the model or the network series.

        Of a spatial lag, the ties of its partners too.
        """
        return [*self.unit.tables(self.sample), *([PARTNER_TIES] if self.partners else [])]

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
