"""Strategic reference groups: SRG = B(T + T·A), zero diagonal."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from entente.core.schema import load_schema
from entente.studies.maoz2011.reference_groups.groups import strategic_reference_groups, yearly_groups

from ...systems import slow
from ...systems.worlds import World, cells, dyadic_events, few, table, worlds


@st.composite
def networks(draw):
    """Threats and alliances of 1 to 7 states, as matrices."""
    n = draw(st.integers(1, 7))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda tie: tie[0] != tie[1])
    matrices = []
    for _ in range(2):
        matrix = np.zeros((n, n), dtype=bool)
        for i, j in draw(st.sets(pair) if n > 1 else st.just(())):
            matrix[i, j] = matrix[j, i] = True
        matrices.append(matrix)
    return matrices


def neighbours(matrix):
    return [set(np.flatnonzero(row).tolist()) for row in matrix]


def with_tie(matrix, tie):
    added = matrix.copy()
    i, j = tie
    added[i, j] = added[j, i] = i != j
    return added


@given(networks())
def test_equals_sets(drawn):
    threats, allies = map(neighbours, drawn)
    expected = [(own | {k for enemy in own for k in allies[enemy]}) - {i} for i, own in enumerate(threats)]
    assert neighbours(strategic_reference_groups(*drawn)) == expected


@given(networks())
def test_a_group_has_every_threat_and_never_the_state_itself(drawn):
    groups = strategic_reference_groups(*drawn)
    assert groups.dtype == bool and not groups.diagonal().any()
    assert (drawn[0] <= groups).all()


@given(networks())
def test_allies_of_threats_are_in_it_though_they_be_ones_own(drawn):
    threats, allies = map(neighbours, drawn)
    for i, group in enumerate(neighbours(strategic_reference_groups(*drawn))):
        for enemy in threats[i]:
            assert allies[enemy] - {i} <= group


@given(networks(), st.data())
def test_more_threats_or_alliances_never_shrink_a_group(drawn, data):
    threat, alliance = drawn
    states = st.integers(0, len(threat) - 1)
    tie = data.draw(st.tuples(states, states))
    groups = strategic_reference_groups(threat, alliance)
    assert (groups <= strategic_reference_groups(with_tie(threat, tie), alliance)).all()
    assert (groups <= strategic_reference_groups(threat, with_tie(alliance, tie))).all()


@given(networks())
def test_a_state_without_threats_has_an_empty_group_and_alliances_alone_make_none(drawn):
    threat, alliance = drawn
    groups = strategic_reference_groups(threat, alliance)
    assert not groups[~threat.any(axis=1)].any()
    assert not strategic_reference_groups(np.zeros_like(threat), alliance).any()
    assert np.array_equal(strategic_reference_groups(threat, np.zeros_like(threat)), threat)


def test_own_allies_stay_and_groups_are_not_mutual():
    # 0 is threatened by 1, whose ally 2 is also the ally of 0.
    threat, alliance = np.zeros((3, 3), dtype=bool), np.zeros((3, 3), dtype=bool)
    threat[[0, 1], [1, 0]] = True
    alliance[[1, 2, 0, 2], [2, 1, 2, 0]] = True
    assert neighbours(strategic_reference_groups(threat, alliance)) == [{1, 2}, {0, 2}, set()]


def test_the_arguments_are_left_as_they_are():
    threat = np.array([[False, True], [True, False]])
    alliance = threat.copy()
    strategic_reference_groups(threat, alliance)
    assert neighbours(threat) == neighbours(alliance) == [{1}, {0}]


def by_year(world, threats, allies):
    """(year, state) → member → whether it is a threat itself."""
    frames = [
        table("data/dyadic_wars", [(1, *event) for event in sorted(events)]) for events in (threats, allies)
    ]
    result = yearly_groups(world.frame()[["year", "ccode"]], *frames)
    load_schema("maoz2011/srg").validate(result)
    groups = {}
    for year, code, member, direct in cells(result, "year", "ccode", "member", "direct"):
        groups.setdefault((year, code), {})[member] = direct
    return groups


@few
@given(worlds(), st.data())
def test_groups_of_every_year_equal_sets(world, data):
    threats, allies = (data.draw(dyadic_events(world, most=40)) & set(world.dyads) for _ in range(2))
    expected = {}
    for year, code in world.days:
        enemies, friends = (
            slow.neighbours(pair for t, *pair in ties if t == year) for ties in (threats, allies)
        )
        direct = enemies.get(code, set())
        group = (direct | slow.reached(enemies, friends, code)) - {code}
        if group:
            expected[year, code] = {member: member in direct for member in group}
    assert by_year(world, threats, allies) == expected


def test_a_year_with_no_ties_at_all_has_empty_groups():
    world = World({(year, code): (1, 366) for year in (1900, 1901, 1902) for code in (2, 20)})
    assert by_year(world, {(1901, 2, 20)}, set()) == {(1901, 2): {20: True}, (1901, 20): {2: True}}
    assert by_year(world, set(), {(1901, 2, 20)}) == {}
