"""Countries by name: who is meant in a year, and names that mean nobody."""

import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.errors import UnknownStateError
from entente.data.readers.country_names import LINES, codes_by_name

STATES = pd.DataFrame(
    {
        "year": [1985, 1995, 1985, 1995],
        "ccode": [260, 255, 732, 732],
        "name": ["German Federal Republic", "Germany", "South Korea", "South Korea"],
        "abbreviation": ["GFR", "GMY", "ROK", "ROK"],
    }
)


def coded(*rows, role="spending_sipri"):
    log = DataLog("toys")
    frame = pd.DataFrame(list(rows), columns=["country", "year"])
    found = codes_by_name(frame, "country", role, STATES, "toys.csv", log)
    return found[["ccode", "year"]].values.tolist(), log.frame().set_index("reason")["rows"].to_dict()


def test_a_name_means_the_member_of_the_year():
    assert coded(("Germany", 1985), ("Germany", 1995)) == ([[260, 1985], [255, 1995]], {})


def test_a_line_of_the_source_comes_first_and_of_no_other_source():
    assert coded(("Korea, South", 1985))[0] == [[732, 1985]]
    with pytest.raises(UnknownStateError, match="'Korea, South'"):
        coded(("Korea, South", 1985), role="mission_contributors")


def test_rows_of_no_state_and_of_no_member_are_dropped_and_counted():
    found, log = coded(("European Union", 1995), ("Germany", 1900), ("Germany", 1995))
    assert found == [[255, 1995]]
    assert log == {
        "the European Union, which is no state": 1,
        "states that are no members in the year": 1,
    }


def test_all_unknown_names_are_told_at_once():
    with pytest.raises(UnknownStateError, match=r"'Atlantis'.*'Ruritania'"):
        coded(("Ruritania", 1995), ("Atlantis", 1995))


def test_no_two_lines_of_a_source_claim_a_name_and_year():
    lines = pd.read_csv(LINES)
    spans = lines.fillna({"first_year": 0, "last_year": 9999}).sort_values(["role", "name", "first_year"])
    before = spans.groupby(["role", "name"])["last_year"].shift()
    assert not (spans["first_year"] <= before).any()
    assert lines.loc[lines["cow_code"].isna(), "reason"].notna().all()
