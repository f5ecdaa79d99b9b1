import errno
import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core import storage
from entente.core.errors import SchemaError, StorageError
from entente.core.storage import (
    RunWriter,
    atomic_path,
    copy_csv,
    read_csv,
    read_results,
    read_table,
    write_csv,
    write_table,
    write_text,
)


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
    """Names of what lies beside a table, but for the digests."""
    return sorted(found.name for found in path.parent.iterdir() if found.name != storage.DIGESTS)


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

    whole = Path.write_bytes

    def half_written(file, content):
        whole(file, content[: len(content) // 2])
        raise error

    monkeypatch.setattr(Path, "write_bytes", half_written)
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


def test_words_beyond_ascii_carry_the_mark_by_which_spreadsheets_know_them(tmp_path):
    path = tmp_path / "words.csv"
    write_csv(pd.DataFrame({"state": ["Côte d’Ivoire"], "years": ["1960–2001"]}), path)
    assert path.read_bytes() == b"\xef\xbb\xbf" + "state,years\nCôte d’Ivoire,1960–2001\n".encode()
    assert read_csv(path).to_dict("list") == {"state": ["Côte d’Ivoire"], "years": ["1960–2001"]}


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


WRITER = """
import sys, time
from pathlib import Path
from entente.core.storage import atomic_path
with atomic_path(sys.argv[1]) as temporary:
    temporary.write_text("half")
    print("writing", flush=True)
    sys.stdin.read()
    temporary.write_text("whole")
"""


@pytest.fixture
def writer(tmp_path):
    """Another process that has written half of a file, and ends it when its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "file.csv")],
        env={**os.environ, "PYTHONPATH": str(Path(storage.__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_what_a_killed_process_left_goes_with_the_next_file_of_its_folder(tmp_path, writer):
    writer.kill()
    writer.wait()
    assert len(list(tmp_path.iterdir())) == 1
    write_text("other", tmp_path / "other.md")
    assert [found.name for found in tmp_path.iterdir()] == ["other.md"]


def test_two_processes_that_write_one_file_do_not_harm_each_other(tmp_path, writer):
    write_text("ours", tmp_path / "file.csv")
    assert (tmp_path / "file.csv").read_text() == "ours\n"
    assert len(list(tmp_path.iterdir())) == 2, "what the other still writes stays"
    writer.communicate()
    assert writer.returncode == 0
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("file.csv", "whole")]


def test_threads_that_write_one_file_do_not_harm_each_other(tmp_path):
    path, both = tmp_path / "file.csv", threading.Barrier(2, timeout=10)

    def write(text):
        with atomic_path(path) as temporary:
            both.wait()
            temporary.write_text(text)
            both.wait()
            assert temporary.read_text() == text
        return path.read_text()

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(write, ("ours", "theirs")))
    assert set(found) <= {"ours", "theirs"}
    assert list(tmp_path.iterdir()) == [path]


# What cannot be written


def test_a_full_disk_is_said_with_the_file_and_what_it_takes(tmp_path, monkeypatch):
    path = tmp_path / "page.md"
    path.write_text("old")

    def no_room(file, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))

    monkeypatch.setattr(Path, "write_bytes", no_room)
    with pytest.raises(StorageError) as caught:
        write_text("x" * 1233, path)
    free = f"{shutil.disk_usage(tmp_path).free:,}"[:2]
    assert f"{path} cannot be written: No space left on device. It takes 1,234 bytes, and {free}" in str(
        caught.value
    )
    assert caught.value.remedy.startswith("Make room, and run again")
    assert caught.value.__suppress_context__, "one message, not a chain of tracebacks"
    assert [(found, found.read_text()) for found in tmp_path.iterdir()] == [(path, "old")]


def test_a_folder_that_cannot_be_made_is_said_with_the_way_out(tmp_path):
    (tmp_path / "results").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match=r"File exists|Not a directory") as caught:
        write_csv(pd.DataFrame({"x": [1]}), tmp_path / "results/demo/series.csv")
    assert str(tmp_path / "results/demo/series.csv") in str(caught.value)
    assert "snakemake --directory" in str(caught.value)
    assert "bytes" not in caught.value.what and "room" not in caught.value.remedy


# Tables that are not what was written


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A table, as written, with its digest beside it."""
    path = tmp_path_factory.mktemp("written") / "states.parquet"
    write_table(members(*range(1900, 1950)), path, "data/states")
    return path


@pytest.fixture
def table(written, tmp_path):
    return Path(shutil.copytree(written.parent, tmp_path / "table")) / written.name


@given(st.data())
def test_a_bit_that_flips_is_noticed(written, tmp_path_factory, data):
    content = bytearray(written.read_bytes())
    place = data.draw(st.integers(0, 8 * len(content) - 1))
    content[place // 8] ^= 1 << place % 8
    flipped = tmp_path_factory.mktemp("flipped") / written.name
    shutil.copytree(written.parent, flipped.parent, dirs_exist_ok=True)
    flipped.write_bytes(content)
    with pytest.raises(StorageError, match="is not the table that was written"):
        read_table(flipped)


def test_pages_have_checksums_that_are_verified_without_a_digest_too(table):
    shutil.rmtree(table.parent / storage.DIGESTS)
    content = bytearray(table.read_bytes())
    chunk = pq.ParquetFile(table).metadata.row_group(0).column(0)
    content[chunk.data_page_offset + chunk.total_compressed_size // 2] ^= 1
    table.write_bytes(content)
    with pytest.raises(StorageError, match=r"states.parquet cannot be read: OSError: .*CRC"):
        read_table(table)


@pytest.mark.parametrize("digest", [True, False])
def test_a_table_that_is_cut_off_is_said_with_what_to_do(table, digest):
    table.write_bytes(table.read_bytes()[:-100])
    if not digest:
        shutil.rmtree(table.parent / storage.DIGESTS)
    with pytest.raises(StorageError) as caught:
        read_table(table)
    assert str(table) in str(caught.value)
    # Without a digest it may be a user's own.
    assert ("Delete it and run again" in caught.value.remedy) == digest
    assert caught.value.remedy


class Interrupted(BaseException):
    """Whatever ends a process."""


@pytest.mark.parametrize("when", [0, 1, 2])
@pytest.mark.parametrize("old", [True, False])
def test_a_table_is_never_there_without_a_digest(tmp_path, monkeypatch, when, old):
    path = tmp_path / "series.csv"
    if old:
        write_csv(pd.DataFrame({"year": [1]}), path)
    moves, replace = [], os.replace

    def move(*names):
        if len(moves) == when:
            raise Interrupted
        moves.append(names)
        replace(*names)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", move)
        with suppress(Interrupted):
            write_csv(pd.DataFrame({"year": [2]}), path)
    assert not path.exists() or (tmp_path / storage.DIGESTS / "series.csv.sha256").exists()
    try:
        assert read_csv(path)["year"].tolist() == [2 if when == 2 else 1]
    except StorageError as error:
        assert "is not the table that was written" in error.what or not path.exists()
        assert when == 1 or not old


def test_a_table_with_half_its_rows_is_noticed(table):
    read_table(table).iloc[:50].to_parquet(table)
    with pytest.raises(StorageError, match="is not the table that was written"):
        read_table(table, years=(1900, 1910))


def test_a_series_that_is_cut_at_the_end_of_a_line_is_noticed(tmp_path):
    path = tmp_path / "series.csv"
    write_csv(pd.DataFrame({"year": range(1816, 2002), "npi": 0.5}), path)
    assert len(read_csv(path)) == 186
    path.write_text("\n".join(path.read_text().splitlines()[:100]) + "\n")
    for read in (read_csv, lambda path: read_results([path]), lambda path: copy_csv(path, tmp_path / "copy")):
        with pytest.raises(StorageError, match="is not the table that was written"):
            read(path)
    assert not (tmp_path / "copy").exists()


def test_a_table_that_is_written_again_is_the_one_to_be_read(tmp_path):
    path = tmp_path / "series.csv"
    for number in (1, 2):
        write_csv(pd.DataFrame({"year": [number]}), path)
        assert read_csv(path)["year"].tolist() == [number]


def test_a_copy_has_the_same_bytes_and_a_digest_of_its_own(tmp_path):
    write_csv(pd.DataFrame({"state": ["Côte"]}), tmp_path / "series.csv")
    copy_csv(tmp_path / "series.csv", tmp_path / "folder/copy.csv")
    assert (tmp_path / "folder/copy.csv").read_bytes() == (tmp_path / "series.csv").read_bytes()
    (tmp_path / "folder/copy.csv").write_text("state\n")
    with pytest.raises(StorageError):
        read_csv(tmp_path / "folder/copy.csv")


def test_digests_are_those_that_other_programs_check(table):
    command = ["sha256sum", "--check", "--status", f"{storage.DIGESTS}/states.parquet.sha256"]
    assert subprocess.run(command, cwd=table.parent).returncode == 0
    (table.parent / storage.DIGESTS / "states.parquet.sha256").write_bytes(b"")
    with pytest.raises(StorageError, match="is not the table that was written"):
        read_table(table)


def test_a_table_of_ones_own_needs_no_digest(tmp_path):
    (tmp_path / "own.csv").write_text("year\n1900\n")
    assert read_csv(tmp_path / "own.csv")["year"].tolist() == [1900]
    with pytest.raises(StorageError, match="none.csv cannot be read: No such file"):
        read_csv(tmp_path / "none.csv")


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
