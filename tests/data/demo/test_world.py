import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.schema import load_schema
from entente.data.demo import FIRST_YEAR, LAST_YEAR, TABLES, disputes, organizations, regimes, system
from entente.data.demo.world import STREAMS, generate, stream

from .conftest import SEED


def keys(frame, *columns):
    return set(frame[list(columns)].itertuples(index=False, name=None))


def test_the_same_seed_makes_the_same_world(world):
    again = generate(SEED)
    for name, table in {**world.tables, "dyads": world.dyads, "disputes of dyads": world.disputes}.items():
        other = {**again.tables, "dyads": again.dyads, "disputes of dyads": again.disputes}[name]
        pd.testing.assert_frame_equal(table, other)


def test_another_seed_makes_another_history_of_the_same_states(world):
    other = generate(SEED + 1)
    same = {name for name, table in world.tables.items() if table.equals(other.tables[name])}
    assert same == {"states", "major_powers", "capitals", "contiguity"}


@pytest.mark.parametrize("seed", [0, SEED, 2**31])
def test_tables_of_any_seed_are_those_that_are_announced_and_keep_their_schemas(seed):
    tables = generate(seed).tables
    assert sorted(tables) == list(TABLES)
    for name, table in tables.items():
        assert len(load_schema(f"data/{name}").validate(table))


