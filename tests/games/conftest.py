"""The study's own tidy tables, of the published files."""

from types import SimpleNamespace

import pytest

from entente.core.study import load_study
from entente.data.raw_sources import own_registry
from entente.data.readers.country_codes import load_recodes

from ..data.tables import OWN, read_valid


@pytest.fixture(scope="session")
def published_games(root, real_data):
    """Role to path of the published files that the study reads."""
    configuration = {"data": {"registry": root / "config/datasets.yaml"}}
    return {
        raw.role: real_data / raw.file for raw in own_registry(configuration, load_study("games")).raw_files
    }


@pytest.fixture(scope="session")
def tidy(published_games, recode_path):
    """The tables by their names."""
    recodes, tables = load_recodes(recode_path), OWN["games"]
    found = {"states": read_valid(tables["states"], published_games, None, recodes).table}
    for name in sorted(set(tables) - {"states"}):
        found[name] = read_valid(tables[name], published_games, found["states"], recodes).table
    return SimpleNamespace(**found)


@pytest.fixture(scope="session")
def accession_path(root):
    """The accessions to NATO."""
    return root / "config/nato/accessions.csv"
