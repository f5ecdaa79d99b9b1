"""Conditional negative binomial regression: against R, brute force, its own model, and its invariances."""

import itertools
import pickle
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.discrete.conditional_models import ConditionalPoisson
from statsmodels.tools.numdiff import approx_fprime

from entente.models.conditional_negative_binomial.likelihood import ConditionalLikelihood
from entente.models.conditional_negative_binomial.model import ConditionalNegativeBinomial

from .counts import BETA, panel_of_counts, scores_of_groups

pytestmark = pytest.mark.filterwarnings("ignore::entente.models.data.DroppedGroupsWarning")


@pytest.fixture(scope="module")
def model():
    return ConditionalNegativeBinomial(*panel_of_counts(3))


@pytest.fixture(scope="module")
def results(model):
    return model.fit()


# Against R ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def oracle(root):
    return root / "tests/oracle"


def reference(oracle, formula):
    """The block of R's output below a title: coefficients, and the line with the log-likelihood."""
    text = (oracle / "conditional_negative_binomial.out").read_text()
    block = text.split(f"== {formula}\n")[1].split("\n\n")[0]
    lines = [line.split() for line in block.splitlines()]
    table = pd.DataFrame(
        [[float(number) for number in line[1:]] for line in lines[1:4]],
        index=[line[0] for line in lines[1:4]],
        columns=lines[0],
    )
    fit = re.search(r"loglik (\S+) groups (\d+) rows (\d+)", block)
    return table, float(fit[1]), int(fit[2]), int(fit[3])


def patents(oracle):
    data = pd.read_csv(oracle / "patents_hgh.csv")
    exog = pd.DataFrame({"const": 1.0, "log_rd": data["log_rd"]})
    return data, exog


def simple_patents(oracle):
    data, exog = patents(oracle)
    return data["patents"], exog, data["firm"]


def larger_patents(oracle):
    data, exog = patents(oracle)
    exog = exog.assign(year=data["year"], log_rd_squared=data["log_rd"] ** 2)
    return data["patents"], exog, data["firm"]


#: Title of the block, data, and what R has as an offset: so much of a regressor.
COMPARED = {
    "patents ~ 1 + log_rd | firm": (simple_patents, {}),
    "patents ~ 1 + log_rd + year + log_rd^2, offset .1 year | firm": (larger_patents, {"year": 0.1}),
}


@pytest.mark.parametrize("formula", COMPARED)
def test_estimates_are_those_of_r(oracle, formula):
    table, loglik, groups, rows = reference(oracle, formula)
    data, offset = COMPARED[formula]
    for regressor, coefficient in offset.items():
        table.loc["estimate", regressor] += coefficient
    model = ConditionalNegativeBinomial(*data(oracle))
    results, clustered = model.fit(), model.fit(cov_type="cluster")
    assert results.params.index.tolist() == table.columns.tolist()
    # maxLik stops when its gradient is below 1e-9 or no step helps, and takes the Hessian by differences.
    assert results.params.to_numpy() == pytest.approx(table.loc["estimate"].to_numpy(), rel=1e-7)
    assert results.bse.to_numpy() == pytest.approx(table.loc["std_error"].to_numpy(), rel=1e-7)
    assert clustered.bse.to_numpy() == pytest.approx(table.loc["clustered"].to_numpy(), rel=1e-7)
    assert results.llf == pytest.approx(loglik, rel=1e-12)
    assert (model.n_groups, results.nobs) == (groups, rows)


def test_at_the_estimates_of_r_likelihood_and_errors_are_those_of_r(oracle):
    # What R has as an offset is here a regressor, whose coefficient is held at 1.
    formula = "count ~ 1 + wealth + member + region, offset log_exposure | state"
    table, loglik, groups, rows = reference(oracle, formula)
    data = pd.read_csv(oracle / "unbalanced_counts.csv").assign(const=1.0)
    exog = data[[*table.columns, "log_exposure"]]
    model = ConditionalNegativeBinomial(data["count"], exog, data["state"])
    assert (model.n_groups, model.nobs) == (groups, rows)
    params, free = np.append(table.loc["estimate"], 1.0), slice(0, 4)
    assert model.loglike(params) == pytest.approx(loglik, rel=1e-12)
    assert model.score(params)[free] == pytest.approx(np.zeros(4), abs=1e-6)
    bread = np.linalg.inv(-model.hessian(params)[free, free])
    assert np.sqrt(np.diag(bread)) == pytest.approx(table.loc["std_error"].to_numpy(), rel=1e-7)
    scores = scores_of_groups(model, params)[:, free]
    clustered = bread @ scores.T @ scores @ bread * groups / (groups - 1)
    assert np.sqrt(np.diag(clustered)) == pytest.approx(table.loc["clustered"].to_numpy(), rel=1e-7)


