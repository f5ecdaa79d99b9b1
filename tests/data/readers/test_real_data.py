"""The published files, read by our readers and, independently of them, line by line."""

import csv
from collections import Counter
from datetime import date
from itertools import combinations
from types import SimpleNamespace

import networkx as nx
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from entente.core.errors import UnknownStateError
from entente.data.readers import igo_states
from entente.data.readers.alliances import OBLIGATIONS
from entente.data.readers.country_codes import load_recodes
from entente.data.readers.raw_file import Layout, read_raw
from entente.data.readers.regimes import PANEL
from entente.systems.dyads import DYAD_YEAR

from ..tables import READERS, read_valid

pytestmark = pytest.mark.real_data

PAPER_YEARS = range(1816, 2002)

#: Table to rows of the raw file and rows of the tidy table; wars have rows for second spells as well.
ROWS = {
    "alliances": (69146, 69142),
    "capabilities": (14199, 14199),
    "capitals": (242, 242),
    "contiguity": (82498, 41220),
    "disputes": (4946, 4946),
    "dyadic_wars": (1364, 682),
    "igo_dyads": (917695, 917695),
    "igo_states": (15557, 15557),
    "major_powers": (14, 1195),
    "regimes": (16045, 15963),
    "religions": (1995, 1995),
    "rivalries": (3302, 291),
    "states": (15951, 15951),
    "trade_dyads": (1347308, 673654),
    "trade_national": (14410, 14410),
    "wars": (337, 356),
}

#: Tables of which each raw row is kept or counted as dropped.
ROW_BY_ROW = sorted(set(ROWS) - {"major_powers", "rivalries", "wars"})


@pytest.fixture(scope="module")
def tidy(tidy_published):
    return SimpleNamespace(**tidy_published)


