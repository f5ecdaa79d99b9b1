"""What cells of each kind are, and which are not of it."""

from datetime import date, datetime

import pandas as pd
import pytest

from entente.data.readers.cell_kinds import DATE, FLAG, NUMBER, STATE, TEXT, YEAR, typed


def of(*cells, dtype="str"):
    return pd.Series(cells, dtype=dtype)


@pytest.mark.parametrize(
    ("kind", "why"), [(NUMBER, "is no number"), (YEAR, "is no year"), (STATE, "is no whole number")]
)
@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "1,5",
        "1 000",
        "1.000,5",
        "TRUE",
        ".",
        "2?",
        "1 x",
        "1_000",
        "0x10",
        "inf",
        "-Infinity",
        "#N/A",
        "−9",
    ],
)
def test_text_among_numbers_is_wrong_wherever_it_stands(kind, why, cell):
    for dtype in ("str", object):
        found = typed(of("5", cell, "7", dtype=dtype), kind)
        assert found.wrong.tolist() == [False, True, False]
        assert found.why == why


def test_numbers_are_those_that_are_written_and_blanks_are_missing():
    whole = typed(of("5", " 6", "7 ", "-9", "+1"), NUMBER)
    assert whole.values.tolist() == [5, 6, 7, -9, 1]
    assert whole.values.dtype == "int64"
    found = typed(of("0.1", "", "NA", "nan", "1e3"), NUMBER)
    assert found.values.fillna(0).tolist() == [0.1, 0, 0, 0, 1000]
    assert not found.wrong.any()


def test_what_is_true_in_a_sheet_is_no_number():
    assert typed(of(1.0, True, "", 3, dtype=object), NUMBER).wrong.tolist() == [False, True, False, False]
    assert typed(of(True, False, dtype=bool), NUMBER).wrong.all()


def test_numbers_of_a_library_stay_and_infinite_ones_are_wrong():
    given = of(1.5, None, float("inf"), dtype="float64")
    found = typed(given, NUMBER)
    assert found.wrong.tolist() == [False, False, True]
    assert found.values.isna().tolist() == [False, True, True]


def test_some_numbers_and_no_others():
    found = typed(of("1", "2", "", "-9", "3"), (1, 2), [-9])
    assert found.wrong.tolist() == [False, False, False, False, True]
    assert found.why == "is none of 1, 2"
    assert typed(of("1", "2?"), (1, 2)).why == "is no number"


def test_codes_that_are_texts_stay_among_numbers_and_dates():
    assert typed(of("1", ".", ""), NUMBER, ["."]).values.fillna("blank").tolist() == [1, ".", "blank"]
    found = typed(of("1914-08-04", "ongoing"), DATE, ["ongoing"])
    assert found.values.tolist() == [pd.Timestamp("1914-08-04"), "ongoing"]
    assert not found.wrong.any()


def test_texts_keep_what_they_say():
    assert typed(of("007", "TRUE", "NA", "."), TEXT).values.fillna("blank").tolist() == [
        "007",
        "TRUE",
        "blank",
        ".",
    ]


def test_flags_are_numbers_or_true_and_false():
    found = typed(of("TRUE", "false", "1", "0", "", "yes"), FLAG)
    assert found.values.fillna(-1).tolist() == [1, 0, 1, 0, -1, -1]
    assert found.wrong.tolist() == [False] * 5 + [True]
    assert typed(of(True, False, dtype=bool), FLAG).values.tolist() == [1, 0]


@pytest.mark.parametrize(
    "cells",
    [
        of(-1.0, 0.0, 20088.0, dtype="float64"),
        of(-1, 0, 20088, dtype="int64"),
        of("1969-12-31", "1970-01-01 00:00", "2024-12-31T00:00:00"),
        of("1969-12-31", "1970-01-01", "2024-12-31", dtype="datetime64[s]"),
        of(date(1969, 12, 31), datetime(1970, 1, 1), "2024-12-31", dtype=object),
    ],
)
def test_dates_come_as_days_as_text_or_as_dates(cells):
    found = typed(cells, DATE, day_one="1970-01-01")
    assert found.values.dt.strftime("%Y-%m-%d").tolist() == ["1969-12-31", "1970-01-01", "2024-12-31"]
    assert not found.wrong.any()


@pytest.mark.parametrize(
    "cell", ["1914", "1914-08", "19140804", "20088", "-9", "4 Aug 1914", 1914.0, 20088, True]
)
def test_dates_are_full_where_the_format_counts_no_days(cell):
    # Whatever most of the others are.
    for others in (["1914-08-04"] * 3, [cell] * 3):
        found = typed(of(cell, *others, dtype=object), DATE)
        assert found.wrong.tolist() == [True, *(other is cell for other in others)]
        assert found.why == "is no date"


def test_years_and_codes_of_states_are_whole_numbers():
    for kind, why in ((YEAR, "is no year"), (STATE, "is no whole number")):
        for cells in (of("1900.5", "1900.0", "-7"), of(1900.5, 1900.0, -7.0, dtype="float64")):
            found = typed(cells, kind)
            assert (found.wrong.tolist(), found.why) == ([True, False, False], why)


@pytest.mark.parametrize("kind", [NUMBER, YEAR, STATE, FLAG, (1, 2)])
def test_dates_are_no_numbers(kind):
    for cells in (
        of("1914-08-04", None, dtype="datetime64[s]"),
        of(datetime(1914, 8, 4), None, dtype=object),
    ):
        assert typed(cells, kind).wrong.tolist() == [True, False]


@pytest.mark.parametrize("kind", [NUMBER, YEAR, STATE, TEXT, DATE, FLAG, (1, 2)])
@pytest.mark.parametrize("code", [-9, -9.0, "-9"])
@pytest.mark.parametrize(
    "cells",
    [of("-9", ""), of(-9.0, None, dtype="float64"), of(-9, None, dtype="Int32"), of(-9.0, "", dtype=object)],
)
def test_a_code_is_found_as_text_and_as_number_in_every_kind(kind, code, cells):
    found = typed(cells, kind, [code], day_one="1970-01-01")
    assert found.values.isna().tolist() == [False, True]
    assert found.values[0] == code
    assert not found.wrong.any()


def test_codes_are_found_before_days_become_dates():
    found = typed(of(5000.0, -9.0, 4000.0, dtype="float64"), DATE, [-9], day_one="1970-01-01").values
    assert found.tolist() == [pd.Timestamp("1983-09-10"), -9, pd.Timestamp("1980-12-14")]
    # A library may have made a date of it.
    dates = pd.to_datetime(of(0, -9, dtype="int64"), unit="D", origin="1960-01-01")
    assert typed(dates, DATE, [-9], day_one="1960-01-01").values.tolist() == [pd.Timestamp("1960-01-01"), -9]


def test_what_is_text_is_not_met_by_a_number():
    assert typed(of("007", "7"), TEXT, [7]).values.tolist() == ["007", 7]


def test_what_is_no_date_is_wrong_and_a_blank_is_not():
    assert typed(of("1969-12-31", "soon", "", "1914-02-30"), DATE).wrong.tolist() == [
        False,
        True,
        False,
        True,
    ]