def test_patents_are_those_of_pglm(oracle):
    # pglm(patents ~ log_rd, family = negbin, model = "within", index = "firm"), R 4.2
    results = ConditionalNegativeBinomial(*simple_patents(oracle)).fit()
    assert results.params.to_numpy() == pytest.approx([2.691046991, 0.162465410], abs=1e-9)
    assert results.bse.to_numpy() == pytest.approx([0.174185530, 0.041198219], abs=1e-9)
    assert results.llf == pytest.approx(-3250.942645546, abs=1e-9)


# Against probabilities counted out ------------------------------------------------------------------------


def conditional_log_probability(counts, means, dispersion):
    """Probability of the counts among all that have the same total, from scipy's negative binomial."""
    total, pmf = sum(counts), stats.nbinom(means, 1 / (1 + dispersion)).pmf
    everything = itertools.product(range(total + 1), repeat=len(counts))
    same_total = [np.prod(pmf(other)) for other in everything if sum(other) == total]
    return np.log(np.prod(pmf(counts)) / sum(same_total))


@pytest.mark.parametrize("dispersion", [0.2, 3.0])
@pytest.mark.parametrize("params", [(0.0, 0.0), (0.7, -1.2), (-2.0, 0.5)])
def test_likelihood_is_the_probability_given_the_totals(params, dispersion):
    groups = [[0, 2, 1], [3, 0], [1, 1, 0, 2], [0, 5]]
    endog, group = np.concatenate(groups), np.repeat(range(4), [3, 2, 4, 2])
    exog = np.column_stack([np.ones(11), np.random.default_rng(5).normal(size=11)])
    means = np.exp(exog @ params)
    by_hand = sum(
        conditional_log_probability(endog[group == i], means[group == i], dispersion) for i in range(4)
    )
    model = ConditionalNegativeBinomial(endog, exog, group)
    assert model.loglike(params) == pytest.approx(by_hand, rel=1e-12)


def test_probabilities_of_all_counts_with_a_total_sum_to_one():
    exog = np.column_stack([np.ones(3), [0.3, -1.0, 2.0]])
    total = sum(
        np.exp(ConditionalNegativeBinomial(counts, exog, [1, 1, 1]).loglike([0.4, -0.8]))
        for counts in itertools.product(range(7), repeat=3)
        if sum(counts) == 6
    )
    assert total == pytest.approx(1, rel=1e-12)


def test_with_a_large_constant_it_is_the_conditional_poisson_model():
    endog, exog, group = panel_of_counts(8, groups=20)
    model = ConditionalNegativeBinomial(endog, exog, group)
    kept = model.kept
    poisson = ConditionalPoisson(endog[kept], exog[kept, 1:], groups=group[kept])
    totals = np.bincount(group[kept], weights=endog[kept])
    # statsmodels leaves out what does not depend on the coefficients: Y! over the product of y!.
    constants = np.sum(stats.poisson.logpmf(endog[kept], 1) + 1) - np.sum(
        stats.poisson.logpmf(totals[totals > 0], 1) + 1
    )
    for slopes in ([0.5, -0.4], [-1.0, 2.0]):
        expected = poisson.loglike(np.array(slopes)) + constants
        assert model.loglike([25.0, *slopes]) == pytest.approx(expected, rel=1e-9)


# Derivatives ----------------------------------------------------------------------------------------------

parameters = st.tuples(*[st.floats(-3, 3)] * 3)


@settings(max_examples=40)
@given(parameters)
def test_score_is_the_gradient_of_the_likelihood(params):
    model = ConditionalNegativeBinomial(*panel_of_counts(3, groups=15, rows=5))
    expected = approx_fprime(np.array(params), model.loglike, centered=True)
    assert model.score(params) == pytest.approx(expected, rel=1e-6, abs=1e-5)


