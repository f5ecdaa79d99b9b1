"""Precision, recall and correlation on networks small enough to count by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from entente.studies.maoz2011.sensitivity.outcomes import agreement, correlations, outcomes
from entente.studies.maoz2011.sensitivity.variants import MEASURED_AS


def rows(network, years, **columns):
    return pd.DataFrame({"year": years, "network": network, **columns})


@pytest.fixture
def series():
    """Three years of four states, six dyads a year."""
    years = [1900, 1901, 1902]
    common = {"n": 4, "converged": True}
    frames = [
        rows("actual_any", years, edges=[2, 3, 1], shared_any=[2, 3, 1], shared_pact=[1, 1, 0]),
        rows("actual_pact", years, edges=[1, 1, 0], shared_any=[1, 1, 0], shared_pact=[1, 1, 0]),
        rows("abm_first", years, edges=[1, 2, 2], shared_any=[1, 1, 0], shared_pact=[0, 1, 0]),
        rows("abm_intermediate", years[:1], edges=[3], shared_any=[1], shared_pact=[0]),
        rows("abm_last", years, edges=[4, 6, 2], shared_any=[2, 3, 1], shared_pact=[1, 1, 0]),
    ]
    table = pd.concat(frames, ignore_index=True).assign(**common)
    measures = ("transitivity", "npi", "centralization")
    table[list(measures)] = np.column_stack([table["edges"] / scale for scale in (6, 10, 20)])
    table["transitivity_global"] = 0.25
    table["density"] = table["edges"] / 6
    table["iteration"] = table["network"].map({"abm_first": 1, "abm_intermediate": 2, "abm_last": 3})
    return table


@pytest.fixture
def panels():
    states = pd.DataFrame(
        {
            "regime": ["democracy", "anocracy", "autocracy"],
            **{f"allies_{kind}": [4, 2, 1] for kind in ("any", "pact")},
            **{f"allies_capability_{kind}": [0.4, 0.2, 0.1] for kind in ("any", "pact")},
        }
    )
    dyads = pd.DataFrame(
        {
            "ally_any": [True, True, False],
            "ally_pact": [True, False, False],
            "srg_mutual": [True, False, True],
        }
    )
    return states, dyads


def test_precision_recall_and_base_rate(series):
    found = agreement(series)
    assert found["base_rate_any", "actual"] == pytest.approx(6 / 18)
    assert found["base_rate_pact", "actual"] == pytest.approx(2 / 18)
    assert found["precision_any", "first"] == pytest.approx(2 / 5)
    assert found["recall_any", "first"] == pytest.approx(2 / 6)
    assert found["precision_any", "last"] == pytest.approx(6 / 12)
    assert found["recall_any", "last"] == pytest.approx(1)
    assert found["precision_pact", "first"] == pytest.approx(1 / 5)
    assert found["recall_pact", "last"] == pytest.approx(1)


def test_without_alliances_they_are_missing_and_not_zero(series):
    columns = ["edges", "shared_any", "shared_pact"]
    nobody = series.assign(
        **{name: series[name].mask(series["network"] == "abm_first", 0) for name in columns}
    )
    found = agreement(nobody)
    assert math.isnan(found["precision_any", "first"])
    assert found["recall_any", "first"] == 0
    peace = series.assign(edges=series["edges"].where(series["network"].str.startswith("abm"), 0))
    found = agreement(peace.assign(shared_any=0, shared_pact=0))
    assert found["precision_any", "last"] == 0 and found["base_rate_any", "actual"] == 0
    assert math.isnan(found["recall_any", "last"])


def test_correlations_over_years(series):
    found = correlations(series)
    # (1, 2, 2) with (2, 3, 1): deviations (−2, 1, 1)/3 and (0, 1, −1).
    assert found["correlation_density_any", "first"] == pytest.approx(0, abs=1e-12)
    assert found["correlation_density_any", "last"] == pytest.approx(1)
    # (4, 6, 2) with (1, 1, 0): deviations (0, 2, −2) and (1, 1, −2)/3, so 6/3 / √(8 · 6/9).
    assert found["correlation_mean_degree_pact", "last"] == pytest.approx(2 / math.sqrt(16 / 3))
    assert found["correlation_polarization_pact", "last"] == pytest.approx(2 / math.sqrt(16 / 3))


def test_a_correlation_with_a_constant_or_of_two_years_is_missing(series):
    tenth = series["density"].mask(series["network"] == "abm_first", 0.1)
    found = correlations(series.assign(density=tenth))
    assert math.isnan(found["correlation_density_any", "first"])
    assert found["correlation_density_any", "last"] == pytest.approx(1)
    unknown = (series["network"] == "actual_any") & (series["year"] == 1901)
    found = correlations(series.assign(transitivity=series["transitivity"].mask(unknown)))
    assert math.isnan(found["correlation_transitivity_any", "last"])
    assert not math.isnan(found["correlation_transitivity_pact", "last"])


def by_key(table):
    assert not table.duplicated(["quantity", "series"]).any()
    return table.set_index(["quantity", "series"])["reproduced"]


def test_outcomes_have_moments_fit_and_convergence(series, panels):
    found = by_key(outcomes(series, *panels, MEASURED_AS))
    assert found["mean_alliance_degree", "actual"] == pytest.approx(2 * 6 / 12)
    assert found["mean_transitivity", "actual"] == pytest.approx(6 / 6 / 3)
    assert found["allies_democracy_over_anocracy", "actual"] == 2
    assert found["share_of_alliance_dyad_years_within_srg", "actual"] == 0.5
    assert found["mean_polarization", "last"] == pytest.approx(12 / 10 / 3)
    assert found["precision_any", "last"] == 0.5
    assert found["mean_iterations", "last"] == 3
    assert found["years_not_converged", "last"] == 0


def test_outcomes_by_other_measures(series, panels):
    found = by_key(outcomes(series, *panels, {**MEASURED_AS, "alliance": "pact"}))
    assert found["mean_alliance_degree", "actual"] == pytest.approx(2 * 2 / 12)
    assert found["share_of_alliance_dyad_years_within_srg", "actual"] == 1
    assert found["mean_polarization", "actual"] == pytest.approx(2 / 10 / 3)
    found = by_key(outcomes(series, *panels, {**MEASURED_AS, "transitivity": "global"}))
    assert found["mean_transitivity", "last"] == 0.25


def test_a_ratio_to_nothing_is_missing(series, panels):
    states, dyads = panels
    lonely = states.assign(allies_any=[4, 0, 0])
    found = by_key(outcomes(series, lonely[lonely["regime"] != "autocracy"], dyads, MEASURED_AS))
    assert math.isnan(found["allies_democracy_over_anocracy", "actual"])
    assert math.isnan(found["allies_democracy_over_autocracy", "actual"])
    without = series[series["network"] != "abm_intermediate"]
    assert math.isnan(by_key(outcomes(without, *panels, MEASURED_AS))["mean_alliance_degree", "intermediate"])


def test_years_that_did_not_converge_are_counted(series, panels):
    stopped = series.assign(converged=series["year"] != 1901)
    assert by_key(outcomes(stopped, *panels, MEASURED_AS))["years_not_converged", "last"] == 1
