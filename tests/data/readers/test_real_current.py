"""The newest editions: the published files in their other layouts, read by our readers and row by row."""

import csv
from collections import defaultdict
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from entente.core.errors import UnknownStateError
from entente.data.readers.alliances import OBLIGATIONS
from entente.data.readers.country_codes import load_recodes
from entente.data.readers.raw_file import Layout, read_raw
from entente.data.registry import Registry
from entente.systems.dyads import DYAD_YEAR

from ..tables import read_valid

pytestmark = pytest.mark.real_data

#: Table to rows of the raw file, of the tidy table, and dropped.
ROWS = {
    "alliances": (273296, 136625, 136671),
    "capabilities": (15951, 15951, 0),
    "disputes": (10358, 5171, 5187),
    "regimes": (17574, 17491, 83),
    "rivalries": (264, 249, 15),
}


@pytest.fixture(scope="module")
def published(root, real_data):
    """Role to path of the published file of the current vintage."""
    registry = Registry.load(root / "config" / "datasets.yaml")
    return {raw.role: real_data / raw.file for raw in registry.files("current")}


@pytest.fixture(scope="module")
def tidy(published, recode_path):
    recodes = load_recodes(recode_path)
    tables = {"states": read_valid("states", published, None, recodes)}
    for table in ROWS:
        tables[table] = read_valid(table, published, tables["states"].table, recodes)
    return SimpleNamespace(**tables)


@pytest.fixture(scope="module")
def members(tidy):
    """Pairs of code and year, 1816–2014."""
    states = tidy.states.table.query("1816 <= year <= 2014")
    return set(zip(states["ccode"], states["year"], strict=True))


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("table", sorted(ROWS))
def test_every_table_has_its_rows(table, tidy):
    found = getattr(tidy, table)
    assert (found.rows("read"), len(found.table), found.rows("dropped")) == ROWS[table]


def test_the_system_has_15561_state_years_to_2014(members):
    assert len(members) == 15561


def test_capabilities_of_the_members(tidy, members):
    frame = tidy.capabilities.table
    assert members <= set(zip(frame["ccode"], frame["year"], strict=True))
    assert frame[["expenditure", "personnel"]].isna().sum().tolist() == [2217, 426]


# Disputes


@pytest.fixture(scope="module")
def spells(published):
    """Dispute, dyad and year to the rows of both directions."""
    rows = defaultdict(list)
    for line in lines(published["disputes"]):
        pair = sorted((int(line["statea"]), int(line["stateb"])))
        rows[int(line["disno"]), int(line["year"]), *pair].append(line)
    return rows


def test_disputes_tell_the_larger_of_both_directions(tidy, spells):
    frame = tidy.disputes.table.set_index(["dispute", "year", "ccode1", "ccode2"])
    assert set(frame.index) == set(spells)
    for key, rows in spells.items():
        found = frame.loc[key]
        assert found["hostility"] == max(int(row["hihost"]) for row in rows), key
        assert found["war"] == any(row["war"] == "1" for row in rows), key
        if len(rows) == 2:
            assert found["days"] == max(int(row["duration"]) for row in rows), key


def test_days_of_a_year_with_two_spells_are_those_of_their_dates(tidy, spells):
    frame = tidy.disputes.table.set_index(["dispute", "year", "ccode1", "ccode2"])["days"]
    several = {key: rows for key, rows in spells.items() if len(rows) != 2}
    assert len(several) == 8
    for key, rows in several.items():
        days = set()
        for row in rows:
            start, end = (
                date(*(int(row[f"{edge}{part}"]) for part in parts))
                for edge, parts in (("strt", ("yr", "mnth", "day")), ("end", ("year", "mnth", "day")))
            )
            opening, closing = max(start, date(key[1], 1, 1)), min(end, date(key[1], 12, 31))
            days |= set(range(opening.toordinal(), closing.toordinal() + 1))
        assert frame[key] == len(days), key


def test_the_directions_of_a_dispute_differ_in_two_war_flags_and_five_durations(tidy):
    compared = [rows for action, _, rows in tidy.disputes.log if action == "compared"]
    assert compared == [0, 0, 2, 5]


def test_one_war_is_flagged_after_the_lists_of_wars_end(tidy):
    late = tidy.disputes.table.query("war and year > 2003")
    assert late[["year", "ccode1", "ccode2"]].values.tolist() == [[2006, 660, 666]]


# Alliances


