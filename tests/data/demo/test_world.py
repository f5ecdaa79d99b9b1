from dataclasses import fields

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.data.demo import disputes, regimes, system
from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR, MOVED_CAPITALS, STATES
from entente.data.demo.randomness import STREAMS, stream
from entente.data.demo.raw_relations import ACRONYMS
from entente.data.demo.world import generate


def keys(frame, *columns):
    return set(frame[list(columns)].itertuples(index=False, name=None))


def test_the_same_seed_makes_the_same_world(world):
    again = generate(world.seed)
    for field in fields(world):
        if field.name != "seed":
            pd.testing.assert_frame_equal(getattr(world, field.name), getattr(again, field.name))


def test_another_seed_makes_another_history_of_the_same_states(world):
    other = generate(world.seed + 1)
    pd.testing.assert_frame_equal(world.members, other.members)
    for name in ("regimes", "disputes", "obligations", "capabilities", "trade", "memberships", "religions"):
        assert not getattr(world, name).equals(getattr(other, name)), name


def test_streams_differ_from_each_other_and_repeat_themselves():
    first = {name: stream(3, name).random() for name in STREAMS}
    assert len(set(first.values())) == len(STREAMS)
    assert first == {name: stream(3, name).random() for name in STREAMS}


def test_some_forty_states_in_sixty_years_are_born_die_and_return(world):
    assert 40 <= len(STATES) <= 45
    assert world.members["year"].agg(["min", "max"]).tolist() == [FIRST_YEAR, LAST_YEAR] == [1900, 1959]
    members = {year: set(codes) for year, codes in world.members.groupby("year")["ccode"]}
    assert members[LAST_YEAR] - members[FIRST_YEAR]
    assert members[FIRST_YEAR] - members[LAST_YEAR]
    assert world.spells["ccode"].duplicated().sum() >= 3


