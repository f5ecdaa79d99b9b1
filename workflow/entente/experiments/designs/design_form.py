"""What the file of a design may say: its keys, their meanings, and how its parts are found by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from entente.core.checked_yaml import (
    ByName,
    Declared,
    Distinct,
    Listed,
    Name,
    Named,
    Off,
    Several,
    Trimmed,
    means,
    near_text,
    or_only,
)
from entente.core.errors import DesignError

#: Arms of a factor that declares which of its levels mean presence: effects are those of the first.
PRESENT, ABSENT = "present", "absent"

#: What a draft leaves to be filled in, which no design may have.
BLANK = "___"

#: Bounds of mediation know only high and low.
HIGH = "From which value on it counts as high in bounds of mediation; null: above the middle of its range."


def _no_truth_value(given: Any) -> Any:
    if isinstance(given, bool):
        raise ValueError("YAML reads yes, no, on and off without quotes as true and false: put it in quotes")
    return given


def _keys_in_quotes(given: Any) -> Any:
    if isinstance(given, dict):
        for key in given:
            _no_truth_value(key)
    return given


def _ascending(limits: tuple[float, float]) -> tuple[float, float]:
    if not limits[0] < limits[1]:
        raise ValueError("the first should be below the second")
    return limits


#: A value as it stands in the file of answers; the name of a level; a column, of the file or made of such.
Raw = Annotated[int | float | str, BeforeValidator(_no_truth_value)]
Label = Annotated[Trimmed, BeforeValidator(_no_truth_value)]
Column = Annotated[str, Field(min_length=1)]
#: What a declaration stands under: letters, digits, underscores.
Key = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
#: The least and the greatest value of a scale.
Range = Annotated[
    tuple[float, float],
    BeforeValidator(lambda given: tuple(given) if isinstance(given, list) else given),
    AfterValidator(_ascending),
]
#: A name, or a list of such.  In memory a tuple.
OneOrSeveral = Annotated[
    Several[Key],
    BeforeValidator(
        lambda given: [given] if isinstance(given, str) else given, json_schema_input_type=str | Several[Key]
    ),
]
#: What raw values become.
ByRaw = BeforeValidator(_keys_in_quotes)


class FromRole(Declared):
    """Answers in a file of the data registry."""

    role: Name = means("Role that the file plays in the data registry.")


class Simulated(Declared):
    """Answers that are drawn."""

    simulate: Name = means("Name of the simulation, a file in the folder `simulated` beside the design.")


class Unit(Declared):
    """Who answers."""

    id: Column | None = means("Column that tells respondents apart; null where a row is one.", None)
    country: Column | None = means("Column of the country, which effects are shown by; null for one.", None)


class Assignment(Declared):
    """How arms were drawn."""

    kind: Literal["complete", "bernoulli", "blocked", "clustered", "blocked_clustered"] = means(
        "Numbers in each arm fixed, or each person drawn alone; within blocks; whole clusters; or both.",
        "complete",
    )
    block: Column | None = means("Column of the blocks within which arms were drawn.", None)
    cluster: Column | None = means("Column of the clusters that were drawn whole.", None)
    probabilities: dict[str, float | dict[str, float]] | None = means(
        "Chance of each arm; where there are several factors, under the name of each. Left out if equal.",
        None,
    )


class NewColumn(Named):
    """A column made of others: value = (v − subtract) · times, v being what a map makes of it, if any."""

    source: Column | None = means("Column that it is made from.", None, alias="from")
    mean: Annotated[Distinct[Column], Field(min_length=2)] | None = means(
        "Columns of which it is the mean, for those who answered all.", None
    )
    map: Annotated[dict[Raw, float], ByRaw] | None = means(
        "What each raw value becomes; one that is left out is refused.", None
    )
    missing: Distinct[Raw] = means("Raw values that stand for no answer.", ())
    subtract: float = means("What is taken away first.", 0.0)
    times: float = means("What is multiplied by then.", 1.0)

    @property
    def sources(self) -> tuple[str, ...]:
        """Columns that it is made from."""
        return (self.source,) if self.source is not None else self.mean

    @model_validator(mode="after")
    def _has_one_origin(self) -> NewColumn:
        if (self.source is None) == (self.mean is None):
            raise ValueError("it should have either `from` or `mean`")
        if not self.times:
            raise ValueError("times is 0, which leaves nothing of the column")
        return self


class Check(Declared):
    """A question whether a respondent took in the arm."""

    column: Column = means("Column of the answers.")
    right: Annotated[dict[Raw, Raw], ByRaw] = means("The right answer by assigned raw value.")


class Factor(Named):
    """What was varied at random."""

    column: Column = means("Column of what each respondent was assigned.")
    levels: Annotated[dict[Raw, Label], ByRaw, Field(min_length=2)] = means("Name of each raw value.")
    reference: Label = means("Level that the others are compared with.")
    presence: Annotated[dict[Label, Literal[0, 1]], ByRaw] | None = means(
        "Which levels mean that something is there (1) or not (0): effects are then those of `present` "
        "against `absent`, whichever level the status quo is.",
        None,
    )
    check: Check | None = means("Question whether it was taken in.", None)

    @property
    def arms(self) -> tuple[str, ...]:
        """Arms in the frame of an experiment: the levels, or `present` and `absent`; the base first."""
        if self.presence:
            return (ABSENT, PRESENT)
        return (self.reference, *(label for label in self.levels.values() if label != self.reference))

    @property
    def base(self) -> str:
        """Arm that the others are compared with."""
        return self.arms[0]

    @property
    def of_raw(self) -> dict[Any, str]:
        """Arm of each raw value."""
        if not self.presence:
            return dict(self.levels)
        return {raw: (ABSENT, PRESENT)[self.presence[label]] for raw, label in self.levels.items()}


class Outcome(Named):
    """What an effect is on."""

    kind: Literal["binary", "ordinal", "continuous"] = means("Kind of scale.")
    range: Range = means("Least and greatest value.")
    unit: Trimmed = means("Unit, in words.")
    margin: float = means("Smallest effect that would matter, in the unit, declared before the data.", gt=0)
    direction_of_scale: Trimmed = means("What high values mean, in a sentence.", "")
    high_from: float | None = means(HIGH, None)


class Mediator(Named):
    """What may stand between a treatment and an outcome."""

    range: Range = means("Least and greatest value.")
    outcome: Key = means("Outcome that it may act on.")
    treatment: OneOrSeveral = means("Factor that may act on it, or several, which are contrasted.")
    intermediate: Distinct[Column] = means("Columns that treatment moves and that move both.", ())
    order: Literal["before", "after"] = means(
        "Whether it was asked before the outcome, or after; then it is no mediator, which pages say.",
        "before",
    )
    high_from: float | None = means(HIGH, None)


class Hypothesis(Named):
    """What is expected of an effect."""

    text: Trimmed = means("The hypothesis in words.")
    outcome: Key = means("Outcome.")
    effect: Annotated[dict[Key, Label], Field(min_length=1)] = means(
        "Level by factor: of one factor a main effect, of several their interaction."
    )
    direction: Literal["positive", "negative", "none"] = means("Expected sign; none: no effect.")
    family: Key = means("Family of hypotheses that are judged together.")
    within: dict[Key, Label] = means("Levels of other factors to which a simple effect is held.", {})


class Attention(Declared):
    """A question whether a respondent reads at all."""

    column: Column = means("Column of the answers.")
    right: Several[Raw] = means("Answers that are right.")
    asked: Literal["before", "after"] = means(
        "Whether it was asked before treatment, so that it may define a subsample, or after.", "after"
    )


class Moderator(Named):
    """What effects may vary with."""

    family: Key = means("Family within which p of its interactions are adjusted.")
    form: Literal["linear", "terciles"] = means("How a continuous one enters.", "linear")


class Conjoint(Declared):
    """Profiles that were chosen among: a row is a profile."""

    respondent: Column = means("Column of the respondents.")
    task: Column = means("Column of the tasks.")
    profile: Column = means("Column of the profiles of a task.")
    chosen: Column = means("Column that is 1 for the profile that was chosen, else 0.")
    restrictions: Listed[Annotated[Distinct[Key], Field(min_length=2, max_length=2)]] = means(
        "Pairs of factors of which some combinations were not shown.", ()
    )


class Analysis(Declared):
    """Switches of the analysis, declared with the design; each has a default."""

    estimator: Literal["lin", "difference", "adjusted"] = means("Estimator that verdicts read.", "lin")
    level: float = means("Level of tests; intervals have one less it.", 0.05, gt=0, lt=0.5)
    cells: Literal["uniform", "realised"] | dict[str, dict[str, float]] = means(
        "Distribution of the other factors over which effects of a factor are averaged; a population's is "
        "given by factor and level.",
        "uniform",
    )
    equal: Literal["persons", "clusters"] = means("What counts the same where clusters are drawn.", "persons")
    satterthwaite: bool = means("Whether degrees of freedom are Satterthwaite's without clusters.", False)
    balance: Literal["chi_square", "permutation"] = means(
        "p of the balance test; where blocks or clusters are drawn, always by permutation.", "chi_square"
    )
    instrument: Literal["wald"] | Off = means(
        "Whether checks tell the effect over the first stage, too; it needs exclusion.", False
    )
    statistic: Literal["studentized", "difference"] = means("Statistic of the test.", "studentized")
    invert: bool = means("Whether randomization tests are inverted to an interval.", False)
    tighten: Column | Off = means("Column by whose cells Lee bounds are tightened.", False)
    mediation_interval: Literal["bootstrap", "delta"] = means("Interval of mediated effects.", "bootstrap")
    interaction: bool = means("Whether the mediator's effect may differ between arms.", False)
    exploratory: bool = means("Whether moderators that are not declared may be asked for.", False)


class DesignForm(Declared):
    """An experiment: its data, how arms were drawn, what was asked, and what is expected."""

    title: Trimmed = means("Title.")
    status: Literal["published", "pilot", "simulated"] = means("What the data are.")
    citation: Trimmed = means("What to cite.", "")
    data: FromRole | Simulated = means("Where the answers are.")
    registration: Trimmed = means(
        "Address of the registration, or none: decides between `pre-registered` and `declared here`.", "none"
    )
    unit: Unit = means("Who answers.", Unit())
    weight: Column | None = means("Column of survey weights.", None)
    finite: bool = means(
        "Whether those who answered are the population that is spoken of.  It changes no number: Neyman's "
        "errors hold for a sample, and are at least as large as those of a population.",
        False,
    )
    pool: Literal["inverse_variance"] | Off = means("How countries are pooled, if at all.", False)
    assignment: Assignment = means("How arms were drawn.", Assignment())
    drop: Distinct[Column] = means("Columns of the file that are dropped as it is read: personal data.", ())
    columns: ByName[Key, NewColumn] = means("Columns made of others, in this order.", ())
    factors: ByName[Key, Factor] = means("What was varied.")
    outcomes: ByName[Key, Outcome] = means("What effects are on.")
    covariates: Distinct[Column] = means("Columns known before treatment that estimates adjust for.", ())
    attention: Attention | None = means("Question whether respondents read.", None)
    mediators: ByName[Key, Mediator] = means("What may stand between treatment and outcome.", ())
    hypotheses: ByName[Key, Hypothesis] = means("What is expected.")
    families: dict[Key, Literal["none", "holm", "bh"]] = means("How p are adjusted within each family.")
    heterogeneity: ByName[Column, or_only(Moderator, "family")] = means("Moderators.", ())
    conjoint: Conjoint | None = means("Columns of a conjoint experiment.", None)
    analysis: Analysis = means("Switches of the analysis.", Analysis())

    @property
    def registered(self) -> bool:
        """Whether the hypotheses were registered before the data."""
        return self.registration != "none"

    def factor(self, name: str) -> Factor:
        """Return the factor of that name."""
        return _find(self.factors, name, "factor")

    def outcome(self, name: str) -> Outcome:
        """Return the outcome of that name."""
        return _find(self.outcomes, name, "outcome")

    def mediator(self, name: str) -> Mediator:
        """Return the mediator of that name."""
        return _find(self.mediators, name, "mediator")

    def hypothesis(self, name: str) -> Hypothesis:
        """Return the hypothesis of that name."""
        return _find(self.hypotheses, name, "hypothesis")

    @property
    def cluster(self) -> str | None:
        """Column of whose answers hang together: respondents of a conjoint, or clusters as drawn."""
        return self.conjoint.respondent if self.conjoint else self.assignment.cluster

    @property
    def bases(self) -> dict[str, str]:
        """Arm that the others are compared with, by factor."""
        return {factor.name: factor.base for factor in self.factors}

    def probabilities(self, factor: str) -> dict[str, float] | None:
        """Return the declared chance of each arm of a factor; None if none is declared."""
        given = self.assignment.probabilities
        if given is None:
            return None
        return dict(given.get(factor) or {}) if _by_factor(given) else dict(given)


def _by_factor(probabilities: Mapping[str, Any]) -> bool:
    """Whether chances are given under the names of factors."""
    return any(isinstance(chance, dict) for chance in probabilities.values())


def _find(declared: tuple, name: str, kind: str) -> Any:
    for item in declared:
        if item.name == name:
            return item
    names = [item.name for item in declared]
    raise DesignError(
        f"The design has no {kind} {name!r}{near_text(str(name), names)}.",
        f"It declares {', '.join(names) or 'none'}.",
    )
