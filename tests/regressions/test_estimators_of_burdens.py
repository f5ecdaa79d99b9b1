"""Estimators of burdens give, as declared regressions, what a direct call of the library gives."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from entente.core.errors import ConfigurationError
from entente.models import EffortProcess, FirthLogit, SpatialLag
from entente.models.spatial_lag.weights import weights_of_ties
from entente.regressions.declaration import read_regression_files
from entente.regressions.diagnostics import collinearity, separation
from entente.regressions.estimation import estimate
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.regressions.unit import Unit

CODES, YEARS = range(2, 26), range(1990, 2006)

UNITS = {
    unit.name: unit
    for unit in (
        Unit("burden_year", "burden_sharing/burden_year", ("ccode",)),
        Unit("ending_year", "burden_sharing/ending_year", ("alliance",)),
    )
}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """States whose burdens follow regime and partners, ties between them, and alliances that end."""
    folder, random = tmp_path_factory.mktemp("rows"), np.random.default_rng(3)
    rows = pd.DataFrame(itertools.product(YEARS, CODES), columns=["year", "ccode"])
    n = len(rows)
    rows["polyarchy"], rows["log_gdp"] = random.random(n), random.normal(size=n)
    rows["degree_dca"] = random.integers(0, 9, n).astype(float)
    rows["triangles_dca"] = rows["degree_dca"] * random.integers(0, 4, n)
    state = rows["ccode"].map(dict(zip(CODES, random.normal(size=len(CODES)), strict=True)))
    rows["log_burden_sipri"] = state - rows["polyarchy"] + 0.05 * rows["degree_dca"] + random.normal(size=n)
    level = np.full(len(CODES), 5)
    for year in YEARS:
        level = np.clip(level + random.integers(-1, 2, len(CODES)), 1, 11)
        rows.loc[rows["year"] == year, "effort_sipri"] = level.astype(float)
    rows["target"] = (random.random(n) < 0.2).astype(float)
    pairs = [(y, *p) for y in YEARS for p in itertools.combinations(CODES, 2) if random.random() < 0.1]
    ties = pd.DataFrame(pairs, columns=["year", "ccode1", "ccode2"]).assign(layer="dca")
    ends = pd.DataFrame(itertools.product(YEARS, range(1, 41)), columns=["year", "alliance"])
    ends["dissimilarity_sipri"] = random.random(len(ends))
    ends["ended"] = (random.random(len(ends)) < 0.05 + 0.2 * ends["dissimilarity_sipri"]).astype(float)
    paths = {}
    for name, table in {"burden_year": rows, "ending_year": ends, "partner_ties": ties}.items():
        paths[name] = folder / f"{name}.parquet"
        table.to_parquet(paths[name])
    return Source(paths)


@pytest.fixture
def declared(tmp_path):
    """Read the regressions of a file."""

    def read(text):
        path = tmp_path / "some_file.yaml"
        path.write_text(f"regressions:\n  some:\n    {{title: T, sample: baseline, {text}}}\n", "utf-8")
        return read_regression_files([path], UNITS)

    return read


@pytest.fixture
def asked(declared, source):
    """Declare a regression, and put its rows together."""

    def make(text):
        specification = declared(text)["some"]
        return specification, assemble(specification, source)

    return make


PANEL = "unit: burden_year, outcome: log_burden_sipri, year_effects: true, diagnostics: true, "
TERMS = "terms: {degree: degree_dca, triangles: triangles_dca, polyarchy: {column: polyarchy, lag: 1}}"


def assert_same(table, results, shown=None):
    direct = results.tidy().iloc[: shown or None]
    assert table["term"].tolist() == direct["term"].tolist()
    numbers = ["estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high"]
    np.testing.assert_allclose(table[numbers], direct[numbers], rtol=1e-8)


def test_two_way_effects_and_driscoll_kraay(asked):
    """Coefficients are those of dummies for all states and years, by least squares; errors linearmodels'."""
    import statsmodels.api as sm
    from linearmodels.panel import PanelOLS

    variances = "printed_variance: state_clustered, extra_variances: [driscoll_kraay], "
    specification, sample = asked(f"estimator: fixed_effects, {PANEL}{variances}{TERMS}")
    found = estimate(specification, sample)
    table = found.terms["printed"].set_index("term")
    frame = sample.terms[["degree", "triangles", "polyarchy"]]
    dummies = pd.get_dummies(sample.keys[["ccode", "year"]].astype(str), drop_first=True, dtype=float)
    direct = sm.OLS(sample.outcome, sm.add_constant(frame.join(dummies))).fit()
    np.testing.assert_allclose(table.loc[frame.columns, "estimate"], direct.params[frame.columns], rtol=1e-9)
    index = pd.MultiIndex.from_frame(sample.keys[["ccode", "year"]])
    panel = PanelOLS(
        sample.outcome.set_axis(index), frame.set_axis(index), entity_effects=True, time_effects=True
    )
    kernel = panel.fit(cov_type="kernel", kernel="bartlett")
    errors = found.terms["driscoll_kraay"].set_index("term")["std_error"]
    np.testing.assert_allclose(errors[frame.columns], kernel.std_errors, rtol=1e-8)


