"""What the study's readers make of small files, and what they refuse."""

import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.errors import RawFileError, UnknownStateError
from entente.data.readers.country_codes import load_recodes
from entente.studies.burden_sharing.repository import read_security_agreements

from ..data.tables import OWN, read_valid

YEARS = range(1945, 2021)
STATES = pd.DataFrame(
    [
        (year, code, name, abbreviation)
        for code, name, abbreviation, first, last in (
            (2, "United States of America", "USA", 1945, 2020),
            (255, "Germany", "GMY", 1990, 2020),
            (260, "German Federal Republic", "GFR", 1955, 1990),
            (315, "Czechoslovakia", "CZE", 1945, 1992),
            (316, "Czech Republic", "CZR", 1993, 2020),
            (345, "Yugoslavia", "YUG", 1945, 2020),
            (678, "Yemen Arab Republic", "YAR", 1945, 1990),
            (679, "Yemen", "YEM", 1990, 2020),
            (955, "Tonga", "TON", 1999, 2020),
        )
        for year in YEARS
        if first <= year <= last
    ],
    columns=["year", "ccode", "name", "abbreviation"],
)


@pytest.fixture
def read(tmp_path, recode_path):
    """Function that reads a table of the study from the text of its one raw file."""

    def from_text(name, text):
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        table = OWN["burden_sharing"][name]
        return read_valid(table, {name: path}, STATES, load_recodes(recode_path), {str(path): (1945, 2020)})

    return from_text


def rows_of(found):
    return {reason: rows for _, reason, rows in found.log}


def test_contributors_to_a_mission_are_told_apart_by_commas_and_their_last_brackets(read):
    found = read(
        "mission_contributors",
        "mission,year,location,latitude,longitude,No.TCC,year.overview\n"
        'MONUC,2000,Goma,1,2,3,"Germany (850), USA (size unknown), Multinational (10), Germany (50)"\n'
        'MONUC,2001,Goma,1,2,1,"TCC name unknown (size unknown)"\n',
    )
    assert found.table[["year", "ccode", "troops"]].fillna(-1).values.tolist() == [
        [2000, 2, -1],
        [2000, 255, 900],
    ]
    log = rows_of(found)
    assert log["strength of the unit not known"] == 2
    assert (
        log["groups of states"]
        == log["contributors without a name"]
        == log["further units of one contributor at a place"]
        == 1
    )


@pytest.mark.parametrize(
    ("entry", "error", "said"),
    [
        ("Germany", RawFileError, "row 2, column year.overview: 'Germany' is no name with a strength"),
        ("Germany (850 or so)", RawFileError, "no name with a strength"),
        ("Atlantis (850)", UnknownStateError, "'Atlantis'"),
    ],
)
def test_an_entry_that_is_no_contributor_is_refused(read, entry, error, said):
    with pytest.raises(error, match=said):
        read(
            "mission_contributors",
            f"mission,year,location,latitude,longitude,year.overview\nA,2000,B,1,2,{entry}\n",
        )


def test_codes_of_gleditsch_and_ward_become_cows_by_year(read, tmp_path):
    found = read(
        "economy_gleditsch",
        "statenum,year,realgdp\n260,1985,1\n260,1995,2\n678,1989,3\n678,1995,4\n972,2000,5\n396,2008,6\n",
    )
    assert found.table.values.tolist() == [
        [255, 1995, 2],
        [260, 1985, 1],
        [678, 1989, 3],
        [679, 1995, 4],
        [955, 2000, 5],
    ]
    assert found.rows("dropped") == 1


def test_hosts_of_troops_are_states_but_the_united_states_and_places_are_none(read):
    found = read(
        "us_troops",
        "countryname,ccode,year,troops\nUnited States,2,1990,9\nGuam,1008,1990,8\nPuerto Rico,6,2010,7\n"
        "Germany,260,1985,6\nDiego Garcia,1004,1990,5\nBritish Indian Ocean Territory,1004,1990,4\n",
    )
    assert found.table.values.tolist() == [[260, 1985, 6]]
    assert found.rows("dropped") == 5