def test_years_and_tables_are_known_without_heavy_imports(root):
    heavy = "print([name for name in ('numpy', 'pandas', 'pyproj') if name in sys.modules])"
    command = [sys.executable, "-c", f"import sys, entente.data.demo; {heavy}"]
    found = subprocess.run(command, cwd=root / "workflow", capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_streams_differ_from_each_other_and_repeat_themselves():
    first = {name: stream(3, name).random() for name in STREAMS}
    assert len(set(first.values())) == len(STREAMS)
    assert first == {name: stream(3, name).random() for name in STREAMS}


def test_some_forty_states_in_sixty_years_are_born_die_and_return(world):
    assert 40 <= len(system.STATES) <= 45
    assert (
        world.tables["states"]["year"].agg(["min", "max"]).tolist() == [FIRST_YEAR, LAST_YEAR] == [1900, 1959]
    )
    members = {year: set(codes) for year, codes in world.tables["states"].groupby("year")["ccode"]}
    assert members[LAST_YEAR] - members[FIRST_YEAR]
    assert members[FIRST_YEAR] - members[LAST_YEAR]
    assert system.spells()["ccode"].duplicated().sum() >= 3


def test_dyads_are_all_pairs_of_members_of_the_year(world):
    n = world.tables["states"].groupby("year").size()
    assert (world.dyads.groupby("year").size() == n * (n - 1) // 2).all()
    assert (world.dyads["ccode1"] < world.dyads["ccode2"]).all()
    assert not world.dyads.duplicated(["year", "ccode1", "ccode2"]).any()
    members = keys(world.tables["states"], "year", "ccode")
    assert keys(world.dyads, "year", "ccode1") | keys(world.dyads, "year", "ccode2") == members


def test_some_states_share_a_year_but_never_a_day():
    spells = system.spells().set_index("ccode")
    assert spells.loc[300, "end"].year == spells.loc[310, "start"].year
    assert spells.loc[300, "end"] < spells.loc[310, "start"]


@pytest.mark.parametrize("name", ["alliances", "contiguity", "disputes", "trade_dyads", "igo_dyads"])
def test_what_dyads_have_in_common_is_among_members(world, name):
    key = ("year", "ccode1", "ccode2")
    assert keys(world.tables[name], *key) <= keys(world.dyads, *key)


@pytest.mark.parametrize("name", ["capabilities", "regimes", "trade_national"])
def test_every_member_has_a_row(world, name):
    assert keys(world.tables[name], "year", "ccode") == keys(world.tables["states"], "year", "ccode")


def test_parties_to_a_dispute_are_members_from_its_first_to_its_last_day(world):
    spells = system.spells().groupby("ccode")[["start", "end"]].apply(lambda rows: list(rows.to_numpy()))
    for dispute in world.disputes.itertuples():
        for code in (dispute.ccode1, dispute.ccode2):
            assert any(start <= dispute.start and dispute.end <= end for start, end in spells[code]), dispute


def test_days_of_a_dispute_add_up(world):
    rows = world.tables["disputes"]
    assert rows["days"].between(0, 366).all()
    days = rows.groupby(["dispute", "ccode1", "ccode2"])["days"].sum()
    spans = world.disputes.set_index(["dispute", "ccode1", "ccode2"])
    assert (days == (spans["end"] - spans["start"]).dt.days.reindex(days.index)).all()


def test_disputes_wars_and_rivalries_are_many_enough(world):
    assert world.disputes["dispute"].nunique() > 150
    assert world.tables["wars"]["war"].nunique() > 5
    assert len(world.tables["rivalries"]) > 10
    lasting = world.tables["rivalries"].eval("last_year - first_year")
    assert lasting.max() > disputes.RIVALRY_GAP


def test_a_state_fights_on_one_side_only_and_one_has_a_truce(world):
    wars = world.tables["wars"]
    assert (wars.groupby(["war", "ccode"])["side"].nunique() == 1).all()
    assert (wars.groupby("war")["side"].nunique() == 2).all()
    code, *years = disputes.TRUCE
    truce = wars[wars.duplicated(["war", "ccode"], keep=False)].sort_values("spell")
    assert set(truce["ccode"]) == {code}
    assert [truce["last_year"].iloc[0], truce["first_year"].iloc[1]] == years


def test_one_war_has_no_dyads_and_was_none_by_its_dispute(world):
    lone = set(world.tables["wars"]["war"]) - set(world.tables["dyadic_wars"]["war"])
    andean = world.disputes[world.disputes["war"].isin(lone)]
    assert andean["war_name"].tolist() == [disputes.ANDEAN_WAR]
    assert (andean["hostility"] < disputes.WAR).all()


def test_common_enemies_are_shared_opponents_of_the_last_five_years(world):
    members = keys(world.tables["states"], "year", "ccode")
    rows = world.tables["disputes"]
    opponents = {}
    for year, first, second in keys(rows, "year", "ccode1", "ccode2"):
        for later in range(year, year + 5):
            if (later, first) in members and (later, second) in members:
                opponents.setdefault((later, first), set()).add(second)
                opponents.setdefault((later, second), set()).add(first)
    expected = [
        bool(opponents.get((year, first), set()) & opponents.get((year, second), set()))
        for year, first, second in world.dyads[["year", "ccode1", "ccode2"]].itertuples(index=False)
    ]
    assert any(expected)
    assert world.dyads["common_enemies"].tolist() == expected


def test_the_minimum_score_is_missing_where_either_score_is(world):
    score = (world.tables["regimes"]["democracy"] - world.tables["regimes"]["autocracy"]) * 10
    score.index = pd.MultiIndex.from_frame(world.tables["regimes"][["year", "ccode"]])
    first, second = (
        score.reindex(pd.MultiIndex.from_frame(world.dyads[["year", code]])).to_numpy()
        for code in ("ccode1", "ccode2")
    )
    np.testing.assert_array_equal(
        world.dyads["minimum_regime_score"], np.where(first < second, first, second + 0 * first)
    )
    assert 0 < world.dyads["minimum_regime_score"].isna().mean() < 0.2


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_every_world_has_years_without_a_score_and_scores_on_polity_s_scales(seed):
    regime = regimes.generate(system.members(), stream(seed, "regimes")).set_index(["ccode", "year"])
    assert ((regime.isna()) == regime[["democracy"]].isna().to_numpy()).all(axis=None)
    assert regime.dropna().isin(range(11)).all(axis=None)
    for code, first, last in regimes.CERTAIN.values():
        assert regime.loc[[(code, year) for year in range(first, last + 1)]].isna().all(axis=None)


def test_the_capital_on_31_december_counts(world):
    code, moved = system.MOVED[0], system.MOVED[1].year
    to_london = world.dyads[(world.dyads["ccode1"] == 200) & (world.dyads["ccode2"] == code)]
    before, after = (
        to_london.loc[years, "distance"].unique()
        for years in (to_london["year"] < moved, to_london["year"] >= moved)
    )
    assert len(before) == len(after) == 1
    assert before[0] < after[0]


def test_distances_are_geodesic():
    paris_berlin = pd.DataFrame({"year": [1930], "ccode1": [220], "ccode2": [255]})
    # 878 km between the two centres by any map.
    assert system.dyad_distances(paris_berlin, system.members())[0] == pytest.approx(879, abs=5)


def test_borders_follow_distance():
    borders = system.borders().set_index(["ccode1", "ccode2"])["contiguity"]
    assert borders[211, 220] == 1
    assert (2, 740) not in borders.index
    assert set(borders) == {1, 4, 5}


def test_capabilities_have_gaps_zeros_and_a_state_with_neither_component(world):
    military = world.tables["capabilities"].set_index(["ccode", "year"]).sort_index()
    assert military.loc[(530, 1921) : (530, 1924)].isna().all(axis=None)
    assert 0.02 < military["expenditure"].isna().mean() < 0.2
    assert (military == 0).all(axis=1).any()


def test_total_trade_is_at_least_what_dyads_record(world):
    flows = pd.concat(
        world.tables["trade_dyads"].rename(columns={f"ccode{state}": "ccode", f"imports{state}": "imports"})[
            ["year", "ccode", "imports"]
        ]
        for state in (1, 2)
    )
    sums = flows.groupby(["year", "ccode"])["imports"].sum()
    totals = world.tables["trade_national"].set_index(["year", "ccode"])["imports"]
    assert totals.isna().any()
    assert (totals.dropna() >= sums.reindex(totals.index).fillna(0)[totals.notna()]).all()


def test_organizations_of_states_and_dyads_count_full_members(world):
    members = world.tables["states"]
    full = organizations.generate(members, stream(SEED, "organizations"))
    states = world.tables["igo_states"]
    t, place = states["year"] - FIRST_YEAR, system.positions(states["ccode"])
    assert states["memberships"].tolist() == full[t, place].sum(axis=1).tolist()
    known = keys(states, "ccode", "year")
    assert keys(members, "ccode", "year") - known == {organizations.NOT_KNOWN}
    assert not full[~system.on_axes(members)].any()
    for pair in world.tables["igo_dyads"].sample(50, random_state=1).itertuples():
        first, second = (
            full[pair.year - FIRST_YEAR, system.positions([code])[0]] for code in (pair.ccode1, pair.ccode2)
        )
        assert pair.shared_memberships == (first & second).sum()


def test_religions_add_up_and_some_states_are_listed_late_or_never(world):
    shares = world.tables["religions"].set_index(["ccode", "year"])
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    assert set(shares.index.get_level_values("year")) == {1945, 1950, 1955, 1960}
    assert 225 not in shares.index
    assert shares.loc[210].index.min() == 1955
