"""Rows of regressions: each from its own table, complete, counted."""

import numpy as np
import pandas as pd
import pytest

from entente.regressions.samples import assemble
from entente.regressions.source import Source

from .tiny import CODES, YEARS, iterations_of

HEAD = "title: T\nunit: {}\nestimator: {}\nsample: {}\noutcome: {}\nterms:\n"


@pytest.fixture
def sample(declare, paths):
    def make(unit, estimator, iteration, outcome, terms, alliance="pact"):
        specification = declare(HEAD.format(unit, estimator, iteration, outcome) + terms)
        return assemble(specification.for_alliance(alliance), Source(paths))

    return make


def test_rows_with_a_missing_value_are_dropped_and_counted_by_column(sample, paths):
    found = sample(
        "dyad_year",
        "logit",
        "baseline",
        "ally_{alliance}",
        "  trade: trade_dependence\n  igo: joint_igo\n  distance: {column: distance, times: 0.001}\n",
    )
    panel = pd.read_parquet(paths["dyad_year"])
    known = panel[["trade_dependence", "joint_igo"]].notna()
    assert found.missing == {
        "trade": int((~known["trade_dependence"]).sum()),
        "igo": int((~known["joint_igo"]).sum()),
    }
    complete = panel[known.all(axis=1)]
    assert found.dropped == found.rows - len(found.outcome) == len(panel) - len(complete) > 0
    assert found.outcome.tolist() == complete["ally_pact"].astype(float).tolist()
    assert found.terms.columns.tolist() == ["trade", "igo", "distance", "constant"]
    np.testing.assert_array_equal(found.terms["distance"], complete["distance"] * 0.001)
    assert (found.terms["constant"] == 1).all()
    assert found.keys[["year", "ccode1", "ccode2"]].equals(
        complete[["year", "ccode1", "ccode2"]].astype("int64").reset_index(drop=True)
    )


def test_no_row_is_lost_to_a_column_that_the_regression_does_not_use(sample, paths):
    found = sample("dyad_year", "logit", "baseline", "ally_{alliance}", "  distance: distance\n")
    assert (len(found.outcome), found.dropped, found.missing) == (
        len(pd.read_parquet(paths["dyad_year"])),
        0,
        {},
    )


def test_a_lag_is_that_of_the_same_dyad_a_year_before_and_not_of_its_last_row(sample, paths):
    terms = '  before: {column: "ally_{alliance}", lag: 1}\n'
    found = sample("dyad_year", "logit", "baseline", "ally_{alliance}", terms)
    panel = pd.read_parquet(paths["dyad_year"]).set_index(["year", "ccode1", "ccode2"])["ally_pact"]
    expected = {
        key: float(panel[key[0] - 1, *key[1:]]) for key in panel.index if (key[0] - 1, *key[1:]) in panel
    }
    keys = [tuple(key) for key in found.keys.to_numpy().tolist()]
    assert dict(zip(keys, found.terms["before"], strict=True)) == expected
    assert found.missing == {"before": len(panel) - len(expected)}
    filled = sample(
        "dyad_year", "logit", "baseline", "ally_{alliance}", terms.replace("lag: 1", "lag: 1, otherwise: 0")
    )
    assert filled.dropped == 0
    assert filled.terms["before"].sum() == found.terms["before"].sum()


