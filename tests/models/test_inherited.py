"""Whatever a model or its results have, inherited or not, is right or refused by name.

The names are found with ``dir``, so that a new version of statsmodels, or a new method, has to be looked at.
"""

import io
import pickle
import re
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.linalg import expm
from statsmodels.tools.numdiff import approx_fprime, approx_hess

from entente.core.errors import EntenteError, MethodNotOffered, ModelDataError
from entente.models import (
    CochraneOrcutt,
    ConditionalNegativeBinomial,
    EffortProcess,
    FirthLogit,
    PoissonAutoregression,
    PraisWinsten,
    SpatialLag,
)
from entente.models.effort_process.recovery import KnownProcess

from .autoregressive_series import count_series, linear_series
from .counts import panel_of_counts

NAMES = ["const", "x", "z"]


class Case:
    """A model on labelled data, its results, and the same numbers as arrays."""

    def __init__(self, estimator):
        self.estimator = estimator
        if estimator is ConditionalNegativeBinomial:
            y, x, group = panel_of_counts(1)
            index = pd.Index([f"row {i}" for i in range(len(y))])
            more = [pd.Series(group, index=index)]
        elif estimator in (EffortProcess, FirthLogit, SpatialLag):
            y, x, more = cross_section(estimator)
            index = pd.Index([f"row {i}" for i in range(len(y))])
        elif estimator is PoissonAutoregression:
            (y, x), more = count_series(2, delta=(1.5, 0.6, -0.2)), [1]
            index = pd.Index(range(1816, 1816 + len(y)), name="year")
        else:
            (y, x), more = linear_series(3), []
            index = pd.Index(range(1816, 1816 + len(y)), name="year")
        self.columns = NAMES[-x.shape[1] :]
        self.frame = pd.DataFrame(x, columns=self.columns, index=index)
        y = pd.Series(y, index=index, name="y")
        if estimator is EffortProcess:
            self.model = EffortProcess(y, *more, self.frame)
        else:
            self.model = estimator(y, self.frame, *more)
        self.results = self.model.fit()
        rows = getattr(self.model, "kept", slice(None))
        self.y, self.x = np.asarray(y, dtype=float)[rows], x[rows]
        self.index = index[rows]
        self.following = index[-1] + 1 if index.name == "year" else "next"
        self.params = np.asarray(self.results.params)
        self.names = list(self.results.params.index)
        self.k = len(self.params)
        if isinstance(self.model, CochraneOrcutt):
            self.transform()
            self.covariance = self.scale * self.bread
        elif estimator is SpatialLag:
            self.two_stages(*more)
        elif estimator is FirthLogit:
            chance = 1 / (1 + np.exp(-self.x @ self.params))
            self.covariance = np.linalg.inv((self.x.T * (chance * (1 - chance))) @ self.x)
        else:
            self.covariance = np.linalg.inv(-approx_hess(self.params, self.model.loglike))
        self.errors = np.sqrt(np.diag(self.covariance))

    def transform(self):
        """The transformed regression, by hand."""
        rho, first = self.results.rho, self.estimator is PraisWinsten
        quasi = lambda a: np.concatenate([np.sqrt(1 - rho**2) * a[:first], a[1:] - rho * a[:-1]])  # noqa: E731
        self.wy, self.wx = quasi(self.y), quasi(self.x)
        self.n = len(self.wy)
        self.bread = np.linalg.inv(self.wx.T @ self.wx)
        self.e = self.wy - self.wx @ self.params
        self.ssr, self.tss = self.e @ self.e, ((self.wy - self.wy.mean()) ** 2).sum()
        self.scale = self.ssr / (self.n - self.k)
        self.leverage = np.einsum("ij,jk,ik->i", self.wx, self.bread, self.wx)
        self.llf = -self.n / 2 * (np.log(2 * np.pi * self.ssr / self.n) + 1)

    def two_stages(self, weights):
        """The spatial lag, by hand."""
        shares = weights / weights.sum(axis=1, keepdims=True)
        self.instruments = np.column_stack([self.x, shares @ self.x[:, 1:]])
        regressors = np.column_stack([self.x, shares @ self.y])
        fitted = self.instruments @ np.linalg.lstsq(self.instruments, regressors, rcond=None)[0]
        self.estimates = np.linalg.solve(fitted.T @ regressors, fitted.T @ self.y)
        self.lag, self.e = shares @ self.y, self.y - regressors @ self.estimates
        self.scale = self.e @ self.e / len(self.y)
        self.covariance = self.scale * np.linalg.inv(fitted.T @ fitted)

    def sandwich(self, weights):
        return self.bread @ (self.wx.T * weights @ self.wx) @ self.bread

    def heteroscedastic(self, kind):
        shares = {
            "HC0": 1.0,
            "HC1": self.n / (self.n - self.k),
            "HC2": 1 / (1 - self.leverage),
            "HC3": 1 / (1 - self.leverage) ** 2,
        }
        return self.sandwich(self.e**2 * shares[kind])

    @property
    def distribution(self):
        return stats.t(self.n - self.k) if self.results.use_t else stats.norm

    def wald(self, rows):
        r = np.eye(self.k)[rows]
        return self.params @ r.T @ np.linalg.inv(r @ self.covariance @ r.T) @ r @ self.params

    @property
    def pair(self):
        """Positions of x and z."""
        return [self.names.index("x"), self.names.index("z")]


