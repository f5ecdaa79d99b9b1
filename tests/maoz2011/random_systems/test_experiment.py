"""Random runs: the same one by one and in any batches, measured like any network, nothing lost unsaid."""

import logging

import pandas as pd
import pytest

from entente.abm import Rules
from entente.core.schema import load_schema
from entente.networks import describe
from entente.studies.maoz2011.random_systems.design import Design
from entente.studies.maoz2011.random_systems.experiment import random_run, run_batch

PAPER, PROGRAM = Rules.named("paper"), Rules.named("program")
DESIGN = Design(
    n=(5, 30),
    srn_density=(0.05, 0.3),
    mid_density=(0.02, 0.1),
    cooperation_density=(0.05, 0.3),
    democracy_share=(0.1, 0.5),
    disputes="inside",
    seed=2011,
)
RUNS = 48


def batch(first=0, count=RUNS, design=DESIGN, rules=PAPER, max_cliques=10_000):
    return run_batch(design, first, count, rules, max_cliques=max_cliques)


@pytest.fixture(scope="module")
def table():
    return batch()


@pytest.mark.parametrize("size", [1, 7, 16])
def test_runs_are_the_same_whatever_the_batches(table, size):
    parts = [batch(first, min(size, RUNS - first)) for first in range(0, RUNS, size)]
    joined = pd.concat(parts, ignore_index=True)
    validate = load_schema("maoz2011/random_runs").validate
    pd.testing.assert_frame_equal(validate(joined), validate(table), check_exact=True)


def test_the_table_fits_its_schema(table):
    valid = load_schema("maoz2011/random_runs").validate(table)
    assert valid["index"].tolist() == list(range(RUNS))


def test_a_run_can_be_looked_into_by_its_index(table):
    longer = table.set_index("index")["iterations"] > 2
    assert longer.any() and not longer.all()
    for index, row in table.set_index("index").iterrows():
        found = random_run(DESIGN, index, PAPER)
        assert (found.point.n, found.run.iterations) == (row["n"], row["iterations"])
        assert found.run.converged == row["converged"]
        iterations = {"first": 1, "last": found.run.iterations}
        if longer[index]:
            iterations["intermediate"] = row["intermediate_iteration"]
            assert 1 < iterations["intermediate"] < found.run.iterations
        assert {stage: iteration for stage, (iteration, _) in found.stages.items()} == iterations
        networks = {
            "srn": found.system.srg,
            **{stage: found.run.alliances[iteration - 1] for stage, iteration in iterations.items()},
        }
        for name, network in networks.items():
            measures = describe(network)
            for measure in ("density", "npi", "transitivity", "centralization"):
                assert row[f"{name}_{measure}"] == pytest.approx(measures[measure], nan_ok=True)


def test_a_run_of_two_iterations_has_no_intermediate_one(table):
    short = table[table["iterations"] <= 2]
    assert len(short)
    assert short.filter(like="intermediate").isna().all(axis=None)
    assert list(random_run(DESIGN, int(short["index"].iloc[0]), PAPER).stages) == ["first", "last"]


def test_intermediate_iterations_are_drawn_from_all_between(table):
    long = table[table["iterations"] >= 4]
    assert long["intermediate_iteration"].nunique() >= 2


def test_what_was_drawn_is_near_what_was_asked_for(table):
    pairs = table["n"] * (table["n"] - 1) / 2
    for name in ("srn", "mid", "cooperation"):
        ties = (table[f"{name}_density"] - table[f"design_{name}_density"]) * pairs
        assert (ties.abs() <= 0.5 + 1e-9).all()
    democracies = (table["democracy_share"] - table["design_democracy_share"]) * table["n"]
    assert (democracies.abs() <= 0.5 + 1e-9).all()


def test_networks_with_too_many_cliques_lack_only_polarization_and_are_counted(table, caplog):
    with caplog.at_level(logging.INFO):
        bounded = batch(max_cliques=12)
    npi = [column for column in table if column.endswith("_npi")]
    lost = bounded[npi].isna() & table[npi].notna()
    assert 0 < lost.to_numpy().sum() < lost.size
    assert (bounded["npi_missing"] == lost.sum(axis=1)).all()
    assert (table["npi_missing"] == 0).all()
    others = table.columns.difference([*npi, "npi_missing"])
    pd.testing.assert_frame_equal(bounded[others], table[others])
    assert f"{(bounded['npi_missing'] > 0).sum()} lack the polarization index" in caplog.text


def test_the_rules_matter(table):
    assert (batch(rules=PROGRAM)["last_density"] != table["last_density"]).any()
