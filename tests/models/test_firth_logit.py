"""Firth's logit against tables with a half added, and an optimiser of the penalised likelihood."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.numdiff import approx_fprime

from entente.core.errors import ModelDataError
from entente.models import FirthLogit
from entente.models.data import DroppedRowsWarning


def penalised(params, y, x):
    chance = 1 / (1 + np.exp(-x @ params))
    information = x.T @ np.diag(chance * (1 - chance)) @ x
    return np.log(np.where(y == 1, chance, 1 - chance)).sum() + np.log(np.linalg.det(information)) / 2


def rare(seed=1, n=300):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame({"ratio": rng.normal(size=n), "allied": rng.integers(0, 2, n)}).assign(const=1.0)
    chance = 1 / (1 + np.exp(3.5 - x["ratio"]))
    return (rng.random(n) < chance).astype(float).rename("joined"), x


@pytest.mark.parametrize("cells", [(10, 0, 0, 8), (3, 5, 7, 2), (0, 4, 6, 9), (1, 0, 0, 1)])
def test_a_table_of_four_gets_a_half_in_each_cell(cells):
    """In a saturated model leverages add up to 1 in each group, so that y + h/2 is what is observed."""
    a, b, c, d = cells
    x = np.column_stack([np.ones(sum(cells)), np.repeat([1, 0], [a + b, c + d])])
    y = np.repeat([1, 0, 1, 0], cells)
    found = FirthLogit(y, x).fit()
    base, other = np.log((c + 0.5) / (d + 0.5)), np.log((a + 0.5) / (b + 0.5))
    np.testing.assert_allclose(found.params, [base, other - base], atol=1e-7)
    share = [(c + 0.5) / (c + d + 1), (a + 0.5) / (a + b + 1)]
    variance = [1 / (n * p * (1 - p)) for n, p in zip((c + d, a + b), share, strict=True)]
    np.testing.assert_allclose(found.bse, np.sqrt([variance[0], sum(variance)]), rtol=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_estimates_are_where_an_optimiser_finds_the_maximum(seed):
    y, x = rare(seed)
    found = FirthLogit(y, x).fit()
    by_hand = lambda params: -penalised(params, y, x.to_numpy())  # noqa: E731
    again = minimize(by_hand, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    np.testing.assert_allclose(found.params, again.x, atol=1e-5)
    assert found.llf == pytest.approx(-again.fun, abs=1e-9) and found.converged
    assert list(found.params.index) == ["ratio", "allied", "const"]


def test_derivatives_are_those_by_differences():
    y, x = rare(6)
    model, at = FirthLogit(y, x), np.array([0.7, -0.4, -2.0])
    np.testing.assert_allclose(model.score(at), approx_fprime(at, model.loglike, centered=True), atol=1e-7)
    np.testing.assert_allclose(model.hessian(at), approx_fprime(at, model.score, centered=True), atol=1e-6)


def test_many_events_give_what_the_logit_gives():
    rng = np.random.default_rng(2)
    x = np.column_stack([rng.normal(size=(20_000, 2)), np.ones(20_000)])
    y = (rng.random(20_000) < 1 / (1 + np.exp(-x @ [0.5, -0.3, 0.2]))).astype(float)
    found, plain = FirthLogit(y, x).fit(), Logit(y, x).fit(disp=0)
    np.testing.assert_allclose(found.params, plain.params, atol=3e-4)
    np.testing.assert_allclose(found.bse, plain.bse, rtol=1e-3)


def test_it_is_less_biased_than_the_logit_where_events_are_few():
    firth, plain = [], []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        x = np.column_stack([rng.normal(size=80), np.ones(80)])
        y = (rng.random(80) < 1 / (1 + np.exp(1.5 - x[:, 0]))).astype(float)
        firth.append(FirthLogit(y, x).fit().params[0])
        plain.append(Logit(y, x).fit(disp=0).params[0])
    assert abs(np.mean(firth) - 1) < 3 * np.std(firth) / np.sqrt(200) < abs(np.mean(plain) - 1)


def test_clusters_are_summed_before_they_are_multiplied():
    y, x = rare(3)
    groups = pd.Series(np.arange(300) // 5, index=x.index)
    model = FirthLogit(y, x)
    found = model.fit(cov_type="cluster", cov_kwds={"groups": groups})
    bread = np.linalg.inv(model.information(found.params))
    sums = pd.DataFrame(model.score_obs(found.params)).groupby(groups).sum().to_numpy()
    np.testing.assert_allclose(found.cov_params(), bread @ sums.T @ sums @ bread * 60 / 59, rtol=1e-9)
    with pytest.raises(ModelDataError, match="different labels"):
        model.fit(cov_type="cluster", cov_kwds={"groups": groups[::-1]})
    with pytest.raises(ModelDataError, match="one cluster"):
        model.fit(cov_type="cluster", cov_kwds={"groups": groups * 0})


def test_likelihood_ratios_are_those_of_an_optimiser_with_the_coefficient_at_zero():
    y, x = rare(4)
    found = FirthLogit(y, x * [100.0, 1.0, 1.0]).fit()
    tests = found.likelihood_ratio_tests().set_index("term")
    for i, name in enumerate(x.columns):
        without = lambda at: -penalised(np.insert(at, i, 0.0), y, x.to_numpy())  # noqa: B023, E731
        least = minimize(without, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
        both = minimize(lambda at: -penalised(at, y, x.to_numpy()), np.insert(least.x, i, 0.0), method="BFGS")
        assert tests.loc[name, "statistic"] == pytest.approx(2 * (least.fun - both.fun), abs=1e-5)
    assert (tests["p_value"].between(0, 1)).all()


def test_a_complete_separation_is_told_by_the_likelihood_ratio():
    """Heinze and Schemper's point: Wald's test sees little where the outcome is predicted perfectly."""
    y = np.repeat([1.0, 0.0], 20)
    found = FirthLogit(y, pd.DataFrame({"x": y, "const": 1.0})).fit()
    assert np.isfinite(found.params).all()
    assert found.likelihood_ratio_tests().set_index("term").loc["x", "p_value"] < 1e-6
    assert found.pvalues["x"] > 1e-5


def test_data_that_are_not_for_it():
    y, x = rare(5)
    for outcome, message in ((y + 1, "neither 0 nor 1"), (y * 0, "in all of the 300 rows")):
        with pytest.raises(ModelDataError, match=message):
            FirthLogit(outcome, x)
    with pytest.raises(ModelDataError, match="linearly dependent"):
        FirthLogit(y, x.assign(again=x["ratio"] * 2))
    with pytest.warns(DroppedRowsWarning, match="1 of 300"):
        model = FirthLogit(y, x.assign(ratio=x["ratio"].where(x.index != 3)))
    assert model.kept.sum() == model.nobs == 299 and model.events == y.drop(3).sum()
    text = model.fit().summary().as_text()
    assert "Penalised likelihood (Firth)" in text and "No. Events" in text