@settings(max_examples=40)
@given(parameters)
def test_hessian_is_the_gradient_of_the_score(params):
    model = ConditionalNegativeBinomial(*panel_of_counts(3, groups=15, rows=5))
    expected = approx_fprime(np.array(params), model.score, centered=True)
    assert model.hessian(params) == pytest.approx(expected, rel=1e-6, abs=1e-5)


def test_scores_of_groups_are_those_of_each_group_alone(model):
    params = np.array([0.1, 0.4, -0.2])
    found = scores_of_groups(model, params)
    assert len(found) == model.n_groups
    for score, label in zip(found, model.group_labels, strict=True):
        rows = model.groups == label
        alone = ConditionalLikelihood(model.endog[rows], model.exog[rows], np.zeros(rows.sum(), dtype=int))
        assert score == pytest.approx(alone.derivatives(params)[0], rel=1e-10, abs=1e-12)


def test_score_vanishes_and_information_is_positive_at_the_estimates(model, results):
    assert np.abs(model.score(results.params)).max() < 1e-8
    assert np.linalg.eigvalsh(-model.hessian(results.params)).min() > 0
    assert results.cov_params() == pytest.approx(np.linalg.inv(-model.hessian(results.params)), rel=1e-9)


# Its own model --------------------------------------------------------------------------------------------


def test_coefficients_are_recovered_and_intervals_cover_them():
    fits = [
        ConditionalNegativeBinomial(*panel_of_counts(seed, groups=50, rows=6)).fit() for seed in range(150)
    ]
    assert all(fit.converged for fit in fits)
    z = np.array([(fit.params - BETA) / fit.bse for fit in fits])
    # Four standard errors of a mean, a standard deviation and a share of 150 draws.
    assert np.all(np.abs(z.mean(axis=0)) < 4 / np.sqrt(150))
    assert np.all(np.abs(z.std(axis=0) - 1) < 4 / np.sqrt(300))
    assert np.all(np.abs((np.abs(z) < 1.96).mean(axis=0) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 150))


def test_a_panel_of_the_size_of_the_state_system_needs_few_steps_from_zero():
    endog, exog, group = panel_of_counts(11, groups=200, rows=65, scale=5)
    fit = ConditionalNegativeBinomial(endog, exog, group).fit()
    assert fit.converged and fit.iterations < 10
    assert np.all(np.abs(fit.params - BETA) < 4 * fit.bse)


def test_scores_clustered_by_group_give_about_the_same_where_the_model_is_true():
    model = ConditionalNegativeBinomial(*panel_of_counts(12, groups=400))
    plain, clustered = model.fit(), model.fit(cov_type="cluster")
    assert clustered.params.tolist() == plain.params.tolist()
    assert clustered.bse == pytest.approx(plain.bse, rel=0.15)
    assert np.all(clustered.bse != plain.bse)


@pytest.mark.parametrize("start", [(-30, 20, -10), (5, -4, 3), (3, 3, 3), (0.3, 0.5, -0.4)])
def test_all_starting_values_lead_to_the_same_estimates(model, results, start):
    found = model.fit(start_params=start)
    assert found.converged and found.params == pytest.approx(results.params, rel=1e-9)


# Invariances ----------------------------------------------------------------------------------------------


def same(found, expected, rel=1e-9):
    assert found.converged and expected.converged
    assert np.asarray(found.params) == pytest.approx(np.asarray(expected.params), rel=rel)
    assert np.asarray(found.cov_params()) == pytest.approx(np.asarray(expected.cov_params()), rel=rel)
    assert found.llf == pytest.approx(expected.llf, rel=1e-12)


def test_order_of_rows_does_not_matter(results):
    endog, exog, group = panel_of_counts(3)
    order = np.random.default_rng(0).permutation(len(endog))
    same(ConditionalNegativeBinomial(endog[order], exog[order], group[order]).fit(), results)


@pytest.mark.parametrize(
    "label", [str, lambda i: -1000 * i, lambda i: i if i % 2 else f"s{i}", lambda i: i / 7]
)
def test_labels_of_groups_do_not_matter(results, label):
    endog, exog, group = panel_of_counts(3)
    labels = np.array([label(i) for i in group], dtype=object)
    same(ConditionalNegativeBinomial(endog, exog, labels).fit(), results)
    same(ConditionalNegativeBinomial(endog, exog, pd.Series(labels, dtype="category")).fit(), results)


