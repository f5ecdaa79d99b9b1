import hashlib
import warnings
import zipfile

import pandas as pd
import pytest
import rdata

from entente.core.errors import RawFileError
from entente.data.readers.raw_file import read_edition, read_raw, refuse_changed, require_columns, to_dates

FRAME = pd.DataFrame({"ccode": [2, 200], "milex": [1.5, 2.5], "name": ["USA", "UK"]})

OFFICE = "http://schemas.openxmlformats.org"


def relation(kind, target):
    """The file of a workbook that says where another one lies."""
    return (
        f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


#: A workbook of one sheet is a folder of these files and the sheet.
WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{OFFICE}/package/2006/content-types"/>',
    "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": relation("worksheet", "sheet1.xml"),
    "xl/workbook.xml": (
        f'<workbook xmlns="{OFFICE}/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}/officeDocument/2006/relationships">'
        '<sheets><sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
}


def write_csv(path, frame):
    frame.to_csv(path, index=False)


def write_workbook(path, frame):
    def cell(value):
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    rows = [frame.columns, *frame.itertuples(index=False, name=None)]
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = f"{OFFICE}/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**WORKBOOK, "xl/sheet1.xml": sheet}.items():
            archive.writestr(name, text)


def write_rda(path, *frames):
    frames = [frame.astype({"name": object}) for frame in frames]
    rdata.write_rda(path, {f"object{number}": frame for number, frame in enumerate(frames)})


def write_rds(path, frame):
    rdata.write_rds(path, frame.astype({"name": object}))


WRITERS = {".csv": write_csv, ".xls": write_workbook, ".rda": write_rda, ".rds": write_rds}


# Formats


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_each_format_gives_the_wanted_columns_under_tidy_names(tmp_path, suffix):
    path = tmp_path / f"raw{suffix}"
    WRITERS[suffix](path, FRAME)
    found = read_raw(path, {"name": "state", "ccode": "code"})
    assert list(found) == ["state", "code"]
    assert found["state"].tolist() == ["USA", "UK"]
    assert found["code"].tolist() == [2, 200]
    assert found.index.tolist() == [0, 1]
    assert list(read_raw(path, {})) == ["ccode", "milex", "name"]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_missing_column_is_named_in_each_format(tmp_path, suffix):
    path = tmp_path / f"raw{suffix}"
    WRITERS[suffix](path, FRAME)
    with pytest.raises(RawFileError) as caught:
        read_raw(path, {"ccode": "ccode", "year": "year", "milper": "personnel"})
    assert f"raw{suffix}: columns ['year', 'milper'] are missing" in caught.value.what
    assert "['ccode', 'milex', 'name']" in caught.value.what


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize(
    "content", [b"", b"<!DOCTYPE html><html>\n<body>404, not found</body></html>\n", b"\x1f\x8b\x08\0cut off"]
)
def test_what_is_no_such_file_is_refused(tmp_path, suffix, content):
    path = tmp_path / f"raw{suffix}"
    path.write_bytes(content)
    with warnings.catch_warnings(), pytest.raises(RawFileError, match=f"raw{suffix}:") as caught:
        warnings.simplefilter("ignore")
        read_raw(path, {"ccode": "ccode"})
    assert caught.value.remedy


@pytest.mark.parametrize("suffix", [".rda", ".rds", ".xls"])
def test_a_truncated_file_is_refused(tmp_path, suffix):
    path = tmp_path / f"raw{suffix}"
    WRITERS[suffix](path, FRAME)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(RawFileError, match="the file cannot be read"):
        read_raw(path, {"ccode": "ccode"})


@pytest.mark.parametrize("suffix", sorted(set(WRITERS) - {".rda", ".rds"}))
def test_a_file_without_rows_is_refused(tmp_path, suffix):
    path = tmp_path / f"raw{suffix}"
    WRITERS[suffix](path, FRAME.iloc[:0])
    with pytest.raises(RawFileError, match="has a header but no rows"):
        read_raw(path, {})


def test_an_unknown_suffix_is_refused(tmp_path):
    path = tmp_path / "raw.dta"
    path.write_text("ccode\n2\n")
    with pytest.raises(RawFileError, match=r"raw.dta: no reader for files that end in '.dta'"):
        read_raw(path, {})


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(RawFileError, match="absent.csv: the file cannot be read"):
        read_raw(tmp_path / "absent.csv", {})


def test_two_objects_in_one_file_of_r_are_refused(tmp_path):
    write_rda(tmp_path / "raw.rda", FRAME, FRAME)
    with pytest.raises(RawFileError, match=r"expected one R object, found \['object0', 'object1'\]"):
        read_raw(tmp_path / "raw.rda", {})


def test_an_object_of_r_that_is_no_frame_is_refused(tmp_path):
    rdata.write_rds(tmp_path / "raw.rds", [1.0, 2.0])
    with pytest.raises(RawFileError, match="raw.rds: the file cannot be read"):
        read_raw(tmp_path / "raw.rds", {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_names_with_accents_come_whole_in_each_encoding(tmp_path, encoding):
    path = tmp_path / "raw.csv"
    path.write_text("ccode,name\n403,São Tomé\n", encoding=encoding)
    assert read_raw(path, {}).to_dict("list") == {"ccode": [403], "name": ["São Tomé"]}


def test_columns_come_in_the_order_asked_for_and_no_others():
    found = require_columns(FRAME, "file", {"milex": "expenditure", "ccode": "ccode"})
    assert found.to_dict("list") == {"expenditure": [1.5, 2.5], "ccode": [2, 200]}


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


# Dates


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([-1.0, 0.0, 20088.0]),
        pd.Series([-1, 0, 20088]),
        pd.Series(["1969-12-31", "1970-01-01", "2024-12-31"]),
        pd.DataFrame({"year": [1969, 1970, 2024], "month": [12, 1, 12], "day": [31, 1, 31]}),
    ],
)
def test_dates_come_as_days_as_text_or_in_parts(values):
    dates = to_dates(values, "file")
    assert dates.dt.strftime("%Y-%m-%d").tolist() == ["1969-12-31", "1970-01-01", "2024-12-31"]


@pytest.mark.parametrize(
    "values",
    [pd.Series(["1969-12-31", "soon"]), pd.DataFrame({"year": [1969], "month": [13], "day": [1]})],
)
def test_what_is_no_date_is_refused_with_the_file(values):
    with pytest.raises(RawFileError, match="folder/file.csv: not every value is a date"):
        to_dates(values, "folder/file.csv")


EDITIONS = {"first": {"A": "a", "B": "b", "C": "c"}, "second": {"alpha": "a", "beta": "b"}}


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
