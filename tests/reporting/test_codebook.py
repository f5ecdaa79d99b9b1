"""The codebook says what the schemas say, of the files that the run uses."""

import re

import pytest

from entente.core.checked_yaml import named
from entente.core.errors import SchemaError
from entente.core.schema import TableSchema, load_schema, schema_names
from entente.core.study import load_study, study_names
from entente.data.raw_sources import editions
from entente.data.registry import Registry
from entente.reporting.codebook import codebook_frame, codebook_values
from entente.reporting.pages import PAGES, Page


@pytest.fixture(scope="module")
def registry(root):
    return Registry.load(root / "config" / "datasets.yaml")


@pytest.fixture(scope="module")
def paper(registry):
    return registry.editions("paper")


def known(root, name):
    """Editions of the files that a schema may name: of a study, its own too."""
    configuration = {"data": {"registry": root / "config/datasets.yaml", "vintage": "paper"}}
    folder = name.split("/")[0]
    return editions(configuration, load_study(folder if folder in study_names() else "maoz2011"), name)


def test_it_has_a_row_for_every_column_of_every_table(root):
    tables = [(load_schema(name), known(root, name)) for name in schema_names()]
    schemas = [schema for schema, _ in tables]
    frame = codebook_frame(tables)
    assert list(zip(frame["table"], frame["column"], strict=True)) == [
        (schema.name, column.name) for schema in schemas for column in schema.columns
    ]
    assert (frame["label"].str.len() > 0).all()


def test_the_page_has_a_section_for_every_table_and_the_label(paper):
    schemas = [load_schema("maoz2011/srg"), load_schema("data/states")]
    values = codebook_values([(schema, paper) for schema in schemas])
    page = Page(PAGES / "reporting/codebook.md.j2", first=["states", "absent"], **values).marked("DEMO")
    assert (
        "## srg\n\nStrategic reference groups. One row is one directed dyad-year; key: year, ccode, member."
        in page
    )
    assert "| first_day | First day of membership in the year | day of the year | int16 |" in page
    assert "**DEMO**" in page
    assert page.index("## states") < page.index("## srg")


@pytest.mark.parametrize(
    ("vintage", "source"),
    [
        ("paper", "DYDMID 2.0; COW dyadic inter-state wars; KGD rivalries 5.00"),
        ("current", "Dyadic MID 4.02; COW dyadic inter-state wars; TSS rivalries 2021"),
    ],
)
def test_sources_are_the_editions_of_the_vintage(registry, vintage, source):
    table = load_schema("maoz2011/threats"), registry.editions(vintage)
    frame = codebook_frame([table]).set_index("column")
    assert frame.at["threat", "source"] == source


def test_no_schema_names_an_edition_itself(registry):
    """Named by role, a source is right for every vintage."""
    read = {*registry.editions("paper").values(), *registry.editions("current").values()}
    versions = {match for edition in read for match in re.findall(r"\d\.\d+|v?20\d\d", edition)}
    assert {"3.0", "4.02", "v2016", "2021"} <= versions
    for name in schema_names():
        for column in load_schema(name).columns:
            if "Maoz" not in column.source:
                assert not [version for version in versions if version in column.source], (name, column)


@pytest.mark.parametrize("source", ["{alliance}", "{}", "{alliances"])
def test_a_source_that_names_no_role_is_refused(paper, source):
    columns = {"ally": {"dtype": "bool", "label": "Allied", "source": source}}
    toy = TableSchema(title="Toy", unit_of_analysis="dyad-year", key=["ally"], columns=columns)
    schema = named("toy", toy)
    with pytest.raises(
        SchemaError, match="Table toy, column ally: the source .* names no role(.|\n)*alliances"
    ):
        codebook_frame([(schema, paper)])