def test_variance_inflation_and_the_condition_number():
    random = np.random.default_rng(1)
    one = random.normal(size=200)
    frame = pd.DataFrame(
        {"a": one, "b": 0.9 * one + 0.1 * random.normal(size=200), "c": random.normal(size=200)}
    )
    frame -= frame.mean()
    found = collinearity(frame)
    for name in frame:
        others = frame.drop(columns=name).to_numpy()
        left = frame[name] - others @ np.linalg.lstsq(others, frame[name], rcond=None)[0]
        expected = (frame[name] @ frame[name]) / (left @ left)
        assert found[f"variance_inflation_{name}"] == pytest.approx(expected, rel=1e-9)
    scaled = frame / np.sqrt((frame**2).sum())
    assert found["condition_number"] == pytest.approx(np.linalg.cond(scaled), rel=1e-9)


def test_separation_is_near_where_few_rows_are_as_likely_as_the_least_likely_event():
    outcome, index = np.array([1, 1, 0, 0, 0, 0]), np.array([3.0, 1.0, 2.0, 1.0, 0.0, -1.0])
    assert separation(outcome, index, terms=4) == {"overlap": 0.5, "events_per_term": 0.5}
    assert separation(outcome, index - 2 * (1 - outcome), terms=1)["overlap"] == 0
    # Where rows without the event are the rarer ones, it is they who are few.
    assert separation(1 - outcome, -index, terms=2)["events_per_term"] == 1


def test_the_long_run_by_the_delta_method(asked):
    text = f"estimator: fixed_effects, {PANEL}printed_variance: state_clustered, terms: {{before: "
    text += "{column: log_burden_sipri, lag: 1}, polyarchy: polyarchy}"
    specification, sample = asked(text)
    found = estimate(specification, sample)
    table = found.terms["printed"].set_index("term")
    rho, beta = table.loc[["before", "polyarchy"], "estimate"]
    row = table.loc["long_run_polyarchy"]
    assert row["estimate"] == pytest.approx(beta / (1 - rho), rel=1e-12)
    # Numerically: a step of one coefficient, with the covariance of clusters of the two.
    from linearmodels.panel import PanelOLS

    index = pd.MultiIndex.from_frame(sample.keys[["ccode", "year"]])
    columns = sample.terms.drop(columns="constant").set_axis(index)
    fit = PanelOLS(sample.outcome.set_axis(index), columns.assign(constant=1.0), entity_effects=True).fit(
        cov_type="clustered", cluster_entity=True, group_debias=True
    )
    cov = fit.cov.loc[["before", "polyarchy"], ["before", "polyarchy"]].to_numpy()
    step = 1e-6
    slopes = np.array([(beta / (1 - rho - step) - beta / (1 - rho + step)) / (2 * step), 1 / (1 - rho)])
    assert row["std_error"] == pytest.approx(np.sqrt(slopes @ cov @ slopes), rel=1e-5)
    assert found.statistics["nickell_order"] == pytest.approx(1 / (len(YEARS) - 1))


def test_spatial_lag(asked, source):
    text = f"estimator: spatial_lag, partners: dca, printed_variance: state_clustered, {PANEL}{TERMS}"
    specification, sample = asked(text)
    found = estimate(specification, sample)
    ties = source.partner_ties("dca")
    keys = sample.keys
    weights = weights_of_ties(keys["ccode"], keys["year"], ties["ccode1"], ties["ccode2"], ties["year"])
    terms = sample.terms[["degree", "triangles", "polyarchy"]]
    model = SpatialLag(sample.outcome, terms, weights, entity=keys["ccode"], time=keys["year"])
    with pytest.warns(UserWarning, match="first stage"):
        direct = model.fit(cov_type="cluster", cov_kwds={"groups": keys["ccode"].to_numpy()})
    assert_same(found.terms["printed"], direct)
    assert found.statistics["first_stage_f"] == pytest.approx(direct.first_stage["F"])
    assert found.statistics["weak_instruments"] == 1.0
    assert found.statistics["isolates"] == model.isolates.sum() > 0


