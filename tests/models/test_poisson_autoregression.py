"""Poisson autoregression: likelihood, search, edges, predictions, and what is refused."""

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.tools.numdiff import approx_fprime
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError
from entente.models.data import DroppedRowsWarning
from entente.models.poisson_autoregression.model import (
    BoundaryWarning,
    LocalMaximaWarning,
    PoissonAutoregression,
)

from .autoregressive_series import count_series

TRUTH = np.array([0.5, 1.5, 0.6])
POINTS = {
    1: [0.3, 1.2, -0.5],
    2: [0.2, 0.5, 1.2, -0.5],
    3: [0.5, 0.1, 0.05, 2.0, 1.0],
}


def quietly(model, **choices):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(**choices)


@pytest.mark.parametrize("order", POINTS)
@pytest.mark.parametrize("scale", [1, 1000])
def test_derivatives(order, scale):
    counts, exog = count_series(1, length=60)
    model, params = PoissonAutoregression(counts * scale, exog, order), np.array(POINTS[order])
    params[order] += np.log(scale)
    size = abs(model.loglike(params))
    assert model.score_obs(params).sum(axis=0) == pytest.approx(model.score(params))
    slope = approx_fprime(params, model.loglike, centered=True)
    assert model.score(params) == pytest.approx(slope, rel=1e-6, abs=1e-7 * size)
    curvature = approx_fprime(params, model.score, centered=True)
    assert model.hessian(params) == pytest.approx(curvature, rel=1e-6, abs=1e-6 * size)


@pytest.mark.parametrize("rho", [-0.01, 1.0, 1.2])
def test_outside_of_what_is_allowed_the_likelihood_is_zero(rho):
    model = PoissonAutoregression(*count_series(2), 1)
    assert not model.series.allows([rho, 1.5, 0.6])
    assert model.loglike([rho, 1.5, 0.6]) == -np.inf
    assert np.isfinite(model.loglike([0.0, 1.5, 0.6]))


def test_recovery():
    truth = np.array([0.4, 0.2, 1.5, 0.6, -0.3])
    counts, exog = count_series(3, length=3000, rho=truth[:2], delta=truth[2:])
    results = PoissonAutoregression(counts, exog, 2).fit(start_params=[0.1, 0.1, 1.0, 0.0, 0.0])
    assert results.converged
    assert np.all(np.abs(results.params - truth) < 4 * results.bse)
    assert results.bse.max() < 0.1


def test_coverage():
    covered = []
    for seed in range(150):
        model = PoissonAutoregression(*count_series(seed), 1)
        results = quietly(model, start_params=TRUTH)
        robust = quietly(model, start_params=results.params, cov_type="HC0")
        limits = np.array([results.conf_int().T, robust.conf_int().T])
        covered.append((limits[:, 0] < TRUTH) & (limits[:, 1] > TRUTH))
    plain, robust = np.mean(covered, axis=0)
    # 95 % within three standard errors of 150 draws; the robust errors are too small in short series.
    assert np.all(plain > 0.895), plain
    assert np.all(robust > 0.865), robust


@pytest.mark.parametrize(("level", "largest"), [(50, 0.1), (1.5, 0.4)])
def test_independent_counts(level, largest):
    estimates = []
    for seed in range(5):
        random = np.random.default_rng(seed)
        exog = np.column_stack([np.ones(150), random.normal(size=150)])
        counts = random.poisson(level * np.exp(0.4 * exog[:, 1])) + (np.arange(150) == 0)
        results = quietly(PoissonAutoregression(counts, exog, 1), start_params=[0.3, np.log(level), 0.4])
        estimates.append(results.params[0])
    assert np.mean(estimates) < largest
    # Small counts have too small a scale, which a larger rho mends: a bias of the model, not of the search.
    assert np.mean(estimates) > 0.05 or level > 10


def test_where_it_starts_does_not_matter():
    model = PoissonAutoregression(*count_series(4), 1)
    results, near = model.fit(), model.fit(start_params=[0.9, 0.0, 0.0])
    assert results.params == pytest.approx(near.params, abs=1e-7)
    assert model.score(results.params) == pytest.approx(np.zeros(3), abs=1e-5)
    assert model.fit().params.tolist() == results.params.tolist()