def test_dyads_are_all_pairs_of_members_of_the_year(world):
    n = world.members.groupby("year").size()
    assert (world.dyads.groupby("year").size() == n * (n - 1) // 2).all()
    assert (world.dyads["ccode1"] < world.dyads["ccode2"]).all()
    assert not world.dyads.duplicated(["year", "ccode1", "ccode2"]).any()
    members = keys(world.members, "year", "ccode")
    assert keys(world.dyads, "year", "ccode1") | keys(world.dyads, "year", "ccode2") == members


def test_some_states_share_a_year_but_never_a_day():
    spells = system.spells().set_index("ccode")
    assert spells.loc[300, "end"].year == spells.loc[310, "start"].year
    assert spells.loc[300, "end"] < spells.loc[310, "start"]


@pytest.mark.parametrize("name", ["obligations", "trade", "shared_memberships"])
def test_what_dyads_have_in_common_is_among_members(world, name):
    assert keys(getattr(world, name), "year", "ccode1", "ccode2") <= keys(
        world.dyads, "year", "ccode1", "ccode2"
    )


def test_parties_to_a_dispute_are_members_from_its_first_to_its_last_day(world):
    spells = world.spells.groupby("ccode")[["start", "end"]].apply(lambda rows: list(rows.to_numpy()))
    for dispute in world.disputes.itertuples():
        for code in (dispute.ccode1, dispute.ccode2):
            assert any(start <= dispute.start and dispute.end <= end for start, end in spells[code]), dispute


def test_disputes_wars_and_rivalries_are_many_enough(world):
    assert world.disputes["dispute"].nunique() > 150
    assert world.wars["war"].nunique() > 5
    rivalries = world.rivalries[world.rivalries["type"] == 2]
    assert rivalries["number"].nunique() > 10
    assert (rivalries.groupby("number").size() >= disputes.RIVALRY_DISPUTES).all()
    assert not world.rivalries.duplicated(["ccode1", "ccode2", "dispute"]).any()


def test_a_state_fights_on_one_side_only(world):
    assert not world.wars.duplicated(["war", "ccode"]).any()
    assert (world.wars.groupby("war")["side"].nunique() == 2).all()


def test_common_enemies_are_shared_opponents_of_the_last_five_years(world):
    members = keys(world.members, "year", "ccode")
    rows = disputes.dyad_years(world.disputes)
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
    score = (world.regimes["democracy"] - world.regimes["autocracy"]) * 10
    score.index = pd.MultiIndex.from_frame(world.regimes[["year", "ccode"]])
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
def test_every_world_has_the_three_special_codes_and_scores_on_polity_s_scales(seed):
    regime = regimes.generate(system.state_years(system.spells()), stream(seed, "regimes"))
    usual = regime["special"] == 0
    assert set(regime["special"]) == {0, -66, -77, -88}
    assert regime.loc[usual, ["democracy", "autocracy"]].isin(range(11)).all(axis=None)
    assert regime.loc[~usual, ["democracy", "autocracy"]].isna().all(axis=None)
    assert regime.loc[regime["special"] == -66, "polity2"].isna().all()
    assert (regime.loc[regime["special"] == -77, "polity2"] == 0).all()
    assert regime.loc[regime["special"] == -88, "polity2"].between(-10, 10).all()
    difference = regime.loc[usual, "democracy"] - regime.loc[usual, "autocracy"]
    assert (regime.loc[usual, "polity2"] == difference).all()


def test_the_capital_on_31_december_counts(world):
    ((code, (_, _, _, moved)),) = MOVED_CAPITALS.items()
    moved = pd.Timestamp(moved).year
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
    assert system.capital_distances(paris_berlin)[0] == pytest.approx(879, abs=5)


def test_borders_follow_distance():
    borders = system.borders().set_index(["ccode1", "ccode2"])["contiguity"]
    assert borders[211, 220] == 1
    assert (2, 740) not in borders.index
    assert set(borders) == {1, 4, 5}


def test_capabilities_have_gaps_zeros_and_a_state_with_neither_component(world):
    military = world.capabilities.set_index(["ccode", "year"])[["milex", "milper"]].sort_index()
    assert military.loc[(530, 1921) : (530, 1924)].isna().all(axis=None)
    assert 0.02 < military["milex"].isna().mean() < 0.2
    assert (military == 0).all(axis=1).any()
    assert world.capabilities.groupby("year")["cinc"].sum().sub(1).abs().max() < 1e-5


def test_total_trade_is_at_least_what_dyads_record(world):
    flows = pd.concat(
        world.trade.rename(columns={f"ccode{state}": "ccode", f"imports{state}": "imports"})[
            ["year", "ccode", "imports"]
        ]
        for state in (1, 2)
    )
    sums = flows.groupby(["year", "ccode"])["imports"].sum()
    totals = world.trade_totals.set_index(["year", "ccode"])["imports"]
    assert totals.isna().any()
    assert (totals.dropna() >= sums.reindex(totals.index).fillna(0)[totals.notna()]).all()


def test_organizations_are_known_ones_and_shared_ones_count_full_members(world):
    names = world.memberships.columns[2:]
    assert set(names) <= set(ACRONYMS)
    assert set(np.unique(world.memberships[names])) == {-9, -1, 0, 1, 2, 3}
    full = (world.memberships.set_index(["year", "ccode"]) == 1).astype(int)
    pairs = world.shared_memberships.sample(50, random_state=1)
    for pair in pairs.itertuples():
        assert pair.shared == (full.loc[(pair.year, pair.ccode1)] & full.loc[(pair.year, pair.ccode2)]).sum()


def test_no_founded_organization_has_members_before_it_exists(world):
    names = world.memberships.columns[2:]
    not_yet = (world.memberships[names] == -1).groupby(world.memberships["year"]).mean()
    assert not_yet.isin([0.0, 1.0]).all(axis=None)
    assert (not_yet.diff().iloc[1:] <= 0).all(axis=None)
