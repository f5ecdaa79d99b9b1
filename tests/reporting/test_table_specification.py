"""Files of tables: what is read, what is refused, and that those of the project cover what is printed."""

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.table_specification import (
    TableRow,
    read_table_specification,
    read_tables,
    store_files,
)

from .stored import TABLE, write_published, write_table


@pytest.fixture(scope="module")
def tables(root):
    models = [path.stem for path in (root / "config/maoz2011/models").glob("*.yaml")]
    return read_tables(root / "config/maoz2011/tables", models, root / "config/maoz2011/printed/tables.csv")


@pytest.fixture(scope="module")
def published(root):
    return pd.read_csv(root / "config/maoz2011/printed/tables.csv")


def test_a_table_is_read_in_the_order_of_its_file(tmp_path):
    table = read_table_specification(write_table(tmp_path))
    assert (table.name, table.heading, table.is_printed) == ("table9", "Table 9", True)
    assert [column.heading for column in table.columns] == ["Degree: Baseline", "Degree: Last"]
    assert [column.printed for column in table.columns] == [("degree", "baseline"), ("degree", "last")]
    assert table.rows[:2] == (TableRow("x", "Threats_x"), TableRow("z", "Distance", "km here"))
    assert list(table.statistics) == ["n", "r2"]


def test_a_variant_changes_what_it_names_and_is_not_the_printed_table(tmp_path):
    base = write_table(tmp_path)
    variant = read_table_specification(
        write_table(tmp_path, "extends: table9\nalliance: any\n", "table9_any")
    )
    assert {column.alliance for column in variant.columns} == {"any"}
    assert variant.rows == read_table_specification(base).rows
    assert not variant.is_printed
    assert [path.name for path in variant.files] == ["table9_any.yaml", "table9.yaml"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("heading: Table 9", "heading: Table 9\ntitel: x"), "unknown key 'titel', did you mean 'title'"),
        (("alliance: pact", ""), "columns 1, 2 have no type of alliance"),
        (("alliance: pact", "alliance: all"), "is not one of"),
        (("heading: Table 9", "heading: Table 9\nheading: Table 8"), "keys occur twice"),
        (("rows: {x: Threats_x,", "rows: {x: {label: T},"), "rows.x"),
        (("heading: Table 9", "extends: table8"), "table8.yaml cannot be read"),
        (("heading: Table 9", "extends: ../table8"), "extends '../table8', which is no name of a table"),
        (("heading: Table 9", "extends: [table8]"), "which is no name of a table"),
        (("heading: Table 9", 'extends: "table8\\n"'), "which is no name of a table"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, change, message):
    with pytest.raises(ConfigurationError, match=message):
        read_table_specification(write_table(tmp_path, TABLE.replace(*change)))


def test_a_file_that_is_no_mapping_or_extends_a_variant_is_refused(tmp_path):
    write_table(tmp_path)
    write_table(tmp_path, "extends: table9\n", "variant")
    with pytest.raises(ConfigurationError, match="which extends another table"):
        read_table_specification(write_table(tmp_path, "extends: variant\n", "again"))
    with pytest.raises(ConfigurationError, match="holds no table"):
        read_table_specification(write_table(tmp_path, "- a\n", "list"))


def test_an_unknown_model_is_named_with_the_nearest(tmp_path):
    write_table(tmp_path)
    with pytest.raises(ConfigurationError, match="column 2, failed, is no file.*near it are failed_last"):
        read_tables(tmp_path, ["degree", "failed_last"], write_published(tmp_path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("published: table9", "published: tabel9"),
            "published, tabel9, is no table of .*near it are table9",
        ),
        (
            ("degree, model: last", "degree, model: lsat"),
            "column 2 .* degree/lsat .* near it are degree/last",
        ),
        (("degree, model: last", "degre, model: last"), "column 2 .* degre/last .* near it are degree/last"),
        (("published: table9\n", ""), "column 1 .*a table without published"),
    ],
)
def test_links_to_printed_numbers_lead_somewhere(tmp_path, change, message):
    write_table(tmp_path)
    published = write_published(tmp_path)
    assert list(read_tables(tmp_path, ["degree", "failed"], published)) == ["table9"]
    write_table(tmp_path, TABLE.replace(*change))
    with pytest.raises(ConfigurationError, match=message):
        read_tables(tmp_path, ["degree", "failed"], published)


def test_printed_numbers_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(ConfigurationError, match="absent.csv cannot be read"):
        read_tables(tmp_path, [], tmp_path / "absent.csv")
    (tmp_path / "other.csv").write_text("dependent,model\na,b\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="other.csv has no column 'table'"):
        read_tables(tmp_path, [], tmp_path / "other.csv")


def test_a_table_needs_its_own_regressions_and_each_once(tables):
    files = store_files([tables["table2"], tables["table2"]], "models")
    assert len(files["terms"]) == len(files["statistics"]) == 8
    assert files["terms"][1].as_posix() == "models/table2_baseline/pact/terms.csv"
    assert all(path.parts[1].startswith("table2_") for path in files["statistics"])


def test_the_projects_tables_stand_beside_every_printed_column(tables, published):
    places = {
        (table.name, *column.printed)
        for table in tables.values()
        if table.is_printed
        for column in table.columns
    }
    assert places == set(published[["table", "dependent", "model"]].itertuples(index=False, name=None))


def test_the_projects_tables_have_every_printed_term_and_statistic(tables, published):
    for name, rows in published.groupby("table"):
        shown = {row.name for row in tables[name].rows} | set(tables[name].statistics)
        assert set(rows["term"]) <= shown


def test_each_printed_table_has_both_types_of_alliance(tables):
    for name in ("table1", "table3", "table4"):
        assert {column.alliance for column in tables[name].columns} == {"pact"}
        assert {column.alliance for column in tables[f"{name}_any"].columns} == {"any"}
        assert tables[f"{name}_any"].title != tables[name].title
    assert {column.alliance for column in tables["table2"].columns} == {"any", "pact"}
    assert len(tables["table3_supplement"].columns) == 12
