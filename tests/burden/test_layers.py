"""Layers of ties, against pairs that are found one by one."""

from itertools import combinations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.layers import per_year, since, stacked, together, union

STATES = (2, 20, 200, 210)

MEMBERSHIPS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(1990, 1992), st.sampled_from(STATES)),
    min_size=1,
    max_size=12,
)


@given(MEMBERSHIPS)
def test_states_of_one_group_and_year_are_tied(rows):
    found = together(pd.DataFrame(rows, columns=["id", "year", "ccode"]), ["id"])
    expected = {
        (year, *pair)
        for group in "ab"
        for year in (1990, 1991, 1992)
        for pair in combinations(sorted({code for of, at, code in rows if (of, at) == (group, year)}), 2)
    }
    listed = list(found.itertuples(index=False, name=None))
    assert len(listed) == len(set(listed)) and set(listed) == expected


TRANSFERS = st.lists(
    st.tuples(st.integers(1950, 1958), st.sampled_from(STATES), st.sampled_from(STATES)).filter(
        lambda row: row[1] != row[2]
    ),
    min_size=1,
    max_size=12,
)


@given(TRANSFERS, st.integers(1, 5))
def test_a_transfer_ties_in_its_year_and_those_after_it(rows, years):
    found = since(pd.DataFrame(rows, columns=["year", "supplier", "recipient"]), years)
    first, last = min(year for year, _, _ in rows), max(year for year, _, _ in rows)
    expected = {
        (year, min(one, other), max(one, other))
        for at, one, other in rows
        for year in range(max(at, first + years - 1), min(at + years - 1, last) + 1)
    }
    assert set(found[["year", "ccode1", "ccode2"]].itertuples(index=False, name=None)) == expected


def pairs(*rows):
    return pd.DataFrame(rows, columns=["year", "ccode1", "ccode2"])


def test_a_union_has_a_pair_once_and_only_years_of_both():
    found = union([pairs((1979, 2, 20), (1980, 2, 20)), pairs((1980, 2, 20), (1981, 20, 200))], 1980, 2010)
    assert sorted(found.itertuples(index=False, name=None)) == [(1980, 2, 20), (1981, 20, 200)]


def test_ties_are_counted_between_members_and_years_without_any_are_0():
    layers = {"defence": pairs((1944, 2, 20), (1945, 2, 20), (1945, 2, 200), (1947, 2, 20)), "dca": pairs()}
    members = pd.DataFrame({"year": [1945, 1945, 1946, 1947, 1947], "ccode": [2, 20, 2, 2, 20]})
    ties = stacked(layers, members, 1945, 1950)
    assert ties["in_system"].tolist() == [True, False, True]
    counts = per_year(ties, {"defence": (1945, 1947), "dca": (1980, 1981)})
    assert counts.values.tolist() == [
        [1980, "dca", 0],
        [1981, "dca", 0],
        [1945, "defence", 1],
        [1946, "defence", 0],
        [1947, "defence", 1],
    ]