def test_effort_process(asked):
    text = "estimator: effort_process, unit: burden_year, outcome: effort_sipri, lag: 1, diagnostics: true, "
    text += "printed_variance: state_clustered, "
    text += "terms: {previous: effort_sipri, degree: degree_dca, polyarchy: polyarchy}"
    specification, sample = asked(text)
    found = estimate(specification, sample)
    terms, keys = sample.terms[["degree", "polyarchy"]], sample.keys
    direct = EffortProcess(
        sample.outcome, sample.terms["previous"], keys["year"], terms, groups=keys["ccode"]
    ).fit()
    assert_same(found.terms["printed"], direct, shown=4)
    moved = sample.outcome - sample.terms["previous"]
    assert found.statistics["up"] == (moved > 0).sum()
    assert found.statistics["down"] == (moved < 0).sum()
    assert found.statistics["mean_rate"] == pytest.approx(direct.rates()["rate"].mean())


def test_clustered_and_penalised_logit(asked):
    import statsmodels.api as sm

    text = "unit: burden_year, outcome: target, printed_variance: state_clustered, terms: {p: polyarchy}"
    specification, sample = asked(f"estimator: clustered_logit, {text}")
    found = estimate(specification, sample)
    groups = sample.keys["ccode"].to_numpy()
    direct = sm.Logit(sample.outcome, sample.terms).fit(
        disp=0, tol=1e-12, cov_type="cluster", cov_kwds={"groups": groups}
    )
    table = found.terms["printed"]
    np.testing.assert_allclose(table["estimate"], direct.params, rtol=1e-8)
    # statsmodels multiplies by (n − 1)/(n − k) too.
    n, k = sample.terms.shape
    np.testing.assert_allclose(table["std_error"], direct.bse / np.sqrt((n - 1) / (n - k)), rtol=1e-7)
    assert (found.statistics["events"], found.statistics["n_states"]) == (sample.outcome.sum(), len(CODES))
    specification, sample = asked(f"estimator: firth_logit, {text}")
    found = estimate(specification, sample)
    direct = FirthLogit(sample.outcome, sample.terms).fit(cov_type="cluster", cov_kwds={"groups": groups})
    assert_same(found.terms["printed"], direct)


ENDED = "unit: ending_year, outcome: ended, printed_variance: alliance_clustered, "


def test_complementary_log_log(asked):
    """Estimates maximise the likelihood, written out; errors are from its second derivatives."""
    from scipy.optimize import approx_fprime

    text = f"estimator: complementary_log_log, {ENDED}terms: {{d: dissimilarity_sipri}}"
    specification, sample = asked(text)
    found = estimate(specification, sample)
    x, y = sample.terms.to_numpy(), sample.outcome.to_numpy()

    def likelihood(beta):
        hazard = np.exp(x @ beta)
        return np.where(y == 1, np.log(-np.expm1(-hazard)), -hazard)

    beta = found.terms["printed"]["estimate"].to_numpy()
    assert np.abs(approx_fprime(beta, lambda b: likelihood(b).sum(), 1e-6)).max() < 1e-2
    assert found.statistics["log_likelihood"] == pytest.approx(likelihood(beta).sum(), rel=1e-10)
    steps = [(likelihood(beta + e) - likelihood(beta - e)) / 2e-5 for e in 1e-5 * np.eye(2)]
    scores = pd.DataFrame(np.array(steps).T).groupby(sample.keys["alliance"].to_numpy()).sum().to_numpy()
    total = [likelihood(beta + e).sum() for e in 1e-4 * np.eye(2)]
    total += [likelihood(beta - e).sum() for e in 1e-4 * np.eye(2)]
    assert max(total) < likelihood(beta).sum()
    hessian = np.array(
        [
            [
                sum(
                    one * two * likelihood(beta + 1e-4 * (one * np.eye(2)[i] + two * np.eye(2)[j])).sum()
                    for one in (1, -1)
                    for two in (1, -1)
                )
                / 4e-8
                for j in range(2)
            ]
            for i in range(2)
        ]
    )
    inverse = np.linalg.inv(-hessian)
    sandwich = inverse @ scores.T @ scores @ inverse * len(scores) / (len(scores) - 1)
    errors = found.terms["printed"]["std_error"]
    np.testing.assert_allclose(errors, np.sqrt(np.diag(sandwich)), rtol=1e-4)


def test_separated_hazards_are_no_estimates(asked):
    """Alliances of one kind never end: the likelihood rises for ever."""
    text = f"estimator: complementary_log_log, {ENDED}terms: {{d: dissimilarity_sipri}}"
    specification, sample = asked(text)
    sample.outcome[:] = (sample.terms["d"] > 0.7).astype(float)
    found = estimate(specification, sample)
    assert found.terms == {}
    assert "may separate the outcome" in found.blank["n"]


