"""Files of tables: what is read, what is refused, and that those of the project cover what is printed."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from entente.core.errors import ConfigurationError
from entente.regressions.declaration import read_regressions
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import (
    printed_beside,
    read_table_specification,
    read_tables,
    store_files,
)
from entente.studies.maoz2011.units import UNITS

from .stored import TABLE, write_printed, write_table


def models(*names, alliances=("any", "pact")):
    """Regressions as tables know them."""
    return {name: SimpleNamespace(unit=SimpleNamespace(alliances=alliances)) for name in names}


@pytest.fixture(scope="module")
def tables(root):
    known = read_regressions(root / "config/maoz2011/models", UNITS)
    return read_tables(root / "config/maoz2011/tables", known, root / "config/maoz2011/printed/tables.csv")


@pytest.fixture(scope="module")
def printed(root):
    return read_printed(root / "config/maoz2011/printed/tables.csv")


def test_a_table_is_read_in_the_order_of_its_file(tmp_path):
    table = read_table_specification(write_table(tmp_path))
    assert (table.name, table.heading, table.is_printed) == ("table9", "Table 9", True)
    assert [column.heading for column in table.columns] == ["Degree: Baseline", "Degree: Last"]
    assert [table.place(column) for column in table.columns] == [
        ("table9", "degree", "baseline"),
        ("table9", "degree", "last"),
    ]
    assert [(row.name, row.label, row.unit_doubt) for row in table.rows[:2]] == [
        ("x", "Threats_x", ""),
        ("z", "Distance", "km here"),
    ]
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
        (("alliance: pact", "alliance: all"), "alliance is 'all': it should be 'any' or 'pact'"),
        (("heading: Table 9", "heading: Table 9\nheading: Table 8"), "keys occur twice"),
        (
            ("rows: {x: Threats_x,", "rows: {x: {lable: T},"),
            "rows.x.label is missing(.|\n)*rows.x: unknown key 'lable', did you mean",
        ),
        (("heading: Table 9", "extends: table8"), "extends 'table8', which is no table .*near it are table9"),
        (("heading: Table 9", "extends: ../table9"), "extends '../table9', which is no table of its folder"),
        (("heading: Table 9", "extends: [table9]"), "which is no table of its folder"),
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
    with pytest.raises(ConfigurationError, match=r"list.yaml: it is \['a'\]: it should be a mapping"):
        read_table_specification(write_table(tmp_path, "- a\n", "list"))


def test_an_unknown_model_is_named_with_the_nearest(tmp_path):
    write_table(tmp_path)
    with pytest.raises(ConfigurationError, match="column 2, failed, is no .*near it are failed_last"):
        read_tables(tmp_path, models("degree", "failed_last"), write_printed(tmp_path))


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
    printed = write_printed(tmp_path)
    assert list(read_tables(tmp_path, models("degree", "failed"), printed)) == ["table9"]
    write_table(tmp_path, TABLE.replace(*change))
    with pytest.raises(ConfigurationError, match=message):
        read_tables(tmp_path, models("degree", "failed"), printed)


@pytest.mark.parametrize(
    ("alliances", "given", "message"),
    [
        (("any", "pact"), "", "column 1 has no type of alliance.\nSet alliance .any or pact. for"),
        (("any",), "alliance: pact\n", "column 1 has the type of alliance pact.\nSet alliance .any. for"),
        (("",), "alliance: pact\n", "column 1 has the type of alliance pact.\nTake it out"),
    ],
)
def test_a_column_has_a_type_of_alliance_that_its_regression_is_estimated_for(
    tmp_path, alliances, given, message
):
    write_table(tmp_path, TABLE.replace("alliance: pact\n", given))
    with pytest.raises(ConfigurationError, match=message):
        read_tables(tmp_path, models("degree", "failed", alliances=alliances), write_printed(tmp_path))


def test_a_table_of_regressions_that_are_the_same_for_all_stands_beside_nothing_printed(tmp_path):
    text = TABLE.replace("alliance: pact\n", "").replace("published: table9\n", "")
    write_table(
        tmp_path,
        "\n".join(line.split(", printed:")[0] + "}" * (", printed:" in line) for line in text.splitlines()),
    )
    known = models("degree", "failed", alliances=("",))
    (table,) = read_tables(tmp_path, known).values()
    assert store_files([table], "models")["terms"] == [
        Path("models/degree/terms.csv"),
        Path("models/failed/terms.csv"),
    ]
    write_table(tmp_path, text)
    with pytest.raises(ConfigurationError, match="column 1 .*the study, which has no printed numbers"):
        read_tables(tmp_path, known)


def test_printed_numbers_are_found_by_what_they_stand_beside(tmp_path):
    write_table(tmp_path)
    variant = "extends: table9\nalliance: any\n"
    tables = [
        read_table_specification(write_table(tmp_path)),
        read_table_specification(write_table(tmp_path, variant, "table9_any")),
    ]
    numbers = read_printed(write_printed(tmp_path))
    beside = printed_beside(tables, numbers)
    assert {key: number.estimate for key, number in beside.items() if key[0] == "failed"} == {
        ("failed", alliance, term): estimate
        for alliance in ("pact", "any")
        for term, estimate in (("n", 800), ("x", -0.5))
    }
    assert not {"other", "table8"} & {name for number in beside.values() for name in number.place}


def test_a_table_needs_its_own_regressions_and_each_once(tables):
    files = store_files([tables["table2"], tables["table2"]], "models")
    assert len(files["terms"]) == len(files["statistics"]) == 8
    assert files["terms"][1].as_posix() == "models/table2_baseline/pact/terms.csv"
    assert all(path.parts[1].startswith("table2_") for path in files["statistics"])


def test_the_projects_tables_stand_beside_every_printed_column(tables, printed):
    places = {
        table.place(column) for table in tables.values() if table.is_printed for column in table.columns
    }
    assert places == {number.place for number in printed}


def test_the_projects_printed_numbers_each_stand_beside_one_of_ours(tables, printed):
    beside = printed_beside((table for table in tables.values() if table.is_printed), printed)
    assert len(beside) == len(printed)
    assert beside["table2_last", "any", "pseudo_r2"].estimate == 0.739


def test_the_projects_tables_have_every_printed_term_and_statistic(tables, printed):
    for number in printed:
        table = tables[number.place[0]]
        assert number.term in {row.name for row in table.rows} | set(table.statistics)


def test_each_printed_table_has_both_types_of_alliance(tables):
    for name in ("table1", "table3", "table4"):
        assert {column.alliance for column in tables[name].columns} == {"pact"}
        assert {column.alliance for column in tables[f"{name}_any"].columns} == {"any"}
        assert tables[f"{name}_any"].title != tables[name].title
    assert {column.alliance for column in tables["table2"].columns} == {"any", "pact"}
    assert len(tables["table3_supplement"].columns) == 12
