"""What a situation takes, and what it refuses by name."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from entente.burden.rule_sets.situation import Situation
from entente.core.errors import BurdenInputError

CODES = pd.Index([2, 20, 200], name="ccode")
TIES = np.array([[0, 1, 1], [1, 0, 0], [1, 0, 0]])


def situation(**parts):
    return Situation(**{"labels": CODES, "resources": [9.0, 2.0, 3.0], "network": TIES, **parts})


def test_parts_become_arrays_in_the_order_of_the_labels():
    graph = nx.Graph([(200, 2), (2, 20)])
    made = situation(
        network=graph,
        effort=pd.Series([0.04, np.nan, 0.02], index=CODES),
        democracy=[1, 1, 0],
        distance=np.array([[0, 700, 5900], [700, 0, 5400], [5900, 5400, 0]]),
        year=1950,
    )
    assert made.n == 3 and made.network.dtype == bool and made.democracy.dtype == bool
    assert (made.network == TIES.astype(bool)).all()
    assert np.isnan(made.effort).tolist() == [False, True, False]
    assert made.distance.dtype == np.float64 and made.threat is None


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"labels": [2, 2, 20]}, "stands twice"),
        ({"resources": [1, 0, 2]}, r"resources\[20\] of 1950 = 0.0 is not above 0"),
        ({"resources": [1, np.nan, 2]}, r"resources\[20\]"),
        ({"resources": [1, 2]}, "3 states"),
        ({"network": np.array([[0, 1, 0], [0, 0, 0], [0, 0, 0]])}, r"network\[2, 20\].*other way round"),
        ({"network": np.eye(3, dtype=int)}, "with itself"),
        ({"network": 2 * TIES}, "neither 0 nor 1"),
        ({"network": pd.DataFrame(TIES, CODES[::-1], CODES[::-1])}, "different labels"),
        ({"category": [1, 12, 3]}, r"category\[20\].*from 1 to 11"),
        ({"category": [1, 1.5, 3]}, "whole number"),
        ({"threat": [0, -1, 0]}, r"threat\[20\]"),
        ({"capability": [0.5, np.inf, 0.1]}, r"capability\[20\]"),
        ({"democracy": [0, 2, 1]}, "neither 0 nor 1"),
        ({"culture": 3.0 * TIES}, "too large"),
        ({"distance": np.full((3, 3), np.nan)}, "distance"),
        ({"effort": pd.Series([1, 2, 3], index=[2, 200, 20])}, "different labels"),
        ({"labels": []}, "no state"),
    ],
)
def test_what_cannot_be_is_refused_by_name(parts, said):
    with pytest.raises(BurdenInputError, match=said):
        situation(**{"year": 1950, **parts})


def test_enemies_may_be_one_sided_and_common_ones_are_found():
    hostile = np.array([[0, 0, 1], [0, 0, 1], [0, 0, 0]])
    made = situation(primary_enemies=hostile)
    assert made.common_enemies.tolist() == [[False, True, False], [True, False, False], [False, False, False]]
    with pytest.raises(BurdenInputError, match="no primary_enemies"):
        _ = situation().common_enemies


def test_what_rules_ask_for_and_is_not_there_is_named():
    with pytest.raises(BurdenInputError, match="no culture, distance"):
        situation().require("network", "culture", "distance")


def test_some_of_the_states_keep_all_that_is_theirs():
    made = situation(threat=[0.0, 1.0, 2.0], duration=TIES * 4.0)
    kept = made.restricted([True, False, True])
    assert kept.labels.tolist() == [2, 200] and kept.threat.tolist() == [0.0, 2.0]
    assert kept.network.tolist() == [[False, True], [True, False]]
    assert kept.duration.tolist() == [[0, 4], [4, 0]]
    assert made.n == 3


def test_a_changed_copy_is_checked_too():
    made = situation()
    assert made.changed(network=np.zeros((3, 3))).network.sum() == 0 and made.network.sum() == 4
    with pytest.raises(BurdenInputError, match="resources"):
        made.changed(resources=[1, -1, 1])
