"""Each estimator gives what a direct call of the library gives, or a reason and no number."""

import re

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from entente.models import CochraneOrcutt, ConditionalNegativeBinomial, PoissonAutoregression
from entente.models.dyadic_covariance import IndefiniteCovarianceWarning, dyad_clustered, dyadic_robust
from entente.regressions.estimation import compare_errors, estimate, reasons
from entente.regressions.inference import Estimate, newey_west_lags
from entente.regressions.samples import Sample, assemble
from entente.regressions.source import Source

from .tiny import FRAME

#: A regression on the small system for each estimator.
ASKED = {
    "conditional_negative_binomial": (
        "state_year",
        "first",
        "allies_pact",
        "{a: abm_allies, status: status_pact}",
    ),
    "fixed_effects": (
        "state_year",
        "last",
        "allies_capability_pact",
        "{s: abm_allies_capability, r: regime_score}",
    ),
    "pooled": ("state_year", "intermediate", "allies_pact", "{a: abm_allies, status: status_pact}"),
    "logit": (
        "dyad_year",
        "intermediate",
        "ally_pact",
        "{a: abm_alliance, d: distance, status: status_pact}",
    ),
    "cochrane_orcutt": ("system_year", "first", "wars_per_state", "{a: abm_npi, m: major_power_share}"),
    "poisson_autoregression": ("system_year", "last", "dispute_days", "{a: abm_npi, m: major_power_share}"),
}


@pytest.fixture
def asked(declare, paths):
    """Declare the regression of an estimator on the small system, and put its rows together."""

    def make(estimator, more=""):
        unit, iteration, outcome, terms = ASKED[estimator]
        text = FRAME.format(unit=unit, estimator=estimator, sample=iteration, outcome=outcome, terms=terms)
        specification = declare(text + more).for_alliance("pact")
        return specification, assemble(specification, Source(paths))

    return make


def sample_of(outcome, terms, **keys):
    outcome = pd.Series(outcome, dtype=float)
    terms = pd.DataFrame(terms, dtype=float).assign(constant=1.0)
    return Sample(pd.DataFrame(keys), outcome, terms, len(outcome), {}, 0)


def assert_is(table, params, errors, tail):
    """Whether a table has these coefficients, standard errors, and p-values by the tail of a distribution."""
    params, errors = np.asarray(params), np.asarray(errors)
    np.testing.assert_allclose(table["estimate"], params, rtol=1e-8)
    np.testing.assert_allclose(table["std_error"], errors, rtol=1e-8)
    np.testing.assert_allclose(table["statistic"], params / errors, rtol=1e-8)
    np.testing.assert_allclose(table["p_value"], 2 * tail.sf(np.abs(params / errors)), rtol=1e-6, atol=1e-300)
    width = tail.ppf(0.975) * errors
    np.testing.assert_allclose(table["conf_low"], params - width, rtol=1e-6)
    np.testing.assert_allclose(table["conf_high"], params + width, rtol=1e-6)


def test_logit(asked):
    import statsmodels.api as sm

    specification, sample = asked("logit", "extra_variances: [dyad_clustered, dyadic_robust]\n")
    found = estimate(specification, sample)
    direct = sm.Logit(sample.outcome, sample.terms).fit(disp=0)
    assert found.terms["printed"]["term"].tolist() == ["a", "d", "status", "constant"]
    assert_is(found.terms["printed"], direct.params, direct.bse, stats.norm)
    states = sample.keys["ccode1"], sample.keys["ccode2"]
    clustered = dyad_clustered(direct, *states)
    assert_is(found.terms["dyad_clustered"], direct.params, clustered.std_errors, stats.norm)
    with pytest.warns(IndefiniteCovarianceWarning):
        robust = dyadic_robust(direct, *states)
    assert_is(found.terms["dyadic_robust"], direct.params, robust.std_errors, stats.norm)
    assert found.statistics["dyadic_robust_negative_eigenvalues"] == robust.n_negative == 1
    probability = direct.predict()
    correct = ((probability >= 0.5) == (sample.outcome == 1)).mean()
    mode = max(sample.outcome.mean(), 1 - sample.outcome.mean())
    slopes = direct.wald_test(np.eye(4)[:3], scalar=True)
    expected = {
        "n": len(sample.outcome),
        "n_dyads": 45,
        "chi2": float(slopes.statistic),
        "log_likelihood": direct.llf,
        "pseudo_r2": direct.prsquared,
        "percent_correct": correct,
        "marginal_improvement_in_fit": (correct - mode) / (1 - mode),
    }
    assert {name: found.statistics[name] for name in expected} == pytest.approx(expected, rel=1e-8)