def test_units_and_order_of_regressors_do_not_matter():
    counts, exog = count_series(5, delta=(1.5, 0.6, -0.3))
    plain = PoissonAutoregression(counts, exog, 1).fit()
    other = PoissonAutoregression(counts, exog[:, [2, 0, 1]] * [1e8, 1.0, 1e-8], 1).fit()
    back = [0, 2, 3, 1]
    units = np.array([1.0, 1.0, 1e-8, 1e8])
    assert other.llf == pytest.approx(plain.llf, rel=1e-12)
    assert other.params[back] * units == pytest.approx(plain.params, rel=1e-5)
    assert other.bse[back] * units == pytest.approx(plain.bse, rel=1e-5)


def test_an_estimate_at_zero_is_said_and_has_no_standard_error():
    found = None
    for seed in range(20):
        model = PoissonAutoregression(*count_series(seed, rho=(0.5,)), 2)
        results = quietly(model, start_params=[0.4, 0.1, 1.5, 0.6])
        if results.edge:
            found = results
            break
    assert found is not None
    assert found.edge == "rho_2 = 0"
    assert found.params[1] == 0
    assert found.converged
    with pytest.warns(BoundaryWarning, match="rho_2 = 0"):
        model.fit()
    # On the edge the likelihood falls inwards, and is flat in all other directions.
    slope = model.score(found.params)
    assert slope[1] < 0
    assert slope[[0, 2, 3]] == pytest.approx(np.zeros(3), abs=1e-5)
    information = -model.hessian(found.params)[np.ix_([0, 2, 3], [0, 2, 3])]
    assert found.bse[[0, 2, 3]] == pytest.approx(np.sqrt(np.diag(np.linalg.inv(information))))
    assert np.isnan(found.bse[1])
    assert np.isnan(found.tidy().loc[1, ["std_error", "p_value", "conf_low"]].astype(float)).all()
    assert np.isfinite(found.multipliers().iloc[:, 1:].to_numpy()).all()
    assert "On the edge of the model" in str(found.summary())


def test_a_sum_of_one_is_said_and_leaves_no_standard_error():
    random = np.random.default_rng(6)
    counts = np.abs(np.cumsum(random.choice([-1, 1], 80)) + 5)
    exog = np.column_stack([np.ones(80), random.normal(size=80)])
    with pytest.warns(BoundaryWarning, match="sum of rho goes to 1"), pytest.warns(ConvergenceWarning):
        results = PoissonAutoregression(counts, exog, 1).fit(start_params=[0.8, 1.0, 0.0])
    assert results.params[0] > 0.999
    assert np.isnan(results.bse).all()
    assert np.isnan(results.multipliers()["long_run_std_error"]).all()
    assert not results.converged
    assert not results.maxima["converged"].any()
    assert "NOT CONVERGED" in str(results.summary())


def dispersed_counts():
    """Persistent counts that vary more around their means than the model lets expect."""
    random = np.random.default_rng(0)
    exog = np.column_stack([np.ones(80), random.normal(size=80)])
    rates, counts, size = np.exp(exog @ [5.3, 0.5]), np.full(80, 200.0), 10
    for t in range(1, 80):
        mean = 0.6 * counts[t - 1] + 0.4 * rates[t]
        counts[t] = random.negative_binomial(size, size / (size + mean))
    return counts, exog


def test_a_higher_likelihood_elsewhere_is_said_and_not_taken():
    model = PoissonAutoregression(*dispersed_counts(), 1)
    with pytest.warns(LocalMaximaWarning, match="is -1041.6 at the maximum next to .* but -479.7 elsewhere"):
        results = model.fit(cov_type="HC0")
    maxima = results.maxima
    assert maxima.columns.tolist() == ["llf", "converged", "rho_1", "const", "x1"]
    assert maxima.iloc[0].tolist() == pytest.approx([results.llf, True, *results.params])
    assert np.all(np.abs(results.params - [0.6, 5.3, 0.5]) < 2.5 * results.bse)
    # Where the scale imitates the dispersion, nothing is left of the model.
    assert np.abs(maxima.loc[1, ["rho_1", "x1"]].astype(float)).max() < 0.001


def test_every_maximum_can_be_had_by_starting_there():
    model = PoissonAutoregression(*dispersed_counts(), 1)
    maxima = quietly(model).maxima
    assert maxima["converged"].sum() > 1
    for row in maxima[maxima["converged"]].to_numpy(dtype=float):
        chosen = model.fit(start_params=row[2:])
        assert chosen.llf == pytest.approx(row[0], rel=1e-9)
        assert chosen.params == pytest.approx(row[2:], rel=1e-4)
        assert len(chosen.maxima) == 1


