"""What pages say of the paper names what there is."""

import pytest

from entente.core.schema import load_schema, schema_names
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification
from entente.studies.maoz2011.page_words import FIRST_TABLES, scorecard_words


@pytest.fixture(scope="module")
def words(root):
    paths = [root / f"config/maoz2011/tables/table{number}.yaml" for number in (1, 2, 3, 4)]
    return scorecard_words(map(read_table_specification, paths), (1816, 2001))


def test_every_printed_table_has_a_heading_and_so_has_the_text(root, words):
    printed = {number.place[0] for number in read_printed(root / "config/maoz2011/printed/tables.csv")}
    assert set(words.headings) == printed | {"text"}
    assert list(words.headings.values()) == ["Table 1", "Table 2", "Table 3", "Table 4", "Text"]
    assert "1816–2001; Tables 1, 3 and 4" in words.sources


def test_subsets_are_of_printed_terms(root, words):
    terms = {number.term for number in read_printed(root / "config/maoz2011/printed/tables.csv")}
    chosen = {name: set(filter(belongs, terms)) for name, belongs in words.subsets.items()}
    assert terms - chosen["Without constants and persistence"] == {
        "constant",
        "status",
        "non_alliance_years",
        "rho",
    }
    assert chosen["The model's prediction"] == {
        "abm_expected_allies",
        "abm_predicted_alliance",
        "abm_network_characteristic",
        "abm_predicted_polarization",
    }


def test_the_codebook_opens_with_tables_that_there_are():
    assert set(FIRST_TABLES) <= {load_schema(name).name for name in schema_names()}
