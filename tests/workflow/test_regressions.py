"""Regressions of the demo run: each number is that of a direct call of the library on the panels."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from linearmodels.panel import PanelOLS

from entente.models import CochraneOrcutt, PoissonAutoregression
from entente.regressions.declaration import by_file, read_regression_files, read_regressions
from entente.regressions.estimation import estimate
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

STATE_ATTRIBUTES = {
    "srg_capabilities": "srg_capability",
    "regime_x_non_srg_democracies": "regime_x_non_srg_democracies",
    "non_srg_enemies_of_enemies": "non_srg_enemies_of_enemies_share",
    "past_cooperation_non_srg": "past_cooperation_non_srg",
    "cultural_similarity_non_srg": "cultural_similarity_non_srg",
}
DYAD_ATTRIBUTES = {
    "regime_score": "minimum_regime_score",
    "trade": "trade_dependence",
    "joint_igo_membership": "joint_igo",
    "minimum_srg_capabilities": "minimum_srg_capability",
    "common_enemies": "common_enemies",
    "cultural_similarity": "cultural_similarity",
}
MEASURES = {
    "components": "component_share",
    "polarization": "npi",
    "centralization": "centralization",
    "density": "density",
    "transitivity": "transitivity",
}


class Results:
    """The demo run's panels, model and stored regressions."""

    def __init__(self, folder):
        self.folder = folder
        self.panels = {
            unit: pd.read_parquet(folder / f"panels/{unit}_year.parquet")
            for unit in ("state", "dyad", "system")
        }
        ties = pd.read_parquet(folder / "abm/paper/ties.parquet")
        self.allied = ties.loc[ties["alliance"], ["year", "iteration", "ccode", "partner"]]
        self.runs = pd.read_parquet(folder / "abm/paper/runs.parquet")
        self.series = pd.read_csv(folder / "networks/series.csv").set_index(["network", "year"])

    def iterations(self, sample):
        """Year and iteration of each network of a sample."""
        chosen = {
            "first": lambda last: [1],
            "intermediate": lambda last: range(2, last),
            "last": lambda last: [last],
        }[sample]
        rows = [
            (year, k)
            for year, last in zip(self.runs["year"], self.runs["iterations"], strict=True)
            for k in chosen(last)
        ]
        return pd.DataFrame(rows, columns=["year", "iteration"])

    def stored(self, model, alliance):
        folder = self.folder / "models" / model / alliance
        terms = pd.read_csv(folder / "terms.csv").set_index(["variance", "term"])
        return terms, pd.read_csv(folder / "statistics.csv").set_index("statistic")["value"]


@pytest.fixture(scope="module")
def results(demo):
    return Results(demo.study)


def state_years(results, sample, alliance):
    """Outcomes and regressors of Table 1, put together by merging tables."""
    panel = results.panels["state"].assign(constant=1.0)
    panel["status"] = panel[f"status_{alliance}"]
    panel["degree"], panel["capabilities"] = (
        panel[f"allies_{alliance}"],
        panel[f"allies_capability_{alliance}"],
    )
    if sample == "baseline":
        regressors = panel[["status"]].assign(focal_capabilities=100 * panel["capability"])
        regressors = regressors.join(
            panel[list(STATE_ATTRIBUTES.values())].set_axis(STATE_ATTRIBUTES, axis=1)
        )
        return panel, regressors.assign(constant=1.0).astype(float)
    partners = panel[["year", "ccode", "capability"]].set_axis(["year", "partner", "strength"], axis=1)
    allies = results.allied.merge(partners, on=["year", "partner"])
    allies = allies.groupby(["year", "iteration", "ccode"])["strength"].agg(["count", "sum"]).reset_index()
    rows = results.iterations(sample).merge(panel, on="year")
    rows = rows.merge(allies, on=["year", "iteration", "ccode"], how="left").fillna({"count": 0, "sum": 0})
    return rows, rows[["count", "sum", "status", "constant"]].astype(float)


def dyad_years(results, sample, alliance):
    """Outcomes and regressors of Table 2, put together by merging tables."""
    panel = results.panels["dyad"].assign(constant=1.0)
    panel["status"], panel["non_alliance_years"] = (
        panel[f"status_{alliance}"],
        panel[f"nonalliance_{alliance}"],
    )
    common = ["distance", "status", "non_alliance_years", "constant"]
    if sample == "baseline":
        attributes = panel[list(DYAD_ATTRIBUTES.values())].set_axis(DYAD_ATTRIBUTES, axis=1)
        rows, regressors = panel, attributes.join(panel[common])
    else:
        expected = results.allied.set_axis(["year", "iteration", "ccode1", "ccode2"], axis=1)
        rows = results.iterations(sample).merge(panel, on="year")
        rows = rows.merge(expected.assign(abm_predicted_alliance=1.0), how="left")
        regressors = rows[["abm_predicted_alliance", *common]].fillna({"abm_predicted_alliance": 0})
    regressors = regressors.astype(float)
    known = regressors.notna().all(axis=1)
    return rows.loc[known, f"ally_{alliance}"].astype(float), regressors[known]