def test_fixed_effects(asked):
    import statsmodels.api as sm
    from linearmodels.panel import PanelOLS

    specification, sample = asked("fixed_effects", "extra_variances: [state_clustered]\n")
    found = estimate(specification, sample)
    index = pd.MultiIndex.from_arrays([sample.keys["ccode"], sample.keys["year"]])
    model = PanelOLS(sample.outcome.set_axis(index), sample.terms.set_axis(index), entity_effects=True)
    direct = model.fit()
    tail = stats.t(direct.df_resid)
    assert_is(found.terms["printed"], direct.params, direct.std_errors, tail)
    clustered = model.fit(cov_type="clustered", cluster_entity=True, group_debias=True)
    assert_is(found.terms["state_clustered"], clustered.params, clustered.std_errors, tail)
    # The same slopes, errors and fit as least squares with a dummy for each state.
    dummies = pd.get_dummies(sample.keys["ccode"], dtype=float)
    dummied = sm.OLS(sample.outcome, pd.concat([sample.terms[["s", "r"]], dummies], axis=1)).fit()
    printed = found.terms["printed"].set_index("term")
    np.testing.assert_allclose(printed.loc[["s", "r"], "estimate"], dummied.params[["s", "r"]], rtol=1e-8)
    np.testing.assert_allclose(printed.loc[["s", "r"], "std_error"], dummied.bse[["s", "r"]], rtol=1e-8)
    within = sample.outcome - sample.outcome.groupby(sample.keys["ccode"]).transform("mean")
    n = len(sample.outcome)
    expected = {
        "n": n,
        "n_states": 10,
        "wald_chi2_or_f": dummied.f_test(np.eye(12)[:2]).fvalue,
        "adjusted_r2": 1 - dummied.ssr / dummied.df_resid / ((within**2).sum() / (n - 1)),
        "rmse": np.sqrt(dummied.ssr / n),
        "squared_error_sd": (dummied.resid**2).std(),
    }
    assert {name: found.statistics[name] for name in expected} == pytest.approx(expected, rel=1e-8)


POOLED = {
    "": ["printed"],
    "printed_variance: state_clustered\n": ["printed"],
    "extra_variances: [state_clustered]\n": ["printed", "state_clustered"],
}


@pytest.mark.parametrize("more", POOLED)
def test_pooled(asked, more):
    import statsmodels.api as sm

    specification, sample = asked("pooled", more)
    found = estimate(specification, sample)
    model = sm.OLS(sample.outcome, sample.terms)
    clusters = {"groups": sample.keys["ccode"]}
    direct = {
        "standard": model.fit(),
        "state_clustered": model.fit(cov_type="cluster", cov_kwds=clusters, use_t=True),
    }
    freedom = {"standard": direct["standard"].df_resid, "state_clustered": 9}
    assert list(found.terms) == POOLED[more]
    for name, kind in specification.variances.items():
        assert_is(found.terms[name], direct[kind].params, direct[kind].bse, stats.t(freedom[kind]))
    printed = direct[specification.printed_variance]
    expected = {
        "n": len(sample.outcome),
        "n_states": 10,
        "wald_chi2_or_f": printed.fvalue,
        "adjusted_r2": printed.rsquared_adj,
        "mean_squared_error": (printed.resid**2).mean(),
    }
    assert {name: found.statistics[name] for name in expected} == pytest.approx(expected, rel=1e-8)


LEAST_SQUARES = ("pooled", "fixed_effects")


def changed(sample, outcome=None, **terms):
    """The same sample with another outcome, or other terms."""
    outcome = sample.outcome if outcome is None else pd.Series(outcome, index=sample.outcome.index)
    return Sample(sample.keys, outcome, sample.terms.assign(**terms), sample.rows, {}, 0)


