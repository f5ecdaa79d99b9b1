"""What every reader refuses, or counts, in each of its raw files."""

import io
import re

import pandas as pd
import pytest

from entente.core.errors import EntenteError, RawFileError, SchemaError, UnknownStateError

from ..tables import READERS

#: Table to the raw file whose columns hold country codes, and those columns.
CODES = {
    "alliances": ("alliances", ["mem1", "mem2"]),
    "capabilities": ("capabilities", ["ccode"]),
    "capitals": ("capitals", ["ccode"]),
    "contiguity": ("contiguity", ["state1no", "state2no"]),
    "disputes": ("disputes", ["STATEA", "STATEB"]),
    "dyadic_wars": ("dyadic_wars", ["statea", "stateb"]),
    "igo_dyads": ("igo_dyads", ["ccode1", "ccode2"]),
    "igo_states": ("igo_states", ["ccode"]),
    "major_powers": ("major_powers", ["ccode"]),
    "regimes": ("polity", ["ccode"]),
    "religions": ("religions", ["state"]),
    "rivalries": ("rivalries", ["RIVALA", "RIVALB"]),
    "trade_dyads": ("trade_dyads", ["ccode1", "ccode2"]),
    "trade_national": ("trade_national", ["ccode"]),
    "wars": ("wars", ["ccode"]),
}

#: Table to the raw file and column of a year, or of a bound of years.
YEARS = {
    **{table: (table, "year") for table in READERS},
    "disputes": ("disputes", "YEAR"),
    "major_powers": ("major_powers", "styear"),
    "regimes": ("polity", "year"),
    "states": ("state_system", "year"),
    "wars": ("wars", "StartYear1"),
}
# Capitals have dates, and rivalries take their years from disputes.
del YEARS["capitals"], YEARS["rivalries"]

#: Table, raw file, column and value that the documentation of the table does not admit.
OUT_OF_RANGE = [
    ("alliances", "alliances", "defense", 2),
    ("alliances", "alliances", "consul", ""),
    ("capabilities", "capabilities", "milex", -8),
    ("capabilities", "capabilities", "milper", -1),
    ("capitals", "capitals", "lat", 91),
    ("capitals", "capitals", "lng", ""),
    ("capitals", "capitals", "enddate", ""),
    ("contiguity", "contiguity", "conttype", 0),
    ("contiguity", "contiguity", "conttype", ""),
    ("disputes", "disputes", "HIHOST", 0),
    ("disputes", "disputes", "HIHOST", 6),
    ("disputes", "disputes", "HIHOST", 259),  # would be 3 in eight bits
    ("disputes", "disputes", "WAR", 2),
    ("disputes", "disputes", "WAR", ""),
    ("disputes", "disputes", "Duration", 367),
    ("disputes", "disputes", "Duration", 1.5),
    ("disputes", "disputes", "DISNO", 0),
    ("dyadic_wars", "dyadic_wars", "warnum", 65537),  # would be 1 in sixteen bits
    ("igo_dyads", "igo_dyads", "dyadigos", 1.5),
    ("regimes", "polity", "democ", 11),
    ("regimes", "polity", "democ", -55),
    ("regimes", "polity", "autoc", -9),
    ("religions", "religions", "chrstgenpct", -0.5),
    ("religions", "religions", "judgenpct", ""),
    ("states", "state_system", "stateabb", ""),
    ("wars", "wars", "Side", 3),
    ("wars", "wars", "EndYear1", -9),
    ("wars", "wars", "StartYear1", -8),
    ("wars", "wars", "StartYear2", -9),
    ("wars", "wars", "WarName", ""),
]


def frame_of(text):
    return pd.read_csv(io.StringIO(text))


def with_first(frame, column, value):
    """The frame as objects, the first row's value replaced."""
    changed = frame.astype(object)
    changed.loc[0, column] = value
    return changed


def all_columns(raw_texts):
    return [
        (table, role, column)
        for table, roles in READERS.items()
        for role in roles
        for column in frame_of(raw_texts[role]).columns[:-1]
    ]


def every_role():
    return [(table, role) for table, roles in READERS.items() for role in roles]


@pytest.mark.parametrize("table", sorted(READERS))
def test_a_file_without_a_flaw_is_read(table, read):
    tidy = read(table)
    assert len(tidy.table) > 0
    assert tidy.log[0][0] == "read"


