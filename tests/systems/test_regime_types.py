"""Regime scores, types and cut-offs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.systems.regime_types import regime_types

from .worlds import World, assert_column, cells, logged, some, table, worlds

UNKNOWN = "members without a usable regime score: no democracy in the model"


def types(world, regimes, cutoff="maoz"):
    log = DataLog("regimes")
    data = table("data/regimes", [(code, year, *scores) for (year, code), scores in regimes.items()])
    result = regime_types(world.frame(), data, cutoff, log)
    assert cells(result, "year", "ccode") == sorted(world.days)
    return result, logged(log)


def of_one_state(democracy, autocracy, cutoff):
    world = World({(1900, 2): (1, 366)})
    result, log = types(world, {(1900, 2): (democracy, autocracy)}, cutoff)
    return *cells(result, "regime_score", "regime", "democracy")[0], log[UNKNOWN]


@pytest.mark.parametrize(
    ("democracy", "autocracy", "maoz", "polity"),
    [
        (10, 0, "democracy", "democracy"),
        (7, 1, "democracy", "democracy"),
        (6, 1, "democracy", "anocracy"),  # 50: below 6 × 10
        (3, 0, "democracy", "anocracy"),  # exactly 30
        (4, 2, "anocracy", "anocracy"),
        (0, 0, "anocracy", "anocracy"),
        (1, 3, "anocracy", "anocracy"),  # −20
        (0, 3, "autocracy", "autocracy"),  # −30
        (0, 10, "autocracy", "autocracy"),
    ],
)
def test_cut_offs(democracy, autocracy, maoz, polity):
    score = 10 * (democracy - autocracy)
    assert of_one_state(democracy, autocracy, "maoz") == (score, maoz, maoz == "democracy", 0)
    assert of_one_state(democracy, autocracy, "polity") == (score, polity, polity == "democracy", 0)


@pytest.mark.parametrize("scores", [(None, None), (8, None), (None, 8)])
def test_without_a_usable_score_a_state_is_no_democracy_and_its_type_is_missing(scores):
    assert of_one_state(*scores, "maoz") == (None, None, False, 1)


score = st.none() | st.integers(0, 10)


@some
@given(worlds(), st.data())
def test_equals_loops(world, data):
    years = st.sampled_from(sorted(world.days))
    scores = data.draw(st.dictionaries(years, st.tuples(score, score)))
    result, log = types(world, scores | {(world.years[-1] + 1, world.codes[0]): (9, 0)})
    known = [scores.get(key, (None, None)) for key in sorted(world.days)]
    expected = [None if None in pair else 10 * (pair[0] - pair[1]) for pair in known]
    assert_column(result["regime_score"], expected)
    assert result["democracy"].tolist() == [value is not None and value >= 30 for value in expected]
    names = [
        None if value is None else "democracy" if value >= 30 else "anocracy" if value >= -25 else "autocracy"
        for value in expected
    ]
    assert [regime for (regime,) in cells(result, "regime")] == names
    assert log[UNKNOWN] == expected.count(None)
