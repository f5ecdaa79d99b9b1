"""The newest list of the state system agrees with the one that lists every state-year."""

import pandas as pd
import pytest

pytestmark = pytest.mark.real_data


def test_spells_of_the_newest_edition_give_the_state_years_of_the_older(tidy, published):
    older = pd.read_csv(published["state_system"])
    years = set(zip(older["ccode"], older["year"], strict=True))
    newer = tidy.states[tidy.states["year"] <= 2016]
    found = set(zip(newer["ccode"], newer["year"], strict=True))
    assert len(years - found) == 0 and len(found - years) <= 30
    assert tidy.states["year"].agg(["min", "max"]).tolist() == [1816, 2024]
    german = tidy.states[(tidy.states["year"] == 1990) & tidy.states["ccode"].isin((255, 260, 265))]
    assert german.set_index("ccode")["last_day"].to_dict() == {255: 366, 260: 275, 265: 275}