def cross_section(estimator):
    """An outcome, regressors with a constant if there may be one, and what else an estimator is given."""
    rng = np.random.default_rng(7)
    if estimator is EffortProcess:
        panel = KnownProcess(states=60, years=3, ties_first=60).panel(2)
        x = np.column_stack([panel["degree"], rng.normal(size=len(panel))])
        return panel["effort"].to_numpy(), x, [panel["previous"].to_numpy(), panel["year"].to_numpy()]
    x = np.column_stack([np.ones(90), rng.normal(size=(90, 2))])
    signal = x @ [0.3, 1.0, -0.5]
    if estimator is FirthLogit:
        return (rng.random(90) < 1 / (1 + np.exp(-signal))).astype(float), x, []
    ring = np.eye(90, k=1) + np.eye(90, k=-1) + np.eye(90, k=7) + np.eye(90, k=-7)
    return signal + ring @ x[:, 1] * 0.2 + rng.normal(size=90), x, [ring]


CASES = {
    estimator.__name__: estimator
    for estimator in (
        CochraneOrcutt,
        PraisWinsten,
        ConditionalNegativeBinomial,
        PoissonAutoregression,
        EffortProcess,
        FirthLogit,
        SpatialLag,
    )
}
MADE = {}


def case_of(name):
    if name not in MADE:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            MADE[name] = Case(CASES[name])
    return MADE[name]


def same(found, expected, rtol=2e-4):
    np.testing.assert_allclose(np.asarray(found, dtype=float), expected, rtol=rtol, atol=1e-9)


def refused(call):
    """A check that a call is refused by name, with what to do."""

    def check(case):
        with pytest.raises(MethodNotOffered) as raised:
            call(case)
        assert raised.value.remedy

    return check


def equal(get, expected):
    def check(case):
        same(get(case), expected(case))

    return check


def attribute(name, expected):
    """A check of an attribute of the results."""
    return equal(lambda case: getattr(case.results, name), expected)


def holds(statement):
    def check(case):
        assert statement(case)

    return check


def survives(case):
    found = pickle.loads(pickle.dumps(case.results))
    assert found.tidy().equals(case.results.tidy())


def saved_and_loaded(case):
    file = io.BytesIO()
    file.close = lambda: None  # what saves to a handle closes it
    case.results.save(file)
    file.seek(0)
    assert type(case.results).load(file).tidy().equals(case.results.tidy())
    with pytest.raises(MethodNotOffered):
        case.results.save(file, remove_data=True)


def terms_under_their_own_names(case):
    table = case.results.wald_test_terms(combine_terms=["x", "z"], skip_single=False).table
    assert table.index.tolist() == [*case.names, "x", "z"]
    singles = (case.params / case.errors) ** 2
    same(table.iloc[: case.k, 0], singles)
    same(table.loc["z"].iloc[-1, 0], singles[case.names.index("z")])
    both = case.results.wald_test_terms(True, [("slopes", np.eye(case.k)[case.pair])]).table
    assert both.index.tolist() == ["slopes"]
    same(both.iloc[0, 0], case.wald(case.pair) / (2 if case.results.use_t else 1))
    with pytest.raises(ModelDataError, match="No parameter has 'absent'"):
        case.results.wald_test_terms(combine_terms=["absent"])


