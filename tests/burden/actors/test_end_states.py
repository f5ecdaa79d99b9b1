"""Designs of runs: grids, coefficients at their points, rows that are the same in any batch."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.actors.coevolution import simulate
from entente.burden.actors.declared_design import ActorDesign, Point
from entente.burden.actors.end_states import coefficients_at, draw_covariates, end_states, measures
from entente.burden.actors.observed_systems import observed_system
from entente.core.checked_yaml import checked
from entente.core.errors import BurdenInputError, ConfigurationError

from .worlds import world

DECLARED = {
    "title": "A design",
    "source": "none",
    "rule": "unilateral",
    "rates": 2,
    "ties": {"density": -1, "pair_covariate": 0.5, "partner_covariate": -0.25},
    "efforts": {"linear": -0.5, "covariate": 0.75},
    "vary": {
        "efforts.indirect": {"first": -0.02, "last": 0.02, "by": 0.01},
        "ties.closure": {"first": 0, "last": 0.4, "by": 0.2, "also": [-1]},
    },
    "end_states": 3,
    "default": {"every": 2, "end_states": 2},
}


def design(**changed):
    return checked(DECLARED | changed, ActorDesign, "here")


def test_a_part_of_a_grid_keeps_the_numbers_of_the_whole():
    whole, part = (design().points(complete=complete) for complete in (True, False))
    assert len(whole) == 5 * 4 and [point.number for point in whole] == list(range(20))
    assert whole[5].values == {"efforts.indirect": -0.01, "ties.closure": 0.0}
    assert len(part) == 3 * 2 and all(point == whole[point.number] for point in part)
    assert len(list(design().runs(complete=True))) == 60 and len(list(design().runs(complete=False))) == 12


def test_coefficients_are_those_declared_but_for_what_varies():
    covariates = draw_covariates(6, seed=1)
    point = Point(0, {"efforts.indirect": 0.01, "ties.closure": 0.4, "rates": 7.0})
    ties, efforts, rates = coefficients_at(design(), point, covariates)
    assert (ties.density, ties.closure, efforts.linear, efforts.indirect) == (-1, 0.4, -0.5, 0.01)
    assert (rates.ties, rates.efforts) == (7, 7)
    assert efforts.states == pytest.approx(0.75 * covariates.states)
    assert ties.pairs[1, 4] == pytest.approx(0.5 * covariates.pairs[1, 4] - 0.25 * covariates.states[4])


def test_covariates_are_exponential_and_centred():
    drawn = draw_covariates(400, seed=3)
    pairs = drawn.pairs[np.triu_indices(400, 1)]
    assert (drawn.pairs == drawn.pairs.T).all() and not drawn.pairs.diagonal().any()
    for values in (drawn.states, pairs):
        assert abs(values.mean()) < 1e-12 and values.min() > -1.2
        assert values.std() == pytest.approx(1, abs=0.2)
    assert (draw_covariates(400, seed=3).pairs == drawn.pairs).all()


def test_rows_are_the_same_in_any_batch():
    network, effort, *_ = world(12)
    runs = list(design().runs(complete=False))
    whole = end_states(design(), network, effort, runs, seed=5)
    halves = [end_states(design(), network, effort, runs[first::2], seed=5) for first in (0, 1)]
    keys = ["index", "point"]
    assert pd.concat(halves).sort_values(keys, ignore_index=True).equals(whole)
    assert whole["ties_closure"].unique().tolist() == [-1, 0.2]
    assert not whole.equals(end_states(design(), network, effort, runs, seed=6))


def test_measures_are_counted():
    """A triangle with a tail; effort follows degree."""
    network = np.zeros((4, 4), bool)
    for i, j in ((0, 1), (0, 2), (1, 2), (2, 3)):
        network[i, j] = network[j, i] = True
    found = measures(simulate(network, [2, 2, 3, 1], rates=0, seed=1))
    assert found["ties"] == 4 and found["density"] == pytest.approx(4 / 6)
    assert found["clustering"] == pytest.approx(3 / 5) and found["mean_triangles"] == 3 / 4
    assert found["degree_effort"] == pytest.approx(1) and found["mean_effort"] == 2
    empty = measures(simulate(np.zeros((3, 3)), [1, 2, 3], rates=0, seed=1))
    assert empty["ties"] == 0 and np.isnan(empty["degree_effort"]) and np.isnan(empty["clustering"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"vary": {"efforts.indirekt": {"first": 0, "last": 1, "by": 1}}}, "efforts.indirekt"),
        ({"vary": {"rates": {"first": 0, "last": 1, "by": 0.3}}}, "not some steps of 0.3 above 0"),
        ({"vary": {}}, "vary"),
        ({"ties": {"densty": 1}}, "did you mean 'density'"),
        ({"rates": -1}, "rates"),
    ],
)
def test_designs_that_mean_nothing_are_refused(changed, said):
    with pytest.raises(ConfigurationError, match=said):
        design(**changed)


def test_states_with_a_burden_are_the_system_of_a_year():
    burden = pd.Series([0.034, np.nan, 0.002, 0.2], index=[200, 2, 20, 666], name="burden")
    ties = pd.DataFrame({"ccode1": [2, 20, 200], "ccode2": [20, 200, 666]})
    found = observed_system(burden, ties)
    assert found.effort.to_dict() == {20: 1, 200: 4, 666: 11}
    assert found.network.loc[20, 200] and found.network.loc[666, 200] and not found.network.loc[20, 666]
    assert (found.without_burden, found.ties_left_out) == (1, 1)
    assert simulate(found.network, found.effort, rates=0, seed=1).labels.tolist() == [20, 200, 666]


@pytest.mark.parametrize(
    ("burden", "ties", "said"),
    [
        (pd.Series([0.1, 0.2], [2, 2]), [(2, 20)], "State 2 has two burdens"),
        (pd.Series([0.1, 0.2], [2, 20]), [(2, 2)], "State 2 is tied to itself"),
        (pd.Series([0.1, np.nan], [2, 20]), [(2, 20)], "burdens of 1 states are known"),
        (pd.Series([0.1, -0.2], [2, 20]), [(2, 20)], "-0.2"),
    ],
)
def test_observed_systems_that_are_none_are_refused(burden, ties, said):
    with pytest.raises(BurdenInputError, match=said):
        observed_system(burden, pd.DataFrame(ties, columns=["ccode1", "ccode2"]))
