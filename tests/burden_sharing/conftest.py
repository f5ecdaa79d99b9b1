"""The study's own tidy tables, of the published files."""

import pytest

from entente.core.study import load_study
from entente.data.raw_sources import own_source
from entente.data.readers.country_codes import load_recodes

from ..data.tables import OWN, Tidy, read_valid

STUDY = "burden_sharing"


@pytest.fixture(scope="session")
def source(root, real_data):
    """The published files that the study reads, by role."""
    years = {"first": 1945, "last": 2020}
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
