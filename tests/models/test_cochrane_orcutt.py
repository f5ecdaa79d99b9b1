"""Cochrane–Orcutt and Prais–Winsten: what defines them, gaps, names, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError, NonstationaryError
from entente.models.cochrane_orcutt import CochraneOrcutt, PraisWinsten
from entente.models.data import DroppedRowsWarning
from entente.models.succession import GapWarning

from .autoregressive_series import linear_series

BOTH = pytest.mark.parametrize("model", [CochraneOrcutt, PraisWinsten])
YEARS = pd.RangeIndex(1816, 1936, name="year")


def as_frame(endog, exog, index=YEARS):
    return pd.Series(endog, index=index, name="wars"), pd.DataFrame(
        exog, index=index, columns=["const", "polarization", "democracy"]
    )


@BOTH
def test_estimates_are_a_fixed_point(model):
    endog, exog = linear_series(1)
    results = model(endog, exog).fit(tol=1e-12)
    residuals = endog - exog @ results.params
    assert residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1]) == pytest.approx(results.rho)
    first = [0] if model is CochraneOrcutt else []
    transformed = [np.vstack([z[:1] * np.sqrt(1 - results.rho**2), z[1:] - results.rho * z[:-1]])
                   for z in (endog[:, None], exog)]  # fmt: skip
    new_endog, new_exog = (np.delete(z, first, axis=0) for z in transformed)
    check = OLS(new_endog[:, 0], new_exog, hasconst=True).fit()
    assert results.params == pytest.approx(check.params)
    assert results.bse == pytest.approx(check.bse)
    assert results.pvalues == pytest.approx(check.pvalues)
    assert results.conf_int() == pytest.approx(check.conf_int())
    assert [results.llf, results.fvalue, results.rsquared, results.f_pvalue] == pytest.approx(
        [check.llf, check.fvalue, check.rsquared, check.f_pvalue]
    )
    assert results.nobs == len(endog) - len(first)
    assert results.wresid == pytest.approx(check.resid)
    assert results.resid == pytest.approx(residuals)


@BOTH
def test_recovery(model):
    endog, exog = linear_series(2, length=4000, rho=0.8)
    results = model(endog, exog).fit()
    assert results.rho == pytest.approx(0.8, abs=0.04)
    assert np.all(np.abs(results.params - [1.0, 2.0, -1.0]) < 4 * results.bse)
    assert results.scale == pytest.approx(1, abs=0.1)
    assert results.durbin_watson_original == pytest.approx(0.4, abs=0.08)
    assert results.durbin_watson == pytest.approx(2, abs=0.1)


@BOTH
def test_coverage(model):
    covered = []
    for seed in range(300):
        results = model(*linear_series(seed, length=100, rho=0.5)).fit(tol=1e-4)
        low, high = results.conf_int().T
        covered.append((low < [1.0, 2.0, -1.0]) & (high > [1.0, 2.0, -1.0]))
    share = np.mean(covered, axis=0)
    # rho is estimated, and too low in short series: a little below 95 %.
    assert np.all((share > 0.89) & (share < 0.98)), share


def test_without_autocorrelation_it_is_least_squares_without_the_first_observation():
    endog, exog = linear_series(3, length=2000, rho=0.0)
    results, check = CochraneOrcutt(endog, exog).fit(), OLS(endog[1:], exog[1:]).fit()
    assert abs(results.rho) < 0.05
    assert results.params == pytest.approx(check.params, abs=0.01)
    assert results.bse == pytest.approx(check.bse, rel=0.05)


def test_autocorrelation_above_one():
    random = np.random.default_rng(4)
    error = np.zeros(60)
    for t in range(1, 60):
        error[t] = 1.05 * error[t - 1] + random.normal()
    exog = np.column_stack([np.ones(60), random.normal(size=60)])
    endog = exog @ [1.0, 2.0] + error
    results = CochraneOrcutt(endog, exog).fit()
    assert results.converged
    assert 1 < results.rho < 1.1
    assert results.params[1] == pytest.approx(2, abs=4 * results.bse[1])
    with pytest.raises(NonstationaryError, match=r"estimated as 1\.\d+"):
        PraisWinsten(endog, exog).fit()


@BOTH
def test_units_do_not_matter(model):
    endog, exog = linear_series(5)
    plain = model(endog, exog).fit(tol=1e-10)
    units = np.array([1.0, 1e12, 1e-12])
    other = model(1e6 * endog, exog * units).fit(tol=1e-10)
    assert other.params == pytest.approx(1e6 * plain.params / units, rel=1e-6)
    assert other.bse == pytest.approx(1e6 * plain.bse / units, rel=1e-6)
    assert [other.rho, other.fvalue, other.df_resid] == pytest.approx(
        [plain.rho, plain.fvalue, plain.df_resid], rel=1e-6
    )


@BOTH
def test_without_a_constant_total_squares_are_not_centred(model):
    endog, exog = linear_series(6)
    results = model(endog + 10, exog[:, 1:]).fit()
    total = results.ssr / (1 - results.rsquared)
    assert total == pytest.approx(np.sum(results.model.wendog**2))
    assert results.fvalue == pytest.approx((total - results.ssr) / 2 / results.scale)
    assert results.rsquared_adj == pytest.approx(1 - results.scale / (total / results.nobs))


def test_a_constant_alone():
    endog, exog = linear_series(7)
    results = CochraneOrcutt(endog, exog[:, 0]).fit()
    assert results.rsquared == pytest.approx(0, abs=1e-12)
    assert np.isnan(results.fvalue)


def test_prais_winsten_that_fits_worse_than_the_mean_has_no_r_squared():
    exog, found = np.column_stack([np.ones(8), np.arange(8.0)]), []
    for seed in range(200):
        walk = 5 + np.random.default_rng(seed).normal(size=8).cumsum()
        try:
            found.append(PraisWinsten(walk, exog).fit(maxiter=500))
        except NonstationaryError:
            continue
    worse = [results for results in found if results.centered_tss < results.ssr]
    assert worse
    for results in worse:
        assert np.isnan([results.rsquared, results.rsquared_adj, results.fvalue]).all()
        assert np.isfinite(results.bse).all()


@BOTH
def test_names_are_kept(model):
    endog, exog = as_frame(*linear_series(8))
    results = model(endog, exog).fit()
    assert results.params.index.tolist() == list(exog.columns)
    assert results.cov_params().columns.tolist() == list(exog.columns)
    assert results.tidy()["term"].tolist() == list(exog.columns)
    assert results.tidy()["p_value"].tolist() == pytest.approx(results.pvalues.tolist())
    assert results.resid.index.equals(YEARS)
    assert results.wresid.index.equals(YEARS[1:] if model is CochraneOrcutt else YEARS)
    assert float(results.wald_test("polarization = democracy", scalar=True).statistic) > 0
    text = str(results.summary())
    assert "polarization" in text
    assert f"rho: {results.rho:.7g} ({results.iterations} iterations, converged)" in text
    future = exog.iloc[:2].set_axis([1936, 1937])
    assert results.predict(future).tolist() == pytest.approx((future @ results.params).tolist())
    assert results.predict(future).index.tolist() == [1936, 1937]


@BOTH
def test_arrays_give_the_same(model):
    data = linear_series(9)
    plain, framed = model(*data).fit(), model(*as_frame(*data)).fit()
    assert isinstance(plain.params, np.ndarray)
    assert isinstance(plain.wresid, np.ndarray)
    assert plain.params == pytest.approx(framed.params.to_numpy(), rel=1e-12)
    assert plain.tidy()["term"].tolist() == ["const", "x1", "x2"]


@BOTH
def test_gaps_are_warned_of_and_not_bridged(model):
    endog, exog = as_frame(*linear_series(10))
    holes = endog.copy()
    holes.loc[[1850, 1900]] = np.nan
    with (
        pytest.warns(DroppedRowsWarning, match="2 of 120"),
        pytest.warns(GapWarning, match="2 gaps.* 1851, 1901"),
    ):
        missing = model(holes, exog).fit()
    left_out = endog.drop([1850, 1900]).index
    with pytest.warns(GapWarning, match="2 gaps"):
        dropped = model(endog[left_out], exog.loc[left_out]).fit()
    bridged = model(endog[left_out].to_numpy(), exog.loc[left_out].to_numpy()).fit()
    assert missing.params.tolist() == dropped.params.tolist()
    assert missing.rho != bridged.rho
    assert missing.nobs == (115 if model is CochraneOrcutt else 118)
    kept = left_out.drop([1816, 1851, 1901]) if model is CochraneOrcutt else left_out
    assert missing.wresid.index.equals(kept)


@pytest.mark.filterwarnings("ignore::entente.models.data.DroppedRowsWarning")
def test_missing_values_at_the_ends_are_no_gaps(recwarn):
    endog, exog = as_frame(*linear_series(11))
    short = endog.copy()
    short.iloc[[0, -1]] = np.nan
    assert CochraneOrcutt(short, exog).fit().nobs == 117
    assert not [warning for warning in recwarn if warning.category is GapWarning]


def test_a_second_fit_leaves_the_first_as_it_was():
    model = CochraneOrcutt(*linear_series(12))
    first = model.fit()
    rough = first.model.rho
    model.fit(tol=1e-12)
    assert first.model.rho == rough == first.rho
    assert first.durbin_watson == model.fit().durbin_watson


def test_no_convergence_is_said():
    with pytest.warns(ConvergenceWarning, match="after 2 iterations, but still changes by"):
        results = CochraneOrcutt(*linear_series(13)).fit(tol=1e-15, maxiter=2)
    assert not results.converged
    assert results.iterations == 2
    assert "NOT CONVERGED" in str(results.summary())


@BOTH
def test_what_is_refused(model):
    endog, exog = linear_series(14)
    with pytest.raises(ModelDataError, match="fit y exactly"):
        model(exog @ [1.0, 2.0, 3.0], exog).fit()
    with pytest.raises(ModelDataError, match="fit y exactly"):
        model(np.full(120, 7.0), exog).fit()
    with pytest.raises(ModelDataError, match="linearly dependent"):
        model(endog, np.column_stack([exog, exog[:, 1] - exog[:, 2]]))
    with pytest.raises(ModelDataError, match="infinite"):
        model(np.append(endog[:-1], np.inf), exog)
    with pytest.raises(ModelDataError, match="squares cannot be computed"):
        model(endog * 1e150, exog)
    with pytest.raises(ModelDataError, match="too few for 3 regressors"):
        model(endog[:3], exog[:3])
    with pytest.raises(ModelDataError, match="in order of time"):
        model(*as_frame(endog, exog, YEARS[::-1]))


def test_a_regressor_that_no_transformed_observation_has_is_refused():
    endog, exog = linear_series(15)
    index = pd.Index([1700, *range(1816, 1935)], name="year")
    alone = np.append(1.0, np.zeros(119))
    with pytest.warns(GapWarning):
        model = CochraneOrcutt(pd.Series(endog, index), pd.DataFrame(exog, index).assign(alone=alone))
    with pytest.raises(ModelDataError, match="Transformed with rho = .* alone is zero throughout"):
        model.fit()
