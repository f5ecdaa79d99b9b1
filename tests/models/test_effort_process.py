"""The effort process: chances of steps against matrix exponentials, derivatives against differences."""

import re
import time
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from statsmodels.tools.numdiff import approx_fprime
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from entente.core.errors import ModelDataError
from entente.models import EffortProcess
from entente.models.data import DroppedGroupsWarning, DroppedRowsWarning
from entente.models.effort_process.likelihood import EffortLikelihood
from entente.models.effort_process.recovery import KnownProcess, recovery, recovery_fits
from entente.models.effort_process.steps import Steps, drawn

SMALL = KnownProcess(states=40, years=4, ties_first=40, ties_a_year=10, categories=6)


def slopes(categories, centre):
    return 2 * (np.arange(1, categories) - centre) + 1


def exponential(beta1, beta2, centre, appeal, rate, categories):
    """P as exp(λ(B − I)), with B made cell by cell from the objective function."""
    value = lambda z: beta1 * (z - centre) + beta2 * (z - centre) ** 2 + z * appeal  # noqa: E731
    step = np.zeros((categories, categories))
    for z in range(1, categories + 1):
        reached = [other for other in (z - 1, z, z + 1) if 1 <= other <= categories]
        chances = np.exp([value(other) - value(z) for other in reached])
        step[z - 1, np.array(reached) - 1] = chances / chances.sum()
    return expm(rate * (step - np.eye(categories)))


def likelihood_of(pairs, design, categories, centre, periods=None):
    before, after = np.array(pairs).T - 1
    periods = np.zeros(len(before), dtype=int) if periods is None else periods
    return EffortLikelihood(after, before, design, periods, slopes(categories, centre))


def test_three_categories_of_the_reference():
    likelihood = likelihood_of([(1, 1), (2, 1), (3, 1)], np.full((3, 1), 0.25), 3, 2.0)
    found = likelihood.distributions(np.array([-0.4, -0.1, 1.0, np.log(1.7)]))
    printed = [
        [0.54966902, 0.36996628, 0.08036470],
        [0.28190479, 0.52156497, 0.19653023],
        [0.12509772, 0.40148853, 0.47341375],
    ]
    np.testing.assert_allclose(found, printed, atol=5.1e-9)


def test_eleven_categories_of_the_reference():
    pairs = [(1, 1), (1, 2), (2, 2), (3, 5), (5, 4), (11, 10), (7, 7)]
    likelihood = likelihood_of(pairs, np.full((7, 1), 0.1), 11, 3.2)
    params = np.array([-0.6, -0.02, 1.0, np.log(0.9)])
    assert likelihood.value(params) == pytest.approx(-10.1541053012, abs=5.1e-11)
    chances = np.exp(likelihood.of_rows(params))[[0, 3, 5]]
    np.testing.assert_allclose(chances, [0.7526396421, 0.0074032142, 0.3361088206], atol=5.1e-11)


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32 - 1))
def test_chances_are_those_of_the_matrix_exponential(seed):
    rng = np.random.default_rng(seed)
    categories, centre = int(rng.integers(2, 14)), float(rng.uniform(-3, 15))
    beta1, beta2, rate = rng.normal() * 2, rng.normal() * 0.4, float(rng.choice([0.01, 0.4, 3, 40, 250]))
    pairs = [(z, 1 + z % categories) for z in range(1, categories + 1)]
    likelihood = likelihood_of(pairs, np.full((categories, 1), 0.7), categories, centre)
    found = likelihood.distributions(np.array([beta1, beta2, 0.3, np.log(rate)]))
    expected = exponential(beta1, beta2, centre, 0.21, rate, categories)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-13)


def test_a_long_way_in_few_opportunities_has_all_its_digits():
    """Ten steps up at a rate of .01, which leaves nothing of a sum that stops too soon."""
    likelihood = likelihood_of([(1, 11)], np.zeros((1, 1)), 11, 6.0)
    found = likelihood.of_rows(np.array([0.2, 0.0, 0.0, np.log(0.01)]))[0]
    # Ten opportunities in which all steps lead up, and eleven in which one leads nowhere.
    up = np.exp(0.2) / (1 + np.exp(0.2) + np.exp(-0.2))
    first, stay = np.exp(0.2) / (1 + np.exp(0.2)), 1 / (1 + np.exp(0.2) + np.exp(-0.2))
    ten = -0.01 + 10 * np.log(0.01) - np.log(np.arange(1, 11)).sum() + np.log(first) + 9 * np.log(up)
    top = 1 / (1 + np.exp(-0.2))
    eleven = 0.01 / 11 * ((1 - first) + 9 * stay + top)
    assert found == pytest.approx(ten + np.log1p(eleven), abs=1e-5)