def test_obligations_of_either_state_are_those_of_the_undirected_file(tidy, root, real_data):
    older = Registry.load(root / "config" / "datasets.yaml").parts("alliances", "paper")[0]
    columns = {"mem1": "ccode1", "mem2": "ccode2", "year": "year", "asymm": "asymmetric", **OBLIGATIONS}
    both = tidy.alliances.table.merge(
        read_raw(real_data / older.file, Layout(columns, tuple(DYAD_YEAR))),
        on=["year", "ccode1", "ccode2"],
        suffixes=("", "_older"),
    )
    assert len(both) == 68628
    differing = {
        name: (both[name].astype(int) != both[f"{name}_older"]).sum() for name in OBLIGATIONS.values()
    }
    assert max(differing.values()) < 0.003 * len(both), differing
    # Where the obligations are not mutual, each state's own would differ in most rows.
    asymmetric = both[both["asymmetric"] == 1]
    assert (asymmetric["defense"].astype(int) != asymmetric["defense_older"]).mean() < 0.05


def test_allied_dyad_years_among_members(tidy, members):
    frame = tidy.alliances.table
    pact = frame["defense"] | frame["offense"]
    ends = [
        [key in members for key in zip(frame[code], frame["year"], strict=True)]
        for code in ("ccode1", "ccode2")
    ]
    within = pd.Series(ends[0]) & pd.Series(ends[1])
    early = within & (frame["year"] <= 2001)
    assert (early.sum(), (early & pact).sum()) == (66411, 41500)
    assert (within.sum(), (within & pact).sum()) == (116868, 61246)


# Regimes


@pytest.fixture(scope="module")
def polity(published):
    """Polity's own code and year to its scores."""
    return {
        (int(line["ccode"]), int(line["year"])): [int(line["democ"]), int(line["autoc"])]
        for line in lines(published["polity"])
    }


def test_1861_members_have_no_usable_regime_score(tidy, members):
    usable = tidy.regimes.table.dropna()
    assert len(members - set(zip(usable["ccode"], usable["year"], strict=True))) == 1861


@pytest.mark.parametrize(
    ("code", "cow_code", "first", "last"),
    [
        (305, 300, 1816, 1918),
        (324, 325, 1816, 1860),
        (342, 345, 1878, 1920),
        (347, 345, 1992, 2005),
        (342, 345, 2006, 2016),
        (341, 347, 2008, 2016),
        (348, 341, 2006, 2016),
        (364, 365, 1922, 1991),
        (529, 530, 1993, 2016),
        (769, 770, 1947, 1971),
        (818, 816, 1976, 2016),
        (625, 625, 1956, 2010),
        (626, 625, 2011, 2016),
        (525, 626, 2011, 2016),
    ],
)
def test_scores_belong_to_the_cow_state_of_the_years(tidy, polity, code, cow_code, first, last):
    frame = tidy.regimes.table.set_index(["ccode", "year"])
    for year in range(first, last + 1):
        democracy, autocracy = polity[code, year]
        expected = [pd.NA] * 2 if democracy < 0 else [democracy, autocracy]
        assert frame.loc[(cow_code, year)].tolist() == expected, year


def test_other_codes_have_no_scores_in_the_years_that_went_to_another_state(tidy):
    codes = set(tidy.regimes.table["ccode"])
    assert codes.isdisjoint({89, 99, 324, 342, 348, 364, 525, 529, 564, 769, 818})
    assert codes <= set(tidy.states.table["ccode"])


def test_scores_agree_with_the_panel_that_has_cow_codes(tidy):
    compared = [rows for action, _, rows in tidy.regimes.log if action == "compared"]
    assert compared == [14111, 14093, 387, 0, 408, 341]


@pytest.mark.parametrize(("code", "target"), [(626, 531), (529, 531)])
def test_a_wrong_line_of_the_recode_table_is_refused(tidy, published, recode_path, code, target):
    recodes = load_recodes(recode_path)
    line = recodes.eval("role == 'polity' and code == @code and last_year == 2020")
    assert line.sum() == 1
    recodes.loc[line, "cow_code"] = target
    with pytest.raises(UnknownStateError, match=f"{target} sends scores to COW {target}"):
        read_valid("regimes", published, tidy.states.table, recodes)


# Rivalries


def test_rivalries_have_the_years_of_the_file(tidy, published):
    layout = Layout({name: name for name in ("tssr_id", "start", "end")}, ("tssr_id",))
    raw = read_raw(published["rivalries"], layout).set_index("tssr_id")
    frame = tidy.rivalries.table
    assert set(frame["rivalry"]) == set(raw.index[raw["end"] >= 1816])
    for row in frame.itertuples():
        start, end = raw.loc[row.rivalry, ["start", "end"]]
        assert (row.first_year, row.last_year) == (max(start, 1816), end), row


def test_rivals_that_are_recoded_were_members_in_their_years(tidy, members):
    frame = tidy.rivalries.table.set_index("rivalry")
    named = {19: (255, 300), 92: (670, 678), 140: (670, 678), 141: (663, 678), 158: (680, 698)}
    for rivalry, pair in named.items():
        row = frame.loc[rivalry]
        assert (row["ccode1"], row["ccode2"]) == pair
        recoded = pair[1] if pair[1] in (300, 678) else pair[0]
        assert {(recoded, year) for year in range(row["first_year"], row["last_year"] + 1)} <= members
