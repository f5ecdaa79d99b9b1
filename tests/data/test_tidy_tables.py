"""What a reader says of itself, read from its source: roles, what it asks for, and what is refused."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from entente.core.errors import ConfigurationError
from entente.core.study import load_study
from entente.data.tidy_tables import PACKAGE, TidyTable, read_tidy, tidy_tables


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Function that returns the table whose reader has this source."""
    monkeypatch.setattr("entente.data.tidy_tables.PACKAGE", tmp_path)

    def table(source):
        (tmp_path / "toys.py").write_text(source, encoding="utf-8")
        return TidyTable("toys", tmp_path / "toys.py", "data/toys")

    return table


def test_a_reader_says_its_roles_and_what_it_asks_for(reader):
    table = reader("ROLES = {'toys': 'free'}\ndef read(raw, log, states):\n    return raw\n")
    assert table.roles == {"toys": "free"}
    assert table.asks_for == ("log", "states")


@pytest.mark.parametrize("source", ["", "ROLES = ['toys']", "ROLES = {'toys': 'now and then'}"])
def test_a_reader_that_does_not_say_its_roles_is_named(reader, source):
    with pytest.raises(ConfigurationError, match=r"toys\.py does not say which raw files(.|\n)*'each year'"):
        _ = reader(source).roles


def test_a_reader_that_asks_for_what_there_is_not_is_named(reader):
    table = reader("ROLES = {'toys': 'free'}\ndef read(raw, recode):\n    return raw\n")
    with pytest.raises(ConfigurationError, match=r"read asks for recode, which there is not(.|\n)*recodes"):
        _ = table.asks_for


def test_files_come_to_a_reader_with_the_years_that_they_cover():
    given = []
    reader = SimpleNamespace(read=lambda raw, log: given.append((raw, log)))
    read_tidy(reader, {"toys": "a.csv", "dolls": {"one": "b.csv"}}, {"b.csv": (1, 2)}, log="log", states=None)
    raw, log = given[0]
    assert (f"{raw['toys']}", raw["toys"].years, log) == ("a.csv", None, "log")
    assert (f"{raw['dolls']['one']}", raw["dolls"]["one"].years) == ("b.csv", (1, 2))


def test_a_table_without_a_reader_is_named_with_where_to_write_it():
    study = replace(load_study("maoz2011"), tables=("toys",))
    with pytest.raises(
        ConfigurationError, match=r"maoz2011 reads the table toys(.|\n)*data/readers/toys\.py"
    ):
        tidy_tables([study])


def test_the_list_of_states_comes_with_readers_that_ask_for_it():
    study = replace(load_study("maoz2011"), tables=("wars",))
    found = tidy_tables([study])
    assert set(found) == {"states", "wars"}
    assert found["wars"].module == "entente.data.readers.wars"
    assert found["wars"].file == PACKAGE / "data/readers/wars.py"
