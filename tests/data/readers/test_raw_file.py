"""The wanted columns of a raw file: what is refused of them, and how it is said."""

import hashlib

import pandas as pd
import pytest

from entente.core.errors import RawFileError
from entente.data.readers.cell_kinds import DATE, TEXT
from entente.data.readers.raw_file import (
    Layout,
    RawPath,
    joined_dates,
    read_edition,
    read_raw,
    refuse_changed,
)

from .workbooks import write_sheets

LAYOUT = Layout(
    {"cc": "ccode", "yr": "year", "mil": "expenditure", "kind": "kind"},
    ("ccode", "year"),
    {"kind": (1, 2)},
    codes={"expenditure": [-9]},
)
GOOD = "cc,yr,mil,kind,note\n2,1914,1.5,1,x\n200,1914,-9,2,y\n2,1915,,1,z\n"


@pytest.fixture
def read(tmp_path):
    """Function that reads the text of a .csv file, of which the years that it covers may be known."""

    def of(text, layout=LAYOUT, years=None):
        path = tmp_path / "raw.csv"
        path.write_text(text)
        return read_raw(RawPath(path, years), layout)

    return of


def refusal(read, text, **given):
    with pytest.raises(RawFileError) as caught:
        read(text, **given)
    assert caught.value.remedy
    return caught.value.what.split("raw.csv", 1)[1]


def test_the_wanted_columns_come_under_tidy_names_with_their_rows(read):
    found = read(GOOD)
    assert list(found) == ["ccode", "year", "expenditure", "kind"]
    assert found["ccode"].tolist() == [2, 200, 2]
    assert found["expenditure"].fillna(0).tolist() == [1.5, -9, 0]
    assert found.index.tolist() == [2, 3, 4]