def random_likelihood(rng, n=700, periods=3, categories=11):
    """More rows than are computed together."""
    before = rng.integers(0, categories, n)
    after = np.clip(before + rng.integers(-2, 3, n), 0, categories - 1)
    codes = np.append(np.arange(periods), rng.integers(0, periods, n - periods))
    likelihood = EffortLikelihood(after, before, rng.normal(size=(n, 2)), codes, slopes(categories, 4.5))
    params = np.r_[-0.3, -0.05, rng.normal(size=2) * 0.3, np.log(rng.uniform(0.3, 4, periods))]
    return likelihood, params


@pytest.mark.parametrize("seed", range(3))
def test_derivatives_are_those_by_differences(seed):
    likelihood, params = random_likelihood(np.random.default_rng(seed))
    gradient, hessian = likelihood.derivatives(params)
    numerical = approx_fprime(params, likelihood.value, centered=True)
    np.testing.assert_allclose(gradient, numerical, rtol=1e-6, atol=1e-6 * np.abs(gradient).max())
    by_rows = approx_fprime(params, likelihood.of_rows, centered=True)
    np.testing.assert_allclose(likelihood.scores(params), by_rows, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(likelihood.scores(params).sum(axis=0), gradient, rtol=1e-10, atol=1e-10)
    twice = approx_fprime(params, lambda at: likelihood.derivatives(at)[0], centered=True)
    np.testing.assert_allclose(hessian, twice, rtol=1e-6, atol=1e-7 * np.abs(hessian).max())


def test_paths_drawn_step_by_step_end_as_often_as_they_should():
    n, rng = 40_000, np.random.default_rng(3)
    steps = Steps(np.full(n, -0.2), -0.1, slopes(5, 3.0))
    ends = drawn(steps, np.full(n, 1), np.full(n, 2.5), rng)
    expected = exponential(-0.2, -0.1, 3.0, 0.0, 2.5, 5)[1]
    found = np.bincount(ends, minlength=5) / n
    assert (np.abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / n)).all()


@pytest.fixture(scope="module")
def panel():
    panel = SMALL.panel(5)
    return panel.set_axis([f"{row.state} in {row.year}" for row in panel.itertuples()])


@pytest.fixture(scope="module")
def results(panel):
    return SMALL.fit(panel)


def given_parts(panel, **changed):
    parts = {
        "effort": panel["effort"],
        "previous": panel["previous"],
        "period": panel["year"],
        "exog": panel[["degree", "triangles", "democracy"]],
        "groups": panel["state"],
        "categories": 6,
    }
    return parts | changed


def test_the_estimates_maximise_a_likelihood_of_matrix_exponentials(panel, results):
    """Made by its definition."""
    x = panel[["degree", "triangles", "democracy"]].to_numpy()
    cells = panel["previous"].to_numpy() - 1, panel["effort"].to_numpy() - 1

    z = np.arange(1, 7)

    def minus(params):
        value = params[0] * (z - 3) + params[1] * (z - 3) ** 2 + np.outer(x @ params[2:5], z)
        gains = np.exp(value[:, None, :] - value[:, :, None]) * (np.abs(np.subtract.outer(z, z)) <= 1)
        steps = gains / gains.sum(axis=2, keepdims=True)
        rates = np.exp(params[5:])[panel["year"].to_numpy() - 1]
        chances = expm(rates[:, None, None] * (steps - np.eye(6)))
        return -np.log(chances[np.arange(len(x)), *cells]).sum()

    assert minus(np.asarray(results.params)) == pytest.approx(-results.llf, abs=1e-8)
    slope = approx_fprime(np.asarray(results.params), minus, centered=True)
    assert np.abs(slope * results.bse).max() < 1e-5
    rng = np.random.default_rng(1)
    for _ in range(10):
        assert minus(np.asarray(results.params) + results.bse.to_numpy() * rng.normal(size=9)) > -results.llf


def test_everything_has_its_name(panel, results):
    names = ["beta1", "beta2", "degree", "triangles", "democracy"]
    assert list(results.params.index) == [*names, *(f"log_rate[{year}]" for year in range(1, 5))]
    assert results.tidy()["term"].tolist() == list(results.params.index)
    assert results.cov_params().loc["degree", "degree"] == pytest.approx(results.bse["degree"] ** 2)
    rates = results.rates()
    assert rates.index.tolist() == [1, 2, 3, 4] and rates.index.name == "period"
    np.testing.assert_allclose(rates["rate"], np.exp(results.params.iloc[5:]))
    np.testing.assert_allclose(rates["std_error"], rates["rate"].to_numpy() * results.bse.iloc[5:])
    chances = results.probabilities()
    assert chances.index.equals(panel.index) and chances.columns.tolist() == [1, 2, 3, 4, 5, 6]
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    np.testing.assert_allclose(results.predict(), chances @ chances.columns.to_numpy())
    text = results.summary().as_text()
    assert re.search(r"No. Groups: +40\n", text) and re.search(r"Covariance Type: +cluster ", text)