def test_only_the_columns_that_a_reader_needs_are_needed(read, raw_texts):
    for table, roles in READERS.items():
        if table != "igo_states":  # every other column is an organization
            last = {role: frame_of(raw_texts[role]).iloc[:, :-1] for role in roles}
            assert read(table, **last).text == read(table).text, table


def test_a_missing_column_is_named_with_the_file(read, raw_texts):
    cases = [case for case in all_columns(raw_texts) if case[1:] != ("igo_states", "aaaid")]
    assert len(cases) > 90
    for table, role, column in cases:
        with pytest.raises(RawFileError) as caught:
            read(table, **{role: frame_of(raw_texts[role]).drop(columns=column)})
        assert f"{role}.csv" in caught.value.what, (table, role, column)
        assert f"columns ['{column}'] are missing" in caught.value.what, (table, role, column)
        assert "datasets.yaml" in caught.value.remedy


@pytest.mark.parametrize(("table", "role"), every_role())
@pytest.mark.parametrize(
    "content", ["", "<!DOCTYPE html>\n<html><body>404, not found</body></html>\n", "version https://lfs\n"]
)
def test_what_is_no_data_is_refused(table, role, content, read):
    with pytest.raises(RawFileError, match=f"{role}.csv"):
        read(table, **{role: content})


@pytest.mark.parametrize(("table", "role"), every_role())
def test_a_header_alone_is_refused(table, role, read, raw_texts):
    with pytest.raises(RawFileError, match=f"{role}.csv: the file has a header but no rows"):
        read(table, **{role: raw_texts[role].splitlines()[0] + "\n"})


@pytest.mark.parametrize("table", sorted(CODES))
def test_an_unknown_country_code_is_named_with_its_rows_and_the_file(table, read, raw_texts):
    role, columns = CODES[table]
    for column in columns:
        frame = frame_of(raw_texts[role])
        # 991 and 992, so that rows keep a key of their own.
        frame[column] = frame[column].where(frame.index >= 2, 991 + frame.index)
        rows = min(len(frame), 2)
        with pytest.raises(UnknownStateError) as caught:
            read(table, **{role: frame})
        unknown = ", ".join(rf"99{number + 1}(\.0)? \(1 rows\)" for number in range(rows))
        assert re.search(rf"{role}\.csv: .*: {unknown}\.$", caught.value.what), column
        assert "country_codes.csv" in caught.value.remedy


@pytest.mark.parametrize("table", sorted(CODES))
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2.5, "'2.5' is no whole number"),
        ("", "the cell is blank"),
        ("USA", "'USA' is no whole number"),
    ],
)
def test_what_is_no_whole_number_is_no_country_code(table, value, said, read, raw_texts):
    role, columns = CODES[table]
    for column in columns:
        with pytest.raises(RawFileError, match=rf"{role}\.csv: .*row 2, column {column}: {said}"):
            read(table, **{role: with_first(frame_of(raw_texts[role]), column, value)})


@pytest.mark.parametrize(("table", "role"), every_role())
def test_rows_that_share_a_key_are_refused_and_named(table, role, read, raw_texts):
    frame = frame_of(raw_texts[role])
    last = frame.columns[-1]
    again = frame if role == "igo_states" else frame.assign(**{last: frame[last].astype(str) + "2"})
    with pytest.raises(
        RawFileError, match=rf"{role}\.csv: \d+ rows share a key; rows 2, {len(frame) + 2} have"
    ):
        read(table, **{role: pd.concat([frame, again])})


@pytest.mark.parametrize("table", sorted(YEARS))
@pytest.mark.parametrize("year", [1700, 2031, 67450, ""])
def test_a_year_outside_the_range_or_blank_is_refused(table, year, read, raw_texts):
    # 67450 would be the year 1914 in sixteen bits.
    role, column = YEARS[table]
    with pytest.raises((SchemaError, RawFileError), match=column if year == "" else "year|int16"):
        read(table, **{role: with_first(frame_of(raw_texts[role]), column, year)})


@pytest.mark.parametrize(("table", "role", "column", "value"), OUT_OF_RANGE)
def test_a_value_that_is_not_documented_is_refused(table, role, column, value, read, raw_texts):
    with pytest.raises(EntenteError, match=rf"Table {table}|{role}\.csv: row 2, column {column}: ") as caught:
        read(table, **{role: with_first(frame_of(raw_texts[role]), column, value)})
    assert caught.value.remedy
