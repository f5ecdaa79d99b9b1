"""Small worlds of states that are born, die and return, and tables about them as the readers leave them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from entente.core.schema import load_schema

FIRST = 1900
CODES = (2, 20, 100, 200, 255, 300, 710, 900)
OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")

#: What the model may take for a dispute, and the column of the threats that says so.
MID_COLUMNS = {"window": "recent_dispute", "year": "dispute", "threat": "threat"}

#: Examples of what needs several tables, and of what needs many.
some, few = settings(max_examples=20), settings(max_examples=12)


@dataclass(frozen=True)
class World:
    """Members of the system: for each year and code the first and the last day of membership."""

    days: dict[tuple[int, int], tuple[int, int]]

    @property
    def years(self) -> list[int]:
        return sorted({year for year, _ in self.days})

    @property
    def codes(self) -> list[int]:
        return sorted({code for _, code in self.days})

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """All pairs of states, whether or not they are ever members together."""
        return list(itertools.combinations(self.codes, 2))

    @property
    def around(self) -> range:
        """The years of the world and one more."""
        return range(self.years[0], self.years[-1] + 2)

    def members(self, year: int) -> list[int]:
        return sorted(code for of_year, code in self.days if of_year == year)

    @property
    def dyads(self) -> list[tuple[int, int, int]]:
        """Pairs of members of the same year, sorted."""
        return [
            (year, *pair) for year in self.years for pair in itertools.combinations(self.members(year), 2)
        ]

    def frame(self) -> pd.DataFrame:
        rows = [(year, code, f"S{code}", f"State {code}", *self.days[year, code]) for year, code in self.days]
        return table("data/states", sorted(rows))


def table(schema: str, rows) -> pd.DataFrame:
    """Rows as the table of that schema, with its columns and types."""
    types = _types(schema)
    return pd.DataFrame.from_records(list(rows), columns=list(types)).astype(types)


@cache
def _types(schema: str) -> dict[str, str]:
    return {column.name: column.dtype for column in load_schema(schema).columns}


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    """The rows of some columns as tuples, None for what is missing."""
    values = frame[list(columns)].astype(object)
    return list(values.where(values.notna(), None).itertuples(index=False, name=None))


def of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of one year."""
    return frame[frame["year"] == year]


def logged(log) -> dict[str, int]:
    """Rows that a data log notes, by reason."""
    return dict(cells(log.frame(), "reason", "rows"))


def assert_column(column: pd.Series, expected: list) -> None:
    """Compare a column with numbers or None, up to rounding."""
    wanted = np.array([np.nan if value is None else float(value) for value in expected])
    np.testing.assert_allclose(
        column.astype("float64"), wanted, rtol=1e-9, atol=1e-12, err_msg=str(column.name)
    )


generators = st.integers(0, 2**32 - 1).map(np.random.default_rng)


@st.composite
def worlds(draw) -> World:
    """3 to 8 states over 4 to 15 years; one is always a member, the others come, go and return."""
    codes = sorted(draw(st.sets(st.sampled_from(CODES), min_size=3)))
    last = FIRST + draw(st.integers(3, 14))
    constant = draw(st.sampled_from(codes))
    some_year = st.integers(FIRST, last)
    days = {}
    for code in codes:
        spells = draw(st.lists(st.tuples(some_year, some_year).map(sorted), min_size=1, max_size=2))
        for first, final in [(FIRST, last)] if code == constant else spells:
            days |= {(year, code): (1, 366) for year in range(first, final + 1)}
    day = st.integers(1, 366)
    parts = st.tuples(day, day).map(sorted).map(tuple)
    return World(days | draw(st.dictionaries(st.sampled_from(sorted(days)), parts, max_size=5)))


def dyadic_events(world: World, most: int = 12):
    """Sets of (year, code, code), some of them before, after or without membership."""
    years = st.integers(world.years[0] - 3, world.years[-1] + 1)
    events = st.tuples(years, st.sampled_from(world.pairs)).map(lambda event: (event[0], *event[1]))
    return st.sets(events, max_size=most)