def test_the_covariance_is_the_sandwich_of_clusters(panel, results):
    scores = results.model.score_obs(results.params)
    inverse = np.linalg.inv(-results.model.hessian(results.params))
    sums = pd.DataFrame(scores).groupby(panel["state"].to_numpy()).sum().to_numpy()
    expected = inverse @ (sums.T @ sums) @ inverse * 40 / 39
    np.testing.assert_allclose(results.cov_params(), expected, rtol=1e-8)
    plain = results.model.fit(cov_type="nonrobust")
    np.testing.assert_allclose(plain.cov_params(), inverse, rtol=1e-8)
    pairs = panel["state"] // 2
    wider = results.model.fit(cov_kwds={"groups": pairs, "use_correction": False})
    sums = pd.DataFrame(scores).groupby(pairs.to_numpy()).sum().to_numpy()
    np.testing.assert_allclose(wider.cov_params(), inverse @ (sums.T @ sums) @ inverse, rtol=1e-8)
    assert EffortProcess(**given_parts(panel, groups=None)).fit().cov_type == "nonrobust"


def test_the_centre_moves_the_linear_term_alone(panel, results):
    model = EffortProcess(**given_parts(panel))
    assert model.centre == pytest.approx(panel["effort"].mean())
    other = model.fit()
    shift = 2 * results.params["beta2"] * (model.centre - 3.0)
    assert other.params["beta1"] == pytest.approx(results.params["beta1"] + shift, abs=1e-7)
    np.testing.assert_allclose(other.params.iloc[1:], results.params.iloc[1:], atol=1e-7)
    assert other.llf == pytest.approx(results.llf)


def test_units_of_a_regressor_do_not_matter(panel, results):
    exog = panel[["degree", "triangles", "democracy"]] * [1e6, 1.0, 1e-6]
    found = EffortProcess(**given_parts(panel, exog=exog), centre=3.0).fit()
    np.testing.assert_allclose(found.params[["degree"]] * 1e6, results.params[["degree"]], rtol=1e-5)
    np.testing.assert_allclose(found.tvalues, results.tvalues, rtol=1e-5)


def test_expected_effort_with_other_regressors_and_draws(panel, results):
    more = panel[["democracy", "triangles", "degree"]].assign(degree=panel["degree"] + 5)
    higher = results.predict(more) - results.predict()
    assert (higher * np.sign(results.params["degree"]) > 0).all()
    with pytest.raises(ModelDataError, match="different labels"):
        results.predict(more[::-1])
    with pytest.raises(ModelDataError, match="2 rows of regressors, but 160"):
        results.predict(more.iloc[:2].to_numpy())
    model, params = results.model, results.params
    assert (model.simulate(params, seed=1) == model.simulate(params, seed=1)).all()
    draws = np.mean([model.simulate(params, seed) for seed in range(400)], axis=0)
    assert np.abs(draws - model.predict(params)).max() < 0.35
    assert np.abs((draws - model.predict(params)).mean()) < 0.02


def test_a_period_without_change_is_left_out_and_counted(panel, results):
    still = panel[panel["year"] == 4].assign(year=9)
    still["effort"] = still["previous"]
    both = pd.concat([panel, still.rename(index=lambda label: f"{label} again")])
    with pytest.warns(DroppedGroupsWarning, match=r"1 of 5 periods dropped \(40 of 200 rows\).*: 9"):
        model = EffortProcess(**given_parts(both), centre=3.0)
    assert model.without_change == (9,) and model.kept.sum() == 160
    found = model.fit()
    np.testing.assert_allclose(found.params, results.params)
    assert "no effort changes in them: 9" in found.summary().as_text()


@pytest.mark.parametrize("part", ["effort", "previous", "period", "exog", "groups"])
def test_rows_with_a_missing_value_are_dropped_and_counted(panel, part):
    parts = given_parts(panel)
    parts[part] = parts[part].convert_dtypes()
    parts[part].iloc[[3, 70]] = pd.NA
    with pytest.warns(DroppedRowsWarning, match="2 of 160 rows"):
        model = EffortProcess(**parts)
    whole = EffortProcess(**given_parts(panel.drop(index=panel.index[[3, 70]])))
    assert model.loglike(np.full(9, -0.1)) == pytest.approx(whole.loglike(np.full(9, -0.1)))
    assert model.data.param_names == whole.data.param_names


def test_a_rate_without_end_is_no_maximum(panel):
    unrelated = panel.assign(effort=np.random.default_rng(2).permutation(panel["effort"]))
    model = EffortProcess(**given_parts(unrelated))
    with pytest.warns(ConvergenceWarning, match="nothing to do with that at its beginning"):
        found = model.fit(maxiter=15)
    assert not found.converged