SHARED_RESULTS = {
    "bse": attribute("bse", lambda case: case.errors),
    "conf_int": equal(
        lambda case: case.results.conf_int(alpha=0.1),
        lambda case: np.column_stack(
            [case.params + sign * case.distribution.ppf(0.95) * case.errors for sign in (-1, 1)]
        ),
    ),
    "converged": holds(lambda case: case.results.converged is True),
    "cov_params": equal(lambda case: case.results.cov_params(), lambda case: case.covariance),
    "cov_type": holds(lambda case: case.results.cov_type == "nonrobust"),
    "f_test": equal(
        lambda case: case.results.f_test("x = 0, z = 0").fvalue, lambda case: case.wald(case.pair) / 2
    ),
    "initialize": holds(lambda case: case.results.initialize(case.results.model, case.params) is None),
    "iterations": holds(lambda case: 0 < case.results.iterations < 100),
    "k_constant": attribute("k_constant", lambda case: len(case.columns) - 2),
    "load": saved_and_loaded,
    "model": holds(lambda case: isinstance(case.results.model, case.estimator)),
    "params": holds(lambda case: case.results.params.index.tolist() == case.names),
    "predict": equal(
        lambda case: case.results.predict(
            case.frame[::-1][["z", "const", "x"]].iloc[:1].set_axis([case.following])
        ),
        lambda case: predicted_by_hand(case),
    ),
    "pvalues": attribute("pvalues", lambda case: 2 * case.distribution.sf(np.abs(case.params / case.errors))),
    "remove_data": refused(lambda case: case.results.remove_data()),
    "save": survives,
    "summary": holds(
        lambda case: all(part in case.results.summary().as_text() for part in ["y", *case.names])
    ),
    "t_test": equal(
        lambda case: case.results.t_test("x = z").effect,
        lambda case: [case.params[case.pair[0]] - case.params[case.pair[1]]],
    ),
    "t_test_pairwise": refused(lambda case: case.results.t_test_pairwise("x")),
    "tidy": equal(lambda case: case.results.tidy()["std_error"], lambda case: case.errors),
    "tvalues": attribute("tvalues", lambda case: case.params / case.errors),
    "wald_test": equal(
        lambda case: case.results.wald_test("x = 0, z = 0", scalar=True, use_f=False).statistic,
        lambda case: case.wald(case.pair),
    ),
    "wald_test_terms": terms_under_their_own_names,
}


def predicted_by_hand(case):
    rate = case.frame.to_numpy()[-1] @ case.params[-3:]
    if isinstance(case.model, CochraneOrcutt):
        return [rate]
    if case.estimator is ConditionalNegativeBinomial:
        return [np.exp(rate)]
    if case.estimator is FirthLogit:
        return [1 / (1 + np.exp(-rate))]
    return [case.params[0] * case.y[-1] + (1 - case.params[0]) * np.exp(rate)]


LIKELIHOOD_RESULTS = SHARED_RESULTS | {
    "aic": attribute("aic", lambda case: 2 * case.k - 2 * case.model.loglike(case.params)),
    "bic": attribute(
        "bic", lambda case: case.k * np.log(case.results.nobs) - 2 * case.model.loglike(case.params)
    ),
    "df_resid": attribute("df_resid", lambda case: case.results.nobs - case.k),
    "llf": attribute("llf", lambda case: case.model.loglike(case.params)),
    "normalized_cov_params": attribute("normalized_cov_params", lambda case: case.covariance),
    "scale": attribute("scale", lambda case: 1),
    "use_t": holds(lambda case: case.results.use_t is False),
}

CONDITIONAL_RESULTS = LIKELIHOOD_RESULTS | {
    "df_model": attribute("df_model", lambda case: 2),
    "nobs": attribute("nobs", lambda case: len(case.y)),
}

POISSON_RESULTS = LIKELIHOOD_RESULTS | {
    "df_model": attribute("df_model", lambda case: 4),
    "edge": holds(lambda case: case.results.edge == ""),
    "fittedvalues": equal(
        lambda case: case.results.fittedvalues.loc[1817:],
        lambda case: expected_counts(case),
    ),
    "free": holds(lambda case: case.results.free.all()),
    "maxima": equal(lambda case: case.results.maxima["llf"].iloc[0], lambda case: case.results.llf),
    "multipliers": equal(
        lambda case: case.results.multipliers(at=case.frame[["z", "x", "const"]].iloc[4])["long_run"],
        lambda case: np.exp(case.x[4] @ case.params[1:]) * case.params[2:],
    ),
    "nobs": attribute("nobs", lambda case: len(case.y) - 1),
    "resid": equal(
        lambda case: case.results.resid.loc[1817:], lambda case: case.y[1:] - expected_counts(case)
    ),
    "with_covariance": equal(
        lambda case: case.results.with_covariance("HC0").bse, lambda case: outer_products(case)
    ),
}


