"""States by name: the member of a year's system that a code, an abbreviation or a name in use means."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from numbers import Real
from pathlib import Path

import pandas as pd

from entente.core.checked_yaml import near_text
from entente.core.errors import CoverageError, UnknownStateError

#: Names in use beside those of the list of members, with the years in which they mean a state if not in all.
#: A name may mean several states, and is ambiguous where these are members together.
FURTHER_NAMES = Path(__file__).with_name("state_names.csv")

#: A state by its code, or by a name or abbreviation.
State = int | str


class StateNames:
    """Names of the members of a system, year by year.

    ``members`` has year, ccode, name and abbreviation of each member and year.  A name means a member of the
    year that is asked about: the Germany of 1914 is COW's 255, that of 1955 its German Federal Republic, 260.
    Capitals, accents, hyphens and points make no difference.
    """

    def __init__(self, members: pd.DataFrame):
        self._names = dict(zip(members["ccode"].tolist(), members["name"].tolist(), strict=True))
        self._members: dict[int, set[int]] = defaultdict(set)
        self._called: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._years: dict[str, set[int]] = defaultdict(set)
        self._written: set[str] = set()
        further = _further_names()
        columns = (members[name].tolist() for name in ("year", "ccode", "name", "abbreviation"))
        for year, code, *names in zip(*columns, strict=True):
            self._members[year].add(code)
            in_use = (name for name, first, last in further.get(code, ()) if first <= year <= last)
            for name in (*names, *in_use):
                plain = _plain(name)
                self._called[year, plain].add(code)
                self._years[plain].add(year)
                self._written.add(name)

    def of(self, code: int) -> str:
        """Return the name of a state, with its code: ``Germany (255)``."""
        return f"{self._names[code]} ({code})"

    def name(self, code: int) -> str:
        """Return the name that the list of members gives a state."""
        return self._names[code]

    def member(self, state: State, year: int) -> int | None:
        """Return the code of the member of a year that is meant; None if it was no member then.

        UnknownStateError is raised if several may be meant, such as by Korea in 1955, or if somebody may be
        whose name only has the words of the one given: it lists them.
        """
        code = _as_code(state)
        if code is not None:
            return code if code in self._members[year] else None
        called = self._called.get((year, _plain(state)), set())
        if len(called) == 1:
            return min(called)
        candidates = called or self._like(state, year)
        # Who bears a name in other years, as Hungary does, is not meant by one who has it within theirs.
        if not candidates or (len(candidates) == 1 and self.years(state)):
            return None
        raise UnknownStateError(
            f"{state!r} may mean {self._listed(candidates)} in {year}.", "Give the full name, or the code."
        )

    def code(self, state: State, year: int) -> int:
        """Return the code of the member of a year that is meant.

        UnknownStateError is raised if several may be meant or nobody is ever called so, and lists candidates;
        CoverageError if the state was no member in the year.
        """
        code = self.member(state, year)
        if code is not None:
            return code
        self.check_known(state)
        years = self.years(state)
        raise CoverageError(
            f"{self._told(state)} was no member of the system in {year}.",
            f"It was one in {', '.join(_spells(years))}.",
        )

    def check_known(self, state: State) -> None:
        """Raise UnknownStateError, with the names that are near, if no member of any year is called so."""
        if not self.years(state):
            near = near_text(state.title(), self._written) if isinstance(state, str) else ""
            raise UnknownStateError(
                f"No member of the system is called {state!r}{near}.",
                "data/states.parquet of the run lists codes and names.",
            )

    def years(self, state: State) -> list[int]:
        """Return the years, sorted, in which a member is meant by a code or name, alone or with others."""
        code = _as_code(state)
        if code is not None:
            return sorted(year for year, members in self._members.items() if code in members)
        return sorted(self._years.get(_plain(state), ()))

    def _like(self, state: str, year: int) -> set[int]:
        """Members of the year whose names have all words of the one given."""
        words = set(_plain(state).split())
        return {
            code
            for (of, name), called in self._called.items()
            if of == year and words and words <= set(name.split())
            for code in called
        }

    def _listed(self, codes: Iterable[int]) -> str:
        return " or ".join(map(self.of, sorted(codes)))

    def _told(self, state: State) -> str:
        code = _as_code(state)
        return repr(state) if code is None else self.of(code)


def _as_code(state: State) -> int | None:
    """The code, if it is one, or a text of its digits."""
    if isinstance(state, str):
        return int(state) if state.strip().isdecimal() else None
    # A column of codes of which one is missing holds floats.
    if isinstance(state, bool) or not isinstance(state, Real) or state % 1 != 0:
        raise UnknownStateError(f"{state!r} is no state.", "Give a name or a code.")
    return int(state)


@lru_cache(maxsize=2048)
def _plain(name: str) -> str:
    """A name without what people write differently: capitals, accents, points, hyphens, "the" and "&"."""
    letters = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s]", " ", re.sub("[.'’]", "", letters)).split()
    return " ".join(word for word in words if word != "the")


def _spells(years: list[int]) -> list[str]:
    """Years that follow one another, each such spell as text."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    spells = zip(starts, ends, strict=True)
    return [f"{first}–{last}" if first < last else str(first) for first, last in spells]


def _further_names() -> dict[int, list[tuple[str, int, int]]]:
    found = defaultdict(list)
    with FURTHER_NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years = int(row["first_year"] or 0), int(row["last_year"] or 9999)
            found[int(row["ccode"])].append((row["name"], *years))
    return found