@pytest.mark.parametrize("estimator", LEAST_SQUARES)
@pytest.mark.parametrize("power", [-16, -14, -8, 8, 14, 16, 80])
def test_the_units_of_columns_do_not_matter(asked, estimator, power):
    specification, sample = asked(estimator, "extra_variances: [state_clustered]\n")
    first, unit = sample.terms.columns[0], 10.0**power
    plain = estimate(specification, sample)
    for of_outcome, of_term in ((1.0, unit), (unit, 1.0), (1 / unit, unit)):
        rescaled = changed(
            sample, outcome=sample.outcome * of_outcome, **{first: sample.terms[first] * of_term}
        )
        found = estimate(specification, rescaled)
        factor = np.append(of_outcome / of_term, [of_outcome] * 2)
        for variance, table in plain.terms.items():
            same = found.terms[variance]
            for name in ("estimate", "std_error", "conf_low", "conf_high"):
                np.testing.assert_allclose(same[name] / factor, table[name], rtol=1e-7)
            np.testing.assert_allclose(same["p_value"], table["p_value"], rtol=1e-6)
        units = {"rmse": of_outcome, "mean_squared_error": of_outcome**2, "squared_error_sd": of_outcome**2}
        for name, value in found.statistics.items():
            plainly = pytest.approx(plain.statistics[name], rel=1e-7)
            assert value / units.get(name, 1.0) == plainly, name
        assert {"n", *units, "wald_chi2_or_f", "adjusted_r2"} <= set(found.statistics)


@pytest.mark.parametrize("estimator", LEAST_SQUARES)
@pytest.mark.parametrize("unit", [1e-160, 1e160])
def test_numbers_that_cannot_be_squared_give_no_number(asked, estimator, unit):
    specification, sample = asked(estimator)
    first = sample.terms.columns[0]
    for odd in (
        changed(sample, sample.outcome * unit),
        changed(sample, **{first: sample.terms[first] * unit}),
    ):
        found = estimate(specification, odd)
        assert found.terms == {}
        assert "squares cannot be computed" in found.blank["rmse"]


@pytest.mark.parametrize("estimator", LEAST_SQUARES)
def test_an_outcome_without_error_gives_no_number(asked, estimator):
    specification, sample = asked(estimator)
    first = sample.terms[sample.terms.columns[0]]
    for outcome, reason in [
        (0 * first, "is constant"),
        (0 * first + 0.1, "is constant"),
        (1e-20 * (3 * first + 0.7), "is fitted exactly"),
        (3 * first + 0.7, "is fitted exactly"),
    ]:
        found = estimate(specification, changed(sample, outcome))
        assert found.terms == {}
        assert reason in found.blank["rmse"]
    # Errors of a millionth are errors.
    small = 3 * first + 1e-6 * sample.outcome
    assert estimate(specification, changed(sample, small)).terms["printed"]["std_error"].gt(0).all()


@pytest.mark.parametrize("states", [[2, 2], [2] * 8, [2, 20, 40, 70, 70, 70]])
@pytest.mark.parametrize("more", ["", "printed_variance: state_clustered\n"])
def test_fixed_effects_of_few_rows_give_no_number(asked, states, more):
    specification, _ = asked("fixed_effects", more)
    random, n = np.random.default_rng(8), len(states)
    terms = {"s": random.random(n), "r": random.random(n)}
    few = sample_of(random.random(n), terms, ccode=states, year=range(n))
    found = estimate(specification, few)
    assert found.terms == {}
    assert "too few" in found.blank["rmse"] or "linearly dependent" in found.blank["rmse"]


def test_clusters_that_fail_leave_the_printed_estimate(asked):
    specification, sample = asked("conditional_negative_binomial", "extra_variances: [state_clustered]\n")
    one = sample.keys["ccode"] == 255
    alone = Sample(sample.keys[one], sample.outcome[one], sample.terms[one], int(one.sum()), {}, 0)
    found = estimate(specification, alone)
    assert list(found.terms) == ["printed"]
    assert "cluster" in found.blank["state_clustered"]
    assert found.statistics["n_states"] == 1