def test_least_squares_of_alliances(asked):
    import statsmodels.api as sm

    specification, sample = asked(f"estimator: least_squares, {ENDED}terms: {{d: dissimilarity_sipri}}")
    found = estimate(specification, sample).terms["printed"]
    groups = sample.keys["alliance"].to_numpy()
    direct = sm.OLS(sample.outcome, sample.terms).fit(
        cov_type="cluster", cov_kwds={"groups": groups}, use_t=True
    )
    np.testing.assert_allclose(found["std_error"], direct.bse, rtol=1e-8)
    np.testing.assert_allclose(found["p_value"], 2 * stats.t(39).sf(abs(direct.tvalues)), rtol=1e-6)


ONE = {
    "fixed_effects": PANEL + TERMS,
    "spatial_lag": f"partners: dca, {PANEL}{TERMS}",
    "effort_process": "unit: burden_year, outcome: effort_sipri, lag: 1, terms: {previous: effort_sipri, "
    "p: polyarchy}",
    "clustered_logit": "unit: burden_year, outcome: target, terms: {p: polyarchy}",
    "firth_logit": "unit: burden_year, outcome: target, terms: {p: polyarchy}",
    "complementary_log_log": f"{ENDED}terms: {{d: dissimilarity_sipri}}",
    "least_squares": f"{ENDED}terms: {{d: dissimilarity_sipri}}",
}


@pytest.mark.parametrize("estimator", ["clustered_logit", "complementary_log_log", "firth_logit"])
def test_events_have_their_overlap_whatever_the_estimator(asked, estimator):
    specification, sample = asked(f"estimator: {estimator}, {ONE[estimator]}")
    found = estimate(specification, sample)
    terms = found.terms["printed"].set_index("term")["estimate"]
    index = sample.terms @ terms[sample.terms.columns] + terms.get("constant", 0.0)
    outcome = sample.outcome.to_numpy()
    expected = (index[outcome == 0] >= index[outcome == 1].min()).mean()
    assert found.statistics["overlap"] == pytest.approx(expected, abs=1.5 / len(outcome))
    rarer = min(outcome.sum(), len(outcome) - outcome.sum())
    assert found.statistics["events_per_term"] == rarer / len(specification.term_names)


@pytest.mark.parametrize("rows", [0, 1, 2])
@pytest.mark.parametrize("estimator", ONE)
def test_too_few_rows_give_no_number_and_the_reason(asked, estimator, rows):
    from dataclasses import replace

    specification, sample = asked(f"estimator: {estimator}, {ONE[estimator]}")
    few = replace(sample, keys=sample.keys[:rows], outcome=sample.outcome[:rows], terms=sample.terms[:rows])
    found = estimate(specification, few)
    assert found.terms == {}
    assert found.blank["n"].startswith("not estimated: ")


def test_words_are_put_into_columns_a_regression_each(declared):
    text = "for_each: {layer: [dca, arms], source: [sipri, nmc]}, unit: burden_year, "
    text += "estimator: spatial_lag, outcome: 'log_burden_{source}', partners: '{layer}', "
    text += "where: {'degree_{layer}': {at_least: 1}}, terms: {d: 'degree_{layer}', g: log_gdp}"
    found = declared(text)
    assert list(found) == ["some_arms_nmc", "some_arms_sipri", "some_dca_nmc", "some_dca_sipri"]
    one = found["some_arms_nmc"]
    assert (one.outcome, one.partners, one.where[0].name) == ("log_burden_nmc", "arms", "degree_arms")
    assert [term.column for term in one.terms] == ["degree_arms", "log_gdp"]
    assert one.tables == ["burden_year", "partner_ties"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"estimator: spatial_lag, {PANEL}{TERMS}", "partners are what a spatial lag is of"),
        (f"estimator: pooled, partners: dca, {PANEL}{TERMS}", "partners are what a spatial lag is of"),
        (f"estimator: effort_process, {PANEL}{TERMS}", "an effort process has a term previous"),
        (
            "estimator: pooled, unit: burden_year, outcome: 'log_burden_{source}', terms: {g: log_gdp}",
            "outcome is log_burden_{source}, but there are no words for {source}",
        ),
        (
            "estimator: least_squares, unit: ending_year, outcome: ended, printed_variance: state_clustered, "
            "terms: {d: dissimilarity_sipri}",
            "least_squares has no variance state_clustered",
        ),
    ],
)
def test_a_regression_that_lacks_what_its_estimator_takes_is_refused(declared, text, message):
    with pytest.raises(ConfigurationError, match=message):
        declared(text)
