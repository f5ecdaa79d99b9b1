"""Small raw files under their published column names, and a reader that takes them."""

import pandas as pd
import pytest

from entente.data.readers.country_codes import COLUMNS
from entente.data.readers.religions import FAMILIES

from ..tables import READERS, read_valid

#: Codes of the states that the tests know, members in all years of ``YEARS``.
CODES = (2, 20, 200, 220, 255, 300, 325, 345, 365, 816)
YEARS = range(1816, 2011)

_SHARES = {"chrstgenpct": 0.75, "islmgenpct": 0.25}
_RELIGIONS = pd.DataFrame(
    [
        {"state": code, "year": year, **{name: _SHARES.get(name, 0) for name in FAMILIES}, "sumreligpct": 1}
        for code in (2, 20)
        for year in (1945, 1950)
    ]
)


#: Role to a small raw file without a flaw; the last column is one that no reader needs.
RAW = {
    "state_system": "stateabb,ccode,year,version\nUSA,2,1914,2016\nUSA,2,1915,2016\nUKG,200,1914,2016\n",
    "states": (
        "ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
        "2,United States of America,1914,3,1,1915,12,31,2016\n"
        "200,United Kingdom,1914,1,1,1914,6,30,2016\n"
    ),
    "major_powers": "ccode,styear,endyear,version\n2,1898,1900,2016\n200,1816,1817,2016\n",
    "capabilities": "ccode,year,milex,milper,cinc\n2,1914,100,50,.2\n20,1914,10,5,.01\n",
    "disputes": (
        "DISNO,STATEA,STATEB,YEAR,HIHOST,WAR,Duration,MID3HIB\n"
        "7,2,200,1902,3,0,150,1\n7,2,200,1903,3,0,20,1\n8,2,20,1910,5,1,300,1\n9,2,20,1930,4,0,1,1\n"
    ),
    "wars": (
        "WarNum,WarName,ccode,Side,StartYear1,EndYear1,StartYear2,EndYear2,BatDeath\n"
        "1,Small War,2,1,1900,1901,-8,-8,10\n1,Small War,200,2,1900,1901,-8,-8,10\n"
    ),
    "dyadic_wars": "warnum,statea,stateb,year,durindx\n1,2,200,1900,1\n1,200,2,1900,1\n",
    "alliances": (
        "mem1,mem2,year,defense,offense,neutral,nonagg,consul,version\n"
        "2,20,1942,1,1,0,0,0,3\n220,300,1902,0,0,1,1,1,3\n"
    ),
    "contiguity": "state1no,state2no,year,conttype,version\n2,20,1920,1,3.2\n20,2,1920,1,3.2\n",
    "capitals": "ccode,capital,stdate,enddate,lat,lng,note\n2,Washington,1800-06-11,2024-12-31,38.9,-77,x\n",
    "igo_states": "ccode,year,state,aaaid,un\n2,1950,USA,0,1\n20,1950,CAN,1,1\n",
    "igo_dyads": "ccode1,ccode2,year,dyadigos,note\n2,20,1920,7,x\n2,20,1921,8,x\n",
    "trade_dyads": "ccode1,ccode2,year,flow1,flow2,smoothflow1\n2,20,1920,612,735,1\n20,2,1920,735,612,1\n",
    "trade_national": "ccode,year,imports,exports,version\n2,1870,450,418,4\n20,1870,45,41,4\n",
    "polity": "ccode,year,democ,autoc,polity2,scode\n2,1900,10,0,10,A\n20,1900,9,0,9,C\n365,1950,0,9,-9,R\n",
    "regime_panel": "ccode,year,polity2,euds,aeuds\n2,1900,10,1.5,1\n20,1900,9,1,1\n365,1950,-9,-1,1\n",
    "rivalries": (
        "RIVALA,RIVALB,RIVALRY,RIVNUMB,RIVTYP2,DISPUTE,SEVERITY\n"
        "2,200,2200,1,2,7,5\n2,20,2020,1,2,8,5\n2,20,2020,1,2,9,5\n"
    ),
    "religions": _RELIGIONS.to_csv(index=False),
}


@pytest.fixture(scope="session")
def raw_texts():
    """Role to a small raw file without a flaw."""
    return dict(RAW)


@pytest.fixture(scope="session")
def states():
    return pd.DataFrame([{"ccode": code, "year": year} for code in CODES for year in YEARS])


@pytest.fixture
def recodes():
    """A recode table without lines."""
    return recode_table()


@pytest.fixture(scope="session")
def make_recodes():
    """Function from lines (role, code, first year, last year, COW code) to a recode table."""
    return recode_table


def recode_table(*lines):
    table = pd.DataFrame([(*line, "a reason") for line in lines], columns=COLUMNS)
    return table.astype({"cow_code": "Int32"})


@pytest.fixture
def read(tmp_path, states, recodes):
    """Function that reads and validates a table from raw files given by role, as text or as a frame."""

    def read_tidy(table, recodes=recodes, **given):
        paths = {}
        for role in READERS[table]:
            content = given.pop(role, RAW[role])
            paths[role] = tmp_path / f"{role}.csv"
            paths[role].write_text(content if isinstance(content, str) else content.to_csv(index=False))
        assert not given, "no such role"
        return read_valid(table, paths, None if table == "states" else states, recodes)

    return read_tidy