EFFORT_RESULTS = LIKELIHOOD_RESULTS | {
    "df_model": attribute("df_model", lambda case: 4),
    "nobs": attribute("nobs", lambda case: len(case.y)),
    "predict": equal(
        lambda case: case.results.predict(case.frame[["z", "x"]]),
        lambda case: transitions(case, case.params) @ np.arange(1, 12),
    ),
    "probabilities": equal(
        lambda case: case.results.probabilities(), lambda case: transitions(case, case.params)
    ),
    "rates": equal(lambda case: case.results.rates()["rate"], lambda case: np.exp(case.params[4:])),
}

FIRTH_RESULTS = LIKELIHOOD_RESULTS | {
    "df_model": attribute("df_model", lambda case: 2),
    "likelihood_ratio_tests": equal(
        lambda case: case.results.likelihood_ratio_tests()["df"], lambda case: np.ones(3)
    ),
    "nobs": attribute("nobs", lambda case: len(case.y)),
}

SPATIAL_RESULTS = {
    **{name: check for name, check in SHARED_RESULTS.items() if name not in ("converged", "iterations")},
    "df_model": attribute("df_model", lambda case: 3),
    "df_resid": attribute("df_resid", lambda case: len(case.y) - 4),
    "error_variance": attribute("error_variance", lambda case: case.scale),
    "first_stage": equal(
        lambda case: case.results.first_stage["F"],
        lambda case: (squares_left(case.x, case.lag) / squares_left(case.instruments, case.lag) - 1) * 85 / 2,
    ),
    "fittedvalues": attribute("fittedvalues", lambda case: case.y - case.e),
    "llf": refused(lambda case: case.results.llf),
    "nobs": attribute("nobs", lambda case: len(case.y)),
    "normalized_cov_params": attribute("normalized_cov_params", lambda case: case.covariance),
    "overidentification": equal(
        lambda case: case.results.overidentification["statistic"],
        lambda case: 90 * (1 - squares_left(case.instruments, case.e) / (case.e @ case.e)),
    ),
    "params": attribute("params", lambda case: case.estimates),
    "predict": refused(lambda case: case.results.predict()),
    "resid": attribute("resid", lambda case: case.e),
    "scale": attribute("scale", lambda case: 1),
    "use_t": holds(lambda case: case.results.use_t is False),
}


def squares_left(columns, outcome):
    fitted = columns @ np.linalg.lstsq(columns, outcome, rcond=None)[0]
    return ((outcome - fitted) ** 2).sum()


def transitions(case, params):
    """Chances of all categories in each row, from matrix exponentials."""
    z, model = np.arange(1, 12), case.model
    deviation = z - model.centre
    value = params[0] * deviation + params[1] * deviation**2 + np.outer(case.x @ params[2:4], z)
    gains = np.exp(value[:, None, :] - value[:, :, None]) * (np.abs(np.subtract.outer(z, z)) <= 1)
    steps = gains / gains.sum(axis=2, keepdims=True)
    rates = np.exp(params[4:])[model.period_codes]
    return expm(rates[:, None, None] * (steps - np.eye(11)))[np.arange(len(case.x)), model.before - 1]


def expected_counts(case):
    rho = case.params[0]
    return rho * case.y[:-1] + (1 - rho) * np.exp(case.x[1:] @ case.params[1:])


def outer_products(case):
    scores = approx_fprime(case.params, case.model.loglikeobs, centered=True)
    return np.sqrt(np.diag(case.covariance @ scores.T @ scores @ case.covariance))


def durbin_watson(residuals):
    return (np.diff(residuals) ** 2).sum() / (residuals**2).sum()


