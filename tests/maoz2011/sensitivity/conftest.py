"""The demo world's tables, made by the functions that the rules call, under any settings."""

from pathlib import Path

import pandas as pd
import pytest

from entente.core.configuration import load_configuration
from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.core.storage import write_table
from entente.data.demo.world import generate
from entente.studies.maoz2011.reference_groups import ThreatWindows, yearly_groups, yearly_threats
from entente.systems.dyad_attributes import dyad_attributes
from entente.systems.state_attributes import state_attributes

LOG = DataLog("test")

#: As if the war files ended in the middle of the demo world, so that the disputes' flags take over.
WARS_LISTED_UNTIL = 1930

#: Schemas of the tables that are not called so.
SCHEMAS = {
    "states": "systems/state_attributes",
    "dyads": "systems/dyad_attributes",
    "threats": "maoz2011/threats",
    "srg": "maoz2011/srg",
}


def demo_settings(root):
    demo = load_configuration(root / "config" / "demo.yaml")
    return {**demo["maoz2011"], "years": demo["years"], "sensitivity": "all"}


@pytest.fixture
def configuration(root):
    """The settings of the study in the demo run, a copy for each test, with the years of the run."""
    return demo_settings(root)


@pytest.fixture(scope="session")
def tidy() -> dict[str, pd.DataFrame]:
    """All tidy tables of the demo world."""
    tables = generate(2011).tables
    return {name: load_schema(f"data/{name}").validate(table) for name, table in tables.items()}


@pytest.fixture(scope="session")
def full_run(tidy):
    """Attributes, threats and groups as the rules make them under a configuration."""

    def make(configuration) -> dict[str, pd.DataFrame]:
        panel, srg = configuration["panel"], configuration["srg"]
        states = state_attributes(
            *(tidy[table] for table in ("states", "capabilities", "regimes", "major_powers")),
            last_year=configuration["years"]["last"],
            carry_years=panel["carry_years"],
            democracy_cutoff=panel["democracy"],
            log=LOG,
        )
        choices = {name: panel[name] for name in ("same_day_only", "cooperation")}
        dyads = dyad_attributes(states, tidy, **choices, log=LOG)
        windows = {name: srg[name] for name in ("dispute_years", "war_years", "includes_year")}
        threats = yearly_threats(
            states,
            tidy,
            wars=srg["wars"],
            wars_listed_until=WARS_LISTED_UNTIL,
            windows=ThreatWindows(**windows),
            log=LOG,
        )
        groups = yearly_groups(states, threats[threats["threat"]], dyads[dyads[f"ally_{srg['alliance']}"]])
        made = {"states": states, "dyads": dyads, "threats": threats, "srg": groups}
        return {name: load_schema(SCHEMAS[name]).validate(made[name]) for name in made}

    return make


@pytest.fixture(scope="session")
def stored(root, tidy, full_run, tmp_path_factory) -> dict[str, Path]:
    """Paths of the tidy tables, and of what the configured run makes of them."""
    folder = tmp_path_factory.mktemp("tables")
    made = full_run(demo_settings(root))
    # The attributes of states take the name that the tidy table of states has elsewhere.
    paths = {name: folder / f"{name}.parquet" for name in {**tidy, **made}}
    for name, path in paths.items():
        if name in made:
            write_table(made[name], path, schema=SCHEMAS[name])
        else:
            write_table(tidy[name], path, schema=f"data/{name}")
    return paths
