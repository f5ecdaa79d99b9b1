"""What readers refuse in the layouts of the newest editions, where these differ from the paper's."""

import io
import re

import pandas as pd
import pytest

from entente.core.errors import EntenteError, RawFileError, UnknownStateError
from entente.data.readers import alliances, disputes, rivalries

#: Table, which is also the role, to a small raw file without a flaw; no reader needs the last column.
#: The first two rows of alliances and disputes are the two directions of one dyad.
RAW = {
    "alliances": (
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul,note\n"
        "2,20,1942,1,0,0,0,1,x\n20,2,1942,1,0,0,0,1,x\n2,200,1949,1,0,0,0,1,x\n200,2,1949,1,0,0,0,1,x\n"
    ),
    "disputes": (
        "disno,statea,stateb,year,hihost,war,duration,"
        "strtyr,strtmnth,strtday,endyear,endmnth,endday,dyindx\n"
        "2,2,200,1902,3,0,184,1902,7,1,1903,1,24,1\n2,200,2,1902,3,0,184,1902,7,1,1903,1,24,1\n"
        "2,2,200,1903,3,0,25,1902,7,1,1903,1,24,1\n2,200,2,1903,3,0,25,1902,7,1,1903,1,24,1\n"
    ),
    "rivalries": "tssr_id,ccode1,ccode2,start,end,positional\n1,220,300,1494,1918,1\n2,2,200,1816,1904,1\n",
}

EDITIONS = {
    "alliances": (alliances.EDITIONS, alliances.ATOP_5),
    "disputes": (disputes.EDITIONS, disputes.DYADIC_MID_4),
    "rivalries": (rivalries.EDITIONS, rivalries.TSS),
}

CODES = {
    "alliances": ["ccode1", "ccode2"],
    "disputes": ["statea", "stateb"],
    "rivalries": ["ccode1", "ccode2"],
}

NOT_ADMITTED = [
    ("alliances", "atop_defense", 2),
    ("alliances", "atop_consul", ""),
    ("alliances", "year", 2031),
    ("alliances", "year", ""),
    ("disputes", "hihost", 0),
    ("disputes", "hihost", 259),
    ("disputes", "war", 2),
    ("disputes", "war", ""),
    ("disputes", "duration", 367),
    ("disputes", "disno", 0),
    ("disputes", "year", 1700),
    ("disputes", "year", ""),
    ("rivalries", "tssr_id", 0),
    ("rivalries", "tssr_id", ""),
    ("rivalries", "end", 2031),
    ("rivalries", "end", 1916.5),
    ("rivalries", "start", ""),
]


def frame_of(table):
    return pd.read_csv(io.StringIO(RAW[table]))


def with_value(table, column, value, rows):
    frame = frame_of(table).astype(object)
    frame.loc[: rows - 1, column] = value
    return frame


@pytest.mark.parametrize("table", RAW)
def test_the_file_is_read_and_each_raw_row_is_kept_or_counted(table, read):
    tidy = read(table, **{table: RAW[table]})
    assert len(tidy.table) == 2
    assert tidy.rows("read") == len(tidy.table) + tidy.rows("dropped")


@pytest.mark.parametrize("table", RAW)
def test_no_column_belongs_to_both_editions(table):
    # Else a file could be taken for the other edition.
    editions, edition = EDITIONS[table]
    one = set(editions[edition].columns)
    for other in editions.keys() - {edition}:
        assert one & set(editions[other].columns) <= {"year"}


@pytest.mark.parametrize("table", RAW)
def test_a_missing_column_is_named_and_others_are_not_needed(table, read):
    editions, edition = EDITIONS[table]
    assert (
        read(table, **{table: frame_of(table)[list(editions[edition].columns)]}).text
        == read(table, **{table: RAW[table]}).text
    )
    for column in editions[edition].columns:
        with pytest.raises(RawFileError, match=rf"{table}\.csv: columns \['{column}'\] are missing"):
            read(table, **{table: frame_of(table).drop(columns=column)})


@pytest.mark.parametrize("table", RAW)
def test_a_header_alone_is_refused(table, read):
    with pytest.raises(RawFileError, match="a header but no rows"):
        read(table, **{table: RAW[table].splitlines()[0] + "\n"})


@pytest.mark.parametrize("table", RAW)
@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (991, UnknownStateError, r"\(1 rows\)"),
        (2.5, RawFileError, "row 2, column {column}: '2.5' is no whole number"),
        ("", RawFileError, "row 2, column {column}: the cell is blank"),
        ("USA", RawFileError, "row 2, column {column}: 'USA' is no whole number"),
    ],
)
def test_what_is_no_country_code_is_refused(table, value, error, said, read):
    for column in CODES[table]:
        with pytest.raises(error, match=rf"{table}\.csv: .*" + said.replace("{column}", column)):
            read(table, **{table: with_value(table, column, value, rows=1)})


@pytest.mark.parametrize("table", RAW)
def test_rows_that_share_a_key_are_refused(table, read):
    frame = frame_of(table)
    with pytest.raises(RawFileError, match=re.escape(f"{table}.csv: ") + r"\d+ rows share a key"):
        read(table, **{table: pd.concat([frame, frame])})


@pytest.mark.parametrize(("table", "column", "value"), NOT_ADMITTED)
def test_a_value_that_is_not_documented_is_refused(table, column, value, read):
    # Of two directions the larger value counts: a code below the range must stand in both to be seen.
    rows = 1 if column == "tssr_id" else 2
    with pytest.raises(EntenteError, match=rf"Table {table}, column|{table}\.csv: row 2, column {column}: "):
        read(table, **{table: with_value(table, column, value, rows)})
