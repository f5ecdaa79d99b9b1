import csv

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError, RawFileError, UnknownStateError
from entente.data.readers.country_codes import load_recodes, recode, refuse_wrong_codes

from ..tables import OWN, TABLES

HEADER = "role,code,first_year,last_year,cow_code,reason\n"


def recoded(frame, recodes, code="ccode"):
    log = DataLog("table")
    return recode(frame, "polity", recodes, log, code), log.frame()[["action", "rows"]].values.tolist()


def scores(*rows):
    return pd.DataFrame(rows, columns=["ccode", "year"])


# The table


@pytest.fixture
def load(tmp_path):
    def load_from(text):
        path = tmp_path / "country_codes.csv"
        path.write_text(text, encoding="utf-8")
        return load_recodes(path)

    return load_from


def test_a_line_without_a_cow_code_means_no_cow_state(load):
    recodes = load(HEADER + "polity,305,1800,1918,300,Habsburg\npolity,89,1824,1838,,never a member\n")
    assert recodes["cow_code"].isna().tolist() == [False, True]
    assert recodes.loc[0, ["role", "code", "first_year", "last_year", "cow_code"]].tolist() == [
        "polity",
        305,
        1800,
        1918,
        300,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "polity,305,1800,1918,300,one\npolity,305,1918,1930,305,two\n",
        "polity,305,1850,1860,300,inside\npolity,305,1800,1918,305,around\n",
        "polity,305,1800,1918,300,same\npolity,305,1800,1918,300,same\n",
    ],
)
def test_lines_that_claim_the_same_year_are_refused_and_shown(load, lines):
    with pytest.raises(
        ConfigurationError, match="country_codes.csv: lines claim the same code and year:[^$]* 305 "
    ):
        load(HEADER + lines)


def test_lines_that_follow_one_another_or_are_of_other_codes_or_roles_do_not_overlap(load):
    lines = (
        "polity,305,1919,1930,305,later\npolity,305,1800,1918,300,earlier\n"
        "polity,306,1800,1918,300,other code\nalliances,305,1800,1918,300,other role\n"
    )
    assert len(load(HEADER + lines)) == 4


@pytest.mark.parametrize("years", ["1918,1800", ",1918", "1800,"])
def test_a_line_without_years_is_refused(load, years):
    with pytest.raises(ConfigurationError, match="lines without years[^$]*305"):
        load(HEADER + f"polity,305,{years},300,reason\n")


@pytest.mark.parametrize(
    "header", ["role,code,first_year,last_year,cow_code\n", HEADER.replace("code", "kode", 1)]
)
def test_other_columns_are_refused(load, header):
    with pytest.raises(ConfigurationError, match="expected the columns"):
        load(header + "polity,305,1800,1918,300" + ",reason\n" * header.count("reason"))


def test_the_table_of_this_repository_is_sound(root):
    path = root / "config" / "recodes" / "country_codes.csv"
    recodes = load_recodes(path)
    tables = [table for own in ({}, *OWN.values()) for table in (own or TABLES).values()]
    assert set(recodes["role"]) <= {role for table in tables for role in table.roles}
    with path.open(encoding="utf-8", newline="") as file:
        lines = {(line["role"], line["code"], line["last_year"]): line for line in csv.DictReader(file)}
    assert len(lines) == len(recodes)
    assert all(line["reason"] for line in lines.values())
    expected = {
        ("305", "1918"): "300",
        ("364", "1991"): "365",
        ("324", "1860"): "325",
        ("529", "2020"): "530",
    }
    expected |= {
        ("769", "1971"): "770",
        ("818", "2020"): "816",
        ("342", "1920"): "345",
        ("347", "2005"): "345",
    }
    assert {key: lines["polity", *key]["cow_code"] for key in expected} == expected


# Recoding


def test_codes_are_recoded_in_their_years_only(make_recodes):
    recodes = make_recodes(("polity", 305, 1800, 1918, 300))
    frame = scores((305, 1799), (305, 1800), (305, 1918), (305, 1919), (2, 1850))
    found, log = recoded(frame, recodes)
    assert found.values.tolist() == [[305, 1799], [300, 1800], [300, 1918], [305, 1919], [2, 1850]]
    assert log == [["recoded", 2]]


def test_a_recoded_code_is_not_recoded_again(make_recodes):
    recodes = make_recodes(("polity", 364, 1900, 2000, 365), ("polity", 365, 1900, 2000, 364))
    assert recoded(scores((364, 1950), (365, 1950)), recodes)[0]["ccode"].tolist() == [365, 364]


