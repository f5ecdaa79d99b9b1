"""Formats of raw files: every cell as it stands, the row that it stands in, and files that are none."""

import os
import warnings
from types import SimpleNamespace

import pandas as pd
import pytest
import python_calamine
import rdata

from entente.core.errors import RawFileError
from entente.data.readers.raw_formats import FORMATS, read_cells, read_sheet

from .workbooks import write_sheets

FRAME = pd.DataFrame({"ccode": [2, 200], "milex": [1.5, 2.5], "name": ["USA", "UK"]})


def write_csv(path, frame):
    frame.to_csv(path, index=False)


def write_rda(path, *frames):
    frames = [frame.astype({"name": object}) for frame in frames]
    rdata.write_rda(path, {f"object{number}": frame for number, frame in enumerate(frames)})


def write_rds(path, frame):
    rdata.write_rds(path, frame.astype({"name": object}))


def write_dta(path, frame):
    frame.to_stata(path, write_index=False)


WRITERS = {
    ".csv": write_csv,
    ".txt": write_csv,
    ".xls": write_sheets,
    ".xlsx": write_sheets,
    ".dta": write_dta,
    ".rda": write_rda,
    ".rdata": write_rda,
    ".rds": write_rds,
}


def test_each_format_has_a_test():
    assert set(WRITERS) == set(FORMATS)


@pytest.mark.parametrize("ending", [*WRITERS, ".CSV", ".Dta"])
def test_each_format_gives_every_cell_under_its_name_with_its_row(tmp_path, ending):
    path = tmp_path / f"raw{ending}"
    WRITERS[ending.lower()](path, FRAME)
    frame = read_cells(path).frame
    assert list(frame) == ["ccode", "milex", "name"]
    assert frame["name"].tolist() == ["USA", "UK"]
    assert pd.to_numeric(frame["ccode"]).tolist() == [2, 200]
    assert pd.to_numeric(frame["milex"]).tolist() == [1.5, 2.5]
    # Where names stand in a row of the file, data begin in the second.
    first = 2 if ending.lower() in (".csv", ".txt", ".xls", ".xlsx") else 1
    assert frame.index.tolist() == [first, first + 1]


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "content", [b"", b"<!DOCTYPE html><html>\n<p>404, not\nfound</p></html>\n", b"\x1f\x8b\x08\0cut off"]
)
def test_what_is_no_such_file_is_refused_or_has_none_of_its_columns(tmp_path, ending, content):
    path = tmp_path / f"raw{ending}"
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            assert "ccode" not in read_cells(path).frame.columns
        except RawFileError as error:
            assert f"raw{ending}" in error.what and error.remedy


@pytest.mark.parametrize("ending", [".rda", ".rds", ".xls", ".xlsx", ".dta"])
def test_a_truncated_file_is_refused(tmp_path, ending):
    path = tmp_path / f"raw{ending}"
    WRITERS[ending](path, FRAME)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(RawFileError, match="the file cannot be read"):
        read_cells(path)


def test_a_library_that_panics_is_a_named_error_and_says_nothing_beside(tmp_path, monkeypatch, capfd):
    class Panic(BaseException):
        """What pyo3 raises is no Exception."""

    def panic(content):
        os.write(2, b"thread '<unnamed>' panicked at src/xls.rs")
        raise Panic("index out of range")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", SimpleNamespace(from_filelike=panic))
    (tmp_path / "raw.xls").write_bytes(b"x")
    with pytest.raises(
        RawFileError, match=r"raw\.xls: the file cannot be read \(Panic: index out of range\)"
    ):
        read_cells(tmp_path / "raw.xls")
    assert capfd.readouterr().err == ""


def test_what_interrupts_is_no_fault_of_the_file(tmp_path, monkeypatch):
    def interrupt(path):
        raise KeyboardInterrupt

    monkeypatch.setitem(FORMATS, ".csv", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_cells(tmp_path / "raw.csv")


@pytest.mark.parametrize("ending", [".csv.gz", ".doc", ""])
def test_another_ending_is_refused_with_those_that_can_be_read(tmp_path, ending):
    path = tmp_path / f"raw{ending}"
    path.write_text("ccode\n2\n")
    with pytest.raises(RawFileError, match="no reader for files that end in") as caught:
        read_cells(path)
    assert all(known in caught.value.remedy for known in FORMATS)


def test_labels_of_values_in_files_of_stata_are_left_aside(tmp_path):
    frame = pd.DataFrame({"ccode": [2, 200], "war": pd.Categorical(["peace", "war"])})
    frame.to_stata(tmp_path / "raw.dta", write_index=False)
    assert read_cells(tmp_path / "raw.dta").frame["war"].tolist() == [0, 1]


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="absent.csv: the file cannot be read"):
        read_cells(tmp_path / "absent.csv")


def test_two_objects_in_one_file_of_r_are_refused(tmp_path):
    write_rda(tmp_path / "raw.rda", FRAME, FRAME)
    with pytest.raises(RawFileError, match=r"expected one R object, found \['object0', 'object1'\]"):
        read_cells(tmp_path / "raw.rda")


def test_an_object_of_r_that_is_no_frame_is_refused(tmp_path):
    rdata.write_rds(tmp_path / "raw.rds", [1.0, 2.0])
    with pytest.raises(RawFileError, match="raw.rds: the file cannot be read"):
        read_cells(tmp_path / "raw.rds")


# .csv


