"""The study's own tidy tables and its panel of states, of the published files."""

import pytest

from entente.burden.contributions import contributions
from entente.burden.state_panel import cooperation_year
from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.core.study import load_study
from entente.data.raw_sources import own_source
from entente.data.readers.country_codes import load_recodes
from entente.games.membership import accession_spells, members, read_accessions

from ..data.tables import OWN, Tidy, read_valid

STUDY = "burden_sharing"

YEARS = (1945, 2020)

ROLES = {
    name: name
    for name in (
        "alliance_members",
        "arms_transfers",
        "capabilities",
        "conflicts",
        "contiguity",
        "defence_agreements",
        "disputes",
        "mission_contributors",
        "rivalries",
        "un_mission_contributors",
    )
} | {"ipi": "un_contributions", "ucdp": "conflicts", "sipri_arms": "arms_transfers"}


@pytest.fixture(scope="session")
def source(root, real_data):
    """The published files that the study reads, by role."""
    years = {"first": YEARS[0], "last": YEARS[1]}
    data = {"registry": root / "config/datasets.yaml", "vintage": "paper", "raw": str(real_data)}
    return own_source({"data": data, STUDY: {"years": years}, "years": years}, load_study(STUDY))


@pytest.fixture(scope="session")
def tidy(source, recode_path):
    """Function that reads a table of the study by its name, once, with its log."""
    recodes, found = load_recodes(recode_path), {}

    def read(name) -> Tidy:
        if name not in found:
            table = OWN[STUDY][name]
            states = None if name == "states" else read("states").table
            given, years = source.given(table.roles), source.years(table.roles)
            found[name] = read_valid(table, given, states, recodes, years)
        return found[name]

    return read


@pytest.fixture(scope="session")
def covered(source):
    return {name: source.covered(role) for name, role in ROLES.items()}


@pytest.fixture(scope="session")
def carried(tidy):
    names = (
        "spending_sipri", "spending_nato", "capabilities", "un_contributions", "us_troops", "arms_transfers",
        "conflicts", "mission_contributors",
    )  # fmt: skip
    log = DataLog("repository")
    made = contributions({name: tidy(name).table for name in names}, log)
    return made, log.frame().set_index("reason")["rows"]


@pytest.fixture(scope="session")
def nato(root):
    spells_ = accession_spells(read_accessions(root / "config/nato/accessions.csv"))
    return members(spells_, range(YEARS[0], YEARS[1] + 1), "31_december")


@pytest.fixture(scope="session")
def panel(tidy, carried, nato, covered):
    names = (
        "states", "economy", "economy_gleditsch", "capabilities", "regimes", "disputes", "rivalries",
        "contiguity", "alliance_members", "treaty_depth",
    )  # fmt: skip
    tables = {name: tidy(name).table for name in names}
    made = cooperation_year(tables, carried[0], nato, covered, range(YEARS[0], YEARS[1] + 1))
    return load_schema("burden_sharing/cooperation_year").validate(made)
