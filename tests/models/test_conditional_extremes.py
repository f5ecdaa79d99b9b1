"""Conditional negative binomial regression at the edges: right numbers, or a warning or an error."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning, ModelWarning

from entente.core.errors import ModelDataError
from entente.models.conditional_negative_binomial.model import ConditionalNegativeBinomial

from .counts import BETA, panel_of_counts

pytestmark = pytest.mark.filterwarnings("ignore::entente.models.data.DroppedGroupsWarning")


def far_from(truth, fit):
    """The largest distance in standard errors."""
    return np.max(np.abs((np.asarray(fit.params) - truth) / np.asarray(fit.bse)))


# No maximum -----------------------------------------------------------------------------------------------


def separated():
    endog, exog, group = panel_of_counts(31)
    peace = np.random.default_rng(0).random(len(endog)) < 0.3
    return endog * ~peace, np.column_stack([exog, peace]), group


def poisson():
    _, exog, group = panel_of_counts(31)
    return np.random.default_rng(31).poisson(np.exp(exog @ BETA)) + 1, exog, group


def constant():
    _, exog, group = panel_of_counts(31)
    return np.full(len(group), 3), exog, group


def one_event_each():
    _, exog, group = panel_of_counts(31)
    return (np.arange(len(group)) % 8 == 3).astype(int), exog, group


@pytest.mark.parametrize("data", [separated, poisson, constant, one_event_each])
def test_estimates_that_would_be_infinite_come_with_a_warning(data):
    model = ConditionalNegativeBinomial(*data())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fit = model.fit()
    assert not fit.converged
    assert [w.category for w in caught if issubclass(w.category, ConvergenceWarning)]
    # Standard errors are missing, with a warning, or say that nothing is known.
    missing = np.isnan(fit.bse).all()
    assert missing == any(issubclass(w.category, HessianInversionWarning) for w in caught)
    assert missing or fit.bse.max() > 1e3
    assert "False" in fit.summary().as_text()


def test_too_few_steps_come_with_a_warning():
    model = ConditionalNegativeBinomial(*panel_of_counts(31))
    with pytest.warns(
        ConvergenceWarning, match="still rises after 1 steps.*start_params or a larger maxiter"
    ):
        fit = model.fit(maxiter=1)
    assert not fit.converged and fit.iterations == 1


def test_a_group_of_its_own_level_needs_no_more_than_its_constant():
    # Two groups and a regressor that tells them apart: identified, unlike in a true fixed-effects model.
    endog, exog, group = panel_of_counts(32, groups=2, rows=400)
    fit = ConditionalNegativeBinomial(endog, np.column_stack([exog[:, :2], group]), group).fit()
    assert fit.converged and np.all(fit.bse < 1)


# Right numbers --------------------------------------------------------------------------------------------


def test_counts_of_a_million():
    endog, exog, group = panel_of_counts(33, groups=200, scale=2e5)
    assert endog.max() > 3e6
    fit = ConditionalNegativeBinomial(endog, exog, group).fit()
    assert fit.converged and far_from(BETA, fit) < 4


def test_nearly_poisson_counts_of_a_million():
    random = np.random.default_rng(34)
    _, exog, group = panel_of_counts(34, groups=200)
    truth = BETA + [13, 0, 0]
    endog = random.poisson(random.gamma(np.exp(exog @ truth)) * random.gamma(1.5, 1, 200)[group])
    fit = ConditionalNegativeBinomial(endog, exog, group).fit()
    assert fit.converged and endog.max() > 1e6 and far_from(truth, fit) < 4


def test_linear_predictors_of_minus_thirty_to_thirteen():
    random = np.random.default_rng(35)
    exog, group = np.column_stack([np.ones(20_000), random.uniform(-30, 13, 20_000)]), np.arange(20_000) // 20
    endog = random.poisson(random.gamma(np.exp(exog[:, 1])))
    fit = ConditionalNegativeBinomial(endog, exog, group).fit()
    assert fit.converged and far_from([0, 1], fit) < 4


@pytest.mark.parametrize("level", [-30.0, 30.0])
def test_likelihood_far_out_is_finite_and_its_derivatives_fit(level):
    model = ConditionalNegativeBinomial(*panel_of_counts(36, groups=10))
    params = np.array([level, 0.5, -0.4])
    assert np.isfinite(model.loglike(params))
    step = 1e-4
    for i in range(3):
        move = step * np.eye(3)[i]
        slope = (model.loglike(params + move) - model.loglike(params - move)) / (2 * step)
        assert model.score(params)[i] == pytest.approx(slope, rel=1e-6, abs=1e-7)


@settings(max_examples=40)
@given(st.lists(st.floats(-1e4, 1e4), min_size=3, max_size=3))
def test_likelihood_and_derivatives_are_finite_everywhere(params):
    model = ConditionalNegativeBinomial(*panel_of_counts(36, groups=10))
    assert np.isfinite(model.loglike(params)) and model.loglike(params) < 0
    assert np.isfinite(model.score(params)).all() and np.isfinite(model.hessian(params)).all()


def test_a_hundred_thousand_rows():
    endog, exog, group = panel_of_counts(37, groups=5000, rows=20)
    fit = ConditionalNegativeBinomial(endog, exog, group).fit()
    assert fit.converged and fit.iterations < 10 and far_from(BETA, fit) < 4


def test_regressors_that_barely_vary_beside_a_constant():
    endog, exog, group = panel_of_counts(38)
    plain = ConditionalNegativeBinomial(endog, exog, group).fit()
    shifted = exog + [0, 1e7, 0]
    fit = ConditionalNegativeBinomial(endog, shifted, group).fit()
    assert fit.converged
    assert fit.params[1:] == pytest.approx(plain.params[1:], rel=1e-6)
    assert fit.bse[1:] == pytest.approx(plain.bse[1:], rel=1e-6)


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 4), min_size=12, max_size=12),
    st.lists(st.integers(-2, 2), min_size=12, max_size=12),
)
def test_tiny_data_give_a_maximum_a_warning_or_an_error(endog, regressor):
    exog, group = np.column_stack([np.ones(12), regressor]), np.arange(12) // 4
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            model = ConditionalNegativeBinomial(endog, exog, group)
        except ModelDataError:
            return
        fit = model.fit()
    assert fit.converged != any(issubclass(w.category, ConvergenceWarning) for w in caught)
    if fit.converged:
        assert np.abs(model.score(fit.params)).max() < 1e-5
        assert np.linalg.eigvalsh(model.hessian(fit.params)).max() < 0
        assert np.all(fit.bse > 0)


# Named errors ---------------------------------------------------------------------------------------------

UNFIT = {
    "negative": (lambda y, x, g: (y - 1, x, g), "not counts"),
    "fractions": (lambda y, x, g: (y + 0.5, x, g), "not counts"),
    "infinite count": (lambda y, x, g: (np.where(y > 3, np.inf, y), x, g), "infinite"),
    "infinite regressor": (lambda y, x, g: (y, np.where(x > 2, np.inf, x), g), "infinite"),
    "collinear": (lambda y, x, g: (y, np.column_stack([x, x[:, 1] - x[:, 2]]), g), "x1, x2, x3 are linearly"),
    "second constant": (lambda y, x, g: (y, np.column_stack([x, 0 * y + 7.0]), g), "all constant"),
    "empty": (lambda y, x, g: (y[:0], x[:0], g[:0]), "No complete row"),
    "lengths": (lambda y, x, g: (y, x, g[:-1]), "the groups have length"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_unfit_data_are_refused(what):
    make, message = UNFIT[what]
    with pytest.raises(ModelDataError, match=message):
        ConditionalNegativeBinomial(*make(*panel_of_counts(39)))


@pytest.mark.parametrize(
    "start", [[0, 0], [0, 0, np.nan], [np.inf, 0, 0], [1e308, 1e308, 1e308], ["a", "b", "c"]]
)
def test_unfit_starting_values_are_refused(start):
    with pytest.raises(ModelDataError, match="starting values"):
        ConditionalNegativeBinomial(*panel_of_counts(39)).fit(start_params=start)


def test_a_forgotten_constant_is_noticed():
    endog, exog, group = panel_of_counts(39)
    with pytest.warns(ModelWarning, match="no constant"):
        ConditionalNegativeBinomial(endog, exog[:, 1:], group)


def test_indicators_that_add_up_to_a_constant_are_one(recwarn):
    endog, exog, group = panel_of_counts(39)
    ConditionalNegativeBinomial(endog, np.column_stack([exog[:, 1:], 1 - exog[:, 2]]), group)
    assert not [w for w in recwarn if issubclass(w.category, ModelWarning)]


def test_predictions_from_regressors_that_do_not_fit_are_refused():
    endog, exog, group = panel_of_counts(39)
    frame = pd.DataFrame(exog, columns=["const", "wealth", "region"])
    fit = ConditionalNegativeBinomial(endog, frame, group).fit()
    with pytest.raises(ModelDataError, match="regressors, wealth is missing"):
        fit.predict(frame.drop(columns="wealth"))
    with pytest.raises(ModelDataError, match=r"shape \(480, 2\), but there are 3"):
        fit.predict(exog[:, :2])
