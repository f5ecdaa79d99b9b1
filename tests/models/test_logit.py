"""The logit is that of statsmodels, and refuses separated outcomes where linear programming finds them."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from statsmodels.discrete.discrete_model import Logit

from entente.core.errors import ModelDataError, SeparationError
from entente.models.data import model_data
from entente.models.logit import fit_logit

KINDS = ("normal", "dummies", "heavy-tailed", "whole numbers")


def regressors(rng, n, k, kind):
    """Return n × (k + 1) regressors with a constant."""
    columns = rng.normal(size=(n, k))
    if kind == "dummies":
        columns = (rng.random((n, k)) < 0.3).astype(float)
    if kind == "heavy-tailed":
        columns = np.exp(1.5 * columns)
    if kind == "whole numbers":
        columns = np.round(columns)
    return np.column_stack([columns, np.ones(n)])


def random_data(seed, kind):
    """Return an outcome of both kinds and regressors of full rank, or None."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.choice([8, 15, 30, 100, 400])), int(rng.integers(1, 5))
    exog = regressors(rng, n, k, kind)
    predictor = (exog @ (rng.normal(size=k + 1) * rng.choice([0.5, 2, 10]))).clip(-50, 50)
    endog = (rng.random(n) < 1 / (1 + np.exp(-predictor))).astype(float)
    usable = np.ptp(endog) > 0 and np.linalg.matrix_rank(exog) == k + 1
    return (endog, exog) if usable else None


def separated(endog, exog):
    """Whether some direction puts no row on the wrong side and some row on the right one."""
    sides = (2 * endog - 1)[:, None] * exog / np.abs(exog).max(axis=0)
    found = linprog(-sides.sum(axis=0), A_ub=-sides, b_ub=np.zeros(len(sides)), bounds=(-1, 1))
    return -found.fun > 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_separation_is_found_where_it_is_and_nowhere_else(kind):
    verdicts = []
    for seed in range(100):
        data = random_data(seed, kind)
        if data is None:
            continue
        verdicts.append(separated(*data))
        if verdicts[-1]:
            with pytest.raises(SeparationError):
                fit_logit(model_data(*data))
        else:
            results = fit_logit(model_data(*data))
            with np.errstate(over="ignore"):
                residual = data[0] - results.predict()
            assert np.abs(residual @ data[1]).max() < 1e-6 * np.abs(data[1]).sum()
    assert 10 < sum(verdicts) < len(verdicts) - 10


def test_the_estimates_are_those_of_statsmodels_with_names():
    endog, exog = random_data(4, "normal")
    names = [f"x{i}" for i in range(exog.shape[1] - 1)] + ["const"]
    frame = pd.DataFrame(exog, columns=names, index=np.arange(len(endog)) + 100)
    results = fit_logit(model_data(pd.Series(endog, index=frame.index, name="allied"), frame))
    plain = Logit(endog, exog).fit(disp=0)
    np.testing.assert_allclose(results.params, plain.params, rtol=1e-7)
    np.testing.assert_allclose(results.bse, plain.bse, rtol=1e-7)
    assert list(results.params.index) == names
    assert results.model.endog_names == "allied"


@pytest.mark.parametrize("unit", [1e-16, 1e-8, 1e-3, 1e8, 1e16])
def test_the_units_of_a_regressor_do_not_matter(unit):
    endog, exog = random_data(4, "normal")
    units = np.append(unit, np.ones(exog.shape[1] - 1))
    results = fit_logit(model_data(endog, exog * units))
    np.testing.assert_allclose(results.params * units, fit_logit(model_data(endog, exog)).params, rtol=1e-6)


@pytest.mark.parametrize("unit", [1e-160, 1e160])
def test_numbers_that_cannot_be_squared_are_refused(unit):
    endog, exog = random_data(4, "normal")
    exog[:, 0] *= unit
    with pytest.raises(ModelDataError, match="squares cannot be computed"):
        fit_logit(model_data(endog, exog))


@pytest.mark.parametrize("unit", [1e-9, 1, 1e9])
def test_the_separating_regressor_is_named(unit):
    rng = np.random.default_rng(5)
    n = 3000
    frame = pd.DataFrame({"distance": rng.normal(size=n), "rare": rng.random(n) < 0.01, "const": 1.0})
    allied = ((rng.random(n) < 0.3) | frame["rare"]).astype(float).rename("allied")
    frame["rare"] *= unit
    with pytest.raises(SeparationError) as error:
        fit_logit(model_data(allied, frame))
    assert f"rare separates the outcome allied: {(frame['rare'] > 0).sum()} of 3000 rows" in str(error.value)


def test_a_duration_through_the_year_itself_separates():
    rng = np.random.default_rng(6)
    allied = rng.random(500) < 0.3
    years = np.where(allied, 0, rng.integers(1, 30, 500))
    exog = pd.DataFrame({"years_without_alliance": years, "distance": rng.normal(size=500), "const": 1.0})
    with pytest.raises(SeparationError, match="years_without_alliance"):
        fit_logit(model_data(allied, exog))


def test_rare_events_are_no_separation():
    rng = np.random.default_rng(7)
    n = 100_000
    exog = np.column_stack([rng.normal(size=n), np.ones(n)])
    endog = np.zeros(n)
    endog[rng.choice(n, 3, replace=False)] = 1
    results = fit_logit(model_data(endog, exog))
    assert results.predict().sum() == pytest.approx(3)


@pytest.mark.parametrize(
    ("endog", "message"), [([0, 1, 2, 1], "neither 0 nor 1"), ([1, 1, 1, 1], "all of the 4")]
)
def test_other_outcomes_are_refused(endog, message):
    with pytest.raises(ModelDataError, match=message):
        fit_logit(model_data(endog, [[1.0], [1.0], [1.0], [1.0]]))
