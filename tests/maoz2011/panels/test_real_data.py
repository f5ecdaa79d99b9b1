"""Panels, reference groups and networks of 1816–2001 from the published files."""

from types import SimpleNamespace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.networks import transitivity_global, transitivity_local
from entente.studies.maoz2011.network_series import inputs_series
from entente.studies.maoz2011.reference_groups import (
    ThreatWindows,
    direct_threats,
    wars_of_dyads,
    yearly_groups,
)
from entente.systems.dyad_attributes import dyad_attributes
from entente.systems.international_system import international_systems
from entente.systems.members import dyad_years
from entente.systems.spells import expand_spells
from entente.systems.state_attributes import state_attributes

from ...systems.worlds import cells, logged

pytestmark = pytest.mark.real_data

KEY = ["year", "ccode1", "ccode2"]


@pytest.fixture(scope="module")
def tidy(tidy_published):
    """All tidy tables of the paper's vintage."""
    return {name: read.table for name, read in tidy_published.items()}


@pytest.fixture(scope="module")
def system(tidy):
    """Attributes, threats and groups under the default switches, and what the logs count."""
    log = DataLog("system")
    attributes = [tidy[name] for name in ("states", "capabilities", "regimes", "major_powers")]
    states = state_attributes(*attributes, last_year=2001, carry_years=5, democracy_cutoff="maoz", log=log)
    dyads = dyad_attributes(states, tidy, same_day_only=False, cooperation="both", log=log)
    rivalries = expand_spells(tidy["rivalries"], "first_year", "last_year")
    wars = wars_of_dyads("dyadic_file", tidy, 2007, log)
    threats = direct_threats(states, tidy["disputes"], wars, rivalries, ThreatWindows(5, 10, True), log)
    srg = yearly_groups(states, threats[threats["threat"]], dyads[dyads["ally_pact"]])
    tables = {
        "systems/state_attributes": states,
        "systems/dyad_attributes": dyads,
        "maoz2011/threats": threats,
        "maoz2011/srg": srg,
    }
    valid = [load_schema(name).validate(table) for name, table in tables.items()]
    return SimpleNamespace(
        **dict(zip(("states", "dyads", "threats", "srg"), valid, strict=True)), counts=logged(log)
    )


def test_the_system_has_13045_state_years_and_676122_dyad_years(system):
    assert (len(system.states), len(system.dyads)) == (13_045, 676_122)
    assert (system.states["year"].min(), system.states["year"].max()) == (1816, 2001)
    for frame, key in ((system.states, ["year", "ccode"]), (system.dyads, KEY)):
        assert not frame.duplicated(key).any()


def test_thirty_pairs_of_members_never_met(system):
    log = DataLog("dyads")
    met = dyad_years(system.states, same_day_only=True, log=log)
    assert len(met) == 676_122 - 30
    assert list(logged(log).values()) == [30]


@pytest.mark.parametrize(
    ("kind", "dyad_years", "mean_degree", "share"),
    [("any", 61_716, 9.46, 9.13), ("pact", 41_612, 6.38, 6.15)],
)
def test_alliances(system, kind, dyad_years, mean_degree, share):
    allied = system.dyads[f"ally_{kind}"].sum()
    assert allied == dyad_years
    assert round(2 * allied / len(system.states), 2) == mean_degree
    assert round(100 * allied / len(system.dyads), 2) == share


def test_pacts_of_1870(system):
    allied = system.dyads.loc[
        (system.dyads["year"] == 1870) & system.dyads["ally_pact"], ["ccode1", "ccode2"]
    ]
    components = nx.connected_components(nx.Graph(allied.itertuples(index=False, name=None)))
    assert sorted(map(sorted, components)) == [
        [130, 135, 145, 155],
        [140, 160],
        [200, 220, 245, 255, 267, 271, 300],
    ]


def test_capabilities(system):
    assert system.counts["members without any military component"] == 155
    assert system.counts["capability exactly 0 with at least one component known"] == 494
    sums = system.states.groupby("year")["capability"].sum()
    assert len(sums) == 186 and np.allclose(sums, 1, rtol=0, atol=1e-12)
    sources = system.states["capability_source"].value_counts()
    assert sources["carried"] + sources["none"] == 155


