"""Values computed elsewhere of the published files, and which choices part them from this study's.

Each is met exactly once those choices are made as there; the study keeps its own, for the reasons given.
"""

import numpy as np
import pandas as pd
import pytest

from entente.burden.alliance_panels import alliance_member_year, alliance_year, treaty_members
from entente.core.data_log import DataLog
from entente.data.readers.raw_formats import read_cells

pytestmark = pytest.mark.real_data

KEY = ["year", "ccode"]

TERMS = ["log_gdp", "log_income", "growth", "polyarchy", "log_disputes", "log_rivals", "nato"]

#: Coefficients of R's plm 2.6 and of linearmodels, of 6,677 rows.
ELSEWHERE = [0.15801713, -0.64378702, -0.26229216, -0.46903069, 0.07943989, 0.03527352, 0.20481326]


def two_way(panel):
    """Rows and coefficients of log burdens by SIPRI, 1950–2015: least squares on indicators."""
    states = panel[KEY].assign(
        log_gdp=np.log(panel["gdp"]),
        log_income=np.log(panel["income"]),
        growth=panel["growth"],
        polyarchy=panel["polyarchy"],
        log_disputes=np.log1p(panel["disputes"].astype("float64")),
        log_rivals=np.log1p(panel["rivals_expenditure"] / 1000),
        nato=panel["nato"].astype("float64"),
    )
    burdens = panel.loc[panel["burden_sipri"] > 0, [*KEY, "burden_sipri"]]
    rows = burdens.merge(states.assign(year=states["year"] + 1), on=KEY)
    rows = rows[rows["year"].between(1950, 2015)].dropna()
    effects = [pd.get_dummies(rows["ccode"]), pd.get_dummies(rows["year"]).iloc[:, 1:]]
    regressors = np.column_stack([rows[TERMS], *effects]).astype("float64")
    found = np.linalg.lstsq(regressors, np.log(rows["burden_sipri"]), rcond=None)[0]
    return len(rows), found[: len(TERMS)]


def growth_by_row(panel):
    """Growth since the row before, of rows from 1949 on: 1949 has none, and gaps of years count as one."""
    later = panel[panel["year"] >= 1949].sort_values(KEY)
    return np.log(later["gdp"]).groupby(later["ccode"]).diff().reindex(panel.index)


def rivals_as_coded(panel, path):
    """Rivals' spending by the codes of the list of rivalries, in which Yemen is 679 before 1990 too."""
    listed = read_cells(path).frame[["ccode1", "ccode2", "start", "end"]].astype("int64")
    spent = panel.set_index(KEY)["expenditure_nmc"].to_dict()
    pairs = {
        (year, *pair)
        for one, other, first, last in listed.itertuples(index=False)
        for year in range(max(first, 1945), last + 1)
        for pair in ((one, other), (other, one))
    }
    total = {}
    for year, state, rival in pairs:
        amount = spent.get((year, rival), np.nan)
        total[year, state] = total.get((year, state), 0.0) + (0.0 if np.isnan(amount) else amount)
    found = pd.Series([total.get(key, 0.0) for key in panel[KEY].itertuples(index=False, name=None)])
    return found.set_axis(panel.index).where(panel["rivals_expenditure"].notna())


def test_two_way_effects_are_those_known_with_growth_by_row_and_rivals_as_coded(panel, real_data):
    """Two choices part 6,690 rows from 6,677: growth and the codes of Yemen.

    The study's panel begins in 1945, so that growth of 1949 explains burdens of 1950, and growth over more
    than a year is none (Syria 1961); Yemen's rivalries of the 1930s to the 1980s are those of 678 and 680,
    who alone have spending in these years.
    """
    n, found = two_way(panel)
    assert n == 6690
    assert found == pytest.approx([0.1612, -0.6435, -0.2704, -0.4690, 0.0791, 0.0354, 0.2042], abs=6e-5)
    rivals = rivals_as_coded(panel, real_data / "thompson_rivalry/peacesciencer_tss_rivalries.rda")
    changed = panel.assign(growth=growth_by_row(panel), rivals_expenditure=rivals)
    n, found = two_way(changed)
    assert n == 6677
    assert found == pytest.approx(ELSEWHERE, abs=6e-9)
    # Neither of the two does it alone.
    for name in ("growth", "rivals_expenditure"):
        assert two_way(panel.assign(**{name: changed[name]}))[1] != pytest.approx(ELSEWHERE, abs=5e-4)


@pytest.fixture(scope="module")
def alliances(tidy, panel, covered):
    """Function that returns alliances by year, of members given."""
    treaties, depth = (
        tidy(name).table.assign(group=lambda frame: frame["atopid"].astype(str))
        for name in ("alliance_treaties", "treaty_depth")
    )
    treaties = treaties[["group", "first_year", "last_year", "ending", "bilateral"]]

    def made(members):
        groups = treaty_members(members, range(1945, 2021), covered["alliance_members"][1], "any_day")
        log = DataLog("panels")
        shares = alliance_member_year(groups, panel, log)
        return alliance_year(shares, panel, treaties, tidy("rivalries").table, depth[["group", "depth"]], log)

    return made


def endings(found, lag):
    """Alliance-years of 1950 to 2015 with spending of two members, alliances and ends."""
    known = found.loc[found["known_nmc"] >= 2, ["group", "year"]]
    rows = found[["group", "year", "ended"]].merge(known.assign(year=known["year"] + lag))
    rows = rows[rows["year"].between(1950, 2015)]
    return len(rows), rows["group"].nunique(), int(rows["ended"].sum())


def test_endings_are_those_known_of_members_obliged_and_in_the_year_itself(tidy, alliances):
    """Two choices part 3,015 alliance-years from 2,844: which members count, and in which year.

    The study counts all members of an alliance that obliges one of them, as its layer of ties does, and
    spending of the year before, which is what explains an ending.
    """
    members = tidy("alliance_members").table
    every, obliged = (alliances(rows) for rows in (members, members[members["defense"].astype(bool)]))
    assert endings(every, lag=1) == (3015, 157, 106)
    assert endings(obliged, lag=0) == (2844, 150, 96)
    # Neither of the two does it alone.
    assert endings(every, lag=0) == (3128, 163, 106)
    assert endings(obliged, lag=1) == (2744, 146, 98)
