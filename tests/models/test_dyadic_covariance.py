"""Dyadic covariances: against all pairs of rows, statsmodels, and how often intervals cover the truth."""

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.discrete.discrete_model import Logit

from entente.core.errors import ModelDataError
from entente.models.data import model_data
from entente.models.dyadic_covariance import IndefiniteCovarianceWarning, dyad_clustered, dyadic_robust
from entente.models.logit import fit_logit


def panel(seed, n_states=9, years=4):
    """Return a logit fitted to dyads in several years, with gaps, and the two states of each row."""
    rng = np.random.default_rng(seed)
    i, j = np.triu_indices(n_states, 1)
    kept = np.flatnonzero(rng.random(len(i) * years) < 0.7)
    i, j = np.tile(i, years)[kept], np.tile(j, years)[kept]
    codes = rng.permutation(np.arange(2, 2 + 7 * n_states, 7))
    effect = rng.normal(size=n_states)
    exog = np.column_stack([effect[i] * effect[j] + rng.normal(size=len(i)), rng.normal(size=len(i))])
    exog = np.column_stack([exog, np.ones(len(i))])
    predictor = exog @ [0.5, -0.5, 0.2] + effect[i] + effect[j]
    endog = rng.random(len(i)) < 1 / (1 + np.exp(-predictor))
    return fit_logit(model_data(endog, exog)), codes[i], codes[j]


def by_all_pairs(results, related):
    """Sandwich whose meat adds up, over all pairs of rows, products of the scores of related ones."""
    scores, meat = results.model.score_obs(results.params), 0
    for a in range(len(scores)):
        for b in range(len(scores)):
            if related(a, b):
                meat = meat + np.outer(scores[a], scores[b])
    bread = np.linalg.inv(results.model.hessian(results.params))
    return bread @ meat @ bread


def definite(seeds):
    """Yield panels whose dyadic-robust covariance needs no mending, with it."""
    for seed in seeds:
        results, state_1, state_2 = panel(seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", IndefiniteCovarianceWarning)
            covariance = dyadic_robust(results, state_1, state_2)
        if covariance.n_negative == 0:
            yield results, state_1, state_2, covariance


def test_dyadic_robust_pairs_all_rows_that_share_a_state():
    checked = 0
    for results, state_1, state_2, covariance in definite(range(6)):
        members = [{a, b} for a, b in zip(state_1, state_2, strict=True)]
        expected = by_all_pairs(results, lambda a, b: members[a] & members[b])  # noqa: B023
        np.testing.assert_allclose(covariance.matrix, expected, rtol=1e-8, atol=1e-12)
        checked += 1
    assert checked >= 2


def test_dyad_clustered_is_that_of_statsmodels():
    results, state_1, state_2 = panel(0)
    dyad = pd.factorize(np.minimum(state_1, state_2) * 1000 + np.maximum(state_1, state_2))[0]
    covariance = dyad_clustered(results, state_1, state_2)
    refitted = Logit(results.model.endog, results.model.exog).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": dyad}
    )
    np.testing.assert_allclose(covariance.matrix, refitted.cov_params(), rtol=1e-6)
    np.testing.assert_allclose(covariance.std_errors, refitted.bse, rtol=1e-6)
    n, k = results.model.exog.shape
    expected = by_all_pairs(results, lambda a, b: dyad[a] == dyad[b])
    n_dyads = dyad.max() + 1
    factor = n_dyads / (n_dyads - 1) * (n - 1) / (n - k)
    np.testing.assert_allclose(covariance.matrix, factor * expected, rtol=1e-8)


@pytest.mark.parametrize("covariance", [dyad_clustered, dyadic_robust])
def test_neither_the_order_of_the_states_nor_that_of_the_rows_matters(covariance):
    results, state_1, state_2, _ = next(definite(range(6)))
    expected = covariance(results, state_1, state_2).matrix
    rng = np.random.default_rng(1)
    swap = rng.random(len(state_1)) < 0.5
    swapped = np.where(swap, state_2, state_1), np.where(swap, state_1, state_2)
    np.testing.assert_allclose(covariance(results, *swapped).matrix, expected, rtol=1e-9)
    order = rng.permutation(len(state_1))
    moved = fit_logit(model_data(results.model.endog[order], results.model.exog[order]))
    np.testing.assert_allclose(covariance(moved, state_1[order], state_2[order]).matrix, expected, rtol=1e-6)
    named = covariance(
        results, pd.Series(state_1).map("state {}".format), pd.Series(state_2).map("state {}".format)
    )
    np.testing.assert_allclose(named.matrix, expected, rtol=1e-9)


def indefinite():
    """Return a panel whose dyadic-robust covariance has to be mended."""
    for seed in range(100):
        results, state_1, state_2 = panel(seed, n_states=5, years=3)
        members = [{a, b} for a, b in zip(state_1, state_2, strict=True)]
        raw = by_all_pairs(results, lambda a, b: members[a] & members[b])  # noqa: B023
        if np.linalg.eigvalsh(raw).min() < -1e-3 * np.linalg.eigvalsh(raw).max():
            return results, state_1, state_2, raw
    raise AssertionError("no panel is indefinite")