@pytest.mark.parametrize("iteration", ["first", "intermediate", "last"])
def test_state_years_of_an_iteration_against_plain_loops(sample, paths, iteration):
    found = sample(
        "state_year",
        "pooled",
        iteration,
        "allies_{alliance}",
        "  allies: abm_allies\n"
        "  strength: {column: abm_allies_capability, times: 100}\n"
        "  status: status_any\n",
        alliance="any",
    )
    panel = pd.read_parquet(paths["state_year"]).set_index(["year", "ccode"])
    ties = pd.read_parquet(paths["ties"]).query("alliance")
    rows = []
    for year in YEARS:
        last = iterations_of(year)
        chosen = {"first": [1], "last": [last], "intermediate": range(2, last)}[iteration]
        for code in CODES:
            for k in chosen:
                allies = ties.query("year == @year and iteration == @k and ccode == @code")["partner"]
                strength = 100 * sum(panel.at[(year, ally), "capability"] for ally in allies)
                state = panel.loc[(year, code)]
                rows.append((year, code, k, state["allies_any"], len(allies), strength, state["status_any"]))
    expected = np.array(rows, dtype=float)
    assert len(found.outcome) == found.rows == len(expected)
    np.testing.assert_array_equal(found.keys[["year", "ccode", "iteration"]], expected[:, :3])
    np.testing.assert_array_equal(found.outcome, expected[:, 3])
    np.testing.assert_allclose(found.terms.drop(columns="constant"), expected[:, 4:], rtol=1e-12)
    without = [year for year in YEARS if iterations_of(year) == 2]
    assert found.years_without == (len(without) if iteration == "intermediate" else 0)


def test_stacked_dyads_occur_once_for_each_intermediate_iteration(sample, paths):
    found = sample(
        "dyad_year",
        "logit",
        "intermediate",
        "ally_{alliance}",
        "  expected: abm_alliance\n  trade: trade_dependence\n",
    )
    panel = pd.read_parquet(paths["dyad_year"])
    times = panel["year"].map(lambda year: iterations_of(year) - 2)
    assert found.rows == times.sum()
    assert len(found.outcome) == times[panel["trade_dependence"].notna()].sum()
    assert found.missing == {"trade": times[panel["trade_dependence"].isna()].sum()}


def test_system_years_take_the_network_of_the_type_of_alliance_and_of_the_iteration(sample, paths):
    terms = (
        "  expected: abm_npi\n"
        '  actual: "actual_{alliance}_density"\n'
        "  majors: {column: major_power_share, lag: 2}\n"
    )
    found = sample("system_year", "cochrane_orcutt", "last", "wars_per_state", terms)
    series = pd.read_csv(paths["series"]).set_index(["network", "year"])
    panel = pd.read_parquet(paths["system_year"]).set_index("year")
    years = list(YEARS)[2:]
    assert found.outcome.index.tolist() == found.terms.index.tolist() == years
    assert found.missing == {"majors": 2}
    np.testing.assert_array_equal(found.outcome, panel.loc[years, "wars_per_state"])
    np.testing.assert_array_equal(found.terms["expected"], series.loc["abm_last"].loc[years, "npi"])
    np.testing.assert_array_equal(found.terms["actual"], series.loc["actual_pact"].loc[years, "density"])
    np.testing.assert_array_equal(
        found.terms["majors"], panel.loc[[year - 2 for year in years], "major_power_share"]
    )


def test_a_year_without_the_measure_is_dropped_and_leaves_a_gap(sample):
    found = sample(
        "system_year", "cochrane_orcutt", "first", "wars_per_state", "  expected: abm_transitivity\n"
    )
    assert found.missing == {"expected": 2}
    assert found.outcome.index.tolist() == [year for year in YEARS if year not in (1900, 1910)]


@pytest.mark.parametrize(
    ("unit", "estimator", "iteration", "tables"),
    [
        ("state_year", "pooled", "baseline", ["state_year"]),
        ("dyad_year", "logit", "last", ["dyad_year", "ties", "runs"]),
        ("system_year", "cochrane_orcutt", "baseline", ["system_year", "series"]),
    ],
)
def test_only_the_tables_needed_are_read(declare, paths, unit, estimator, iteration, tables):
    outcome = {"state_year": "allies_any", "dyad_year": "ally_any", "system_year": "wars_per_state"}[unit]
    term = {"state_year": "status_any", "dyad_year": "abm_alliance", "system_year": "major_power_share"}[unit]
    specification = declare(HEAD.format(unit, estimator, iteration, outcome) + f"  term: {term}\n")
    assert specification.tables == tables
    source = Source({name: paths[name] for name in tables})
    assert len(assemble(specification, source).outcome) > 0