def check(terms, fitted, errors=None):
    """Whether the stored coefficients and printed standard errors are those of a fitted model."""
    printed = terms.loc["printed"]
    assert sorted(printed.index) == sorted(fitted.params.index)
    errors = fitted.bse if errors is None else errors
    np.testing.assert_allclose(printed["estimate"], fitted.params[printed.index], rtol=1e-6)
    np.testing.assert_allclose(printed["std_error"], errors[printed.index], rtol=1e-6)


@pytest.mark.parametrize("alliance", ALLIANCES)
@pytest.mark.parametrize("sample", ["baseline", "first", "intermediate", "last"])
def test_allies_capabilities(results, sample, alliance):
    rows, regressors = state_years(results, sample, alliance)
    if sample != "baseline":
        regressors = regressors.drop(columns="count").rename(columns={"sum": "abm_expected_allies"})
    known = regressors.notna().all(axis=1)
    outcome, regressors, states = rows.loc[known, "capabilities"], regressors[known], rows.loc[known, "ccode"]
    terms, statistics = results.stored(f"table1_capabilities_{sample}", alliance)
    if sample == "intermediate":
        fitted = sm.OLS(outcome, regressors).fit(cov_type="cluster", cov_kwds={"groups": states}, use_t=True)
        check(terms, fitted)
    else:
        index = pd.MultiIndex.from_arrays([states, rows.loc[known, "year"]])
        fitted = PanelOLS(outcome.set_axis(index), regressors.set_axis(index), entity_effects=True).fit()
        check(terms, fitted, fitted.std_errors)
    assert statistics["n"] == statistics["n_rows"] == known.sum()
    assert statistics["n_dropped"] == (~known).sum()


@pytest.mark.parametrize("alliance", ALLIANCES)
def test_alliance_degree(results, alliance):
    rows, regressors = state_years(results, "intermediate", alliance)
    regressors = regressors.drop(columns="sum").rename(columns={"count": "abm_expected_allies"})
    terms, _ = results.stored("table1_degree_intermediate", alliance)
    fitted = sm.OLS(rows["degree"], regressors).fit(
        cov_type="cluster", cov_kwds={"groups": rows["ccode"]}, use_t=True
    )
    check(terms, fitted)
    # Alliances of the demo vary less from year to year than a negative binomial: a reason, and no number.
    for sample in ("baseline", "first", "last"):
        folder = results.folder / f"models/table1_degree_{sample}/{alliance}"
        assert pd.read_csv(folder / "terms.csv").empty
        table = pd.read_csv(folder / "statistics.csv").set_index("statistic")
        assert table.loc[["n", "wald_chi2_or_f"], "value"].isna().all()
        assert table.at["n", "reason"].startswith("not estimated: The likelihood has no maximum")
        assert table.at["n_rows", "value"] > 0


@pytest.mark.parametrize("alliance", ALLIANCES)
@pytest.mark.parametrize("sample", ["baseline", "first", "intermediate", "last"])
def test_dyadic_alliances(results, sample, alliance):
    outcome, regressors = dyad_years(results, sample, alliance)
    terms, statistics = results.stored(f"table2_{sample}", alliance)
    fitted = sm.Logit(outcome, regressors).fit(disp=0)
    check(terms, fitted)
    assert statistics["n"] == len(outcome)
    assert statistics["pseudo_r2"] == pytest.approx(fitted.prsquared)
    assert {"printed", "dyad_clustered", "dyadic_robust"} == set(terms.index.get_level_values("variance"))


@pytest.mark.parametrize("alliance", ALLIANCES)
@pytest.mark.parametrize("sample", ["baseline", "first", "intermediate", "last"])
def test_no_regressor_separates_the_dyads_that_are_allied_from_those_that_are_not(results, sample, alliance):
    outcome, regressors = dyad_years(results, sample, alliance)
    least, most = (regressors.groupby(outcome).agg(how).drop(columns="constant") for how in ("min", "max"))
    # Neither group lies at or beyond one side of the other: there is no threshold that never errs.
    assert (most.loc[1.0] > least.loc[0.0]).all()
    assert (most.loc[0.0] > least.loc[1.0]).all()
    # Nor is anything known for certain from durations together: the likelihood has a maximum, short of 1.
    durations = regressors[["status", "non_alliance_years", "constant"]]
    fitted = sm.Logit(outcome, durations).fit(disp=0)
    assert fitted.mle_retvals["converged"]
    assert fitted.prsquared < 0.95