def test_lower_maxima_are_listed_without_a_warning(recwarn):
    results = PoissonAutoregression(*count_series(23, length=60, rho=(0.5,), delta=(4.0, 0.4, 0.3)), 1).fit()
    assert len(results.maxima) > 1
    assert results.maxima["llf"].is_monotonic_decreasing
    assert not recwarn.list


def test_large_counts():
    counts, exog = count_series(8, rho=(0.6,), delta=(9.0, 0.5))
    assert counts.max() > 1e4
    results = PoissonAutoregression(counts, exog, 1).fit()
    assert results.converged
    assert np.all(np.abs(results.params - [0.6, 9.0, 0.5]) < 4 * results.bse)


def test_robust_errors():
    model = PoissonAutoregression(*count_series(9), 1)
    results = model.fit(cov_type="HC0")
    scores, bread = model.score_obs(results.params), np.linalg.inv(-model.hessian(results.params))
    assert results.cov_params() == pytest.approx(bread @ scores.T @ scores @ bread)
    without_lags = model.fit(cov_type="HAC", cov_kwds={"maxlags": 0})
    assert without_lags.bse == pytest.approx(results.bse)
    assert model.fit(cov_type="HAC", cov_kwds={"maxlags": 3}).bse != pytest.approx(results.bse)
    assert model.fit().bse == pytest.approx(np.sqrt(np.diag(bread)))


def test_other_standard_errors_need_no_other_search(monkeypatch):
    model = PoissonAutoregression(*count_series(9), 1)
    results = model.fit()
    lags = {"maxlags": 3, "use_correction": True}
    searched = model.fit(cov_type="HAC", cov_kwds=lags)
    monkeypatch.delattr("entente.models.poisson_autoregression.model.search")
    again = results.with_covariance("HAC", lags)
    pd.testing.assert_frame_equal(again.tidy(), searched.tidy())
    assert (again.cov_type, again.llf) == ("HAC", results.llf)
    assert again.maxima.equals(results.maxima)
    with pytest.raises(ModelDataError, match="lacks maxlags"):
        results.with_covariance("HAC")


def test_predictions():
    counts, exog = count_series(10, rho=(0.4, 0.2))
    results = PoissonAutoregression(counts, exog, 2).fit()
    rho, delta = results.params[:2], results.params[2:]
    expected = rho[0] * counts[1:-1] + rho[1] * counts[:-2] + (1 - rho.sum()) * np.exp(exog[2:] @ delta)
    assert results.predict() == pytest.approx(expected)
    assert results.resid == pytest.approx(counts[2:] - expected)
    assert results.nobs == len(results.fittedvalues) == 148
    future = np.array([[1.0, 0.5], [1.0, -2.0]])
    rates = (1 - rho.sum()) * np.exp(future @ delta)
    first = rho @ [counts[-1], counts[-2]] + rates[0]
    second = rho @ [first, counts[-1]] + rates[1]
    assert results.predict(future) == pytest.approx([first, second])


def test_multipliers_are_what_forecasts_change_by():
    counts, exog = count_series(11, rho=(0.4, 0.2), delta=(1.5, 0.6, -0.3))
    results = PoissonAutoregression(counts, exog, 2).fit()
    at, step, far = np.array([1.0, 0.3, -0.2]), 1e-6, 300
    table = results.multipliers(at)
    assert table["term"].tolist() == ["x1", "x2"]
    for row, move in zip(table.itertuples(), step * np.eye(3)[1:], strict=True):
        above, below = (results.predict(np.tile(at + sign * move, (far, 1))) for sign in (1, -1))
        change = (above - below) / (2 * step)
        assert row.short_run == pytest.approx(change[0], rel=1e-6)
        assert row.long_run == pytest.approx(change[-1], rel=1e-6)
    default = results.multipliers()
    assert default["long_run"].tolist() == results.multipliers(exog.mean(axis=0))["long_run"].tolist()


def test_errors_of_multipliers_are_those_of_the_delta_method():
    results = PoissonAutoregression(*count_series(12), 1).fit()
    at = results.model.exog.mean(axis=0)

    def both(params):
        long_run = params[2] * np.exp(at @ params[1:])
        return np.array([(1 - params[0]) * long_run, long_run])

    jacobian = approx_fprime(results.params, both, centered=True)
    expected = np.sqrt(np.diag(jacobian @ results.cov_params() @ jacobian.T))
    found = results.multipliers()[["short_run_std_error", "long_run_std_error"]].to_numpy()[0]
    assert found == pytest.approx(expected, rel=1e-6)