@pytest.fixture
def cells(tmp_path):
    """Function from the content of a .csv file to its cells."""

    def read(content, encoding="utf-8"):
        path = tmp_path / "raw.csv"
        path.write_bytes(content.encode(encoding))
        return read_cells(path)

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_names_with_accents_come_whole_in_each_encoding(cells, encoding):
    assert cells("ccode,name\n403,São Tomé\n", encoding).frame["name"].tolist() == ["São Tomé"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
def test_lines_may_end_in_any_way(cells, line_end, last):
    text = line_end.join(["a,b", '1,"x, ""y"""', "2,z"]) + (line_end if last else "")
    assert cells(text).frame.to_numpy().tolist() == [["1", 'x, "y"'], ["2", "z"]]


@pytest.mark.parametrize(
    ("separator", "words"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
@pytest.mark.parametrize("told", [False, True])
def test_the_separator_is_found_or_told_and_said(cells, separator, words, told):
    text = "ccode,year,milex\n2,1914,1.5\n".replace(",", separator)
    found = cells(f"sep={separator}\n{text}" if told else text)
    assert found.frame.to_numpy().tolist() == [["2", "1914", "1.5"]]
    assert found.frame.index.tolist() == [3 if told else 2]
    assert words in found.manner


def test_a_separator_that_is_told_but_unknown_is_refused(cells):
    with pytest.raises(RawFileError, match=r"row 1: fields are separated by '~'"):
        cells("sep=~\na~b\n1~2\n")


def test_rows_without_anything_are_passed_over_and_rows_keep_their_numbers(cells):
    found = cells("\nyear,ccode\n1914,2\n\n,\n1915,2\n")
    assert found.frame.to_numpy().tolist() == [["1914", "2"], ["1915", "2"]]
    assert found.frame.index.tolist() == [3, 6]


@pytest.mark.parametrize(
    ("rows", "row", "fields"),
    [("1,2,3,\n4,5,6,\n", 2, 4), ("1,2,3\n4,5\n", 3, 2), ("1,2,3\n\n4,5,6,7,8\n", 4, 5), ("1,5,2,3\n", 2, 4)],
)
def test_rows_longer_or_shorter_than_the_header_are_said_to_be_so(cells, rows, row, fields):
    with pytest.raises(RawFileError) as caught:
        cells("a,b,c\n" + rows)
    assert (
        f"raw.csv, row {row}: {fields} fields, separated by commas, where the header has 3"
        in caught.value.what
    )
    assert "a separator too many" in caught.value.remedy.lower()


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ('1,"x\n2,y\n3,z\n', 2),  # to the end of the file
        ('1,"x\n2,y\n3,"z"\n4,u\n', 2),  # to the next quote
        ('1,x\n2,"y,\r\nw"\n', 3),
    ],
)
def test_a_quote_that_swallows_rows_is_refused(cells, rows, row):
    with pytest.raises(RawFileError, match=rf"raw\.csv, row {row}\b") as caught:
        cells("a,b\n" + rows)
    assert "quote" in f"{caught.value}"


def test_a_name_that_comes_twice_stays_as_it_is(cells):
    assert list(cells("a,b,a\n1,2,3\n").frame) == ["a", "b", "a"]


def test_a_text_of_two_lines_is_read_and_the_row_of_its_first_line_break_known(cells):
    found = cells('a,b,c\n1,x,\n2,"y, or\nw",\n3,"v\nu",\n')
    assert found.frame["b"].tolist() == ["x", "y, or\nw", "v\nu"]
    assert found.line_breaks == {"b": 3}


@pytest.mark.parametrize("header", ['"a\nx",b', 'a,"b\nx"', 'a,"b'])
@pytest.mark.parametrize("before", ["", "\n", "sep=,\n"])
def test_a_line_break_in_the_header_is_said_to_be_there(cells, header, before):
    row = before.count("\n") + 1
    with pytest.raises(
        RawFileError, match=rf"raw\.csv, row {row}: a line break within a field of the header"
    ):
        cells(f"{before}{header}\n1,2\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_named(cells, encoding):
    text = "ccode,name\n2,USA\n"
    with pytest.raises(RawFileError, match="the file is UTF-16") as caught:
        cells(text if encoding == "utf-16" else "\ufeff" + text, encoding)
    assert caught.value.remedy == "Save it as UTF-8."


def test_a_last_line_without_an_end_is_a_row_and_a_header_alone_has_none(cells):
    assert cells("a,b\n1,2").frame.to_numpy().tolist() == [["1", "2"]]
    assert list(cells("a,b").frame) == ["a", "b"]
    assert cells("a,b").frame.empty


def test_the_sheets_after_the_first_are_known_by_their_headers(tmp_path):
    write_sheets(tmp_path / "raw.xlsx", FRAME, FRAME[["name"]])
    found = read_cells(tmp_path / "raw.xlsx")
    assert found.frame["name"].tolist() == ["USA", "UK"]
    assert found.other_sheets == {"sheet2": ["name"]}


@pytest.fixture
def book(tmp_path):
    """A workbook whose second sheet has its names in the second row."""
    shares = pd.DataFrame(
        [["Country", "Notes", 1949.0], ["", "", ""], ["Norway", "", 1.5]], columns=["A title", "", ""]
    )
    write_sheets(tmp_path / "book.xlsx", pd.DataFrame({"x": ["front page"]}), shares)
    return tmp_path / "book.xlsx"


def test_a_sheet_is_read_from_the_row_that_begins_with_a_word(book):
    frame = read_sheet(book, "sheet2", "Country").frame
    assert list(frame) == ["Country", "Notes", "1949"]
    assert frame.index.tolist() == [4] and frame["1949"].tolist() == [1.5]


@pytest.mark.parametrize(
    ("sheet", "first", "said"),
    [("sheet3", "Country", "'sheet3' cannot be read"), ("sheet2", "State", "begins with 'State'")],
)
def test_a_sheet_or_a_row_that_is_not_there_is_named(book, sheet, first, said):
    with pytest.raises(RawFileError, match=said):
        read_sheet(book, sheet, first)
