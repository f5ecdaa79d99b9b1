"""A finished run that is asked by names of states, and its networks as files for other programs."""

import shutil

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import entente
from entente.abm import Rules
from entente.abm.history import explain_state
from entente.core.errors import ConfigurationError, CoverageError, UnknownStateError
from entente.systems.international_system import read_systems, system_tables


@pytest.fixture(scope="module")
def run(demo):
    return entente.open_run(demo.run)


def test_a_run_says_what_it_is(run):
    assert repr(run).startswith("<Run demo of maoz2011, 1900–1959, in ")


def test_a_run_explains_a_state_by_name_as_by_code(run, demo):
    [system] = read_systems(system_tables(demo.study / "panels"), (1914, 1914), mid="window")
    expected = explain_state(system, Rules.named("paper"), 220)
    found = run.explain(1914, "France")
    pd.testing.assert_frame_equal(found.drop(columns="partner_name"), expected)
    pd.testing.assert_frame_equal(run.explain(1914, 220), found)
    names = dict(zip(system.states["ccode"], system.states["name"], strict=True))
    partners = found[found["partner"].notna()]
    assert partners["partner_name"].tolist() == [names[code] for code in partners["partner"]]
    assert found.loc[found["partner"].isna(), "partner_name"].isna().all()
    other = explain_state(system, Rules.named("program"), 220)
    pd.testing.assert_frame_equal(run.explain(1914, "FRN", "program").drop(columns="partner_name"), other)


def test_wishes_are_those_of_the_ties_with_names(run, demo):
    ties = pd.read_parquet(demo.study / "abm/paper/ties.parquet").query("year == 1950 and wish")
    for iteration in (1, None):
        chosen = ties[ties["iteration"] == (iteration or ties["iteration"].max())]
        found = run.wishes(1950, iteration)
        assert list(found.columns) == ["ccode", "name", "partner", "partner_name", "alliance"]
        assert (
            found[["ccode", "partner", "alliance"]].values.tolist()
            == chosen[["ccode", "partner", "alliance"]].values.tolist()
        )
        assert found["name"].tolist() == [run.names.name(code) for code in chosen["ccode"]]


def test_networks_have_the_edges_that_the_series_count(run):
    for year in (1900, 1936, 1959):
        networks = run.networks(year)
        for name, graph in networks.items():
            row = run.series(name).loc[year]
            assert (len(graph), graph.number_of_edges()) == (row["n"], row["edges"]), (year, name)
            assert graph.name == f"{name} {year} DEMO"
        assert nx.utils.graphs_equal(run.network(year, "expected"), networks["abm_last"])
    members = pd.read_parquet(run.folder / "data/states.parquet").query("year == 1936")
    assert set(run.network(1936, "actual_any")) == set(members["name"])


def test_series_are_those_of_the_rule_set(run, demo):
    pd.testing.assert_frame_equal(run.series(), pd.read_csv(demo.study / "networks/series.csv"))
    program = pd.read_csv(demo.study / "networks/program/series.csv").query("network == 'abm_last'")
    assert run.series("expected", "program")["edges"].tolist() == program["edges"].tolist()


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (lambda run: run.explain(1914, "Frnace"), UnknownStateError, "'Frnace'; near it are France"),
        (lambda run: run.explain(2014, "France"), CoverageError, "no year 2014.\nIt is of 1900–1959"),
        (lambda run: run.wishes(1815), CoverageError, "no year 1815"),
        (lambda run: run.wishes(1914, 99), CoverageError, "no iteration 99"),
        (lambda run: run.wishes(1914, rules="papr"), ConfigurationError, "'papr'; near it are paper"),
        (
            lambda run: run.series("actual"),
            ConfigurationError,
            "no network 'actual' here; near it are actual_",
        ),
        (lambda run: run.network(1914, "abm"), ConfigurationError, "no network 'abm' here"),
    ],
)
def test_what_cannot_be_answered_says_what_can(run, question, error, said):
    with pytest.raises(error, match=said):
        question(run)


def test_a_run_can_be_moved_and_one_that_is_not_finished_is_refused(run, demo, tmp_path):
    moved = shutil.copytree(demo.run, tmp_path / "elsewhere")
    pd.testing.assert_frame_equal(entente.open_run(moved).wishes(1914), run.wishes(1914))
    with pytest.raises(
        ConfigurationError, match="no study 'maoz2010' that can be asked; near it are maoz2011"
    ):
        entente.open_run(moved, "maoz2010")
    (moved / "provenance/configuration.yaml").unlink()
    with pytest.raises(ConfigurationError, match="elsewhere holds no finished run"):
        entente.open_run(moved)


def test_networks_are_targets_for_other_programs(finished):
    targets = [
        f"results/demo/maoz2011/export/1936_{name}"
        for name in ("expected.graphml", "actual_pact.gexf", "abm_first.csv")
    ]
    finished.snakemake(*targets)
    run = entente.open_run(finished.run)
    for target, read in zip(targets[:2], (nx.read_graphml, nx.read_gexf), strict=True):
        graph = run.network(1936, target.split("1936_")[1].split(".")[0])
        found = read(finished.folder / target)
        assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in graph.edges}
        for name, described in graph.nodes.items():
            assert {key: found.nodes[name][key] for key in described} == described
            assert set(found.nodes[name]) - {"label"} == set(described)
    table = pd.read_csv(finished.folder / targets[2])
    allied = table[table["target"].notna()]
    graph = run.network(1936, "abm_first")
    assert {frozenset(pair) for pair in allied[["source", "target"]].values.tolist()} == {
        frozenset(edge) for edge in graph.edges
    }
    assert set(table.loc[table["target"].isna(), "source"]) == set(nx.isolates(graph))
    assert np.isclose(
        table["source_capability"], [graph.nodes[name]["capability"] for name in table["source"]]
    ).all()
