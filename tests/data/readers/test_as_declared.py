"""Tables that are read as their schemas say."""

import re

import pandas as pd
import pytest
import rdata

from entente.core.checked_yaml import checked, named
from entente.core.data_log import DataLog
from entente.core.errors import RawFileError, SchemaError, UnknownStateError
from entente.core.schema import TableSchema
from entente.data.readers.as_declared import read
from entente.data.readers.raw_file import RawPath

SAID = {
    "title": "Ranks",
    "unit_of_analysis": "state-year",
    "key": ["year", "ccode"],
    "raw": {"ranks": {}},
    "columns": {
        "year": {"label": "Year", "dtype": "int16", "read": "yr"},
        "ccode": {"label": "State", "dtype": "int16", "read": "ctry"},
        "rank": {"label": "Rank", "dtype": "float64", "read": "rk", "codes": [-9, -8], "missing": "unknown"},
    },
}
STATES = pd.DataFrame({"ccode": [2, 200]})


def schema(**changes):
    return named("rank", checked({**SAID, **changes}, TableSchema, "rank.yaml", SchemaError))


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.csv").write_text("yr,ctry,rk,more\n1900,200,3.5,x\n1900,2,-9,x\n")
    (tmp_path / "b.csv").write_text("rk,yr,ctry\n-8,1901,2\n0,1901,200\n")
    return {"early": tmp_path / "a.csv", "late": tmp_path / "b.csv"}


def test_columns_are_found_by_name_in_all_parts_and_codes_are_counted(files):
    log = DataLog("rank")
    table = schema().validate(read({"rank": files}, schema(), STATES, log))
    assert table["rank"].isna().tolist() == [True, False, True, False]
    assert table["ccode"].tolist() == [2, 200, 2, 200]
    assert log.frame()[["reason", "rows"]].values.tolist() == [
        ["rows of rank", 2],
        ["rows of rank", 2],
        ["rank coded −9", 1],
        ["rank coded −8", 1],
    ]


def test_a_code_of_no_state_and_a_column_that_is_not_there_are_refused(files):
    with pytest.raises(UnknownStateError, match="200 .1 rows"):
        read({"rank": files["early"]}, schema(), STATES[:1], DataLog("rank"))
    columns = SAID["columns"] | {"rank": SAID["columns"]["rank"] | {"read": "rank"}}
    with pytest.raises(RawFileError, match="'rank'"):
        read({"rank": files["early"]}, schema(columns=columns), STATES, DataLog("rank"))


def test_a_code_is_met_whether_the_column_is_read_as_numbers_or_as_text(tmp_path):
    columns = SAID["columns"] | {"rank": SAID["columns"]["rank"] | {"codes": ["-9", "."]}}
    declared = schema(columns=columns)
    for number, values in enumerate((["3.5", "-9", "."], ["3.5", "-9", "1"])):
        path = tmp_path / f"{number}.csv"
        path.write_text("yr,ctry,rk\n" + "".join(f"{1900 + n},2,{value}\n" for n, value in enumerate(values)))
        table = declared.validate(read({"rank": path}, declared, STATES, DataLog("rank")))
        assert table["rank"].isna().tolist() == [value in ("-9", ".") for value in values]


def test_each_type_is_read_as_its_kind(tmp_path):
    columns = {
        "year": {"label": "Year", "dtype": "int16", "read": "yr"},
        "ccode": {"label": "State", "dtype": "int16", "read": "ctry"},
        "name": {"label": "Name", "dtype": "string", "read": "name"},
        "neutral": {"label": "Neutral", "dtype": "bool", "read": "neutral"},
        "since": {"label": "Since", "dtype": "datetime64[s]", "read": "since"},
    }
    (tmp_path / "a.csv").write_text("yr,ctry,name,neutral,since\n1900,2,007,TRUE,1815-11-20\n")
    declared = schema(columns=columns)
    table = declared.validate(read({"rank": tmp_path / "a.csv"}, declared, STATES, DataLog("rank")))
    assert table.iloc[0, 2:].tolist() == ["007", True, pd.Timestamp("1815-11-20")]