def system_years(results, sample, alliance, columns):
    """Regressors of Tables 3 and 4, a year earlier in a baseline."""
    system = results.panels["system"].set_index("year")
    table = system.join(results.series.loc[f"actual_{alliance}"].add_prefix("actual_"))
    if sample != "baseline":
        table = table.join(results.series.loc[f"abm_{sample}"].add_prefix("abm_"))
    regressors = table[list(columns.values())].set_axis(columns, axis=1)
    return table, (regressors.shift(1) if sample == "baseline" else regressors).assign(constant=1.0)


@pytest.mark.parametrize("alliance", ALLIANCES)
@pytest.mark.parametrize("sample", ["baseline", "first", "last"])
@pytest.mark.parametrize("measure", MEASURES)
def test_structure_of_networks(results, measure, sample, alliance):
    columns = {
        "democratic_cliques": "democratic_cliques",
        "proportion_mid_dyads": "dispute_dyads_per_state",
        "capability_concentration": "capability_concentration",
    }
    columns = columns if sample == "baseline" else {"abm_network_characteristic": f"abm_{MEASURES[measure]}"}
    columns |= {"proportion_major_powers": "major_power_share"}
    table, regressors = system_years(results, sample, alliance, columns)
    known = regressors.notna().all(axis=1)
    fitted = CochraneOrcutt(table.loc[known, f"actual_{MEASURES[measure]}"], regressors[known]).fit()
    terms, statistics = results.stored(f"table3_{measure}_{sample}", alliance)
    check(terms, fitted)
    told = [fitted.rho, fitted.fvalue, fitted.rsquared_adj, fitted.durbin_watson, fitted.nobs]
    names = ["rho", "f", "adjusted_r2", "durbin_watson", "n"]
    np.testing.assert_allclose(statistics[names], told, rtol=1e-6)


@pytest.mark.parametrize("alliance", ALLIANCES)
@pytest.mark.parametrize("sample", ["baseline", "first", "last"])
@pytest.mark.parametrize("conflict", ["wars", "mids", "duration"])
@pytest.mark.filterwarnings("ignore:The l")
def test_systemic_conflict(results, conflict, sample, alliance):
    name, measure = ("density", "density") if conflict == "mids" else ("polarization", "npi")
    columns = {
        f"actual_alliance_{name}": f"actual_{measure}",
        "democratic_cliques": "democratic_cliques",
        "capability_concentration": "capability_concentration",
    }
    columns = columns if sample == "baseline" else {"abm_predicted_polarization": "abm_npi"}
    columns |= {"proportion_major_powers": "major_power_share"}
    table, regressors = system_years(results, sample, alliance, columns)
    known = regressors.notna().all(axis=1)
    outcome = {"wars": "wars_per_state", "mids": "dispute_dyads_per_state", "duration": "dispute_days"}[
        conflict
    ]
    given = table.loc[known, outcome].astype(float), regressors[known]
    terms, _ = results.stored(f"table4_{conflict}_{sample}", alliance)
    if conflict == "duration":
        fitted = PoissonAutoregression(*given, 1).fit()
        terms = terms.rename(index={"rho": "rho_1"}, level="term")
    else:
        fitted = CochraneOrcutt(*given).fit()
    check(terms, fitted)


@pytest.mark.parametrize("sample", ["first", "intermediate", "last"])
def test_errors_of_allies_capabilities_are_compared_with_the_baseline(results, sample):
    from scipy.stats import ttest_ind_from_stats

    needed = ["mean_squared_error", "squared_error_sd", "n"]
    _, baseline = results.stored("table1_capabilities_baseline", "pact")
    _, model = results.stored(f"table1_capabilities_{sample}", "pact")
    test = ttest_ind_from_stats(*baseline[needed], *model[needed])
    assert model["rmse_difference_t"] == pytest.approx(test.statistic)