REFUSED = {
    "no category": ({"effort": lambda p: p["effort"] + 5}, "outside of 1..6"),
    "zero": ({"previous": lambda p: p["previous"] - 1}, r"previous effort is 0 in row .* outside of 1..6"),
    "not whole": ({"effort": lambda p: p["effort"] + 0.5}, "no whole numbers"),
    "a state twice": (
        {"groups": lambda p: p["state"] // 2},
        "has two rows in period 1, the second is row 1 in 1",
    ),
    "a constant": ({"exog": lambda p: p[["degree"]].assign(one=1.0)}, "one is constant"),
    "all shares": (
        {"exog": lambda p: p[["democracy", "degree"]].assign(autocracy=1 - p["democracy"])},
        "a combination is constant",
    ),
    "twice the same": ({"exog": lambda p: p[["degree"]].assign(again=2 * p["degree"])}, "linearly dependent"),
    "a taken name": ({"exog": lambda p: p[["degree"]].rename(columns={"degree": "beta2"})}, "called beta2"),
    "labels": ({"previous": lambda p: p["previous"][::-1]}, "outcome and the previous have different labels"),
    "lengths": ({"period": lambda p: p["year"].to_numpy()[1:]}, "the period have length 159"),
    "text": ({"previous": lambda p: p["previous"].astype(str)}, "holds no numbers"),
    "no change": ({"previous": lambda p: p["effort"]}, "No effort changes"),
    "centre": ({"centre": lambda p: np.nan}, "centre is nan"),
    "categories": ({"categories": lambda p: 1}, "1 categories"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_estimated_on_is_refused_by_name(panel, case):
    changed, message = REFUSED[case]
    changed = {key: change(panel) for key, change in changed.items()}
    with pytest.raises(ModelDataError, match=message) as raised:
        EffortProcess(**given_parts(panel, **changed))
    assert raised.value.remedy


def test_a_fit_refuses_what_does_not_fit(panel, results):
    model = results.model
    for wrong, message in (
        ({"cov_type": "HC0"}, "no cov_type"),
        ({"cov_kwds": {"groups": np.zeros(160)}}, "one cluster"),
        ({"cov_kwds": {"groups": panel["state"][::-1]}}, "different labels"),
        ({"start_params": np.full(9, 8.0)}, "not finite"),
    ):
        with pytest.raises(ModelDataError, match=message):
            model.fit(**wrong)
    again = model.fit(start_params=results.params[::-1])
    np.testing.assert_allclose(again.params, results.params, atol=1e-8)


def test_2700_rows_and_28_parameters_take_seconds():
    process = KnownProcess(states=169, years=16)
    panel = process.panel(1)
    rng = np.random.default_rng(4)
    exog = panel[["degree", "triangles", "democracy"]].assign(
        **{f"x{i}": rng.normal(size=len(panel)) for i in range(7)}
    )
    start = time.process_time()
    found = EffortProcess(panel["effort"], panel["previous"], panel["year"], exog, panel["state"]).fit()
    assert time.process_time() - start < 5
    assert len(panel) == 2704 and len(found.params) == 28 and found.converged


def test_a_panel_is_the_same_whatever_comes_before():
    pd.testing.assert_frame_equal(SMALL.panel(11), SMALL.panel(11))
    assert not SMALL.panel(11).equals(SMALL.panel(12))
    found = recovery_fits(SMALL, range(3), 8)
    # In batches, and in any order, it is the same.
    batches = [recovery_fits(SMALL, [2], 8), recovery_fits(SMALL, range(2), 8)]
    table = recovery(SMALL, found)
    pd.testing.assert_frame_equal(table, recovery(SMALL, pd.concat(batches)))
    assert table["term"].tolist() == ["beta1", "beta2", "degree", "triangles", "democracy"]
    fits = [SMALL.fit(SMALL.panel(np.random.SeedSequence((8, i)))) for i in range(3)]
    assert table["mean"][2] == pytest.approx(np.mean([fit.params["degree"] for fit in fits]))
    assert set(table["draws"]) == {3}


@pytest.mark.slow
def test_what_was_put_in_is_found():
    """Five hundred panels: intervals cover as often as they say, within three Monte Carlo standard errors.

    Maximum likelihood is biased in the order of 1/n: that of beta2 is .18 of a standard deviation with these
    120 states, and .06, no more than its Monte Carlo error, with four times as many.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = recovery(KnownProcess(), recovery_fits(KnownProcess(), range(500), seed=13))
    assert ((table["coverage"] - 0.95).abs() < 3 * table["coverage_std_error"]).all(), table
    assert ((table["mean"] - table["truth"]).abs() < 0.25 * table["std_deviation"]).all(), table
    np.testing.assert_allclose(table["mean_std_error"], table["std_deviation"], rtol=0.1)
