"""States of the demo world: their codes and places, and when they are members and major powers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 1959

FIRST_DAY, LAST_DAY = f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31"


class State(NamedTuple):
    """One state.

    Attributes
    ----------
    code : int
        COW country code.
    abbreviation, name, capital : str
        COW's; the capital is the one at the end, see :data:`MOVED_CAPITALS`.
    latitude, longitude : float
        Of the capital, in degrees north and east.
    region : str
        America, Europe or Asia (with Africa): whose organizations the state may join.
    religion : str
        Its largest religion, a key of :data:`entente.data.demo.religions.FAMILY`.
    spells : tuple of (str, str)
        First and last day of each spell of membership, ISO dates.
    """

    code: int
    abbreviation: str
    name: str
    capital: str
    latitude: float
    longitude: float
    region: str
    religion: str
    spells: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, line: dict[str, str]) -> State:
        """Return the state of a line; a day that a spell, first/last, leaves out is the world's own."""
        spells = (spell.split("/") for spell in line["spells"].split())
        given = line | {name: float(line[name]) for name in ("latitude", "longitude")}
        given["spells"] = tuple((first or FIRST_DAY, last or LAST_DAY) for first, last in spells)
        return cls(**given | {"code": int(line["code"])})


with Path(__file__).with_name("states.csv").open(encoding="utf-8", newline="") as lines:
    STATES = tuple(map(State.of, csv.DictReader(lines)))

#: Earlier capital by code: name, latitude, longitude, and the day on which the state moved to its later one.
MOVED_CAPITALS = {640: ("Istanbul", 41.01, 28.98, "1923-05-13")}

#: Spells of major-power status: code, first and last day.
MAJOR_POWERS = (
    (2, "1901-03-04", LAST_DAY),
    (200, FIRST_DAY, LAST_DAY),
    (220, FIRST_DAY, "1939-06-22"),
    (220, "1946-01-15", LAST_DAY),
    (255, FIRST_DAY, "1918-11-30"),
    (255, "1927-01-01", "1944-05-07"),
    (300, FIRST_DAY, "1918-10-20"),
    (325, "1908-01-01", "1942-09-02"),
    (365, FIRST_DAY, LAST_DAY),
    (710, "1951-01-01", LAST_DAY),
    (740, "1904-04-01", "1944-08-14"),
)
