"""Measures of fit: by hand, by all pairs, by every threshold, and against statsmodels."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.discrete.discrete_model import Logit

from entente.core.errors import ModelDataError
from entente.models.classification import base_rate, classification

OUTCOME = [1, 0, 1, 0, 0]
PROBABILITY = [0.9, 0.6, 0.6, 0.2, 0.1]


def test_by_hand():
    measures = classification(OUTCOME, PROBABILITY)
    assert measures["base_rate"] == 0.4
    likelihood = np.log(0.9 * 0.4 * 0.6 * 0.8 * 0.9)
    assert measures["log_likelihood"] == pytest.approx(likelihood)
    assert measures["pseudo_r2"] == pytest.approx(1 - likelihood / np.log(0.4**2 * 0.6**3))
    assert measures["percent_correct"] == 0.8
    assert measures["marginal_improvement_in_fit"] == pytest.approx(0.5)  # one error in place of two
    assert measures["roc_area"] == pytest.approx((3 + 2.5) / 6)
    assert measures["precision_recall_area"] == pytest.approx(1 / 2 * 1 + 1 / 2 * 2 / 3)


def test_one_half_predicts_one():
    assert classification([1, 0], [0.5, 0.5])["percent_correct"] == 0.5
    assert classification([1, 1, 0], [0.5, 0.5, 0.4])["percent_correct"] == 1


def test_probabilities_that_say_nothing():
    outcome = np.arange(40) % 10 == 0
    measures = classification(outcome, np.full(40, 0.1))
    assert measures["pseudo_r2"] == pytest.approx(0, abs=1e-12)
    assert measures["marginal_improvement_in_fit"] == 0
    assert measures["roc_area"] == 0.5
    assert measures["precision_recall_area"] == measures["base_rate"] == 0.1


def test_certainty():
    right, wrong = classification([1, 0], [1, 0]), classification([1, 0], [0, 0])
    assert (right["log_likelihood"], right["pseudo_r2"]) == (0, 1)
    assert wrong["log_likelihood"] == wrong["pseudo_r2"] == -np.inf


def by_pairs(outcome, probability):
    """ROC area: the share of pairs of a 1 and a 0 in the right order."""
    rows = list(zip(outcome, probability, strict=True))
    return np.mean([(p > q) + (p == q) / 2 for y, p in rows for z, q in rows if y and not z])


def by_thresholds(outcome, probability):
    """Average precision: the step function of every distinct threshold."""
    area = recall = 0
    for threshold in sorted(set(probability), reverse=True):
        predicted = [p >= threshold for p in probability]
        hits = sum(y and x for y, x in zip(outcome, predicted, strict=True))
        area += (hits / sum(outcome) - recall) * hits / sum(predicted)
        recall = hits / sum(outcome)
    return area


BOTH_KINDS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 8).map(lambda eighths: eighths / 8)), min_size=2
)


@given(BOTH_KINDS.filter(lambda rows: len({happened for happened, _ in rows}) == 2))
def test_areas_with_equals(rows):
    outcome, probability = zip(*rows, strict=True)
    measures = classification(outcome, probability)
    assert measures["roc_area"] == pytest.approx(by_pairs(outcome, probability))
    assert measures["precision_recall_area"] == pytest.approx(by_thresholds(outcome, probability))
    shuffled = np.random.default_rng(len(rows)).permutation(len(rows))
    moved = classification(np.array(outcome)[shuffled], np.array(probability)[shuffled])
    for area in ("roc_area", "precision_recall_area"):
        assert moved[area] == measures[area]


def test_a_logit_as_statsmodels_describes_it():
    rng = np.random.default_rng(8)
    exog = np.column_stack([rng.normal(size=(500, 2)), np.ones(500)])
    outcome = (rng.random(500) < 1 / (1 + np.exp(-exog @ [1, -2, -1]))).astype(float)
    results = Logit(outcome, exog).fit(disp=0)
    measures = classification(outcome, results.predict())
    assert measures["log_likelihood"] == pytest.approx(results.llf)
    assert measures["pseudo_r2"] == pytest.approx(results.prsquared)
    assert measures["percent_correct"] == pytest.approx(results.pred_table().trace() / 500)


@pytest.mark.parametrize("outcome", [0, 1])
def test_an_outcome_that_does_not_vary_is_refused(outcome):
    with pytest.raises(ModelDataError, match=f"All 2 outcomes are {outcome}"):
        classification([outcome, outcome], [0.5, 0.6])
    assert base_rate([outcome, outcome]) == outcome


@pytest.mark.parametrize(
    ("outcome", "probability", "message"),
    [
        ([0, 2], [0.1, 0.2], "neither 0 nor 1"),
        ([0, np.nan], [0.1, 0.2], "neither 0 nor 1"),
        ([0, 1], [0.1, 1.2], "outside 0–1"),
        ([0, 1], [0.1, np.nan], "missing"),
        ([0, 1], [0.1], "shape"),
        ([], [], "at least one"),
    ],
)
def test_what_is_not_an_outcome_or_a_probability_is_refused(outcome, probability, message):
    with pytest.raises(ModelDataError, match=message):
        classification(outcome, probability)


def test_outcomes_and_probabilities_belong_to_the_same_rows():
    outcome = pd.Series([0, 1, 1, 0], index=list("abcd"))
    probability = pd.Series([0.1, 0.8, 0.4, 0.3], index=list("abcd"))
    expected = classification(outcome.to_numpy(), probability.to_numpy())
    assert classification(outcome, probability) == expected
    assert classification(outcome.astype("boolean"), probability.astype("Float64")) == expected
    with pytest.raises(ModelDataError, match="'a' and 'd' at position 0, the same ones in another order"):
        classification(outcome, probability[::-1])
    for no_numbers in (["0.1", "0.8", "0.4", "0.3"], pd.date_range("1970", periods=4)):
        with pytest.raises(ModelDataError, match="holds no numbers"):
            classification(outcome.to_numpy(), no_numbers)
