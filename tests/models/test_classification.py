"""Measures of fit: by hand, by all pairs, by every threshold, and against statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.discrete.discrete_model import Logit

from entente.core.errors import ModelDataError
from entente.models import classification as fit

OUTCOME = [1, 0, 1, 0, 0]
PROBABILITY = [0.9, 0.6, 0.6, 0.2, 0.1]


def test_by_hand():
    measures = fit.classification(OUTCOME, PROBABILITY)
    assert measures["base_rate"] == 0.4
    likelihood = np.log(0.9 * 0.4 * 0.6 * 0.8 * 0.9)
    assert measures["log_likelihood"] == pytest.approx(likelihood)
    assert measures["pseudo_r2"] == pytest.approx(1 - likelihood / np.log(0.4**2 * 0.6**3))
    assert measures["percent_correct"] == 0.8
    assert measures["marginal_improvement_in_fit"] == pytest.approx(0.5)  # one error in place of two
    assert measures["roc_area"] == pytest.approx((3 + 2.5) / 6)
    assert measures["precision_recall_area"] == pytest.approx(1 / 2 * 1 + 1 / 2 * 2 / 3)


def test_one_half_predicts_one():
    assert fit.percent_correct([1, 0], [0.5, 0.5]) == 0.5
    assert fit.percent_correct([1, 1], [0.5, 0.5]) == 1


def test_probabilities_that_say_nothing():
    outcome = np.arange(40) % 10 == 0
    measures = fit.classification(outcome, np.full(40, 0.1))
    assert measures["pseudo_r2"] == pytest.approx(0, abs=1e-12)
    assert measures["marginal_improvement_in_fit"] == 0
    assert measures["roc_area"] == 0.5
    assert measures["precision_recall_area"] == measures["base_rate"] == 0.1


def test_certainty():
    assert fit.log_likelihood([1, 0], [1, 0]) == 0
    assert fit.mcfadden_r2([1, 0], [1, 0]) == 1
    assert fit.log_likelihood([1, 0], [0, 0]) == -np.inf
    assert fit.mcfadden_r2([1, 0], [0, 0]) == -np.inf


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
    assert fit.roc_area(outcome, probability) == pytest.approx(by_pairs(outcome, probability))
    assert fit.precision_recall_area(outcome, probability) == pytest.approx(
        by_thresholds(outcome, probability)
    )
    measures = fit.classification(outcome, probability)
    assert measures["roc_area"] == fit.roc_area(outcome, probability)
    assert measures["precision_recall_area"] == fit.precision_recall_area(outcome, probability)
    shuffled = np.random.default_rng(len(rows)).permutation(len(rows))
    moved = np.array(outcome)[shuffled], np.array(probability)[shuffled]
    assert fit.roc_area(*moved) == fit.roc_area(outcome, probability)
    assert fit.precision_recall_area(*moved) == fit.precision_recall_area(outcome, probability)


def test_a_logit_as_statsmodels_describes_it():
    rng = np.random.default_rng(8)
    exog = np.column_stack([rng.normal(size=(500, 2)), np.ones(500)])
    outcome = (rng.random(500) < 1 / (1 + np.exp(-exog @ [1, -2, -1]))).astype(float)
    results = Logit(outcome, exog).fit(disp=0)
    measures = fit.classification(outcome, results.predict())
    assert measures["log_likelihood"] == pytest.approx(results.llf)
    assert measures["pseudo_r2"] == pytest.approx(results.prsquared)
    assert measures["percent_correct"] == pytest.approx(results.pred_table().trace() / 500)


def test_an_outcome_that_does_not_vary_is_refused_where_nothing_is_defined():
    needs_both = (
        fit.classification,
        fit.mcfadden_r2,
        fit.marginal_improvement_in_fit,
        fit.roc_area,
        fit.precision_recall_area,
    )
    for measure in needs_both:
        for outcome in (0, 1):
            with pytest.raises(ModelDataError, match=f"All 2 outcomes are {outcome}"):
                measure([outcome, outcome], [0.5, 0.6])
    assert fit.base_rate([1, 1]) == fit.percent_correct([1, 1], [0.5, 0.6]) == 1
    assert fit.log_likelihood([1, 1], [0.5, 0.6]) == pytest.approx(np.log(0.3))


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
        fit.classification(outcome, probability)