def test_an_indefinite_covariance_is_mended_and_said_to_be():
    results, state_1, state_2, raw = indefinite()
    with pytest.warns(IndefiniteCovarianceWarning, match="negative"):
        covariance = dyadic_robust(results, state_1, state_2)
    assert covariance.n_negative == (np.linalg.eigvalsh(raw) < 0).sum()
    assert np.linalg.eigvalsh(covariance.matrix).min() > -1e-12 * np.abs(raw).max()
    # Only something positive semidefinite is added, so that no variance is understated.
    assert np.linalg.eigvalsh(covariance.matrix - raw).min() > -1e-12 * np.abs(raw).max()
    units = np.array([1000.0, 1e-3, 1.0])
    rescaled = fit_logit(model_data(results.model.endog, results.model.exog * units))
    with pytest.warns(IndefiniteCovarianceWarning):
        again = dyadic_robust(rescaled, state_1, state_2)
    np.testing.assert_allclose(again.std_errors * units, covariance.std_errors, rtol=1e-5)


def test_only_the_dyadic_robust_intervals_cover_the_truth_when_states_have_effects():
    n_states, rounds = 40, 200
    i, j = np.triu_indices(n_states, 1)
    covered = {"ordinary": 0, "clustered": 0, "robust": 0}
    for seed in range(rounds):
        rng = np.random.default_rng([11, seed])
        position, effect = rng.normal(size=(2, n_states))
        exog = np.column_stack([position[i] + position[j] + rng.normal(size=len(i)) / 2, np.ones(len(i))])
        # The outcome knows nothing of the regressor, so that the true coefficient is 0 whatever the effects.
        endog = rng.random(len(i)) < 1 / (1 + np.exp(1 - effect[i] - effect[j]))
        results = fit_logit(model_data(endog, exog))
        errors = {
            "ordinary": results.bse,
            "clustered": dyad_clustered(results, i, j).std_errors,
            "robust": dyadic_robust(results, i, j).std_errors,
        }
        for kind, error in errors.items():
            covered[kind] += abs(results.params[0]) < 1.96 * error[0]
    assert 0.88 * rounds < covered["robust"] < 0.98 * rounds
    assert max(covered["ordinary"], covered["clustered"]) < 0.7 * rounds


def test_states_that_do_not_fit_are_refused():
    results, state_1, state_2 = panel(0)
    for covariance in (dyad_clustered, dyadic_robust):
        with pytest.raises(ModelDataError, match="has .* rows"):
            covariance(results, state_1[1:], state_2[1:])
        with pytest.raises(ModelDataError, match="pair a state with itself"):
            covariance(results, state_1, np.append(state_2[:-1], state_1[-1]))
        with pytest.raises(ModelDataError, match="1 states are missing"):
            covariance(results, np.append(state_1[:-1].astype(float), np.nan), state_2)


def test_too_few_dyads_are_refused():
    results, state_1, _ = panel(0)
    n = len(state_1)
    with pytest.raises(ModelDataError, match="of one dyad"):
        dyad_clustered(results, np.full(n, 2), np.full(n, 200))
    star = np.full(n, 2), np.arange(n) % 7 + 200
    triangle = np.array([2, 2, 20])[np.arange(n) % 3], np.array([20, 200, 200])[np.arange(n) % 3]
    for states in (star, triangle):
        with pytest.raises(ModelDataError, match="shares a state with every other"):
            dyadic_robust(results, *states)


@pytest.mark.parametrize("covariance", [dyad_clustered, dyadic_robust])
def test_states_with_labels_belong_to_the_rows_of_the_logit(covariance):
    plain, state_1, state_2, _ = next(definite(range(6)))
    rows = pd.Index([f"row {i}" for i in range(len(state_1))])
    expected = covariance(plain, state_1, state_2).matrix
    one, other = pd.Series(state_1, rows), pd.Series(state_2, rows)
    outcome, exog = pd.Series(plain.model.endog, rows), plain.model.exog
    # The rows have labels if the outcome alone does.
    for regressors in (exog, pd.DataFrame(exog, rows)):
        results = fit_logit(model_data(outcome, regressors))
        np.testing.assert_allclose(covariance(results, one, other).matrix, expected, rtol=1e-6)
        for wrong in ((one[::-1], other[::-1]), (one[::-1], state_2), (state_1, other[::-1])):
            with pytest.raises(ModelDataError, match="'row 0' and 'row .*, the same ones in another order"):
                covariance(results, *wrong)
    with pytest.raises(ModelDataError, match="first states and the second states have different labels"):
        covariance(plain, one, other[::-1])


def test_states_named_by_numbers_in_one_column_and_by_text_in_the_other_are_refused():
    results, state_1, state_2 = panel(0)
    with pytest.raises(ModelDataError, match="given as number, the second as string"):
        dyadic_robust(results, state_1.astype(float), state_2.astype(str).astype(object))