def test_a_further_variance_that_is_not_finite_is_left_out_alone(asked, monkeypatch):
    from entente.regressions.estimators import pooled

    specification, sample = asked("pooled", "extra_variances: [state_clustered]\n")

    def infinite(variances, table):
        return {name: table(name).assign(std_error=np.inf) for name in variances}, {}

    monkeypatch.setattr(pooled, "further_tables", infinite)
    found = estimate(specification, sample)
    assert list(found.terms) == ["printed"]
    assert found.blank["state_clustered"] == "not finite"


def test_conditional_negative_binomial(asked):
    specification, sample = asked("conditional_negative_binomial", "extra_variances: [state_clustered]\n")
    found = estimate(specification, sample)
    model = ConditionalNegativeBinomial(sample.outcome, sample.terms, sample.keys["ccode"])
    direct = model.fit()
    assert_is(found.terms["printed"], direct.params, direct.bse, stats.norm)
    assert_is(found.terms["state_clustered"], direct.params, model.fit(cov_type="cluster").bse, stats.norm)
    slopes = direct.wald_test(np.eye(3)[:2], scalar=True)
    errors = (sample.outcome - np.exp(sample.terms @ direct.params)) ** 2
    expected = {
        "n": len(sample.outcome),
        "n_states": 10,
        "n_groups_dropped": 0,
        "wald_chi2_or_f": float(slopes.statistic),
        "log_likelihood": direct.llf,
        "mean_squared_error": errors.mean(),
        "squared_error_sd": errors.std(),
    }
    assert {name: found.statistics[name] for name in expected} == pytest.approx(expected, rel=1e-8)
    assert found.blank == {"adjusted_r2": "a negative binomial regression has no R²"}


def test_cochrane_orcutt(asked):
    specification, sample = asked("cochrane_orcutt", "extra_variances: [newey_west]\n")
    found = estimate(specification, sample)
    direct = CochraneOrcutt(sample.outcome, sample.terms).fit()
    tail = stats.t(direct.df_resid)
    assert_is(found.terms["printed"], direct.params, direct.bse, tail)
    lags = {"maxlags": newey_west_lags(24), "use_correction": True}
    robust = CochraneOrcutt(sample.outcome, sample.terms).fit(cov_type="HAC", cov_kwds=lags)
    assert_is(found.terms["newey_west"], direct.params, robust.bse, tail)
    assert not np.allclose(robust.bse, direct.bse, rtol=1e-3)
    expected = {
        "n": 24,
        "rho": direct.rho,
        "f": direct.fvalue,
        "adjusted_r2": direct.rsquared_adj,
        "durbin_watson": direct.durbin_watson,
        "durbin_watson_original": direct.durbin_watson_original,
        "rmse": np.sqrt(direct.ssr / direct.df_resid),
        "log_likelihood": direct.llf,
    }
    assert {name: found.statistics[name] for name in expected} == pytest.approx(expected, rel=1e-8)


def test_cochrane_orcutt_carries_nothing_across_a_gap(declare, paths):
    text = FRAME.format(
        unit="system_year",
        estimator="cochrane_orcutt",
        sample="first",
        outcome="wars_per_state",
        terms="{a: abm_transitivity}",
    )
    specification = declare(text)
    sample = assemble(specification, Source(paths))
    found = estimate(specification, sample)
    # Of 25 years two lack the measure; the first of each of the two stretches has none before it.
    assert (found.statistics["n_rows"], found.statistics["n"]) == (23, 21)
    assert reasons(specification, sample)["missing_a"] == "abm_transitivity missing: no alliance"


@pytest.mark.filterwarnings("ignore:The l")
def test_poisson_autoregression(asked):
    specification, sample = asked("poisson_autoregression", "extra_variances: [newey_west]\n")
    found = estimate(specification, sample)
    model = PoissonAutoregression(sample.outcome, sample.terms, 1)
    direct = model.fit()
    assert found.terms["printed"]["term"].tolist() == ["rho", "a", "m", "constant"]
    assert_is(found.terms["printed"], direct.params, direct.bse, stats.norm)
    lags = {"maxlags": newey_west_lags(24), "use_correction": True}
    robust = model.fit(cov_type="HAC", cov_kwds=lags)
    assert_is(found.terms["newey_west"], direct.params, robust.bse, stats.norm)
    assert found.statistics["highest_log_likelihood"] >= found.statistics["log_likelihood"] == direct.llf
    assert found.statistics["rho"] == pytest.approx(direct.params["rho_1"])
    assert found.statistics["n"] == 24
    assert set(found.blank) == {"f", "adjusted_r2"}