LINEAR_RESULTS = SHARED_RESULTS | {
    **{
        f"cov_{kind}": attribute(f"cov_{kind}", lambda case, kind=kind: case.heteroscedastic(kind))
        for kind in ("HC0", "HC1", "HC2", "HC3")
    },
    **{
        f"{kind}_se": attribute(
            f"{kind}_se", lambda case, kind=kind: np.sqrt(np.diag(case.heteroscedastic(kind)))
        )
        for kind in ("HC0", "HC1", "HC2", "HC3")
    },
    "aic": attribute("aic", lambda case: 2 * case.k - 2 * case.llf),
    "bic": attribute("bic", lambda case: np.log(case.n) * case.k - 2 * case.llf),
    "centered_tss": attribute("centered_tss", lambda case: case.tss),
    "compare_f_test": refused(lambda case: case.results.compare_f_test(case.results)),
    "compare_lm_test": refused(lambda case: case.results.compare_lm_test(case.results)),
    "compare_lr_test": refused(lambda case: case.results.compare_lr_test(case.results)),
    "condition_number": attribute("condition_number", lambda case: np.linalg.cond(case.wx)),
    "cov_kwds": holds(lambda case: list(case.results.cov_kwds) == ["description"]),
    "df_model": attribute("df_model", lambda case: 2),
    "df_resid": attribute("df_resid", lambda case: case.n - 3),
    "durbin_watson": attribute("durbin_watson", lambda case: durbin_watson(case.e)),
    "durbin_watson_original": attribute(
        "durbin_watson_original",
        lambda case: durbin_watson(case.y - case.x @ np.linalg.lstsq(case.x, case.y, rcond=None)[0]),
    ),
    "eigenvals": attribute("eigenvals", lambda case: np.linalg.eigvalsh(case.wx.T @ case.wx)[::-1]),
    "ess": attribute("ess", lambda case: case.tss - case.ssr),
    "f_pvalue": attribute("f_pvalue", lambda case: stats.f.sf(f_of_slopes(case), 2, case.n - 3)),
    "fits_worse_than_mean": holds(lambda case: not case.results.fits_worse_than_mean),
    "fittedvalues": attribute("fittedvalues", lambda case: case.x @ case.params),
    "fvalue": attribute("fvalue", lambda case: f_of_slopes(case)),
    "get_prediction": refused(lambda case: case.results.get_prediction()),
    "get_robustcov_results": equal(
        lambda case: case.results.get_robustcov_results("HC3").cov_params(),
        lambda case: case.heteroscedastic("HC3"),
    ),
    "info_criteria": equal(
        lambda case: case.results.info_criteria("bic"), lambda case: np.log(case.n) * case.k - 2 * case.llf
    ),
    "llf": attribute("llf", lambda case: case.llf),
    "mse_model": attribute("mse_model", lambda case: (case.tss - case.ssr) / 2),
    "mse_resid": attribute("mse_resid", lambda case: case.scale),
    "mse_total": attribute("mse_total", lambda case: case.tss / (case.n - 1)),
    "nobs": attribute("nobs", lambda case: case.n),
    "normalized_cov_params": attribute("normalized_cov_params", lambda case: case.bread),
    "params": attribute("params", lambda case: case.bread @ case.wx.T @ case.wy),
    "resid": attribute("resid", lambda case: case.y - case.x @ case.params),
    "resid_pearson": attribute("resid_pearson", lambda case: case.e / np.sqrt(case.scale)),
    "rho": attribute("rho", lambda case: autocorrelation(case.y - case.x @ case.params)),
    "rsquared": attribute("rsquared", lambda case: 1 - case.ssr / case.tss),
    "rsquared_adj": attribute("rsquared_adj", lambda case: 1 - case.scale / (case.tss / (case.n - 1))),
    "scale": attribute("scale", lambda case: case.scale),
    "ssr": attribute("ssr", lambda case: case.ssr),
    "summary2": refused(lambda case: case.results.summary2()),
    "uncentered_tss": attribute("uncentered_tss", lambda case: case.wy @ case.wy),
    "use_t": holds(lambda case: case.results.use_t is True),
    "wresid": attribute("wresid", lambda case: case.e),
}


def f_of_slopes(case):
    return (case.tss - case.ssr) / 2 / case.scale


def autocorrelation(residuals):
    return residuals[1:] @ residuals[:-1] / (residuals[:-1] @ residuals[:-1])


def model_of(name, expected):
    """A check of an attribute of the model that the results are of."""
    return equal(lambda case: getattr(case.results.model, name), expected)


SHARED_MODEL = {
    "data": holds(lambda case: case.model.data.row_labels.equals(case.index)),
    "df_model": model_of("df_model", lambda case: case.results.df_model),
    "df_resid": model_of("df_resid", lambda case: case.results.df_resid),
    "endog": model_of("endog", lambda case: case.y),
    "endog_names": holds(lambda case: case.model.endog_names == "y"),
    "exog": model_of("exog", lambda case: case.x),
    "exog_names": holds(lambda case: case.model.exog_names == case.columns),
    "fit": equal(lambda case: case.model.fit().params, lambda case: case.params),
    "from_formula": refused(lambda case: case.estimator.from_formula("y ~ x", case.frame)),
    "initialize": holds(lambda case: case.model.initialize() is None),
    "k_constant": model_of("k_constant", lambda case: len(case.columns) - 2),
    "named": equal(lambda case: case.model.named(case.results.params[::-1]), lambda case: case.params),
    "new_regressors": equal(
        lambda case: case.model.new_regressors(
            case.frame[["z", "x", "const"]].iloc[-1:].set_axis([case.following])
        )[0],
        lambda case: case.frame.to_numpy()[-1:],
    ),
    "nobs": model_of("nobs", lambda case: case.results.nobs),
    "predict": equal(
        lambda case: case.model.predict(
            case.results.params[::-1], case.frame[["x", "z", "const"]].iloc[-1:].set_axis([case.following])
        ),
        lambda case: predicted_by_hand(case),
    ),
}