def test_names_are_kept():
    counts, exog = count_series(13)
    years = pd.RangeIndex(1816, 1966, name="year")
    framed = pd.DataFrame(exog, years, columns=["const", "polarization"])
    results = PoissonAutoregression(pd.Series(counts, years, name="days"), framed, 1).fit()
    assert results.params.index.tolist() == ["rho_1", "const", "polarization"]
    assert results.tidy()["term"].tolist() == ["rho_1", "const", "polarization"]
    assert results.resid.index.equals(years[1:])
    assert float(results.wald_test("polarization = 0", scalar=True).statistic) == pytest.approx(
        results.tvalues["polarization"] ** 2
    )
    assert "polarization" in str(results.summary())
    assert not results.use_t
    plain = PoissonAutoregression(counts, exog, 1).fit()
    assert plain.params.tolist() == results.params.tolist()
    assert plain.tidy()["term"].tolist() == ["rho_1", "const", "x1"]


def test_leading_zeros_have_a_likelihood():
    counts, exog = count_series(14)
    counts[:10] = 0
    model = PoissonAutoregression(counts, exog, 1)
    later = PoissonAutoregression(counts[5:], exog[5:], 1)
    assert model.fit().converged
    assert model.nobs == later.nobs + 5
    with pytest.raises(ModelDataError, match=r"Before observation 11, neither counts nor regressors vary"):
        PoissonAutoregression(counts, exog[:, :1], 1)


def test_missing_values_at_the_ends_are_dropped_and_inside_refused():
    counts, exog = count_series(15)
    counts[[0, -1]] = np.nan
    with pytest.warns(DroppedRowsWarning, match="2 of 150"):
        assert PoissonAutoregression(counts, exog, 1).nobs == 147
    counts[70] = np.nan
    with pytest.warns(DroppedRowsWarning), pytest.raises(ModelDataError, match="1 gap, before 71"):
        PoissonAutoregression(counts, exog, 1)


@pytest.mark.parametrize("order", [0, -1, 1.0, "1", None])
def test_orders_that_are_none(order):
    with pytest.raises(ModelDataError, match="The order is"):
        PoissonAutoregression(*count_series(16), order)


def test_what_is_refused():
    counts, exog = count_series(17)
    refusals = [
        ("is -1.0 in row 3", np.where(np.arange(150) == 3, -1, counts), exog),
        ("not counts", counts + 0.5, exog),
        ("first 4 counts are all 2", np.append([2.0] * 4, counts[4:]), exog),
        ("is 0 from count 4 on", np.append([1.0], np.zeros(149)), exog),
        ("linearly dependent", counts, np.column_stack([exog, exog.sum(axis=1)])),
        ("all constant", counts, np.column_stack([exog, np.full(150, 2.0)])),
        ("infinite", counts, np.where(exog == exog.max(), np.inf, exog)),
        ("squares cannot be computed", counts, exog * [1.0, 1e200]),
        ("too few for 1 lags and 2 regressors", counts[:6], exog[:6]),
    ]
    for message, endog, regressors in refusals:
        with pytest.raises(ModelDataError, match=message):
            PoissonAutoregression(endog, regressors, 1)
    with pytest.raises(ModelDataError, match="has one of the names rho_1"):
        PoissonAutoregression(counts, pd.DataFrame(exog, columns=["const", "rho_1"]), 1)
    model = PoissonAutoregression(counts, exog, 1)
    for start in ([0.0, 1.0, 1.0], [1.0, 1.0, 1.0], [0.5, 1.0], [0.5, np.nan, 1.0]):
        with pytest.raises(ModelDataError, match="start"):
            model.fit(start_params=start)
    with pytest.raises(ModelDataError, match="no cov_type 'HC9'"):
        model.fit(cov_type="HC9")


def test_a_regressor_that_separates_zeros_is_said_not_to_converge():
    counts, exog = count_series(18, rho=(0.1,))
    never = np.zeros(150)
    never[20:40] = 1
    counts[19:41] = 0
    with pytest.warns(ConvergenceWarning, match="No maximum found"):
        model = PoissonAutoregression(counts, np.column_stack([exog, never]), 1)
        results = model.fit(start_params=[0.2, 1.5, 0.5, -3.0])
    assert not results.converged