def test_most_members_have_a_regime_score(system):
    assert system.states["regime_score"].isna().sum() == 1_504
    assert not system.states.loc[system.states["regime_score"].isna(), "democracy"].any()


def test_transitivity_of_actual_networks(system):
    networks = [
        year.matrix("ally_any")
        for year in international_systems(
            system.states, system.dyads, system.threats, system.srg, mid="window"
        )
    ]
    # The paper prints .64; the share of closed two-paths cannot give it.
    assert round(np.nanmean([transitivity_local(network) for network in networks]), 3) == 0.633
    assert round(np.nanmean([transitivity_global(network) for network in networks]), 3) == 0.776


def test_trade_is_known_for_few_dyads_at_first(tidy, system):
    known = system.dyads["trade_dependence"].notna().groupby(system.dyads["year"]).agg(["sum", "mean"])
    assert not known.loc[:1869, "sum"].any()
    assert round(known.loc[1870, "mean"], 2) == 0.10
    flows = tidy["trade_dyads"].dropna().groupby("year").size()
    assert round(flows[1918] / len(system.dyads[system.dyads["year"] == 1918]), 3) == 0.003
    assert (flows[1918], known.loc[1918, "sum"]) == (4, 3)  # Russia's total trade of 1918 is unknown


def test_organizations_miss_650_dyads_in_1990(system):
    unknown = system.dyads["shared_igos"].isna().groupby(system.dyads["year"]).sum()
    assert unknown[1990] == 650
    lacking = system.dyads[(system.dyads["year"] == 1990) & system.dyads["shared_igos"].isna()]
    assert all({one, other} & {260, 265, 678, 680} for one, other in cells(lacking, "ccode1", "ccode2"))


def test_durations_do_not_separate_the_outcome(system):
    """Counted through t they would: every pair whose status changes in t would have lasted 0 years."""
    for kind in ("any", "pact"):
        dyads = system.dyads.sort_values(["ccode1", "ccode2", "year"])
        pairs = dyads.groupby(["ccode1", "ccode2"])
        before, gap = pairs[f"ally_{kind}"].shift(), dyads["year"] - pairs["year"].shift()
        ally, changed = dyads[f"ally_{kind}"], before.notna() & (gap == 1) & (before != dyads[f"ally_{kind}"])
        status, apart = dyads[f"status_{kind}"], dyads[f"nonalliance_{kind}"]
        assert (status[changed] >= 1).all() and (status[gap.isna() | (gap > 1)] == 0).all()
        assert (apart[changed & ally] > 0).all() and (apart[changed & ~ally] == 0).all()


def test_threats_and_groups_of_1914(system):
    inputs = inputs_series(system.states, system.dyads, system.threats, system.srg).set_index("year")
    assert inputs["n"].sum() == 13_045
    assert inputs["ally_any"].sum() == 61_716 and inputs["ally_pact"].sum() == 41_612
    assert (inputs["threat"] >= inputs[["mid5", "war10", "rivalry"]].max(axis=1)).all()
    of_germany = system.srg[(system.srg["year"] == 1914) & (system.srg["ccode"] == 255)]
    assert {200, 220, 365} <= set(of_germany.loc[of_germany["direct"], "member"])


def test_disputes_of_members_are_all_there(tidy, system):
    disputes = set(cells(tidy["disputes"], *KEY))
    marked = set(cells(system.threats[system.threats["dispute"]], *KEY))
    assert marked <= disputes
    assert len(disputes - marked) == 3 == system.counts["dispute: dyad-years that are no dyad of members"]
    codes = set(cells(system.states, "year", "ccode"))
    assert all(not {(year, one), (year, other)} <= codes for year, one, other in disputes - marked)


def test_both_kinds_of_alliance_agree(system):
    assert (system.dyads["ally_pact"] <= system.dyads["ally_any"]).all()
    pd.testing.assert_series_equal(
        system.dyads["commitment"] == 1, system.dyads["ally_pact"], check_names=False
    )
