"""Scores of forecasts, against what can be counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden.rule_sets.share_forecasts import share_scores
from entente.burden.rule_sets.tie_forecasts import probability_scores, tie_scores
from entente.core.errors import BurdenInputError, NetworkError


def test_scores_of_shares_by_hand():
    found = share_scores([60, 30, 10], [4, 4, 2], [100, 100, 20])
    assert found["total_variation"] == pytest.approx(0.2)
    gaps = np.log(np.array([0.6, 0.3, 0.1]) / [0.4, 0.4, 0.2])
    assert found["rmse_log"] == pytest.approx(np.sqrt((gaps**2).mean()))
    assert found["none_forecast"] == 0
    # Burdens .6 .3 .5 against .04 .04 .1: ranks 3 1 2 and 1.5 1.5 3.
    assert found["rank_correlation"] == pytest.approx(0.0)


def test_who_is_forecast_nothing_is_counted_and_left_out_of_the_logs():
    found = share_scores([60, 30, 10], [1, 0, 1], [1, 1, 1])
    assert found["none_forecast"] == pytest.approx(1 / 3)
    assert found["rmse_log"] == pytest.approx(np.sqrt((np.log(1.2) ** 2 + np.log(0.2) ** 2) / 2))


@given(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=12), st.floats(0.01, 1e4))
def test_a_forecast_in_another_unit_is_the_same_and_one_by_resources_has_no_order(values, unit):
    observed = np.array(values)
    exact = share_scores(observed, observed * unit, np.arange(1, len(values) + 1))
    assert exact["total_variation"] == pytest.approx(0, abs=1e-12)
    assert exact["rmse_log"] == pytest.approx(0, abs=1e-9)
    assert np.isnan(
        share_scores(np.arange(1.0, len(values) + 1), observed * unit, observed)["rank_correlation"]
    )


def test_what_cannot_be_scored_is_refused():
    with pytest.raises(BurdenInputError, match="No state is forecast"):
        share_scores([1, 2], [0, 0], [1, 1])
    with pytest.raises(BurdenInputError, match="different labels"):
        share_scores(pd.Series([1, 2], index=[2, 20]), pd.Series([1, 2], index=[20, 2]), [1, 1])
    with pytest.raises(BurdenInputError, match="observed effort"):
        share_scores([1, 0], [1, 1], [1, 1])


@given(st.integers(2, 9), st.integers(0, 1000))
def test_scores_of_ties_are_those_counted_pair_by_pair(n, seed):
    generator = np.random.default_rng(seed)
    observed, forecast = (np.triu(generator.random((n, n)) < 0.4, 1) for _ in range(2))
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    hits = sum(observed[pair] and forecast[pair] for pair in pairs)
    found = tie_scores(observed | observed.T, forecast | forecast.T)
    assert found["ties"] == sum(observed[pair] for pair in pairs)
    assert found["base_rate"] == pytest.approx(found["ties"] / len(pairs))
    for name, of in (("precision", forecast), ("recall", observed)):
        if of.any():
            assert found[name] == pytest.approx(hits / of.sum())
        else:
            assert np.isnan(found[name])


def test_networks_of_other_states_are_refused():
    with pytest.raises(NetworkError, match="2 and 3 states"):
        tie_scores(np.zeros((2, 2), bool), np.zeros((3, 3), bool))


def test_scores_of_probabilities_by_hand():
    found = probability_scores([1, 0, 0, 1], [0.9, 0.8, 0.1, 0.3])
    assert found["base_rate"] == 0.5
    assert found["brier"] == pytest.approx((0.01 + 0.64 + 0.01 + 0.49) / 4)
    # From the highest down: recall .5 at precision 1, then 1 at 2 of 3.
    assert found["precision_recall_area"] == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    nothing = probability_scores([0, 0], [0.1, 0.3])
    assert nothing["brier"] == pytest.approx(0.05) and np.isnan(nothing["precision_recall_area"])