def test_blank_personnel_is_none_and_the_czech_republic_was_a_part_of_a_state_before(read):
    found = read(
        "un_contributions",
        "contributor,ccode,date,troops,police,experts\n"
        "Czech Republic,316,1991-01-31,,5,\nCzech Republic,316,1994-01-31,7,,\n",
    )
    assert found.table.drop(columns="date").values.tolist() == [[315, 0, 5, 0], [316, 7, 0, 0]]
    assert found.rows("filled") == 4


ARMS = "supplier,recipient,year,value,supplier_cown,recipient_cown\n"


def test_arms_go_between_states_and_rebels_have_the_code_of_none(read):
    found = read(
        "arms_transfers",
        ARMS + "United States,Germany,1995,5,2,255\nUnited States,Rebels (Yemen)*,1995,2,2,679\n"
        "NATO**,Germany,1995,1,,255\nSerbia,Germany,1995,0,,255\nUnknown supplier(s),Germany,1995,3,,255\n",
    )
    assert found.table.values.tolist() == [[2, 255, 1995, 5], [345, 255, 1995, 0]]
    log = rows_of(found)
    assert log["recipients that are armed groups or organizations"] == 1
    assert log["suppliers that are not known"] == log["values below 0.5, which are 0 in the file"] == 1
    assert log["Serbia to COW 345: Serbia and Montenegro continue COW's Yugoslavia"] == 1


def test_arms_of_a_code_that_is_none_of_cows_are_refused(read):
    with pytest.raises(UnknownStateError, match="999"):
        read("arms_transfers", ARMS + "United States,Atlantis,1995,5,2,999\n")


DCAD = (
    "DCAid,ccode1,ccode2,type,category1,categoryConf,terminated,endYearEstimate,signYear,signMonth,signDay,"
    "EIFYear,EIFMonth,EIFDay\n"
)


def test_a_treaty_with_itself_is_dropped_and_days_that_are_not_known_are_the_first(read):
    found = read(
        "defence_agreements",
        DCAD + "a,255,2,general,DCA,high,1,2000,1995,,,1996,2,\nb,2,2,sector,TREX,,0,2010,2000,1,1,,,\n"
        "c,2,679,sector,TREX,,0,1985,1985,1,1,,,\n",
    )
    assert found.table["id"].tolist() == ["a", "c"]
    first = found.table.iloc[0]
    assert (first["ccode1"], first["ccode2"], first["terminated"]) == (2, 255, True)
    assert (first["signature_date"], first["force_date"]) == (
        pd.Timestamp("1995-01-01"),
        pd.Timestamp("1996-02-01"),
    )
    log = rows_of(found)
    assert log["states paired with themselves (b)"] == log["entry into force"] == 1
    assert (
        log["signed before a party is a member of the system"]
        == log["estimated to end in the year of signature"]
        == 1
    )


@pytest.fixture
def users(tmp_path):
    def from_rows(*rows):
        path = tmp_path / "gsa.csv"
        path.write_text("ccode1,ccode2,first,last,id\n" + "".join(f"{row}\n" for row in rows))
        return read_security_agreements(path, STATES, DataLog("agreements"))

    return from_rows


def test_a_users_agreements_may_go_on_and_come_in_spells(users):
    found = users("2,255,1995,2000,a", "255,2,2001,,a", "2,679,1999,,b")
    assert found["last"].fillna(0).tolist() == [2000, 0, 0]


@pytest.mark.parametrize(
    ("rows", "error", "said"),
    [
        (["2,255,2000,1995,a"], RawFileError, "row 2: agreement a ends in 1995, before it begins in 2000"),
        (
            ["2,255,1995,2000,a", "255,2,2000,,a"],
            RawFileError,
            "row 3: agreement a of 255 and 2 begins in 2000",
        ),
        (["2,255,1995,,a", "2,255,2010,2012,a"], RawFileError, "row 3: agreement a of 2 and 255"),
        (["2,999,1995,2000,a"], UnknownStateError, "999"),
        (["2,2,1995,2000,a"], RawFileError, "paired with itself"),
        (["2,255,soon,2000,a"], RawFileError, "column first: 'soon' is no year"),
    ],
)
def test_users_agreements_that_cannot_be_are_refused(users, rows, error, said):
    with pytest.raises(error, match=said):
        users(*rows)
