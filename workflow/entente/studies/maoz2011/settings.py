"""Settings of this study: config/maoz2011/settings.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from entente.abm.rules import Rules
from entente.core.checked_yaml import Declared, Distinct, Listed, Name, Off, Several, means
from entente.systems.alliance_types import Alliance

#: Clique overlap of the network polarization index, and what becomes of states without an ally.
Overlap, Isolates = Literal["coc", "cmoi"], Literal["keep", "drop"]

#: First and last year of the paper's data (Maoz 2011, p. 13): its printed numbers are of these years.
PRINTED_YEARS = (1816, 2001)

#: More jobs than these are refused: planning them would take minutes.
MOST_BATCHES = 2000


class Panel(Declared):
    """Attributes of states and dyads."""

    same_day_only: bool = means("Drop pairs that never belonged to the system on the same day of the year.")
    carry_years: int = means("How far a missing capability share is carried.", ge=0, le=50)
    democracy: Literal["maoz", "polity"] = means(
        "Cut-off of democracy: score of at least 30, or democ − autoc of at least 6."
    )
    cooperation: Literal["both", "any", "trade", "igo"] = means("What joint cooperation demands.")


class ReferenceGroups(Declared):
    """Strategic reference groups."""

    dispute_years: int = means("Years for which a dispute is a threat.", ge=1, le=100)
    war_years: int = means("Years for which an inter-state war is a threat.", ge=1, le=100)
    includes_year: bool = means("Whether the windows end in t or in t−1.")
    wars: Literal["dyadic_file", "dispute_flag", "war_sides"] = means("Source of dyads at war.")
    alliance: Alliance = means("Whose allies join the strategic reference group.")


class Model(Declared):
    """The model of alliances."""

    rules: str = means("The rule set of the network series and of all tables and figures; one of rule_sets.")
    rule_sets: dict[Name, Rules] = means(
        "Rule sets that are run on history, by name; switches left out are the paper's.", min_length=1
    )
    mid: Literal["window", "year", "threat"] = means(
        "The model's MID matrix: dispute within the window, in t, or any threat."
    )
    symmetrise: bool = means("Make the model's initial reference groups mutual.")

    @model_validator(mode="after")
    def _rules_are_defined(self) -> Model:
        if self.rules not in self.rule_sets:
            raise ValueError(
                f"rules is {self.rules!r}, which is no rule set: choose one of {', '.join(self.rule_sets)}, "
                "or define it under rule_sets"
            )
        return self


class Networks(Declared):
    """Measures of networks."""

    max_cliques: int = means("Bound on the maximal cliques of a network.", ge=1)


class RandomSystems(Declared):
    """The experiment with random systems."""

    runs: int = means("Number of random systems.", ge=1, le=9_999_999)
    batch: int = means("Runs a job; without effect on the runs.", ge=1)
    states: Listed[Annotated[int, Field(ge=2, le=10_000)]] = means(
        "Smallest and largest number of states.", min_length=2, max_length=2
    )
    spread: float = means(
        "Half-width of a density's range around its historical mean in standard deviations; ends beyond "
        "historical extremes are drawn in to them.",
        gt=0,
    )
    disputes: Literal["inside", "independent"] = means(
        "Whether disputes are among the ties of the reference network or anywhere."
    )
    max_cliques: int = means("Beyond this many maximal cliques a network has no polarization index.", ge=1)

    @model_validator(mode="after")
    def _states_are_in_order(self) -> RandomSystems:
        smallest, largest = self.states
        if smallest > largest:
            raise ValueError(f"states: {smallest} are more than {largest}; exchange them")
        return self

    @model_validator(mode="after")
    def _batches_are_few(self) -> RandomSystems:
        if self.runs > MOST_BATCHES * self.batch:
            raise ValueError(
                f"{self.runs} runs in batches of {self.batch} are more than {MOST_BATCHES} jobs: let batch "
                f"be at least {-(-self.runs // MOST_BATCHES)}"
            )
        return self


class Figure5(Declared):
    """Figure 5."""

    actual: Alliance = means("Actual network of Figure 5.")
    overlap: Overlap = means("Clique overlap in the network polarization index.")
    isolates: Isolates = means("Whether states without an ally count in the index.")


class Figures(Declared):
    """Figures."""

    figure5: Figure5


class Settings(Declared):
    """Settings of the study maoz2011."""

    panel: Panel
    srg: ReferenceGroups
    model: Model
    networks: Networks
    random: Off | RandomSystems = means("The experiment with random systems; off leaves it out.")
    counterfactuals: Distinct[Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]] = means(
        "Counterfactuals that are run by default, each a file config/maoz2011/counterfactuals/<name>.yaml."
    )
    sensitivity: Off | Literal["all"] | Several[str] = means(
        "Keys of the switches of config/maoz2011/sensitivity.yaml whose values are compared; off for none."
    )
    printed: Literal["same_years", "always"] = means(
        "When the run stands beside what the paper prints: if it is of the paper's years, or always."
    )
    figures: Figures


def stands_beside_print(settings: Mapping[str, Any], years: tuple[int, int]) -> bool:
    """Whether a run of some years, first and last, stands beside what the paper prints."""
    return settings["printed"] == "always" or tuple(years) == PRINTED_YEARS
