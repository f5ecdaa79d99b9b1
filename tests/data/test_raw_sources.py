"""Where raw files lie and what years they cover."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from entente.core.configuration import load_configuration, merge
from entente.core.errors import ConfigurationError, CoverageError, RegistryError
from entente.core.study import load_study
from entente.data.raw_sources import own_source, raw_sources, registered_files
from entente.data.raw_sources import raw_source as raw_source_of
from entente.data.registry import Registry
from entente.data.tidy_tables import EACH_YEAR, FREE, FROM_ITS_START

from .tables import READERS, TABLES

COVERAGE = {role: coverage for table in TABLES.values() for role, coverage in table.roles.items()}
BOUNDED = [role for role in COVERAGE if COVERAGE[role] in (EACH_YEAR, FROM_ITS_START)]


def raw_source(configuration):
    return raw_source_of(configuration, TABLES.values())


@pytest.fixture
def replication(root, monkeypatch):
    monkeypatch.chdir(root)
    return load_configuration("config/config.yaml")


@pytest.fixture
def with_registry(replication, tmp_path):
    """Function that returns the configuration with a registry in which ``change`` changed an entry."""

    def configured(entry, **change):
        entries = yaml.safe_load(Path("config/datasets.yaml").read_text(encoding="utf-8"))
        assert set(change) <= set(entries[entry])
        entries[entry] |= change
        (tmp_path / "datasets.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
        return merge(replication, {"data": {"registry": str(tmp_path / "datasets.yaml")}})

    return configured


def test_every_role_that_a_reader_needs_has_a_file(replication):
    source = raw_source(replication)
    assert set(source.files) == {role for roles in READERS.values() for role in roles}
    assert source.given(["alliances"]) == {"alliances": "resources/atop/atop3_0dy.csv"}
    assert source.generated == ()


def test_the_years_of_files_are_known_by_their_paths(replication):
    source = raw_source(replication)
    assert source.years(["alliances", "capitals"]) == {
        "resources/atop/atop3_0dy.csv": (1815, 2003),
        "resources/capitals/peacesciencer_cow_capitals.rda": (1816, 2024),
    }


def test_the_current_vintage_has_the_newest_editions_and_goes_on_to_2014(replication):
    current = load_configuration("config/current.yaml")
    source = raw_source(current)
    assert source.vintage == "current"
    assert source.paths(["disputes"]) == ["resources/dyadic_mid/dyadic_mid_4.02.csv"]
    assert current["years"] == {"first": 1816, "last": 2014}
    with pytest.raises(CoverageError, match="covers 1[0-9]+–2014, but the configuration asks for 1816–2015"):
        raw_source(merge(current, {"years": {"last": 2015}}))


@pytest.mark.parametrize("role", sorted(BOUNDED))
@pytest.mark.parametrize("vintage", ["paper", "current"])
def test_a_file_that_ends_before_the_last_year_is_named(replication, with_registry, vintage, role):
    raw = Registry.load("config/datasets.yaml").parts(role, vintage)[0]
    configuration = merge(with_registry(raw.name, years="1816-2000"), {"data": {"vintage": vintage}})
    with pytest.raises(CoverageError, match=f"{raw.file.split('/')[1]} .* covers 1816–2000"):
        raw_source(configuration)


def test_every_role_must_cover_the_years_or_is_known_to_be_continued_or_free():
    assert {role for role in COVERAGE if COVERAGE[role] == FREE} == {"capitals", "regime_panel", "religions"}


def test_wars_are_listed_until_the_first_of_their_files_ends(replication, with_registry):
    wars = ("wars", "dyadic_wars")
    assert raw_source(replication).last_year(*wars) == 2003
    assert raw_source(with_registry(entry_of("wars"), years="1823-1997")).last_year(*wars) == 1997
    demo = load_configuration("config/demo.yaml")
    assert raw_source(demo).last_year(*wars) == demo["years"]["last"]


def test_files_have_their_registered_digests(replication):
    source = raw_source(replication)
    entry = registered_files([source])["atop/atop3_0dy.csv"]
    assert entry.role == "alliances"
    assert source.digests(["alliances"]) == {"resources/atop/atop3_0dy.csv": entry.sha256}


def test_a_demo_run_reads_only_what_the_demo_world_does_not_make(replication):
    demo = load_configuration("config/demo.yaml")
    source = raw_source(demo)
    assert (source.files, source.registered, set(source.generated)) == ({}, [], set(TABLES))
    own = SimpleNamespace(name="gdp", schema="toy/gdp", roles={"polity": EACH_YEAR})
    source = raw_source_of(demo, [*TABLES.values(), own])
    assert source.paths(source.files) == [replication["data"]["raw"] + "/polity/p4v2010.xls"]
    assert set(source.generated) == set(TABLES)


def test_the_demo_world_without_a_label_is_refused(replication):
    with pytest.raises(ConfigurationError, match="label: DEMO"):
        raw_source(merge(load_configuration("config/demo.yaml"), {"label": ""}))


def test_a_recode_table_that_is_not_there_is_named(replication):
    with pytest.raises(ConfigurationError, match=r"data\.recodes: there is no file config/typo\.csv"):
        raw_source(merge(replication, {"data": {"recodes": "config/typo.csv"}}))


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


def entry_of(role):
    return Registry.load("config/datasets.yaml").parts(role, "paper")[0].name


@pytest.mark.parametrize("role", ["alliances", "religions"])
def test_a_role_that_no_file_of_the_vintage_plays_is_named(with_registry, role):
    with pytest.raises(RegistryError, match=f"no file for role '{role}' in vintage 'paper'"):
        raw_source(with_registry(entry_of(role), role="misspelled"))


@pytest.mark.parametrize("role", ["contiguity", "polity"])
def test_years_are_asked_for_where_panels_depend_on_them(with_registry, role):
    with pytest.raises(RegistryError, match=f"entry {entry_of(role)}, key years: 'time-invariant'"):
        raw_source(with_registry(entry_of(role), years="time-invariant"))
    with pytest.raises(CoverageError, match="covers [0-9]+–1990, but the configuration asks for"):
        raw_source(with_registry(entry_of(role), years="1990"))


def test_rows_may_have_years_that_a_run_may_not_ask_for(replication, with_registry):
    polity = entry_of("polity")
    source = raw_source(with_registry(polity, years="1800-2005 (some states to 2010)"))
    assert source.last_year("polity") == 2005
    assert list(source.years(["polity"]).values()) == [(1800, 2010)]
    # One year is the year of all rows.
    source = raw_source(with_registry(entry_of("capitals"), years="2017"))
    assert list(source.years(["capitals"]).values()) == [(2017, 2017)]


def test_years_of_other_files_may_be_anything(with_registry, replication):
    changed = with_registry(entry_of("capitals"), years="time-invariant")
    source = raw_source(replication)
    assert raw_source(changed).given(source.files) == source.given(source.files)


def test_readers_that_disagree_on_the_years_of_a_file_are_named(replication):
    disputes, rivalries = TABLES["disputes"], TABLES["rivalries"]
    other = SimpleNamespace(name="rivalries", roles=rivalries.roles | {"disputes": FREE})
    with pytest.raises(ConfigurationError, match="readers of disputes and rivalries disagree .* disputes"):
        raw_source_of(replication, [disputes, other])


# Tables of a study's own


@pytest.fixture
def both(replication):
    """The configuration, and studies of which one has tables of its own."""
    studies = [load_study("maoz2011"), load_study("games")]
    return merge(replication, {"studies": [study.name for study in studies]}), studies


def test_a_studys_own_tables_are_of_its_own_files_whatever_the_vintage(both):
    configuration, studies = both
    for vintage, shared in (("paper", "NMC_v4_0.csv"), ("current", "NMC-60-abridged.csv")):
        sources = raw_sources(merge(configuration, {"data": {"vintage": vintage}}), studies)
        assert sources[""].paths(["capabilities"]) == [f"resources/cow_nmc/{shared}"]
        assert sources["games"].paths(["capabilities"]) == ["resources/cow_nmc/NMC-60-abridged.csv"]
    assert "borders" not in sources[""].tables and not sources["maoz2011"].tables
    assert sources["games"].tables["states"].module == "entente.studies.games.readers.states"


def test_each_file_is_retrieved_once_for_all_studies(both):
    configuration, studies = both
    sources = raw_sources(merge(configuration, {"data": {"vintage": "current"}}), studies)
    assert "cow_nmc/NMC-60-abridged.csv" in registered_files([sources[""]])
    files = registered_files(sources.values())
    read = [raw.file for source in sources.values() for raw in source.registered]
    assert sorted(set(read)) == list(files) and len(read) > len(files)


def test_a_file_that_two_studies_describe_differently_is_named(replication):
    source = raw_source(replication)
    other = source.registered[0].model_copy(update={"sha256": "0" * 64})
    with pytest.raises(RegistryError, match=f"differ on {other.file}"):
        registered_files([source, replace(source, files={"mine": (other,)})])


def test_the_years_of_own_tables_are_those_of_the_study(both):
    configuration, (_, study) = both
    assert own_source(configuration, study).tables
    # Of the list of states each year counts, and it ends in 2024.
    with pytest.raises(CoverageError, match=r"statelist2024\.csv .* covers 1816–2024.* asks for 1949–2025"):
        own_source(merge(configuration, {"games": {"years": {"last": 2025}}}), study)
    without = {key: value for key, value in configuration["games"].items() if key != "years"}
    of_run = configuration | {"games": without, "years": {"first": 1816, "last": 2025}}
    with pytest.raises(CoverageError, match="asks for 1816–2025"):
        own_source(of_run, study)


def test_a_demo_run_reads_own_tables_only_of_studies_that_say_so(both):
    _, (_, study) = both
    demo = load_configuration("config/demo.yaml")
    assert not own_source(demo, study).tables and not own_source(demo, study).files
    assert own_source(demo, replace(study, reads_in_demo=True)).tables


def test_a_studys_rules_may_read_files_of_its_own_registry_as_they_are(replication):
    study = load_study("experiments")
    found = own_source(replication, study)
    assert list(found.files) == ["alliance_survey"] and not found.tables
    [(path, digest)] = found.digests(["alliance_survey"]).items()
    assert path == "resources/tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    assert digest.startswith("7f7c6268")
    simulated = merge(replication, {"experiments": {"designs": ["two_countries"]}})
    assert own_source(simulated, study).files == {}
    unknown = replace(study, raw_roles=lambda folder, settings: ["nothing"])
    with pytest.raises(RegistryError, match="no file for role 'nothing'"):
        own_source(replication, unknown)
