"""Yearly networks of a variant: those of the network series, and how many dyads they share with history."""

import numpy as np
import pandas as pd
import pytest

from entente.abm import Rules, simulate
from entente.abm.history import run_years, stored_alliances
from entente.core.storage import read_table
from entente.networks import polarization
from entente.studies.maoz2011.network_series import actual_networks, expected_networks, network_series
from entente.studies.maoz2011.panels import state_year_panel
from entente.studies.maoz2011.sensitivity.outcomes import (
    as_measured,
    further_measures,
    network_years,
    panels,
)
from entente.studies.maoz2011.sensitivity.variants import MEASURED_AS
from entente.systems.international_system import international_systems

YEARS = (1925, 1934)
CHOICES = {"seed": 2011, "max_cliques": 10_000}
FURTHER = ("npi_over_square", "npi_weighted")


@pytest.fixture(scope="module")
def systems(stored):
    tables = {name: read_table(stored[name], years=YEARS) for name in ("states", "dyads", "threats", "srg")}
    return list(international_systems(**tables, mid="window"))


@pytest.fixture(scope="module", params=["paper", "program"])
def rules(request):
    return Rules.named(request.param)


@pytest.fixture(scope="module")
def series(systems, rules):
    return network_years(systems, rules, **CHOICES, further=FURTHER)


def test_measures_are_those_of_the_network_series(systems, rules, series):
    tables = run_years(systems, rules)
    stored = stored_alliances(systems, tables["ties"], tables["runs"])
    networks = [(system, actual_networks(system)) for system in systems]
    networks += [(system, expected_networks(system.year, alliances, 2011)) for system, alliances in stored]
    expected = network_series(networks, max_cliques=CHOICES["max_cliques"])
    key = ["year", "network"]
    found = series[list(expected)].sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(found, expected.sort_values(key, ignore_index=True))
    last = series[series["network"] == "abm_last"]
    assert last["iteration"].tolist() == tables["runs"]["iterations"].tolist()
    assert last["converged"].tolist() == tables["runs"]["converged"].tolist()


def test_shared_dyads_are_counted_pair_by_pair(systems, rules, series):
    rows = series.set_index(["year", "network"])
    shared = 0
    for system in systems:
        run = simulate(**system.arguments, rules=rules)
        for kind in ("any", "pact"):
            ally = system.matrix(f"ally_{kind}")
            pairs = [(i, j) for i in range(len(ally)) for j in range(i) if ally[i, j]]
            for network, iteration in (("abm_first", 0), ("abm_last", -1)):
                hits = sum(run.alliances[iteration][pair] for pair in pairs)
                assert rows.loc[(system.year, network), f"shared_{kind}"] == hits
                shared += hits
            assert rows.loc[(system.year, f"actual_{kind}"), f"shared_{kind}"] == len(pairs)
    assert shared > 0


def test_polarization_in_other_ways(systems, series):
    rows = series[series["network"] == "actual_any"]
    for system, row in zip(systems, rows.itertuples(), strict=True):
        ally = system.matrix("ally_any")
        assert row.npi_over_square == polarization(ally, odd_rule=False).npi
        assert row.npi_weighted == polarization(ally, capability=system.capability).npi


@pytest.mark.parametrize(
    ("change", "column", "source"),
    [
        ({}, "npi", "npi"),
        ({"overlap": "cmoi"}, "npi", "npi_cmoi"),
        ({"isolates": "drop"}, "npi", "npi_drop"),
        ({"odd_rule": False}, "npi", "npi_over_square"),
        ({"weights": "capability"}, "npi", "npi_weighted"),
        ({"transitivity": "global"}, "transitivity", "transitivity_global"),
        ({"alliance": "pact"}, "npi", "npi"),
    ],
)
def test_a_measure_is_read_from_its_column(series, change, column, source):
    found = as_measured(series, {**MEASURED_AS, **change})
    pd.testing.assert_series_equal(found[column], series[source], check_names=False)
    other = {"npi": "transitivity", "transitivity": "npi"}[column]
    pd.testing.assert_series_equal(found[other], series[other])


def test_only_what_the_series_lack_is_measured_further(systems):
    assert further_measures([MEASURED_AS, {**MEASURED_AS, "overlap": "cmoi"}]).isdisjoint(FURTHER)
    assert "npi_weighted" in further_measures([MEASURED_AS, {**MEASURED_AS, "weights": "capability"}])
    assert not set(FURTHER) & set(network_years(systems[:1], Rules(), **CHOICES))


def test_panels_are_those_of_the_run(systems, stored):
    tables = {name: read_table(stored[name], years=YEARS) for name in ("states", "dyads", "threats", "srg")}
    states, dyads = panels(systems)
    panel = state_year_panel(international_systems(**tables, mid="window"))
    pd.testing.assert_frame_equal(states, panel[list(states)], check_dtype=False)
    groups = set(tables["srg"][["year", "ccode", "member"]].itertuples(index=False, name=None))
    mutual = [
        (year, one, other) in groups and (year, other, one) in groups
        for year, one, other in tables["dyads"][["year", "ccode1", "ccode2"]].itertuples(index=False)
    ]
    assert np.array_equal(dyads["srg_mutual"], mutual)
    assert np.array_equal(dyads["ally_any"], tables["dyads"]["ally_any"])