@settings(max_examples=40)
@given(st.tuples(*[st.sampled_from([1e-9, 0.01, 1.0, 1e3, 1e9])] * 3), st.floats(-5, 5))
def test_units_of_the_regressors_do_not_matter(units, shift):
    endog, exog, group = panel_of_counts(3, groups=20)
    plain = ConditionalNegativeBinomial(endog, exog, group).fit()
    other = exog.copy()
    other[:, 1] += shift
    found = ConditionalNegativeBinomial(endog, other * units, group).fit()
    coefficients = found.params * units
    assert coefficients[1:] == pytest.approx(plain.params[1:], rel=1e-7)
    assert coefficients[0] + shift * coefficients[1] == pytest.approx(plain.params[0], rel=1e-7)
    assert (found.bse * units)[1:] == pytest.approx(plain.bse[1:], rel=1e-7)


def test_groups_of_one_row_or_without_events_change_nothing(results):
    endog, exog, group = panel_of_counts(3)
    added = np.random.default_rng(1).normal(size=(7, 3))
    found = ConditionalNegativeBinomial(
        np.append(endog, [9, 0, 0, 0, 0, 0, 0]),
        np.vstack([exog, added]),
        np.append(group, [1000, 1001, 1002, 1002, 1002, 1003, 1003]),
    )
    assert found.dropped.groups_with_one_row == (1000, 1001)
    assert found.dropped.groups_without_events[-2:] == (1002, 1003)
    same(found.fit(), results)


# What the results offer -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def named():
    endog, exog, group = panel_of_counts(3)
    frame = pd.DataFrame(exog, columns=["const", "wealth", "region"]).assign(count=endog, state=group)
    return frame.set_axis([f"row {i}" for i in range(len(frame))])


@pytest.fixture(scope="module")
def named_fit(named):
    return ConditionalNegativeBinomial(
        named["count"], named[["const", "wealth", "region"]], named["state"]
    ).fit()


def test_names_are_kept(named_fit, results):
    assert named_fit.params.to_dict() == pytest.approx(
        dict(zip(["const", "wealth", "region"], results.params, strict=True))
    )
    assert (
        named_fit.bse.index.tolist()
        == named_fit.cov_params().columns.tolist()
        == named_fit.params.index.tolist()
    )
    assert named_fit.tidy()["term"].tolist() == ["const", "wealth", "region"]


def test_wald_test_is_the_quadratic_form(named_fit):
    slopes = named_fit.params.iloc[1:]
    expected = slopes @ np.linalg.inv(named_fit.cov_params().iloc[1:, 1:]) @ slopes
    found = named_fit.wald_test("wealth = 0, region = 0", scalar=True)
    assert found.statistic == pytest.approx(expected, rel=1e-10)
    assert found.pvalue == pytest.approx(stats.chi2.sf(expected, 2), rel=1e-8)


def test_predictions_are_of_the_rows_estimated_on_in_their_order(named, named_fit):
    found = named_fit.predict()
    kept = named[named_fit.model.kept]
    assert found.index.equals(kept.index) and len(found) == named_fit.nobs
    expected = np.exp(kept[["const", "wealth", "region"]] @ named_fit.params)
    assert found.to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-14)


def test_predictions_of_new_rows_find_columns_by_name(named, named_fit):
    found = named_fit.predict(named[["count", "region", "wealth", "const"]])
    assert len(found) == len(named)
    assert found[named_fit.model.kept].equals(named_fit.predict())


def test_summary_says_what_was_estimated_and_dropped_and_no_date(named_fit):
    text = named_fit.summary().as_text()
    dropped = len(named_fit.model.dropped.groups_without_events)
    assert dropped > 0
    assert all(part in text for part in ("count", "wealth", "region", f"{named_fit.llf:.1f}"))
    assert re.search(rf"No. Observations: +{named_fit.nobs}\n", text)
    assert "Time:" not in text and "Date:" not in text
    assert re.search(rf"Groups without events: +{dropped}\n", text)
    assert re.search(r"Converged: +True", text)


def test_results_survive_pickling(named_fit):
    found = pickle.loads(pickle.dumps(named_fit))
    assert found.tidy().equals(named_fit.tidy()) and found.llf == named_fit.llf
    assert found.predict().equals(named_fit.predict())