@pytest.mark.parametrize("estimator", ASKED)
def test_too_few_rows_give_no_number_and_the_reason(asked, estimator):
    specification, sample = asked(estimator)
    few = Sample(
        sample.keys[:2], sample.outcome[:2], sample.terms[:2], sample.rows, {"a": sample.rows - 2}, 0
    )
    found = estimate(specification, few)
    assert found.terms == {}
    assert set(found.statistics) == {"n_rows", "n_dropped", "missing_a"}
    assert found.statistics["n_rows"] == 2
    assert {"n"} < set(found.blank)
    assert all(found.blank.values())


@pytest.mark.parametrize("estimator", ASKED)
def test_no_rows_at_all_give_no_number_and_the_reason(asked, estimator):
    specification, sample = asked(estimator)
    none = Sample(sample.keys[:0], sample.outcome[:0], sample.terms[:0], 0, {}, 25)
    found = estimate(specification, none)
    assert found.terms == {}
    assert found.statistics == {"n_rows": 0, "n_dropped": 0, "years_without_iteration": 25}
    assert "No complete row" in found.blank["n"]


def test_a_regressor_that_separates_the_outcome_gives_no_number(asked):
    specification, sample = asked("logit")
    terms = sample.terms.assign(a=sample.outcome * sample.terms["d"])
    found = estimate(specification, Sample(sample.keys, sample.outcome, terms, sample.rows, {}, 0))
    assert found.terms == {}
    assert "separate" in found.blank["pseudo_r2"]


def test_a_variance_that_the_rows_do_not_allow_is_left_out_alone(asked):
    specification, _ = asked("logit", "extra_variances: [dyad_clustered, dyadic_robust]\n")
    random = np.random.default_rng(3)
    outcome, terms = random.random(60) < 0.5, {"a": random.random(60)}
    sample = sample_of(outcome, terms, ccode1=[2] * 60, ccode2=[20, 40, 70] * 20, year=range(60))
    found = estimate(specification, sample)
    assert set(found.terms) == {"printed", "dyad_clustered"}
    assert "shares a state" in found.blank["dyadic_robust"]


def test_a_term_that_does_not_vary_within_states_has_no_fixed_effects_estimate(asked):
    specification, sample = asked("fixed_effects")
    terms = sample.terms.assign(s=sample.keys["ccode"].astype(float))
    found = estimate(specification, Sample(sample.keys, sample.outcome, terms, sample.rows, {}, 0))
    assert found.terms == {}
    assert "does not vary within states" in found.blank["adjusted_r2"]


def test_errors_are_compared_by_a_two_sample_t_test():
    random = np.random.default_rng(5)
    of_model, of_other = random.random(40), 0.2 + random.random(70)

    def told(squares):
        return {
            "n": len(squares),
            "mean_squared_error": squares.mean(),
            "squared_error_sd": squares.std(ddof=1),
        }

    found = compare_errors(Estimate(statistics=told(of_model)), told(of_other))
    assert found.statistics["rmse_difference_t"] == pytest.approx(
        stats.ttest_ind(of_other, of_model).statistic
    )
    assert found.statistics["rmse_difference_t"] > 0
    without = compare_errors(Estimate(statistics=told(of_model)), {"n_rows": 70.0})
    assert "rmse_difference_t" not in without.statistics
    assert "not estimated" in without.blank["rmse_difference_t"]


def test_lags_of_newey_and_west():
    assert [newey_west_lags(n) for n in (24, 99, 100, 185)] == [2, 3, 4, 4]


@pytest.mark.parametrize("estimator", ["pooled", "conditional_negative_binomial"])
def test_more_terms_than_clusters_are_not_tested_together(asked, estimator):
    specification, sample = asked(estimator, "year_effects: true\nprinted_variance: state_clustered\n")
    assert sample.terms.shape[1] > sample.keys["ccode"].nunique()
    found = estimate(specification, sample)
    assert "wald_chi2_or_f" not in found.statistics
    assert re.fullmatch(r"the variance of the \d+ terms has rank \d+", found.blank["wald_chi2_or_f"])
