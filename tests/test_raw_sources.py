"""Where raw files lie and what years they cover."""

import dataclasses

import pytest

from entente.configuration import load_configuration, merge
from entente.errors import CoverageError
from entente.raw_sources import BEGIN_LATE, YEARLY, covered_years, raw_source
from entente.registry import Registry
from entente.tidy_tables import READERS


@pytest.fixture
def replication(root, monkeypatch):
    monkeypatch.chdir(root)
    return load_configuration("config/config.yaml")


def test_every_role_that_a_reader_needs_has_a_file(replication, root):
    demo = load_configuration("config/demo.yaml")
    needed = {role for roles in READERS.values() for role in roles}
    for configuration in (replication, demo):
        source = raw_source(configuration)
        assert set(source.files) == needed
        assert source.path("alliances") == f"{configuration['data']['raw']}/atop/atop3_0dy.csv"


def test_registered_files_have_digests_and_generated_ones_none(replication):
    source = raw_source(replication)
    entry = source.entry("atop/atop3_0dy.csv")
    assert entry.role == "alliances"
    assert source.digests(["alliances"]) == {"alliances": entry.sha256}
    assert raw_source(load_configuration("config/demo.yaml")).digests(["polity", "alliances"]) == {}


def test_required_roles_are_roles_of_the_vintage(replication):
    roles = {raw.role for raw in Registry.load("config/datasets.yaml").files("paper")}
    assert set(YEARLY) | set(BEGIN_LATE) <= roles


@pytest.mark.parametrize(
    ("years", "file"),
    [({"last": 2002}, "dyadmid20-1.csv"), ({"last": 2020}, "covers"), ({"first": 1815}, "covers")],
)
def test_years_outside_coverage_are_refused(replication, years, file):
    changed = merge(replication, {"years": years})
    with pytest.raises(CoverageError) as caught:
        raw_source(changed)
    assert file in str(caught.value)
    assert "years.first and years.last" in str(caught.value)


def test_the_demo_world_has_years_of_its_own(replication):
    with pytest.raises(CoverageError, match="demo world covers 1900–1959"):
        raw_source(merge(load_configuration("config/demo.yaml"), {"years": {"last": 1960}}))


@pytest.mark.parametrize(
    ("text", "years"), [("1816-2001", (1816, 2001)), ("1776-2020 (coded to 2018, USA later)", (1776, 2020))]
)
def test_covered_years_are_read_from_the_registry(replication, text, years):
    raw = dataclasses.replace(raw_source(replication).registered[0], years=text)
    assert covered_years(raw) == years