def test_rows_of_no_cow_state_are_dropped_and_counted(make_recodes):
    recodes = make_recodes(("polity", 365, 1922, 1922, None), ("polity", 89, 1824, 1838, None))
    found, log = recoded(scores((365, 1921), (365, 1922), (89, 1830), (89, 1831)), recodes)
    assert found.values.tolist() == [[365, 1921]]
    assert log == [["recoded", 1], ["recoded", 2], ["dropped", 3]]


def test_lines_of_another_role_do_not_apply(make_recodes):
    found, log = recoded(scores((348, 1950)), make_recodes(("alliances", 348, 1800, 2005, None)))
    assert found["ccode"].tolist() == [348]
    assert log == []


def test_another_column_can_be_recoded_and_the_rest_stays(make_recodes):
    frame = pd.DataFrame({"ccode1": [305], "ccode2": [305], "year": [1900], "nonagg": [1]}, index=[7])
    found, _ = recoded(frame, make_recodes(("polity", 305, 1800, 1918, 300)), code="ccode2")
    assert found.to_dict("list") == {"ccode1": [305], "ccode2": [300], "year": [1900], "nonagg": [1]}
    assert found.index.tolist() == [7]
    assert frame["ccode2"].tolist() == [305]


def test_a_blank_code_is_not_taken_for_a_state_to_drop(make_recodes, states):
    frame = pd.DataFrame({"ccode": ["2", None, "USA"], "year": 1950})
    found, log = recoded(frame, make_recodes(("polity", 89, 1824, 1838, None)))
    assert log == []
    with pytest.raises(UnknownStateError, match=r"<NA> \(2 rows\)"):
        refuse_wrong_codes(found, states, "polity.csv", "ccode")


LINES = st.lists(
    st.tuples(
        st.sampled_from([300, 305, 364]),
        st.integers(1900, 1910),
        st.integers(0, 4),
        st.sampled_from([2, 20, 300, None]),
    ),
    max_size=5,
)
ROWS = st.lists(st.tuples(st.sampled_from([2, 300, 305, 364]), st.integers(1898, 1916)), max_size=20)


@settings(max_examples=60)
@given(lines=LINES, rows=ROWS)
def test_recoding_is_a_look_up_by_code_and_year(make_recodes, lines, rows):
    table, kept = {}, []
    for code, first, more, cow in lines:
        years = {(code, year) for year in range(first, first + more + 1)}
        if years.isdisjoint(table):
            table |= dict.fromkeys(years, cow)
            kept.append(("polity", code, first, first + more, cow))
    found, log = recoded(scores(*rows).astype("int64"), make_recodes(*kept))
    targets = [(table.get(row, row[0]), row[1]) for row in rows]
    assert found.values.tolist() == [[code, year] for code, year in targets if code is not None]
    dropped = sum(rows for action, rows in log if action == "dropped")
    assert len(rows) == len(found) + dropped
    assert sum(rows for action, rows in log if action == "recoded") == sum(row in table for row in rows)


# Unknown codes


def test_unknown_codes_are_listed_in_order_with_their_rows(states):
    frame = scores((990, 1900), (2, 1900), (89, 1900), (990, 1901), (220, 1900))
    with pytest.raises(UnknownStateError) as caught:
        refuse_wrong_codes(frame, states, "folder/polity.xls", "ccode")
    assert caught.value.what == (
        "folder/polity.xls: country codes that are no COW codes: 89 (1 rows), 990 (2 rows)."
    )


def test_a_code_is_known_even_in_years_when_its_state_was_no_member(states):
    refuse_wrong_codes(scores((2, 1700), (816, 2020)), states, "polity.xls", "ccode")


def test_a_state_that_is_paired_with_itself_is_refused_with_its_row(states):
    frame = pd.DataFrame({"ccode1": [2, 20, 200], "ccode2": [20, 20, 200]}, index=[2, 3, 4])
    with pytest.raises(RawFileError, match=r"file, row 3: state 20 is paired with itself; there are 2 such"):
        refuse_wrong_codes(frame, states, "file", "ccode1", "ccode2")


def test_every_code_column_is_checked(states):
    frame = pd.DataFrame({"ccode1": [2, 20], "ccode2": [20, 991]})
    refuse_wrong_codes(frame, states, "file", "ccode1")
    with pytest.raises(UnknownStateError, match=r"991 \(1 rows\)"):
        refuse_wrong_codes(frame, states, "file", "ccode1", "ccode2")