def tidy_tables(world: World, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """All tables that attributes of dyads are made of, with gaps, zeros and states that are not listed."""
    dyads = [(year, *pair) for year in world.around for pair in world.pairs]
    states = list(itertools.product(world.codes, world.around))

    def some(units, share):
        return [unit for unit in units if rng.random() < share]

    def number(most, missing=0.0):
        return None if rng.random() < missing else int(rng.integers(0, most + 1))

    return {
        "alliances": table("data/alliances", _alliances(world, rng)),
        "contiguity": table("data/contiguity", [(*dyad, 1 + number(4)) for dyad in some(dyads, 0.3)]),
        "capitals": table("data/capitals", _capitals(world, rng)),
        "igo_states": table("data/igo_states", [(*state, number(4)) for state in some(states, 0.9)]),
        "igo_dyads": table("data/igo_dyads", [(*dyad, number(4, 0.1)) for dyad in some(dyads, 0.85)]),
        "trade_dyads": table(
            "data/trade_dyads", [(*dyad, number(9, 0.15), number(9, 0.15)) for dyad in some(dyads, 0.5)]
        ),
        "trade_national": table(
            "data/trade_national",
            [(*state, number(30, 0.1), number(30, 0.1)) for state in some(states, 0.85)],
        ),
        "religions": table("data/religions", _religions(world, rng)),
    }


def _alliances(world: World, rng: np.random.Generator):
    """Alliances that last some years, some of them without any obligation."""
    for pair in world.pairs:
        allied = rng.random() < 0.4
        for year in world.around:
            allied ^= rng.random() < 0.2
            if allied:
                yield (year, *pair, *(rng.random(len(OBLIGATIONS)) < 0.3))


def _capitals(world: World, rng: np.random.Generator):
    """Capitals that may move, also within a year of the world; a few states have none listed."""
    start, end = pd.Timestamp(1800, 1, 1), pd.Timestamp(2010, 12, 31)
    for code in world.codes:
        days = 365 * len(world.around)
        moves = sorted(set(rng.integers(0, days, rng.integers(0, 3)).tolist()))
        moved = [pd.Timestamp(world.around[0], 1, 1) + pd.Timedelta(days=move) for move in moves]
        for first, following in itertools.pairwise([start, *moved, end]):
            if rng.random() < 0.9:
                place = rng.uniform(-80, 80), rng.uniform(-180, 180)
                yield (code, f"C{first.year}", first, following - pd.Timedelta(days=1), *place)


def _religions(world: World, rng: np.random.Generator):
    """Shares of three families in some five-year points."""
    families = len(_types("data/religions")) - 2
    for code in world.codes:
        for year in (FIRST + 2, FIRST + 7, FIRST + 12):
            if rng.random() < 0.6:
                yield (code, year, *rng.dirichlet([1, 1, 1]), *[0.0] * (families - 3))


def panel_tables(world: World, rng: np.random.Generator, density: float) -> dict[str, pd.DataFrame]:
    """Attributes of states and dyads, threats and groups, all drawn alike; in every third year no ties."""
    capability = {key: int(rng.integers(0, 5)) + (key[1] == world.members(key[0])[0]) for key in world.days}
    total = {year: sum(capability[year, code] for code in world.members(year)) for year in world.years}
    scores = {key: None if rng.random() < 0.2 else 10 * int(rng.integers(-10, 11)) for key in world.days}
    states = world.frame().assign(
        capability=[capability[key] / total[key[0]] for key in sorted(world.days)],
        regime_score=np.array([scores[key] for key in sorted(world.days)], dtype=float),
        major_power=rng.random(len(world.days)) < 0.3,
    )
    states = states.assign(
        democracy=states["regime_score"] >= 30,
        regime=pd.cut(
            states["regime_score"], [-101, -26, 29, 100], labels=["autocracy", "anocracy", "democracy"]
        ),
        capability_source="both",
    ).astype({"regime": "string"})
    tied = [(dyad, dyad[0] % 3 > 0 and rng.random() < density) for dyad in world.dyads]
    return {
        "states": states,
        "dyads": _dyads(tied, rng),
        "threats": _threats([dyad for dyad, any_tie in tied if any_tie], rng),
        "srg": table("maoz2011/srg", _groups(tied, rng)),
    }


def _dyads(tied: list[tuple], rng: np.random.Generator) -> pd.DataFrame:
    n = len(tied)
    frame = pd.DataFrame.from_records([dyad for dyad, _ in tied], columns=["year", "ccode1", "ccode2"])
    tie = np.array([tie for _, tie in tied], dtype=bool)
    level = np.where(rng.random((3, n)) < 0.2, np.nan, rng.random((3, n)))
    contiguity = pd.Series(rng.integers(1, 6, n), dtype="Int8")
    return frame.astype("int16").assign(
        ally_any=tie & (rng.random(n) < 0.7),
        ally_pact=tie & (rng.random(n) < 0.5),
        commitment=np.where(tie, rng.choice([0.25, 0.5, 1.0], n), 0.0),
        joint_cooperation=tie & (rng.random(n) < 0.5),
        past_trade=level[0],
        past_joint_igo=level[1],
        cultural_similarity=level[2],
        contiguity=contiguity.mask(rng.random(n) < 0.7),
    )


def _threats(dyads: list[tuple], rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for dyad in dyads:
        dispute, war, recent_dispute, recent_war, rivalry = (rng.random(5) < 0.4).tolist()
        threat = recent_dispute or recent_war or rivalry
        if dispute or war or threat:
            rows.append((*dyad, dispute, war, recent_dispute, recent_war, rivalry, threat))
    return table("maoz2011/threats", rows)


def _groups(tied: list[tuple], rng: np.random.Generator):
    directed = [
        (year, *pair) for (year, one, other), tie in tied if tie for pair in ((one, other), (other, one))
    ]
    return sorted((*row, bool(rng.random() < 0.5)) for row in directed if rng.random() < 0.6)