def test_the_logit_gives_back_the_coefficients_that_the_alliances_follow(results, tmp_path):
    truth = pd.read_csv(results.folder.parent / "data/demo_alliance_logit.csv").set_index("term")[
        "coefficient"
    ]
    path = tmp_path / "truth.yaml"
    path.write_text(
        "regressions:\n  truth:\n    title: The logit that the demo's alliances follow\n"
        "    unit: dyad_year\n    estimator: logit\n    sample: baseline\n    outcome: ally_any\n    terms:\n"
        "      contiguous: contiguous\n      common_enemies: common_enemies\n"
        "      minimum_regime_score: minimum_regime_score\n"
        "      distance_1000_km: {column: distance, times: 0.001}\n"
        "      ally_any_before: {column: ally_any, lag: 1, otherwise: 0}\n"
    )
    specification = read_regression_files([path], UNITS)["truth"]
    sample = assemble(specification, Source({"dyad_year": results.folder / "panels/dyad_year.parquet"}))
    found = estimate(specification, sample).terms["printed"].set_index("term")
    error = (found["estimate"] - truth[found.index]) / found["std_error"]
    assert error.abs().max() < 3.5, error
    assert (found["std_error"] < 0.3).all()


def test_every_model_is_stored_for_both_types_of_alliance(results, root):
    models = read_regressions(root / "config/maoz2011/models", UNITS)
    stored = {
        path.parent.relative_to(results.folder / "models").as_posix()
        for path in results.folder.glob("models/*/*/terms.csv")
    }
    assert stored == {f"{model}/{alliance}" for model in models for alliance in ALLIANCES}


def test_a_file_of_regressions_asks_for_the_estimators_that_it_names_and_no_other(outputs, root):
    for file, models in by_file(read_regressions(root / "config/maoz2011/models", UNITS)).items():
        (inputs,) = set(outputs.loc[outputs["rule"] == f"maoz2011_regressions_{file}", "inputs"])
        estimators = {Path(name).stem for name in inputs if "/regressions/estimators/" in name}
        assert estimators - {"__init__"} == {model.estimator for model in models.values()}


def test_a_table_asks_for_its_own_regressions_alone(outputs):
    tables = outputs[outputs["rule"] == "maoz2011_regression_table"]
    assert len(tables) >= 32
    for name, inputs in tables["inputs"].items():
        models = {path.split("/models/")[1].split("/")[0] for path in inputs if path.endswith("/terms.csv")}
        table = Path(name).stem.split("_")[0]
        assert models and all(model.startswith(f"{table}_") for model in models), name


def test_adding_regressions_makes_their_files_and_editing_one_those_that_are_compared_with_it(finished):
    models = finished.folder / "config/maoz2011/models"
    (models / "of_wars.yaml").write_text(
        "regressions:\n"
        "  wars_on_density:\n"
        "    title: Wars on density\n    unit: system_year\n    estimator: cochrane_orcutt\n"
        "    sample: first\n    outcome: wars_per_state\n"
        "    terms: {abm_network_characteristic: abm_density, proportion_major_powers: major_power_share}\n"
        # Compared with one of another file.
        "  capabilities_on_status:\n"
        "    title: Capabilities on status\n    unit: state_year\n    estimator: pooled\n"
        '    sample: baseline\n    outcome: "allies_capability_{alliance}"\n'
        '    terms: {status: "status_{alliance}"}\n    compared_with: table1_capabilities_baseline\n'
    )
    with (models / "table3.yaml").open("a") as file:
        file.write(
            "  wars_on_components:\n    title: Wars on components\n    sample: last\n"
            "    outcome: wars_per_state\n    terms: {components: abm_component_share}\n"
        )
    printed = finished.snakemake("maoz2011_models")
    assert set(re.findall(r"Regressions of (\w+)", printed)) == {"of_wars", "table3"}
    results = Results(finished.study)
    for model, expected in {
        "wars_on_density": {"abm_network_characteristic", "proportion_major_powers", "constant"},
        "wars_on_components": {"components", "constant"},
    }.items():
        terms, _ = results.stored(model, "any")
        assert set(terms.index.get_level_values("term")) == expected
    _, statistics = results.stored("capabilities_on_status", "pact")
    assert statistics["rmse_difference_t"] < 0
    with (models / "table1.yaml").open("a") as file:
        file.write("# edited\n")
    outputs = finished.outputs("maoz2011_models")
    again = set(outputs.loc[outputs["again"], "rule"])
    assert again == {"maoz2011_regressions_table1", "maoz2011_regressions_of_wars"}


def test_a_wrong_specification_ends_the_run_before_it_starts(checkout):
    bare = checkout("specification")
    path = bare.folder / "config/maoz2011/models/table2.yaml"
    path.write_text(path.read_text().replace("abm_alliance", "abm_alliances"))
    printed = bare.snakemake("--dry-run", ok=False)
    assert "table2.yaml: regressions.table2_first.terms.abm_predicted_alliance is abm_alliances" in printed
    assert "near it are abm_alliance" in printed
    assert "Traceback" not in printed
