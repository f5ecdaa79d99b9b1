"""Each change on a system of four states, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import CounterfactualError

from .tiny import action, both, called, pairs, systems, tiny

NOBODY = np.random.default_rng(0)
NAMES = called({2: "USA", 20: "Canada", 200: "United Kingdom", 365: "Russia"})


def change(inputs, name, **settings):
    return action(name, **settings).apply(inputs, NOBODY)


def only_changed(before, after, *attributes):
    return all(
        getattr(before, name) is getattr(after, name)
        for name in ("year", "codes", "capability", "srg", "mid", "democracy", "cooperation")
        if name not in attributes
    )


SRG = [(365, 2), (2, 365), (365, 200), (20, 2)]


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ({"states": (2,), "of": (365,)}, {(2, 365), (365, 200), (20, 2)}),
        ({"states": (2,), "of": (365,), "both_sides": True}, {(365, 200), (20, 2)}),
        ({"states": (2, 200), "of": (365,)}, {(2, 365), (20, 2)}),
        ({"states": (2,), "of": "all"}, {(2, 365), (365, 200)}),
        ({"states": "all", "of": (365,)}, {(2, 365), (20, 2)}),
        ({"states": (710,), "of": (365,)}, set(SRG)),
    ],
)
def test_states_leave_a_reference_group(settings, left):
    before = tiny(srg=SRG)
    after = change(before, "leave_reference_group", **settings)
    assert pairs(after, "srg") == left
    assert only_changed(before, after, "srg")
    assert pairs(before, "srg") == set(SRG)


@pytest.mark.parametrize(
    ("settings", "joined"),
    [
        ({"states": (20,), "of": (200,)}, {(200, 20)}),
        ({"states": (20,), "of": (200,), "both_sides": True}, both((200, 20))),
        ({"states": "all", "of": (2,)}, {(2, 20), (2, 200), (2, 365)}),
        ({"states": "all", "of": "all"}, both((2, 20), (2, 200), (2, 365), (20, 200), (20, 365), (200, 365))),
        ({"states": (2,), "of": (2,)}, set()),
    ],
)
def test_states_join_a_reference_group_but_never_their_own(settings, joined):
    after = change(tiny(), "join_reference_group", **settings)
    assert pairs(after, "srg") == joined


@pytest.mark.parametrize(("kind", "network"), [("disputes", "mid"), ("cooperation", "cooperation")])
def test_mutual_relations_are_added_and_removed_on_both_sides(kind, network):
    before = tiny(**{network: [(2, 20), (2, 200), (20, 365)]})
    removed = change(before, f"remove_{kind}", states=(2,), others=(20, 365))
    assert pairs(removed, network) == both((2, 200), (20, 365))
    assert only_changed(before, removed, network)
    added = change(before, f"add_{kind}", states=(365,), others="all")
    assert pairs(added, network) == both((2, 20), (2, 200), (20, 365), (2, 365), (200, 365))
    assert not pairs(change(before, f"remove_{kind}", states="all", others="all"), network)


def test_capabilities_are_multiplied_and_divided_by_the_new_total():
    before = tiny()
    after = change(before, "multiply_capability", states=(200,), by=2)
    np.testing.assert_allclose(after.capability, np.array([0.4, 0.3, 0.4, 0.1]) / 1.2)
    assert only_changed(before, after, "capability")
    nothing = change(before, "multiply_capability", states=(2, 20), by=0)
    np.testing.assert_allclose(nothing.capability, [0, 0, 2 / 3, 1 / 3])


def test_shares_are_set_and_the_others_divide_the_rest_as_before():
    before = tiny()
    after = change(before, "set_capability", states=(20, 365), share=0.35)
    np.testing.assert_allclose(after.capability, [0.2, 0.35, 0.1, 0.35])
    assert only_changed(before, after, "capability")
    np.testing.assert_allclose(
        change(before, "set_capability", states="all", share=0.25).capability, [0.25] * 4
    )
    np.testing.assert_allclose(
        change(before, "set_capability", states=(2,), share=1).capability, [1, 0, 0, 0]
    )


@pytest.mark.parametrize("settings", [{"states": (2, 20), "share": 0.6}, {"states": "all", "share": 0.1}])
def test_shares_that_cannot_sum_to_one_are_refused(settings):
    with pytest.raises(CounterfactualError, match=r"1950 set_capability gives [24] states 0\.[16] each"):
        change(tiny(), "set_capability", **settings)


def test_a_share_set_in_a_system_whose_others_have_nothing_is_refused():
    with pytest.raises(CounterfactualError, match="beside 0 others with capabilities"):
        change(tiny(capability=(1, 0, 0, 0)), "set_capability", states=(2,), share=0.5)


@pytest.mark.parametrize("name", ["multiply_capability", "remove_states"])
def test_a_system_left_without_capabilities_is_refused(name):
    settings = {"by": 0} if name == "multiply_capability" else {}
    with pytest.raises(CounterfactualError, match="1950 the changes leave no state with any capability"):
        change(tiny(), name, states="all", **settings)


def test_regimes_are_set():
    before = tiny(democracy=[2, 20])
    assert change(before, "set_democracy", states="all", to=True).democracy.all()
    after = change(before, "set_democracy", states=(2, 365, 710), to=False)
    assert after.democracy.tolist() == [False, True, False, False]
    assert only_changed(before, after, "democracy")


def test_states_are_removed_with_all_their_relations():
    before = tiny(
        srg=[(2, 20), (20, 365), (365, 2)], mid=[(2, 20), (2, 365)], cooperation=[(20, 200)], democracy=[2]
    )
    after = change(before, "remove_states", states=(20, 710))
    assert after.codes.tolist() == [2, 200, 365]
    np.testing.assert_allclose(after.capability, np.array([4, 2, 1]) / 7)
    assert pairs(after, "srg") == {(365, 2)}
    assert pairs(after, "mid") == both((2, 365))
    assert pairs(after, "cooperation") == set()
    assert after.democracy.tolist() == [True, False, False]
    assert change(before, "remove_states", states=(710,)) is before


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        (
            "leave_reference_group",
            {"states": (20,), "of": (365,)},
            "Strategic reference group of Russia (365): without Canada (20)",
        ),
        (
            "join_reference_group",
            {"states": "all", "of": (365,), "both_sides": True},
            "Strategic reference group of Russia (365): with every state, and the other way round",
        ),
        (
            "multiply_capability",
            {"states": (2, 20), "by": 2.0},
            "Capabilities of USA (2), Canada (20): times 2, all divided by the new total",
        ),
        (
            "set_capability",
            {"states": (20,), "share": 0.25},
            "Capability share of Canada (20): 0.25 each, the others' scaled to the rest",
        ),
        ("set_democracy", {"states": "all", "to": True}, "Regime of every state: democracy"),
        ("set_democracy", {"states": (20,), "to": False}, "Regime of Canada (20): no democracy"),
        (
            "remove_disputes",
            {"states": (20,), "others": "all"},
            "Disputes between Canada (20) and every state: removed",
        ),
        (
            "add_cooperation",
            {"states": (20,), "others": (2,)},
            "Joint cooperation between Canada (20) and USA (2): added",
        ),
        ("remove_states", {"states": (20,)}, "Removed from the system: Canada (20)"),
    ],
)
def test_a_change_is_put_in_words(name, settings, said):
    assert action(name, **settings).sentence(NAMES) == said


def test_states_named_are_those_of_all_settings():
    assert action("leave_reference_group", states=(710, 2), of=(365,)).named == [710, 2, 365]
    assert action("add_disputes", states=(2,), others="all").named == [2]
    assert action("add_random_states", number=3).named == []


def deterministic_actions(codes):
    states = st.one_of(st.just("all"), st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple))
    return st.one_of(
        st.tuples(st.sampled_from(["leave_reference_group", "join_reference_group"]), states, states).map(
            lambda drawn: (drawn[0], {"states": drawn[1], "of": drawn[2]})
        ),
        st.tuples(st.sampled_from(["add_disputes", "remove_cooperation"]), states, states).map(
            lambda drawn: (drawn[0], {"states": drawn[1], "others": drawn[2]})
        ),
        states.map(lambda drawn: ("multiply_capability", {"states": drawn, "by": 3.0})),
        states.map(lambda drawn: ("set_democracy", {"states": drawn, "to": False})),
        st.sampled_from(codes).map(lambda code: ("set_capability", {"states": (code,), "share": 0.4})),
        st.sampled_from(codes).map(lambda code: ("remove_states", {"states": (code,)})),
    )


@settings(max_examples=60)
@given(systems(), st.data())
def test_changing_then_relabelling_is_relabelling_then_changing(inputs, data):
    codes = inputs.codes.tolist()
    name, chosen = data.draw(deterministic_actions(codes))
    order = np.array(data.draw(st.permutations(range(len(codes)))))
    new = dict(zip(codes, (1 + np.argsort(order)).tolist(), strict=True))

    def relabelled(system):
        position = np.argsort([new[code] for code in system.codes.tolist()])
        square = np.ix_(position, position)
        return replace(
            system,
            codes=np.sort([new[code] for code in system.codes.tolist()]),
            capability=system.capability[position],
            democracy=system.democracy[position],
            **{network: getattr(system, network)[square] for network in ("srg", "mid", "cooperation")},
        )

    renamed = {
        key: tuple(new[code] for code in value) if isinstance(value, tuple) else value
        for key, value in chosen.items()
    }
    assert change(relabelled(inputs), name, **renamed).same_as(relabelled(change(inputs, name, **chosen)))
