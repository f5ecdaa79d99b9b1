import io

import pandas as pd
import pytest
import rdata

from entente.core.errors import RawFileError

from ..tables import read_valid

HEADER = "ccode,capital,stdate,enddate,lat,lng\n"


def test_dates_are_days_since_1970_in_files_of_r(tmp_path, states):
    text = HEADER + '2,"Washington, D.C.",-56248,20088,38.9,-77\n220,Paris,-1,0,48.9,2.4\n'
    frame = pd.read_csv(io.StringIO(text)).astype({"capital": object})
    rdata.write_rds(tmp_path / "capitals.rds", frame)
    tidy = read_valid("capitals", {"capitals": tmp_path / "capitals.rds"}, states, None)
    assert tidy.text == (
        "ccode,capital,first_date,last_date,latitude,longitude\n"
        '2,"Washington, D.C.",1816-01-01,2024-12-31,38.9,-77.0\n'
        "220,Paris,1969-12-31,1970-01-01,48.9,2.4\n"
    )
    assert tidy.log == [("read", "capitals", 2)]


def test_a_state_may_have_two_capitals_one_after_the_other(read):
    tidy = read(
        "capitals",
        capitals=HEADER + "255,Bonn,1955-05-05,1990-10-02,1,2\n255,Berlin,1990-10-03,2020-01-01,1,2\n",
    )
    assert tidy.table["capital"].tolist() == ["Bonn", "Berlin"]


def test_two_capitals_from_the_same_day_are_refused(read):
    with pytest.raises(RawFileError, match="2 rows share a key; rows 2, 3 have ccode 255"):
        read(
            "capitals",
            capitals=HEADER + "255,Bonn,1955-05-05,1990-10-02,1,2\n255,Berlin,1955-05-05,2020-01-01,1,2\n",
        )


@pytest.mark.parametrize("date", ["1990-13-01", "long ago", "-56248", "1990"])
def test_what_is_no_date_is_refused_with_the_file(read, date):
    with pytest.raises(RawFileError, match=rf"capitals\.csv: row 2, column stdate: '{date}' is no date"):
        read("capitals", capitals=HEADER + f"255,Bonn,{date},1990-10-02,1,2\n")
