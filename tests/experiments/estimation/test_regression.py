"""Least squares: reference values, statsmodels, and the formulas of covariances written out."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ExperimentInputError
from entente.experiments import Estimate, FewDegreesOfFreedomWarning, least_squares

from ..persons import thirty, twelve


def design(frame, *columns):
    return frame[list(columns)].assign(one=1.0)


def test_thirty_persons():
    frame = thirty()
    X = design(frame, "z", "x")
    rows = least_squares(frame["y"], X, satterthwaite=True)
    assert rows.params["z"] == pytest.approx(1.296910885, rel=1e-9)
    assert rows.bse["z"] == pytest.approx(0.4950780184, rel=1e-9)
    assert rows.df["z"] == pytest.approx(22.68131467, rel=1e-9)
    assert least_squares(frame["y"], X).df["z"] == 27
    clustered = least_squares(frame["y"], X, "CR2", frame["g"])
    assert clustered.bse["z"] == pytest.approx(0.5273410736, rel=1e-9)
    assert clustered.df["z"] == pytest.approx(5.075968395, rel=1e-9)


@pytest.mark.parametrize("weights", [None, "w"])
@pytest.mark.parametrize("cov", ["HC0", "HC1", "HC2", "HC3"])
def test_covariances_of_rows_are_those_of_statsmodels(cov, weights):
    frame = thirty()
    X = design(frame, "z", "x")
    found = least_squares(frame["y"], X, cov, weights=None if weights is None else frame[weights])
    w = 1.0 if weights is None else frame[weights]
    expected = sm.WLS(frame["y"], X, weights=w).fit(cov_type=cov)
    pd.testing.assert_series_equal(found.params, expected.params, rtol=1e-10)
    pd.testing.assert_frame_equal(found.cov, expected.cov_params(), rtol=1e-10)
    joint = found.wald([{"z": 1}, {"x": 1, "one": -2}])
    with_f = sm.WLS(frame["y"], X, weights=w).fit(cov_type=cov, use_t=True)
    wald = with_f.f_test([[1, 0, 0], [0, 1, -2]])
    assert joint == pytest.approx((wald.fvalue, 2, 27, wald.pvalue), rel=1e-9)
    if cov == "HC0":
        linearized = least_squares(frame["y"], X, "svy", weights=None if weights is None else frame[weights])
        pd.testing.assert_frame_equal(linearized.cov, found.cov * 30 / 29)


@pytest.mark.parametrize("weights", [None, "w"])
def test_clustered_covariances_are_those_of_statsmodels(weights):
    frame = thirty()
    X = design(frame, "z", "x")
    w = 1.0 if weights is None else frame[weights]
    fit = sm.WLS(frame["y"], X, weights=w)
    grouped = {"cov_type": "cluster", "cov_kwds": {"groups": frame["g"], "use_correction": True}}
    stata = fit.fit(**grouped).cov_params()
    for cov, factor in {"CR1": 1, "CR0": 7 / 8 * 27 / 29, "svy": 27 / 29}.items():
        found = least_squares(frame["y"], X, cov, frame["g"], None if weights is None else frame[weights])
        pd.testing.assert_frame_equal(found.cov, stata * factor, rtol=1e-10)
        assert found.df["z"] == 7


def written_out(y, X, w, clusters, c):
    """CR2 and its degrees of freedom with n × n matrices, as they are defined."""
    W, M = np.diag(w), np.linalg.inv(X.T @ np.diag(w) @ X)
    left_over = np.eye(len(y)) - X @ M @ X.T @ W
    e, scores, p = left_over @ y, [], []
    for g in np.unique(clusters):
        rows = clusters == g
        values, vectors = np.linalg.eigh(left_over[rows] @ left_over[rows].T)
        root = vectors @ np.diag(np.where(values > 1e-9, np.abs(values), np.inf) ** -0.5) @ vectors.T
        sandwiched = root @ W[np.ix_(rows, rows)] @ X[rows] @ M
        scores.append(sandwiched.T @ e[rows])
        p.append(left_over[rows].T @ sandwiched @ c)
    products = np.array(p) @ np.array(p).T
    return np.array(scores).T @ np.array(scores), np.trace(products) ** 2 / (products**2).sum()


@given(
    seed=st.integers(0, 10**6),
    n=st.integers(12, 40),
    clusters=st.integers(3, 12),
    weighted=st.booleans(),
    absorbed=st.booleans(),
)
def test_cr2_is_what_its_definition_says(seed, n, clusters, weighted, absorbed):
    """Also where dummies of clusters make B_g singular."""
    rng = np.random.default_rng(seed)
    groups = rng.permutation(np.r_[np.arange(clusters), rng.integers(0, clusters, n - clusters)])
    X = np.column_stack([np.ones(n), rng.normal(size=(n, 2))])
    if absorbed:
        X = np.column_stack([X, groups == groups[0]])
    y, w, c = (
        rng.normal(size=n),
        rng.uniform(0.3, 3, n),
        rng.normal(size=X.shape[1]) * [0, 1, 1, 0][: X.shape[1]],
    )
    cov, df = written_out(y, X, w if weighted else np.ones(n), groups, c)
    found = least_squares(y, pd.DataFrame(X), "CR2", groups, w if weighted else None)
    np.testing.assert_allclose(found.cov, cov, rtol=1e-7, atol=1e-10 * np.abs(cov).max())
    assert found.sandwich.df(c) == pytest.approx(df, rel=1e-6)


@given(
    treated=st.lists(st.integers(0, 9), min_size=3, max_size=20),
    control=st.lists(st.integers(0, 9), min_size=3, max_size=20),
)
def test_hc2_of_two_arms_is_neyman_and_cr2_of_single_rows_is_hc2(treated, control):
    y = np.array(treated + control, float)
    X = pd.DataFrame({"one": 1.0, "arm": [1.0] * len(treated) + [0.0] * len(control)})
    neyman = np.var(treated, ddof=1) / len(treated) + np.var(control, ddof=1) / len(control)
    fit = least_squares(y, X, satterthwaite=True)
    assert fit.cov.loc["arm", "arm"] == pytest.approx(neyman, abs=1e-12)
    single = least_squares(y, X, "CR2", clusters=np.arange(len(y)))
    np.testing.assert_allclose(single.cov, fit.cov, atol=1e-12)
    pd.testing.assert_series_equal(single.df, fit.df)


def test_contrasts():
    frame = thirty()
    X = design(frame, "z", "x")
    fit = least_squares(frame["y"], X, "CR2", frame["g"])
    both = fit.contrast({"z": 1, "x": 1})
    # z + x is the coefficient of z where x is replaced by x − z.
    other = least_squares(frame["y"], X.assign(x=X["x"] - X["z"]), "CR2", frame["g"])
    assert both.estimate == pytest.approx(other.params["z"], rel=1e-10)
    assert (both.se, both.df) == pytest.approx((other.bse["z"], other.df["z"]), rel=1e-9)
    assert fit.contrast(pd.Series({"x": 1.0})).se == pytest.approx(fit.bse["x"])
    joint = fit.wald([{"z": 1}])
    assert (joint.F, joint.df2) == (pytest.approx((fit.params["z"] / fit.bse["z"]) ** 2), 7)


def refused(words, *given, **options):
    with pytest.raises(ExperimentInputError, match=words):
        least_squares(*given, **options)


def test_what_cannot_be_fitted_is_refused_by_name():
    frame = thirty()
    y, X = frame["y"], design(frame, "z", "x")
    refused("twin is a combination of x, one", y, X.assign(twin=1 + 3 * X["x"]))
    refused("const stands twice", y.to_numpy(), X.assign(all=1.0).to_numpy())
    refused("none is zero in all rows", y, X.assign(none=0.0))
    refused("one stands twice", y, pd.concat([X, X[["one"]]], axis=1))
    refused("different labels", y.reset_index(drop=True), X)
    refused("the outcome the shape", y.to_numpy()[1:], X)
    refused("outcome is nan in row 'person 1'", y.where(y.index != "person 1"), X)
    refused("column x is inf in row 'person 2'", y, X.assign(x=X["x"].where(X.index != "person 2", np.inf)))
    refused("weight of row 'person 2' is -1 ", y, X, weights=np.where(X.index == "person 2", -1, 1))
    refused("weight of row 'person 2' is nan ", y, X, weights=np.where(X.index == "person 2", np.nan, 1))
    refused("cluster of row 'person 30' is missing", y, X, "CR2", frame["g"].where(X.index != "person 30"))
    refused("one cluster only", y, X, "CR2", np.ones(30))
    refused("CR2 is no covariance without clusters", y, X, "CR2")
    refused("HC2 is no covariance with clusters", y, X, "HC2", frame["g"])
    refused("3 rows for 3 columns", y.iloc[:3], X.iloc[:3])
    fit = least_squares(y, X)
    with pytest.raises(ExperimentInputError, match="region: no such column"):
        fit.contrast({"region": 1})
    with pytest.raises(ExperimentInputError, match="no contrast"):
        fit.contrast({"z": 0})
    with pytest.raises(ExperimentInputError, match="lower rank"):
        fit.wald([{"z": 1}, {"z": 2}])


def test_a_row_that_is_fitted_exactly_is_named():
    frame = thirty()
    X = design(frame, "z").assign(own=(frame.index == "person 7") * 1.0)
    for cov in ("HC2", "HC3"):
        with pytest.raises(
            ExperimentInputError, match=f"Row 'person 7' has leverage 1: .* {cov} is undefined"
        ):
            assert least_squares(frame["y"], X, cov).bse.all()
    assert np.isfinite(least_squares(frame["y"], X, "HC1").bse).all()


def test_few_degrees_of_freedom_warn():
    frame = thirty().iloc[:14]
    fit = least_squares(frame["y"], design(frame, "z"), "CR2", frame["g"])
    with pytest.warns(FewDegreesOfFreedomWarning, match="contrast of z has"):
        fit.contrast({"z": 1})


def test_balance_of_twelve_persons():
    """(n − 1)R² of the arm on covariates, from a fit."""
    frame = twelve()
    fit = least_squares(frame["z"], design(frame, "x", "x2"))
    explained = 1 - (fit.sandwich.fit.residuals**2).sum() / ((frame["z"] - frame["z"].mean()) ** 2).sum()
    assert 11 * explained == pytest.approx(44 / 37, rel=1e-10)


def test_what_is_fitted_exactly_has_no_error_and_is_no_test():
    """Neither rounding of residuals nor of variances passes for one."""
    arms = pd.get_dummies(pd.Series(np.tile(list("abc"), 30)), dtype=float)
    y = 0.1 + 0.7 * arms["b"] + arms["c"] * np.random.default_rng(2).normal(size=90)
    fit = least_squares(y, arms)
    assert (fit.bse[["a", "b"]] == 0).all()
    certain = fit.contrast({"b": 1, "a": -1})
    assert certain.se == 0 and certain.statistic == np.inf and certain.p == 0
    assert np.isnan(Estimate(0.0, 0.0, 10.0).p)
    with pytest.raises(ExperimentInputError, match="no error"):
        fit.wald([{"b": 1, "a": -1}, {"c": 1, "a": -1}])
    uncertain = fit.contrast({"c": 1, "a": -1})
    (joint, *_) = fit.wald([{"c": 1e-9, "a": -1e-9}])
    assert joint == pytest.approx(uncertain.statistic**2)