def test_no_columns_named_are_all(read):
    assert list(read("ccode,b\n1,2\n", Layout({}, ("ccode",)))) == ["ccode", "b"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("200,1914,-9,2,y", None),
        ("abc,1914,-9,2,y", ", row 3, column cc: 'abc' is no whole number"),
        (",1914,-9,2,y", ", row 3, column cc: the cell is blank"),
        ("200,,-9,2,y", ", row 3, column yr: the cell is blank"),
        ('200,1914,"1,5",2,y', ", row 3, column mil: '1,5' is no number"),
        ("200,1914,.,2,y", ", row 3, column mil: '.' is no number"),
        ("200,1914,-9,3,y", ", row 3, column kind: '3' is none of 1, 2"),
        ("200,1914,-9,2?,y", ", row 3, column kind: '2?' is no number"),
        (
            "200,2029,-9,2,y",
            ", row 3, column yr: '2029' is none of the years that the file covers, 1914–1920",
        ),
        (
            "200,1913,-9,2,y",
            ", row 3, column yr: '1913' is none of the years that the file covers, 1914–1920",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_row_column_and_text(read, given, said):
    text = GOOD.replace("200,1914,-9,2,y", given)
    if said is None:
        assert len(read(text, years=(1914, 1920))) == 3
    else:
        assert refusal(read, text, years=(1914, 1920)) == f": {said.removeprefix(', ')}."


def test_all_columns_that_are_wrong_are_named_and_wrong_cells_counted(read):
    said = refusal(read, GOOD.replace("2,1914,1.5", "x,1914,a").replace("2,1915,", "y,1915,"))
    assert "row 2, column cc: 'x' is no whole number, and 1 more rows are like it\n" in said
    assert "row 2, column mil: 'a' is no number" in said


def test_what_separates_fields_is_said_with_a_number_that_is_none(read):
    with pytest.raises(RawFileError, match="row 2, column mil: '1,5' is no number") as caught:
        read(GOOD.replace(",", ";").replace("1.5", "1,5"))
    assert "decimal point" in caught.value.remedy
    assert "its fields are separated by semicolons" in caught.value.remedy


def test_years_of_dates_are_checked_as_well(read):
    layout = Layout({"ccode": "ccode", "date": "first_date"}, ("ccode",), {"first_date": DATE})
    text = "ccode,date\n2,1914-08-04\n20,2029-01-01\n"
    assert len(read(text, layout)) == 2
    assert "row 3, column date: '2029-01-01' is none of the years" in refusal(
        read, text, layout=layout, years=(1816, 2024)
    )


def test_dates_of_the_key_are_checked_and_others_are_not(read):
    columns = {"ccode": "ccode", "signed": "signed", "expires": "expires"}
    layout = Layout(columns, ("ccode", "signed"), {"signed": DATE, "expires": DATE})
    text = "ccode,signed,expires\n2,1949-04-04,2049-04-04\n"
    assert len(read(text, layout, years=(1816, 2024))) == 1
    assert "row 2, column signed: '2049-04-04' is none of the years" in refusal(
        read, text.replace("1949", "2049"), layout=layout, years=(1816, 2024)
    )


def test_one_of_some_numbers_is_not_blank_unless_the_layout_says_so(read):
    assert refusal(read, GOOD.replace("-9,2,y", "-9,,y")) == ": row 3, column kind: the cell is blank."
    layout = Layout({"ccode": "ccode", "kind": "kind"}, ("ccode",), {"kind": (1, 2, None)})
    assert read("ccode,kind\n2,1\n20,\n", layout)["kind"].isna().tolist() == [False, True]


def test_a_line_break_in_a_column_that_is_taken_is_named_and_another_does_no_harm(read):
    layout = Layout({"cc": "ccode", "name": "name"}, ("ccode",), {"name": TEXT})
    text = 'cc,name,note,more\n2,x,"a note,\nof two lines",z\n20,y,,\n'
    assert read(text, layout)["name"].tolist() == ["x", "y"]
    said = refusal(read, text.replace("20,y", '20,"y\nw"'), layout=layout)
    assert said == ", row 3, column name: a line break within a field, 'y w'."


def test_a_column_on_a_later_sheet_too_is_refused(tmp_path):
    good = pd.DataFrame({"cc": [2], "yr": [1914], "mil": [1.5], "kind": [1]})
    write_sheets(tmp_path / "raw.xlsx", good, good.drop(columns="mil"))
    assert len(read_raw(tmp_path / "raw.xlsx", LAYOUT)) == 1
    write_sheets(tmp_path / "raw.xlsx", good, good.drop(columns="mil"), good)
    with pytest.raises(RawFileError, match=r"the columns are on its first sheet and on 'sheet3'\."):
        read_raw(tmp_path / "raw.xlsx", LAYOUT)


def test_codes_are_no_years(read):
    layout = Layout({"ccode": "ccode", "end": "last_year"}, ("ccode",), codes={"last_year": [-7]})
    assert len(read("ccode,end\n2,-7\n20,1914\n", layout, years=(1816, 2024))) == 2
    assert "'-8' is none of the years" in refusal(
        read, "ccode,end\n2,-8\n", layout=layout, years=(1816, 2024)
    )


def test_rows_that_share_a_key_are_named(read):
    said = refusal(read, GOOD + "\n2,1914,3,2,w\n")
    assert said == ": 2 rows share a key; rows 2, 6 have ccode 2, year 1914."


def test_without_a_key_rows_are_told_apart_by_all_columns(read):
    layout = Layout({"ccode": "ccode"}, ())
    assert len(read("ccode,note\n2,x\n2,y\n", layout)) == 2
    repeated = "ccode,note,note\n2,x,\n2,y,\n2,x,\n"
    assert "rows 2, 4 have ccode 2, note x" in refusal(read, repeated, layout=layout)


def test_a_wanted_column_that_is_there_twice_is_named_and_another_does_no_harm(read):
    assert ": columns ['mil'] are there more than once" in refusal(
        read, GOOD.replace("note", "mil"), layout=LAYOUT
    )
    assert len(read("cc,yr,mil,kind,note,note\n2,1914,1.5,1,x,y\n")) == 1


def test_a_header_without_a_separator_is_said_to_be_so(read):
    said = refusal(read, "cc yr mil kind\n2 1914 1.5 1\n")
    assert "the file has ['cc yr mil kind'] (no separator found: none of commas, semicolons, tabs" in said


def test_missing_columns_are_named_with_what_separates_those_there_are(read):
    said = refusal(read, GOOD.replace("cc,", "code,").replace("yr", "year").replace(",", ";"))
    assert ": columns ['cc', 'yr'] are missing; the file has ['code', 'year', 'mil'" in said
    assert "separated by semicolons" in said


@pytest.mark.parametrize("text", ["cc,yr,mil,kind", "cc,yr,mil,kind\n", "cc,yr,mil,kind\n\n,,,\n"])
def test_a_file_without_rows_is_refused(read, text):
    assert "has a header but no rows" in refusal(read, text)


def test_texts_come_as_they_are(read):
    layout = Layout({"ccode": "ccode", "name": "name"}, ("ccode",), {"name": TEXT})
    assert read("ccode,name\n2,007\n", layout)["name"].tolist() == ["007"]


# Edited files


def test_a_file_with_its_own_digest_is_accepted_and_an_edited_one_is_not(tmp_path):
    path = tmp_path / "raw.csv"
    path.write_bytes(b"ccode\n2\n")
    expected = hashlib.sha256(b"ccode\n2\n").hexdigest()
    refuse_changed(path, expected)
    path.write_bytes(b"ccode\n20\n")
    with pytest.raises(RawFileError) as caught:
        refuse_changed(path, expected)
    for part in (str(path), expected, hashlib.sha256(b"ccode\n20\n").hexdigest()):
        assert part in caught.value.what
    assert "never edited" in caught.value.remedy


# Dates in parts


def test_parts_of_dates_are_joined():
    parts = pd.DataFrame({"y": [1969, 2024], "m": [12, 2], "d": [31, 29]})
    assert joined_dates(parts, "file").dt.strftime("%Y-%m-%d").tolist() == ["1969-12-31", "2024-02-29"]


def test_parts_of_no_date_are_named_with_file_and_row():
    parts = pd.DataFrame({"year": [1969, 1970], "month": [12, 13], "day": [31, -9]}, index=[7, 8])
    with pytest.raises(
        RawFileError, match=r"folder/file\.csv, row 8: year 1970, month 13, day -9 is no date"
    ):
        joined_dates(parts, "folder/file.csv")


# Editions


EDITIONS = {
    "first": Layout({"A": "a", "B": "b", "C": "c"}, ("a",)),
    "second": Layout({"alpha": "a", "beta": "b"}, ("a",)),
}


@pytest.mark.parametrize(
    ("text", "edition", "columns"),
    [
        ("B,A,C,D\n1,2,3,4\n", "first", {"a": 2, "b": 1, "c": 3}),
        ("alpha,beta,A\n1,2,3\n", "second", {"a": 1, "b": 2}),
    ],
)
def test_an_edition_is_told_by_its_columns(tmp_path, text, edition, columns):
    path = tmp_path / "toy.csv"
    path.write_text(text)
    found, frame = read_edition(path, EDITIONS)
    assert (found, frame.iloc[0].to_dict()) == (edition, columns)


@pytest.mark.parametrize(
    ("header", "missing"), [("A,C,alpha", "['B']"), ("A,beta", "['alpha']"), ("x,y", "['alpha', 'beta']")]
)
def test_a_file_of_no_known_edition_is_refused_with_what_the_nearest_has(tmp_path, header, missing):
    path = tmp_path / "toy.csv"
    path.write_text(header + "\n" + ",".join("1" * len(header.split(","))) + "\n")
    with pytest.raises(RawFileError) as caught:
        read_edition(path, EDITIONS)
    assert f"toy.csv: columns {missing} are missing" in caught.value.what
    assert "datasets.yaml" in caught.value.remedy