def lines(path):
    with path.open(encoding="latin-1", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def members(published):
    """Pairs of code and year, 1816–2001."""
    years = {(int(line["ccode"]), int(line["year"])) for line in lines(published["state_system"])}
    return {(code, year) for code, year in years if year in PAPER_YEARS}


@pytest.fixture(scope="module")
def polity(published):
    """Polity's own code and year to its row."""
    header, *rows = CalamineWorkbook.from_path(str(published["polity"])).get_sheet_by_index(0).to_python()
    named = [dict(zip(header, row, strict=True)) for row in rows]
    return {(int(row["ccode"]), int(row["year"])): row for row in named}


@pytest.mark.parametrize("table", sorted(ROWS))
def test_every_table_has_its_rows(table, tidy):
    found = getattr(tidy, table)
    assert (found.rows("read"), len(found.table)) == ROWS[table]


@pytest.mark.parametrize("table", ROW_BY_ROW)
def test_rows_read_are_rows_kept_and_rows_dropped(table, tidy):
    found = getattr(tidy, table)
    assert found.rows("read") == len(found.table) + found.rows("dropped")


def test_dyads_have_the_lower_code_first(tidy):
    for table in READERS:
        frame = getattr(tidy, table).table
        if "ccode1" in frame:
            assert (frame["ccode1"] < frame["ccode2"]).all(), table


# The state system


def test_the_system_has_13045_state_years_and_676122_dyad_years(tidy, members):
    states = tidy.states.table.query("1816 <= year <= 2001")
    assert set(zip(states["ccode"], states["year"], strict=True)) == members
    sizes = states.groupby("year").size()
    assert (len(states), (sizes * (sizes - 1) // 2).sum()) == (13045, 676122)


def test_days_of_membership_are_those_of_the_spells(tidy, published):
    days = {}
    for line in lines(published["states"]):
        start, end = (
            date(*(int(line[f"{edge}{part}"]) for part in ("year", "month", "day"))) for edge in ("st", "end")
        )
        for year in range(start.year, end.year + 1):
            first = start.timetuple().tm_yday if year == start.year else 1
            last = end.timetuple().tm_yday if year == end.year else 366
            days.setdefault((int(line["ccode"]), year), []).extend([first, last])
    states = tidy.states.table
    found = zip(states["ccode"], states["year"], states["first_day"], states["last_day"], strict=True)
    assert {(code, year): (first, last) for code, year, first, last in found} == {
        key: (min(ends), max(ends)) for key, ends in days.items()
    }


def test_major_powers_of_the_paper_s_years(tidy):
    powers = tidy.major_powers.table.groupby("year")["ccode"].agg(list)
    assert powers[1816] == [200, 220, 255, 300, 365]
    assert powers[1900] == [2, 200, 220, 255, 300, 325, 365, 740]
    assert powers[2001] == [2, 200, 220, 255, 365, 710, 740]


# Capabilities


def test_some_members_have_no_capability_and_some_exactly_none(tidy, members):
    frame = tidy.capabilities.table
    frame = frame[[key in members for key in zip(frame["ccode"], frame["year"], strict=True)]]
    components = frame[["expenditure", "personnel"]]
    assert components.isna().all(axis=1).sum() == 155
    assert ((components.fillna(0) == 0).all(axis=1) & components.notna().any(axis=1)).sum() == 494


# Disputes, wars, rivalries


def test_disputes_dyads_and_war_rows(tidy):
    frame = tidy.disputes.table
    assert frame["dispute"].nunique() == 2288
    assert len(frame[["dispute", "ccode1", "ccode2"]].drop_duplicates()) == 3347
    assert len(frame[["year", "ccode1", "ccode2"]].drop_duplicates()) == 4337
    assert frame["war"].sum() == 767


def test_the_list_of_wars_has_95_of_which_the_dyadic_file_omits_four(tidy):
    listed = set(tidy.wars.table["war"])
    assert len(listed) == 95
    assert listed - set(tidy.dyadic_wars.table["war"]) == {145, 158, 215, 217}
    assert set(tidy.dyadic_wars.table["war"]) <= listed


def test_wars_have_nineteen_second_spells(tidy, published):
    rows = list(lines(published["wars"]))
    second = [line for line in rows if line["StartYear2"] != "-8"]
    assert len(second) == 19
    frame = tidy.wars.table.set_index(["war", "ccode", "spell"])
    for line in second:
        spell = frame.loc[(int(line["WarNum"]), int(line["ccode"]), 2)]
        assert [spell["first_year"], spell["last_year"]] == [int(line["StartYear2"]), int(line["EndYear2"])]


def test_rivalries_and_their_years(tidy, published):
    frame = tidy.rivalries.table
    assert (len(frame), len(frame[["ccode1", "ccode2"]].drop_duplicates())) == (291, 250)
    reason = "rivalry disputes without a match in the dispute file"
    assert ("dropped", reason, 3) in tidy.rivalries.log
    years = {}
    for line in lines(published["disputes"]):
        years.setdefault((line["DISNO"], line["STATEA"], line["STATEB"]), []).append(int(line["YEAR"]))
    spans, unmatched = {}, 0
    for line in lines(published["rivalries"]):
        if line["RIVTYP2"] == "2":
            dispute = years.get((line["DISPUTE"], line["RIVALA"], line["RIVALB"]), [])
            unmatched += not dispute
            key = tuple(int(line[name]) for name in ("RIVALRY", "RIVNUMB", "RIVALA", "RIVALB"))
            spans.setdefault(key, []).extend(dispute)
    assert unmatched == 3
    expected = {(*key, min(found), max(found)) for key, found in spans.items()}
    assert set(frame.itertuples(index=False, name=None)) == expected


# Alliances


def allied(tidy, members, *obligations):
    """Allied dyad-years of members, by one of the obligations or, without any named, by being listed."""
    frame = tidy.alliances.table
    if obligations:
        frame = frame[frame[list(obligations)].any(axis=1)]
    ends = zip(frame["ccode1"], frame["ccode2"], frame["year"], strict=True)
    return [(a, b, year) for a, b, year in ends if {(a, year), (b, year)} <= members]


def test_allied_dyad_years_among_members(tidy, members):
    assert len(allied(tidy, members)) == 61716
    # Twenty-three are listed with none of the five obligations.
    assert len(allied(tidy, members, *OBLIGATIONS.values())) == 61693
    assert len(allied(tidy, members, "defense", "offense")) == 41612


def test_pacts_of_1870(tidy, members):
    network = nx.Graph((a, b) for a, b, year in allied(tidy, members, "defense", "offense") if year == 1870)
    components = sorted(nx.connected_components(network), key=len)
    # Argentina and Brazil; Ecuador, Peru, Bolivia and Chile; seven in Europe.
    assert components[:2] == [{160, 140}, {130, 135, 145, 155}]
    assert len(components) == 3
    assert len(components[2]) == 7
    assert all(200 <= code < 400 for code in components[2])


def test_montenegro_before_its_membership_is_dropped(tidy, published):
    rows = [line for line in lines(published["alliances"]) if "348" in (line["mem1"], line["mem2"])]
    assert tidy.alliances.rows("dropped") == len(rows) == 4


# Regimes


def test_1504_members_have_no_usable_regime_score(tidy, members, polity, recode_path):
    table = list(lines(recode_path))
    usable = Counter()
    for (code, year), row in polity.items():
        for line in table:
            covers = int(line["first_year"]) <= year <= int(line["last_year"])
            if line["role"] == "polity" and int(line["code"]) == code and covers:
                code = int(line["cow_code"] or 0)
                break
        if code and row["democ"] >= 0:
            usable[code, year] += 1
    assert set(usable.values()) == {1}
    assert len(members - usable.keys()) == 1504
    frame = tidy.regimes.table.dropna()
    assert set(zip(frame["ccode"], frame["year"], strict=True)) == set(usable)


@pytest.mark.parametrize(
    ("code", "cow_code", "first", "last"),
    [
        (305, 300, 1816, 1918),
        (305, 305, 1919, 1937),
        (324, 325, 1816, 1860),
        (325, 325, 1861, 2001),
        (342, 345, 1878, 1920),
        (347, 345, 1992, 2001),
        (365, 365, 1816, 1921),
        (364, 365, 1922, 1991),
        (365, 365, 1992, 2001),
        (530, 530, 1898, 1992),
        (529, 530, 1993, 2001),
        (769, 770, 1947, 1971),
        (770, 770, 1972, 2001),
        (816, 816, 1954, 1975),
        (818, 816, 1976, 2001),
    ],
)
def test_scores_belong_to_the_cow_state_of_the_years(tidy, polity, code, cow_code, first, last):
    frame = tidy.regimes.table.set_index(["ccode", "year"])
    compared = 0
    for year in range(first, last + 1):
        if (code, year) in polity:
            raw = polity[code, year]
            found = frame.loc[(cow_code, year)].tolist()
            expected = [raw["democ"], raw["autoc"]]
            assert found == ([pd.NA] * 2 if expected[0] < 0 else expected), year
            compared += 1
    assert compared > 0.8 * (last + 1 - first)


def test_other_codes_have_no_scores_in_the_years_that_went_to_another_state(tidy):
    codes = set(tidy.regimes.table["ccode"])
    assert codes.isdisjoint({89, 99, 324, 342, 348, 364, 529, 564, 769, 818})
    assert set(tidy.regimes.table["ccode"]) <= set(tidy.states.table["ccode"])


def test_scores_of_recoded_states_agree_with_the_panel_that_has_cow_codes(tidy, published, polity):
    panel = (
        read_raw(published["regime_panel"], PANEL)
        .query("year <= 2001")
        .set_index(["ccode", "year"])["polity2"]
    )
    frame = tidy.regimes.table.dropna()
    ours = frame.set_index(["ccode", "year"]).eval("democracy - autocracy")
    for code, least in {305: 60, 325: 130, 345: 60, 365: 100, 530: 80, 770: 25, 816: 20}.items():
        both = pd.concat([ours.loc[code], panel.loc[code]], axis=1, keys=["ours", "panel"]).dropna()
        assert len(both) >= least, code
        assert (both["ours"] == both["panel"]).mean() > 0.95, code
    compared = [rows for action, _, rows in tidy.regimes.log if action == "compared"]
    assert compared == [13021, 11695, 381, 127, 366, 303]


@pytest.mark.parametrize(
    ("code", "first_year", "target", "message"),
    [
        (305, 1800, 305, "only 0 of the 103 years"),
        (769, 1947, 771, "only 1 of the 25 years"),
        (342, 1800, 346, "only 0 of the 91 years"),
        (347, 1992, 347, "only 0 of the 14 years"),
        (364, 1922, 366, "only 20 of the 70 years"),
        (529, 1993, 531, "in 16 years the regime panel measures another regime"),
    ],
)
def test_a_wrong_line_of_the_recode_table_is_refused(
    tidy, published, recode_path, code, first_year, target, message
):
    recodes = load_recodes(recode_path)
    line = recodes.eval("role == 'polity' and code == @code and first_year == @first_year")
    assert line.sum() == 1
    recodes.loc[line, "cow_code"] = target
    with pytest.raises(UnknownStateError, match=message):
        read_valid("regimes", published, tidy.states.table, recodes)


# Trade and organizations


def test_both_directions_of_a_trading_dyad_tell_the_same(tidy, published):
    columns = {
        "ccode1": "ccode2",
        "ccode2": "ccode1",
        "year": "year",
        "flow1": "imports2",
        "flow2": "imports1",
    }
    other = read_raw(published["trade_dyads"], Layout(columns, tuple(DYAD_YEAR))).query("ccode1 < ccode2")
    order = list(tidy.trade_dyads.table)
    other = other[order].sort_values(["year", "ccode1", "ccode2"], ignore_index=True)
    pd.testing.assert_frame_equal(other, tidy.trade_dyads.table, check_dtype=False)


def test_states_without_memberships_in_1990(tidy, members):
    lacking = {260, 265, 678, 680}
    frame = tidy.igo_states.table.query("year == 1990")
    in_1990 = {code for code, year in members if year == 1990}
    assert in_1990 - set(frame["ccode"]) == lacking
    dyads = tidy.igo_dyads.table.query("year == 1990")
    listed = set(zip(dyads["ccode1"], dyads["ccode2"], strict=True))
    absent = set(combinations(sorted(in_1990), 2)) - listed
    assert len(absent) == 650
    assert all(lacking & set(pair) for pair in absent)


@pytest.fixture(scope="module")
def organizations(published):
    """The raw file with a column for each organization."""
    return read_raw(published["igo_states"], igo_states.LAYOUT)


@pytest.mark.parametrize(("year", "differing"), [(1900, 0), (1950, 29), (2000, 228)])
def test_shared_memberships_are_those_of_the_states_but_for_a_few_dyads(tidy, organizations, year, differing):
    matrix = organizations.query("year == @year").set_index("ccode")
    full = (matrix.drop(columns=["year", "state"]) == 1).astype(int)
    joint = full @ full.T
    memberships = tidy.igo_states.table.query("year == @year").set_index("ccode")["memberships"]
    assert (full.sum(axis=1) == memberships).all()
    dyads = tidy.igo_dyads.table.query("year == @year")
    own = [joint.at[a, b] for a, b in zip(dyads["ccode1"], dyads["ccode2"], strict=True)]
    assert (dyads["shared_memberships"] != own).sum() == differing


# Religions, capitals, contiguity


def test_religions_add_up_and_the_netherlands_begin_in_1955(tidy):
    frame = tidy.religions.table.set_index(["ccode", "year"])
    assert frame.sum(axis=1).between(1 - 1e-12, 1 + 1e-12).all()
    assert frame.loc[210].index.min() == 1955
    assert frame.index.get_level_values("year").unique().tolist() == list(range(1945, 2011, 5))
    assert frame.loc[(2, 1945), "christian"] > 0.7
    assert frame.loc[(666, 2000), "jewish"] > 0.7


def test_capitals_have_their_places_and_dates(tidy):
    frame = tidy.capitals.table.set_index("ccode")
    assert frame.loc[2, ["capital", "first_date"]].tolist() == ["Washington D.C.", pd.Timestamp("1816-01-01")]
    assert frame.loc[2, ["latitude", "longitude"]].tolist() == pytest.approx([38.9, -77.04], abs=0.01)
    assert (frame["first_date"] < frame["last_date"]).all()


def test_contiguity_of_every_dyad_is_listed_in_both_directions(tidy, published):
    closest = {}
    for line in lines(published["contiguity"]):
        key = tuple(int(line[name]) for name in ("year", "state1no", "state2no"))
        closest[key] = min(int(line["conttype"]), closest.get(key, 9))
    frame = tidy.contiguity.table
    found = {(year, a, b): kind for year, a, b, kind in frame.itertuples(index=False, name=None)}
    assert found == {
        (year, a, b): min(kind, closest.get((year, b, a), 9))
        for (year, a, b), kind in closest.items()
        if a < b
    }