LIKELIHOOD_MODEL = SHARED_MODEL | {
    "hessian": equal(
        lambda case: case.model.hessian(case.results.params[::-1]),
        lambda case: approx_hess(case.params, case.model.loglike),
    ),
    "information": equal(
        lambda case: case.model.information(case.results.params[::-1]),
        lambda case: -approx_hess(case.params, case.model.loglike),
    ),
    "loglike": equal(
        lambda case: case.model.loglike(case.results.params[::-1] * 0.9), lambda case: likelihood(case, 0.9)
    ),
    "score": equal(
        lambda case: case.model.score(case.results.params[::-1] * 0.9),
        lambda case: approx_fprime(case.params * 0.9, case.model.loglike, centered=True),
    ),
}


def likelihood(case, share):
    """Logarithm of the likelihood at a share of the estimates, from distributions of scipy."""
    params = case.params * share
    if case.estimator is EffortProcess:
        return np.log(transitions(case, params)[np.arange(len(case.y)), case.y.astype(int) - 1]).sum()
    if case.estimator is FirthLogit:
        chance = 1 / (1 + np.exp(-case.x @ params))
        information = (case.x.T * (chance * (1 - chance))) @ case.x
        return stats.bernoulli.logpmf(case.y, chance).sum() + np.log(np.linalg.det(information)) / 2
    if case.estimator is PoissonAutoregression:
        rho, rate = params[0], np.exp(case.x @ params[1:])
        total = 0.0
        for t in range(1, len(case.y)):
            if t < 3:
                mean, scale = case.y[:4].mean(), case.y[:4].var(ddof=1)
            else:
                mean = rho * case.y[t - 1] + (1 - rho) * rate[t]
                scale = rho**2 * case.y[:t].var(ddof=1) + (1 - rho**2) * rate[:t].var(ddof=1)
            total += stats.nbinom.logpmf(case.y[t], mean * scale, scale / (1 + scale))
        return total
    # Given its total, a group's counts are Dirichlet–multinomial.
    rate, groups = np.exp(case.x @ params), np.asarray(case.model.groups)
    return sum(
        stats.dirichlet_multinomial.logpmf(
            case.y[groups == g].astype(int), rate[groups == g], int(case.y[groups == g].sum())
        )
        for g in np.unique(groups)
    )


LINEAR_MODEL = SHARED_MODEL | {
    "checked_covariance": holds(lambda case: case.model.checked_covariance("HC1", None) == {}),
    "follows": holds(lambda case: case.model.follows.tolist() == [False] + [True] * (len(case.y) - 1)),
    "get_distribution": refused(lambda case: case.model.get_distribution(case.params, 1.0)),
    "hessian": refused(lambda case: case.model.hessian(case.params)),
    "information": refused(lambda case: case.model.information(case.params)),
    "score": refused(lambda case: case.model.score(case.params)),
    "loglike": equal(
        lambda case: case.results.model.loglike(case.results.params[::-1]), lambda case: case.llf
    ),
    "pinv_wexog": model_of("pinv_wexog", lambda case: np.linalg.pinv(case.wx)),
    "rank": model_of("rank", lambda case: 3),
    "rho": model_of("rho", lambda case: case.results.rho),
    "transformed_rows": holds(lambda case: case.model.transformed_rows().sum() == case.n),
    "wendog": model_of("wendog", lambda case: case.wy),
    "wexog": model_of("wexog", lambda case: case.wx),
    "whiten": equal(lambda case: case.results.model.whiten(case.x), lambda case: case.wx),
}

CONDITIONAL_MODEL = LIKELIHOOD_MODEL | {
    "dropped": holds(lambda case: case.model.dropped.rows_missing == 0),
    "group_labels": holds(lambda case: set(case.model.group_labels) == set(case.model.groups)),
    "groups": holds(lambda case: len(case.model.groups) == len(case.y)),
    "kept": holds(lambda case: case.model.kept.sum() == len(case.y)),
    "n_groups": holds(lambda case: case.model.n_groups == len(set(case.model.groups))),
}

