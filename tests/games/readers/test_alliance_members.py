"""ATOP's members: days of entry and exit, and those that are no COW states."""

import pandas as pd
import pytest

from entente.core.errors import RawFileError
from entente.data.readers.country_codes import load_recodes

from ...data.tables import OWN, read_valid

STATES = pd.DataFrame({"ccode": [2, 220]})
HEADER = (
    "atopid,member,phase,yrent,moent,dayent,yrexit,moexit,dayexit,term,"
    "defense,offense,neutral,nonagg,consul\n"
)


@pytest.fixture
def read(tmp_path, recode_path):
    def from_rows(*rows):
        path = tmp_path / "members.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
        table, years = OWN["games"]["alliance_members"], {str(path): (1815, 2018)}
        return read_valid(table, {"alliance_members": path}, STATES, load_recodes(recode_path), years)

    return from_rows


def test_days_are_joined_and_those_not_known_are_the_first_of_the_month(read):
    found = read(
        "1,2,0,1949,4,,0,0,0,0,1,0,0,0,0",
        "1,220,1,1949,4,4,1966,3,,3,1,0,0,0,1",
        "9,8152,0,1874,3,15,1883,8,25,2,1,0,0,0,0",
    )
    american, french = found.table.itertuples()
    assert (american.entry, american.exit) == (pd.Timestamp(1949, 4, 1), pd.NaT)
    assert (french.entry, french.exit) == (pd.Timestamp(1949, 4, 4), pd.Timestamp(1966, 3, 1))
    assert (french.ending, french.defense, french.consultation, french.offense) == (3, True, True, False)
    log = {(action, reason.split(":")[0]): rows for action, reason, rows in found.log}
    assert (
        log["filled", "entry on a day that is not known"]
        == log["filled", "exit on a day that is not known"]
        == 1
    )
    assert (found.rows("read"), found.rows("dropped"), found.rows("missing")) == (3, 1, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,2,0,1949,2,30,0,0,0,0,1,0,0,0,0", "day 30 is no date"),
        ("1,2,0,1949,4,4,1966,0,1,0,1,0,0,0,0", "month 0"),
        ("1,2,0,1949,4,4,2019,1,1,0,1,0,0,0,0", "none of the years"),
        ("1,2,0,1949,4,4,0,0,0,7,1,0,0,0,0", "column term: '7' is none of 0, 1, 2, 3"),
    ],
)
def test_what_cannot_be_is_refused(read, row, said):
    with pytest.raises(RawFileError, match=said):
        read(row)
