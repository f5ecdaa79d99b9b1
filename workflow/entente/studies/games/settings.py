"""Settings of this study: config/games/settings.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from entente.core.checked_yaml import Declared, Listed, Name, Several, means
from entente.core.configuration import Year, Years


class Nato(Declared):
    """NATO: its members, their capabilities and regimes, and the map."""

    basis: Literal["accession", "atop"] = means(
        "Whose members the series are of: by dates of accession, or by ATOP, which counts from signatures."
    )
    counted: Literal["31_december", "any_day"] = means(
        "Members of a year: those on 31 December, or on any day of it."
    )
    waves: dict[str, Year] = means(
        "Waves of accession on the map: what each is called, and its last year; it begins after that of the "
        "one before.",
        min_length=1,
    )
    panels: Several[Year] = means(
        "Years of the map, on 31 December: the last is drawn large, with insets, the others small.",
        max_length=6,
    )
    aggressor: int = means("COW code of the state against which members gather forces.", ge=2, le=990)
    gathered: Several[Year] = means("Years in which they do; capabilities must be known.", max_length=20)

    @model_validator(mode="after")
    def _waves_are_in_order(self) -> Nato:
        ends = list(self.waves.values())
        if ends != sorted(set(ends)):
            raise ValueError("waves: let each end after the one before")
        return self


class Facts(Declared):
    """Tables of alliances beside the models."""

    years: Years = means("Years of these tables; ATOP ends in 2018.")
    great_powers: int = means("So many states of the largest capability count as great powers.", ge=2, le=20)


Range = Annotated[Listed[float], Field(min_length=2, max_length=2)]


class Ranges(Declared):
    """Lowest and highest values of what sampled games are drawn from."""

    q: Range = means("A's share in the status quo.")
    c_a: Range = means("A's cost of war.")
    c_b: Range = means("B's cost of war.")
    k: Range = means("A's cost of a unit of arms, drawn evenly in logarithms.")
    sigma: Range = means("S's willingness.")


class Baseline(Declared):
    """The burden-sharing game that is drawn."""

    q: float = means("A's share in the status quo.", gt=0, lt=1)
    c_a: float = means("A's cost of war.", gt=0)
    c_b: float = means("B's cost of war.", gt=0)


Games = Annotated[int, Field(ge=8, le=4096)]


class Burden(Declared):
    """The burden-sharing game."""

    points: int = means("Number of sampled games.", ge=64, le=2**22)
    ranges: Ranges
    variants: Literal["all"] | Several[str] = means("Names of the switches that are compared, or all.")
    numerical: dict[Name, Games] = means("Games that are solved where there is no closed form, by variant.")
    heavy: float = means("A share of the burden above this is heavy.", gt=0, lt=1)
    asymmetric: float = means("A share so far from one half is asymmetric.", gt=0, lt=0.5)
    baseline: Baseline


class WarWithAlly(Declared):
    """A war that an ally of A may join."""

    p: float = means("A's chance to win alone.", ge=0, le=1)
    c_a: float = means("A's cost.", gt=0)
    c_b: float = means("B's cost.", gt=0)
    strength: float = means("What the ally adds to A's chance.", ge=0, le=1)
    cost_share: float = means("The ally's part of A's cost.", ge=0, le=1)
    damage: float = means("What the ally adds to B's cost.", ge=0)


class Ally(Declared):
    """Bargaining with an ally."""

    war: WarWithAlly
    probability: float = means("That the ally fights.", ge=0, le=1)
    status_quo: float = means("A's share in the status quo.", gt=0, lt=1)


class Winsets(Declared):
    """Two-level games."""

    x_1: float = means("The most that X ratifies.", gt=0, lt=1)
    least_shares: dict[Name, float] = means("The least that Y ratifies, a row each.", min_length=1)
    discount: float = means("Discount factor of alternating offers.", ge=0, lt=1)


class Settings(Declared):
    """Settings of the study games."""

    years: Years = means("Years of the study, in place of those of the run.")
    burden: Burden
    ally: Ally
    winsets: Winsets
    draws: int = means("Draws of each Monte Carlo twin.", ge=100, le=10_000_000)
    nato: Nato
    facts: Facts