SHAPED = (
    "  igo: {column: joint_igo, times: 2}\n"
    "  far: {column: distance, times: 0.0001, polynomial: 3}\n"
    "  igo_far: {interaction: [igo, far_2]}\n"
    "years: {first: 1905, last: 1914}\n"
    "where: {trade_dependence: {below: 0.6}, common_enemies: false, ccode1: {none_of: [20]}}\n"
    "year_effects: true\n"
)


def test_years_and_conditions_choose_rows_and_what_they_leave_out_is_counted(sample, paths):
    found = sample("dyad_year", "logit", "baseline", "ally_{alliance}", SHAPED)
    panel = pd.read_parquet(paths["dyad_year"])
    # A row that may meet a condition, for all that is known, is asked for; it is dropped as incomplete.
    out = (
        ~panel["year"].between(1905, 1914)
        | (panel["trade_dependence"] >= 0.6)
        | panel["common_enemies"]
        | (panel["ccode1"] == 20)
    )
    asked = panel[~out]
    assert (found.excluded, found.rows) == (out.sum(), len(asked))
    assert found.missing == {
        "igo": asked["joint_igo"].isna().sum(),
        "where.trade_dependence": asked["trade_dependence"].isna().sum(),
    }
    kept = asked.dropna(subset=["joint_igo", "trade_dependence"]).reset_index(drop=True)
    assert 0 < len(kept) == len(found.outcome) == found.rows - found.dropped
    assert found.keys.equals(kept[["year", "ccode1", "ccode2"]].astype("int64"))
    far = kept["distance"] * 0.0001
    expected = {"igo": kept["joint_igo"] * 2, "far": far, "far_2": far**2, "far_3": far**3}
    expected["igo_far"] = expected["igo"] * expected["far_2"]
    expected |= {f"year_{year}": (kept["year"] == year).astype(float) for year in range(1906, 1915)}
    pd.testing.assert_frame_equal(found.terms, pd.DataFrame(expected).assign(constant=1.0), rtol=1e-12)


def test_a_lag_reaches_back_before_the_years_that_are_asked_for(sample, paths):
    terms = '  before: {column: "ally_{alliance}", lag: 1}\nyears: {first: 1910, last: 1910}\n'
    found = sample("dyad_year", "logit", "baseline", "ally_{alliance}", terms)
    before = pd.read_parquet(paths["dyad_year"]).query("year == 1909")
    assert found.terms["before"].sum() == before["ally_pact"].sum() > 0
    assert found.keys["year"].eq(1910).all()


def test_a_condition_may_be_about_what_the_model_expects_and_about_a_type_of_alliance(sample):
    terms = "  allies: abm_allies\n"
    where = 'where: {abm_allies: {at_least: 2}, "status_{alliance}": {above: 3}}\n'
    everything = sample("state_year", "pooled", "intermediate", "allies_{alliance}", terms)
    found = sample("state_year", "pooled", "intermediate", "allies_{alliance}", terms + where)
    assert 0 < len(found.outcome) < len(everything.outcome)
    assert found.terms["allies"].min() == 2
    assert found.excluded + found.rows == everything.rows


def test_nothing_is_left_where_no_row_meets_a_condition(sample):
    found = sample(
        "dyad_year",
        "logit",
        "baseline",
        "ally_{alliance}",
        "  d: distance\nwhere: {distance: -1}\nyear_effects: true\n",
    )
    assert (len(found.outcome), found.rows, list(found.terms)) == (0, 0, ["d", "constant"])


def test_a_term_may_have_any_name_beside_a_condition_on_its_column(sample):
    terms = "  where_distance: common_enemies\nwhere: {distance: {at_most: 5000}}\n"
    found = sample("dyad_year", "logit", "baseline", "ally_{alliance}", terms)
    assert set(found.terms["where_distance"]) == {0.0, 1.0}


def test_years_without_an_iteration_are_those_that_are_asked_for(sample):
    terms = "  allies: abm_allies\nyears: {first: 1915}\n"
    found = sample("state_year", "pooled", "intermediate", "allies_{alliance}", terms)
    assert found.years_without == sum(year >= 1915 and iterations_of(year) == 2 for year in YEARS)