POISSON_MODEL = LIKELIHOOD_MODEL | {
    "loglikeobs": equal(
        lambda case: case.model.loglikeobs(case.results.params[::-1]).sum(), lambda case: likelihood(case, 1)
    ),
    "order": holds(lambda case: case.model.order == 1),
    "score_obs": equal(
        lambda case: case.model.score_obs(case.results.params[::-1] * 0.9),
        lambda case: approx_fprime(case.params * 0.9, case.model.loglikeobs, centered=True),
    ),
    "series": equal(lambda case: case.model.series.counts, lambda case: case.y),
}


def slopes_of_scores(case):
    """The Hessian by differences of the scores, which leave 0 between two periods what it is."""
    return approx_fprime(case.params, case.model.score, centered=True)


EFFORT_MODEL = LIKELIHOOD_MODEL | {
    "hessian": equal(
        lambda case: case.model.hessian(case.results.params[::-1]), lambda case: slopes_of_scores(case)
    ),
    "information": equal(
        lambda case: case.model.information(case.results.params[::-1]), lambda case: -slopes_of_scores(case)
    ),
    "before": holds(lambda case: (case.model.before >= 1).all()),
    "categories": model_of("categories", lambda case: 11),
    "centre": model_of("centre", lambda case: case.y.mean()),
    "groups": holds(lambda case: case.model.groups is None),
    "kept": holds(lambda case: case.model.kept.all()),
    "loglikeobs": equal(
        lambda case: case.model.loglikeobs(case.results.params[::-1]).sum(), lambda case: likelihood(case, 1)
    ),
    "new_regressors": equal(
        lambda case: case.model.new_regressors(case.frame[["z", "x"]])[0], lambda case: case.x
    ),
    "period_codes": holds(lambda case: set(case.model.period_codes) == {0, 1, 2}),
    "periods": holds(lambda case: case.model.periods.tolist() == [1, 2, 3]),
    "predict": equal(
        lambda case: case.model.predict(case.results.params[::-1], case.frame[["z", "x"]]),
        lambda case: transitions(case, case.params) @ np.arange(1, 12),
    ),
    "probabilities": equal(
        lambda case: case.model.probabilities(case.results.params[::-1]),
        lambda case: transitions(case, case.params),
    ),
    "score_obs": equal(
        lambda case: case.model.score_obs(case.results.params[::-1] * 0.9),
        lambda case: approx_fprime(case.params * 0.9, case.model.loglikeobs, centered=True),
    ),
    "simulate": holds(
        lambda case: set(case.model.simulate(case.results.params[::-1], seed=1)) <= set(range(1, 12))
    ),
    "without_change": holds(lambda case: case.model.without_change == ()),
}

FIRTH_MODEL = LIKELIHOOD_MODEL | {
    "events": model_of("events", lambda case: case.y.sum()),
    "information": equal(
        lambda case: case.model.information(case.results.params[::-1]),
        lambda case: np.linalg.inv(case.covariance),
    ),
    "kept": holds(lambda case: case.model.kept.all()),
    "score_obs": equal(
        lambda case: case.model.score_obs(case.results.params[::-1] * 0.9).sum(axis=0),
        lambda case: approx_fprime(case.params * 0.9, case.model.loglike, centered=True),
    ),
}

SPATIAL_MODEL = SHARED_MODEL | {
    "effects_rank": model_of("effects_rank", lambda case: 0),
    "instruments": holds(lambda case: case.model.instruments == ("W x", "W z")),
    "isolates": holds(lambda case: not case.model.isolates.any()),
    "kept": holds(lambda case: case.model.kept.all()),
    "lagged": model_of("lagged", lambda case: case.lag),
    "predict": refused(lambda case: case.model.predict(case.params)),
}
del SPATIAL_MODEL["initialize"]

CHECKS = {
    "EffortProcess": (EFFORT_MODEL, EFFORT_RESULTS),
    "FirthLogit": (FIRTH_MODEL, FIRTH_RESULTS),
    "SpatialLag": (SPATIAL_MODEL, SPATIAL_RESULTS),
    "CochraneOrcutt": (LINEAR_MODEL, LINEAR_RESULTS),
    "PraisWinsten": (LINEAR_MODEL, LINEAR_RESULTS),
    "ConditionalNegativeBinomial": (CONDITIONAL_MODEL, CONDITIONAL_RESULTS),
    "PoissonAutoregression": (POISSON_MODEL, POISSON_RESULTS),
}


def public(thing):
    return {name for name in dir(thing) if not name.startswith("_")}


