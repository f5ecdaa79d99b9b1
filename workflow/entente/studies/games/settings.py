"""Settings of this study: config/games/settings.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from entente.core.checked_yaml import Declared, Several, means
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
    panels: Several[Year] = means("Years of the map, on 31 December, a panel each.", max_length=6)

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


class Settings(Declared):
    """Settings of the study games."""

    years: Years = means("Years of the study, in place of those of the run.")
    nato: Nato
    facts: Facts