@pytest.mark.parametrize("cell", ["abc", "1,5", "1 000", "TRUE", "."])
def test_text_in_a_column_of_numbers_is_named(tmp_path, cell):
    (tmp_path / "a.csv").write_text(f'yr,ctry,rk\n1900,2,1\n1901,2,"{cell}"\n')
    with pytest.raises(RawFileError, match=rf"a\.csv: row 3, column rk: '{re.escape(cell)}' is no number"):
        read({"rank": tmp_path / "a.csv"}, schema(), STATES, DataLog("rank"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2029,2,1", ": row 3, column yr: '2029' is none of the years that the file covers, 1900–1901"),
        ("1900,2,7", ": 2 rows share a key; rows 2, 3 have year 1900, ccode 2"),
        ("1901,2,1,", ", row 3: 4 fields, separated by commas, where the header has 3"),
    ],
)
def test_rows_are_checked_as_those_of_other_readers(tmp_path, row, said):
    (tmp_path / "a.csv").write_text(f"yr,ctry,rk\n1900,2,1\n{row}\n")
    file = RawPath(tmp_path / "a.csv", (1900, 1901))
    with pytest.raises(RawFileError, match=rf"a\.csv{said}"):
        read({"rank": file}, schema(), STATES, DataLog("rank"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"raw": {}}, "columns year, ccode, rank have read"),
        ({"columns": SAID["columns"] | {"n": {"label": "N", "dtype": "int8"}}}, "columns n lack read"),
        ({"coverage": "some years"}, "coverage is 'some years'"),
        (
            {"columns": {"rank": {"label": "R", "dtype": "float64", "read": "rk", "codes": [-9]}}},
            "codes want read, and missing: what they say",
        ),
    ],
)
def test_a_schema_says_where_each_column_is_read_or_of_none(changes, message):
    with pytest.raises(SchemaError, match=message):
        schema(**changes)


def with_rank(**changes):
    """The schema with another rank."""
    return schema(columns=SAID["columns"] | {"rank": SAID["columns"]["rank"] | changes})


def write_ranks(path, ranks):
    """Write ranks in the format of a file; in one of Stata a rank that is a date has its type."""
    frame = pd.DataFrame({"yr": range(1900, 1900 + len(ranks)), "ctry": 2, "rk": ranks})
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".rds":
        rdata.write_rds(path, frame.astype({"yr": "float64", "ctry": "float64"}))
    else:
        frame.to_stata(path, write_index=False)


DAYS = pd.to_datetime(pd.Series([8653, -9, 7653]), unit="D", origin="1960-01-01")


@pytest.mark.parametrize(
    ("ending", "dtype", "ranks", "known"),
    [
        (".csv", "datetime64[s]", ["1983-09-10", "-9", "1980-12-14"], ["1983-09-10", None, "1980-12-14"]),
        (".rds", "datetime64[s]", [5000.0, -9.0, 4000.0], ["1983-09-10", None, "1980-12-14"]),
        (".dta", "datetime64[s]", DAYS, ["1983-09-10", None, "1980-12-14"]),
        (".csv", "string", ["a", "-9", "-9x"], ["a", None, "-9x"]),
        (".dta", "string", ["a", "-9", "-9x"], ["a", None, "-9x"]),
        (".rds", "string", [1.5, -9.0, 0.0], ["1.5", None, "0.0"]),
        (".dta", "float64", [1.5, -9.0, 0.0], ["1.5", None, "0.0"]),
    ],
)
def test_a_code_is_met_in_every_format_and_type(tmp_path, ending, dtype, ranks, known):
    path, declared, log = tmp_path / f"a{ending}", with_rank(dtype=dtype, codes=[-9]), DataLog("rank")
    write_ranks(path, ranks)
    rank = declared.validate(read({"rank": path}, declared, STATES, log))["rank"]
    assert [None if pd.isna(value) else str(value).removesuffix(" 00:00:00") for value in rank] == known
    assert log.frame()[["reason", "rows"]].values.tolist()[1:] == [["rank coded −9", 1]]


@pytest.mark.parametrize("dtype", ["category", "object", "Int8"])
def test_values_that_are_allowed_are_of_their_kind(tmp_path, dtype):
    (tmp_path / "a.csv").write_text("yr,ctry,rk\n1900,2,1\n1901,2,2\n1902,2,\n1903,2,-9\n")
    declared = with_rank(dtype=dtype, allowed=[1, 2])
    rank = declared.validate(read({"rank": tmp_path / "a.csv"}, declared, STATES, DataLog("rank")))["rank"]
    assert rank.astype(float).fillna(0).tolist() == [1, 2, 0, 0]
    (tmp_path / "a.csv").write_text("yr,ctry,rk\n1900,2,1\n1901,2,3\n")
    with pytest.raises(RawFileError, match="row 3, column rk: '3' is none of 1, 2"):
        read({"rank": tmp_path / "a.csv"}, declared, STATES, DataLog("rank"))


def test_dates_that_do_not_place_a_row_in_time_may_be_of_any_year(tmp_path):
    declared = with_rank(dtype="datetime64[s]", codes=[])
    (tmp_path / "a.csv").write_text("yr,ctry,rk\n1900,2,2049-04-04\n1901,2,1750-01-01\n")
    given = RawPath(tmp_path / "a.csv", (1900, 1901))
    rank = declared.validate(read({"rank": given}, declared, STATES, DataLog("rank")))["rank"]
    assert rank.dt.year.tolist() == [2049, 1750]