@pytest.mark.parametrize("name", CHECKS)
def test_every_public_name_of_a_model_and_its_results_is_checked(name):
    case = case_of(name)
    for checks, thing in zip(CHECKS[name], (case.model, case.results), strict=True):
        assert public(thing) == set(checks), f"{type(thing).__name__}: add a check, or refuse by name"


@pytest.mark.parametrize(
    ("name", "of", "what"),
    [
        (name, of, what)
        for name, both in CHECKS.items()
        for of, checks in zip(("model", "results"), both, strict=True)
        for what in checks
    ],
)
def test_it_is_right_or_refused_by_name(name, of, what):
    CHECKS[name][of == "results"][what](case_of(name))


@pytest.mark.parametrize("name", CHECKS)
def test_restrictions_and_covariances_go_by_name(name):
    case = case_of(name)
    results, k = case.results, case.k
    r = pd.DataFrame(np.random.default_rng(1).normal(size=(2, k)), columns=case.names)
    moved = r[r.columns[::-1]]
    same(results.t_test(moved).effect, r.to_numpy() @ case.params, rtol=1e-12)
    same(results.cov_params(moved), r.to_numpy() @ np.asarray(results.cov_params()) @ r.to_numpy().T, 1e-9)
    plain = results.wald_test(r.to_numpy(), scalar=True).statistic
    assert results.wald_test(moved, scalar=True).statistic == pytest.approx(plain)
    assert results.wald_test((moved, [0.0, 0.0]), scalar=True).statistic == pytest.approx(plain)
    values = pd.Series([0.5, -0.2])
    with_values = results.wald_test((r.to_numpy(), [0.5, -0.2]), scalar=True).statistic
    assert results.wald_test((moved, values), scalar=True).statistic == pytest.approx(with_values)
    assert with_values != pytest.approx(plain)
    for wrong, message in (
        ((r.set_axis(["a", "b"]), values), "restrictions and the values of these have different labels"),
        ((moved, values[::-1]), "0 and 1 at position 0, the same ones"),
        ((moved, [0.5, None]), "value of a restriction is missing"),
        ([r.iloc[0], moved.iloc[1]], "matrix of restrictions is a list of pandas objects"),
    ):
        with pytest.raises(ModelDataError, match=message):
            results.wald_test(wrong)
    cov = results.cov_params()
    with pytest.raises(ModelDataError, match="list of pandas objects"):
        results.t_test(r, cov_p=[cov["x"], cov["z"]])
    assert results.wald_test(r, cov_p=cov.iloc[::-1, 1:].join(cov.iloc[::-1, :1]), scalar=True).statistic == (
        pytest.approx(plain)
    )
    assert results.cov_params(column="z") == pytest.approx(cov.loc["z", "z"])
    same(results.cov_params(column=["z", "x"]), cov.loc[["z", "x"], ["z", "x"]], 1e-12)
    for wrong in (r.iloc[:, 1:], r.assign(other=1.0), r.rename(columns={"x": "z"})):
        with pytest.raises(ModelDataError, match="parameters"):
            results.t_test(wrong)
    with pytest.raises(ModelDataError, match="no parameter other"):
        results.cov_params(column="other")


def test_other_errors_of_results_know_rho_and_check_labels():
    case = case_of("CochraneOrcutt")
    labels = pd.Series(np.arange(case.n) % 7, index=case.index[1:])
    found = case.results.get_robustcov_results("cluster", groups=labels)
    fitted = case.model.fit(cov_type="cluster", cov_kwds={"groups": labels})
    assert found.bse.tolist() == fitted.bse.tolist()
    assert (found.rho, found.iterations, found.converged) == (case.results.rho, case.results.iterations, True)
    for wrong in ({"groups": labels[::-1]}, {"lags": 2}):
        with pytest.raises(ModelDataError):
            case.results.get_robustcov_results("cluster", **wrong)
    with pytest.raises(EntenteError, match="no cov_type 'nw-panel'"):
        case.results.get_robustcov_results("nw-panel")


def test_the_summary_has_the_durbin_watson_statistic_that_knows_of_gaps():
    y, x = linear_series(9, rho=-0.5)
    index = pd.Index([year for year in range(1816, 1956) if year % 7][:120], name="year")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = CochraneOrcutt(pd.Series(y, index), pd.DataFrame(x, index)).fit()
    naive = durbin_watson(np.asarray(results.wresid))
    assert abs(results.durbin_watson - naive) > 0.01
    told = re.search(r"Durbin-Watson: +([\d.]+)\n", results.summary().as_text())
    assert float(told[1]) == pytest.approx(results.durbin_watson, abs=6e-4)
