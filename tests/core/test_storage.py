import pandas as pd
import pyarrow.parquet as pq
import pytest

from entente.core import storage
from entente.core.errors import SchemaError
from entente.core.storage import RunWriter, atomic_path, read_table, write_csv, write_table, write_text


def members(*years, start=1):
    rows = [
        {"year": year, "ccode": code, "abbreviation": name, "name": name, "first_day": start, "last_day": 366}
        for year in years
        for code, name in ((200, "UKG"), (2, "USA"))
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "states.parquet"


def files(path):
    return sorted(found.name for found in path.parent.iterdir())


# Tables


def test_a_table_comes_back_typed_and_sorted(path):
    write_table(members(1900, 1899), path, "data/states")
    table = read_table(path)
    assert table[["year", "ccode"]].values.tolist() == [[1899, 2], [1899, 200], [1900, 2], [1900, 200]]
    assert [str(dtype) for dtype in table.dtypes] == ["int16", "int16", "string", "string", "int16", "int16"]
    assert files(path) == ["states.parquet"]


def test_the_same_rows_in_any_order_give_the_same_bytes(path):
    other = path.with_name("other.parquet")
    write_table(members(1900, 1899), path, "data/states")
    write_table(members(1899, 1900).iloc[::-1], other, "data/states")
    assert path.read_bytes() == other.read_bytes()


def test_missing_values_come_back_missing(path):
    frame = pd.DataFrame({"ccode": [2, 20], "year": 1900, "democracy": [10, None], "autocracy": [0, None]})
    write_table(frame, path, "data/regimes")
    assert read_table(path)["democracy"].tolist() == [10, pd.NA]


def test_columns_and_years_can_be_chosen(path):
    write_table(members(*range(1890, 1910)), path, "data/states")
    chosen = read_table(path, columns=["ccode"], years=(1899, 1900))
    assert list(chosen) == ["ccode"]
    assert chosen["ccode"].tolist() == [2, 200, 2, 200]
    assert read_table(path, years=(1900, 1900))["year"].unique().tolist() == [1900]
    assert read_table(path, years=(1800, 1820)).empty


def test_years_lie_in_row_groups_of_their_own(path, monkeypatch):
    # Reading a span of years must not read the rest.
    monkeypatch.setattr(storage, "ROW_GROUP", 4)
    write_table(members(1900, 1901, 1902, 1903), path, "data/states")
    metadata = pq.ParquetFile(path).metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [4, 4]
    assert groups[0].column(0).statistics.max == 1901
    assert groups[1].column(0).statistics.min == 1902


@pytest.mark.parametrize(
    "broken",
    [
        members(1900).assign(year=1700),
        members(1900).assign(abbreviation=None),
        members(1900).assign(colour="red"),
        members(1900).drop(columns="name"),
        pd.concat([members(1900), members(1900)]),
    ],
)
def test_a_table_that_breaks_its_schema_is_not_written(path, broken):
    with pytest.raises(SchemaError):
        write_table(broken, path, "data/states")
    assert not path.parent.exists() or files(path) == []
    write_table(members(1900), path, "data/states")
    before = path.read_bytes()
    with pytest.raises(SchemaError):
        write_table(broken, path, "data/states")
    assert path.read_bytes() == before
    assert files(path) == ["states.parquet"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_what_fails_while_it_is_written_leaves_the_old_table(path, monkeypatch, error):
    write_table(members(1900), path, "data/states")
    before = path.read_bytes()

    def half_written(frame, target, **options):
        target.write_bytes(b"half")
        raise error

    monkeypatch.setattr(pd.DataFrame, "to_parquet", half_written)
    with pytest.raises(error):
        write_table(members(1901), path, "data/states")
    assert path.read_bytes() == before
    assert files(path) == ["states.parquet"]


# CSV and text


def test_floats_have_ten_significant_digits_and_no_index(tmp_path):
    frame = pd.DataFrame({"year": [1816, 1817], "npi": [1 / 3, 0.1 + 0.2], "n": [2e-7, 1e12]}, index=[5, 6])
    write_csv(frame, tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_bytes() == (
        b"year,npi,n\n1816,0.3333333333,2e-07\n1817,0.3,1e+12\n"
    )


def test_the_last_bit_of_a_sum_does_not_show(tmp_path):
    for name, value in (("one", 0.1 + 0.2 + 0.3), ("two", 0.3 + 0.2 + 0.1)):
        write_csv(pd.DataFrame({"x": [value]}), tmp_path / name)
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_missing_values_are_blank(tmp_path):
    write_csv(pd.DataFrame({"x": [None, 1.0], "name": ["a", None]}), tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_text() == "x,name\n,a\n1,\n"


@pytest.mark.parametrize("text", ["Bündnis", "Bündnis\n", "Bündnis\n\n"])
def test_text_is_utf_8_and_ends_with_one_newline(tmp_path, text):
    write_text(text, tmp_path / "new" / "page.md")
    assert (tmp_path / "new" / "page.md").read_bytes() == "Bündnis\n".encode()


def test_as_written_is_what_the_file_gives_back(tmp_path):
    frame = pd.DataFrame({"year": [1816, 1817], "share": [1 / 3, None], "network": ["a", "b"]})
    storage.write_csv(frame, tmp_path / "frame.csv")
    found = storage.as_written(frame)
    pd.testing.assert_frame_equal(found, pd.read_csv(tmp_path / "frame.csv"))
    assert found["share"][0] != frame["share"][0]


# Files that appear whole or not at all


def test_the_file_appears_when_the_block_ends(tmp_path):
    path = tmp_path / "new" / "folder" / "file.csv"
    with atomic_path(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        # Only a name in the same folder can be renamed at once.
        assert temporary.parent == path.parent
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]


def test_an_old_file_stays_until_the_block_ends(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("old")
    with atomic_path(str(path)) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("old", [None, "old"])
def test_an_exception_leaves_everything_as_it_was(tmp_path, error, old):
    path = tmp_path / "file.csv"
    if old is not None:
        path.write_text(old)
    with pytest.raises(error), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise error
    assert [(found, found.read_text()) for found in tmp_path.iterdir()] == ([(path, old)] if old else [])


def test_what_a_killed_run_left_is_neither_kept_nor_mistaken_for_the_file(tmp_path):
    path = tmp_path / "file.csv"
    with pytest.raises(FileNotFoundError), atomic_path(path) as temporary:
        pass
    temporary.write_text("left by a run that was killed")
    with atomic_path(path) as temporary, temporary.open("a") as file:
        file.write("whole")
    assert path.read_text() == "whole"
    temporary.write_text("left again")
    with pytest.raises(ValueError), atomic_path(path):
        raise ValueError
    assert [found.name for found in tmp_path.iterdir()] == ["file.csv"]


# The writer of a run


class Page:
    def marked(self, label):
        return f"{label}: text"


@pytest.fixture
def groups():
    return pd.DataFrame({"direct": True, "member": [2, 20], "ccode": [20, 2], "year": 1900})


def test_a_label_fills_a_last_column_and_the_frame_stays_as_it_was(tmp_path):
    frame = pd.DataFrame({"year": [1816, 1817]})
    RunWriter("DEMO").csv(frame, tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_text() == "year,label\n1816,DEMO\n1817,DEMO\n"
    assert list(frame) == ["year"]


def test_without_a_label_there_is_no_such_column(tmp_path):
    RunWriter().csv(pd.DataFrame({"year": [1816]}), tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_text() == "year\n1816\n"


def test_a_table_with_a_schema_is_validated_and_ordered_before_it_is_labelled(groups, tmp_path):
    path = tmp_path / "srg.csv"
    RunWriter("DEMO").csv(groups, path, schema="maoz2011/srg")
    assert path.read_text() == "year,ccode,member,direct,label\n1900,2,20,True,DEMO\n1900,20,2,True,DEMO\n"
    with pytest.raises(SchemaError):
        RunWriter().csv(groups.drop(columns="year"), tmp_path / "other.csv", schema="maoz2011/srg")
    assert not (tmp_path / "other.csv").exists()


def test_a_table_of_the_next_steps_has_the_columns_of_its_schema_alone(groups, tmp_path):
    RunWriter("DEMO").table(groups, tmp_path / "srg.parquet", schema="maoz2011/srg")
    assert list(read_table(tmp_path / "srg.parquet")) == ["year", "ccode", "member", "direct"]


def test_a_page_is_handed_the_label(tmp_path):
    RunWriter("DEMO").page(Page(), tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text() == "DEMO: text\n"
