"""Forecasts a year ahead: against the exact process, and what their scores are of."""

import numpy as np
import pandas as pd
import pytest

from entente.burden import actors
from entente.burden.actors.forecasts import Forecast, forecast, persistence, scores
from entente.core.errors import BurdenInputError

from .worlds import EFFORT, EXACT, START

CODES = pd.Index([2, 20, 200])


def test_probabilities_are_those_of_the_exact_process():
    rule, ties, efforts, rates, _ = EXACT[0]
    given = {"ties": ties, "efforts": efforts, "rates": rates, "rule": rule, "centre": 2}
    exact = actors.generator(3, 3, **given)
    chance = exact.probabilities(START, EFFORT)
    network, effort = pd.DataFrame(START, CODES, CODES), pd.Series(EFFORT, CODES)
    found = forecast(network, effort, **given, categories=3, runs=800, seed=3)
    assert found.ties.index.equals(CODES) and found.runs == 800
    expected = np.einsum("m,mij->ij", chance, exact.networks)
    assert np.abs(found.ties.to_numpy() - expected).max() < 3.5 * np.sqrt(0.25 / 800)
    assert found.effort.to_numpy() == pytest.approx(chance @ exact.efforts, abs=0.11)
    again = forecast(network, effort, **given, categories=3, runs=800, seed=3)
    assert again.ties.equals(found.ties)


def test_scores_by_hand():
    chance = pd.DataFrame([[0, 0.9, 0.2], [0.9, 0, 0.4], [0.2, 0.4, 0]], CODES, CODES)
    before = pd.DataFrame(START, CODES, CODES)
    came = pd.DataFrame([[0, 1, 0], [1, 0, 1], [0, 1, 0]], CODES, CODES).astype(bool)
    predicted = Forecast(chance, pd.Series([1.0, 2.5, 3.0], CODES), 10)
    found = scores(predicted, came, pd.Series([1, 2, np.nan], CODES), before)
    assert found["precision_recall_area"] == 1 and found["precision_recall_area_new"] == 1
    assert found["brier"] == pytest.approx((0.01 + 0.04 + 0.36) / 3)
    assert (found["base_rate"], found["base_rate_new"]) == (pytest.approx(2 / 3), 0.5)
    assert found["effort_rmse"] == pytest.approx(np.sqrt(0.125)) and found["states"] == 2
    stays = scores(persistence(before, pd.Series(EFFORT, CODES)), came, pd.Series(EFFORT, CODES), before)
    assert stays["effort_rmse"] == 0 and stays["precision_recall_area_new"] == 0.5
    assert stays["brier"] == pytest.approx(1 / 3)
    alike = scores(predicted, before, pd.Series(EFFORT, CODES), before)
    assert np.isnan(alike["precision_recall_area_new"])


def test_what_cannot_be_scored_is_refused():
    network, effort = pd.DataFrame(START, CODES, CODES), pd.Series(EFFORT, CODES)
    stays = persistence(network, effort)
    with pytest.raises(BurdenInputError, match="labels of the effort are other"):
        scores(stays, network, effort.iloc[::-1], network)
    with pytest.raises(BurdenInputError, match="labels of the columns of the network are other"):
        scores(stays, network.iloc[:, ::-1], effort, network)
    with pytest.raises(BurdenInputError, match="No effort is known"):
        scores(stays, network, effort * np.nan, network)
    with pytest.raises(BurdenInputError, match="runs is 0"):
        forecast(network, effort, ties={}, efforts={}, rates=1, runs=0, seed=1)
