"""Files of counterfactuals: read, and refused with a reason that can be acted upon."""

import pandas as pd
import pytest

from entente.core.configuration import load_configuration
from entente.core.errors import ConfigurationError, CoverageError, UnknownStateError
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
from entente.systems.declared_counterfactuals import read_counterfactual
from entente.systems.state_names import StateNames

from .tiny import action, tiny

RUN = (1816, 2001)


@pytest.fixture
def read(tmp_path):
    def read_text(changes, years="all", run=RUN, head="title: T\nquestion: Q?\n"):
        path = tmp_path / "some.yaml"
        path.write_text(f"{head}years: {years}\nchanges:\n{changes}")
        return read_counterfactual(path, Counterfactual, run)

    return read_text


DEMOCRACY = "  - set_democracy: {states: all, to: true}\n"


def test_changes_are_read_in_their_order(read):
    found = read(
        "  - leave_reference_group: {states: 710, of: [365, 2], years: {last: 1969}}\n"
        + DEMOCRACY
        + "  - add_random_states: {number: 20, years: {first: 1990}}\n",
        years="{first: 1950}",
    )
    assert (found.title, found.question) == ("T", "Q?")
    assert (found.years.first, found.years.last) == (1950, 2001)
    assert found.changes == (
        action("leave_reference_group", states=[710], of=[365, 2], years={"first": 1950, "last": 1969}),
        action("set_democracy", states="all", to=True, years={"first": 1950, "last": 2001}),
        action("add_random_states", number=20, years={"first": 1990, "last": 2001}),
    )


@pytest.mark.parametrize(
    ("years", "span"),
    [
        ("all", RUN),
        ("{first: 1950}", (1950, 2001)),
        ("{last: 1950}", (1816, 1950)),
        ("{first: 1914, last: 1914}", (1914, 1914)),
    ],
)
def test_years_left_open_are_the_runs(read, years, span):
    found = read(DEMOCRACY, years)
    assert (found.years.first, found.years.last) == span


def test_years_outside_the_run_are_refused(read):
    with pytest.raises(CoverageError, match=r"some.yaml: years are 1816–2002.* within the run's, 1816–2001"):
        read(DEMOCRACY, "{last: 2002}")


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ("{first: 1815}", r"some.yaml: years.first is 1815: it should be greater than or equal to 1816"),
        ("{first: 1950, last: 1949}", r"years: first .1950. is after last .1949"),
    ],
)
def test_years_that_are_none_or_in_the_wrong_order_are_refused(read, years, message):
    with pytest.raises(ConfigurationError, match=message):
        read(DEMOCRACY, years)


def test_a_change_outside_the_years_is_refused(read):
    with pytest.raises(
        CoverageError,
        match=r"changes\.0\.set_democracy\.years are 1940–1955.* the counterfactual's, 1950–1960",
    ):
        read(
            "  - set_democracy: {states: all, to: true, years: {first: 1940, last: 1955}}\n",
            "{first: 1950, last: 1960}",
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("  - remove_state: {states: 710}\n", "unknown key 'remove_state', did you mean 'remove_states'"),
        ("  - leave_reference_group: {states: 710}\n", "leave_reference_group.of is missing"),
        (
            "  - set_democracy: {states: true, to: true}\n",
            r"democracy.states is True: it should be 'all' or",
        ),
        (
            "  - set_democracy: {states: 1001, to: true}\n",
            "states is 1001: .* it should be less than or equal to 999",
        ),
        ("  - set_democracy: {states: [2, 2], to: true}\n", r"states is \[2, 2\]: .* 2 is listed twice"),
        ("  - set_democracy: {states: [], to: true}\n", r"states is \[\]: .* at least 1 item"),
        ("  - set_democracy: {states: 2, to: 1}\n", "to is 1: it should be a valid boolean"),
        (
            "  - multiply_capability: {states: 2, by: -1}\n",
            "by is -1: it should be greater than or equal to 0",
        ),
        (
            "  - set_capability: {states: 2, share: 1.5}\n",
            "share is 1.5: it should be less than or equal to 1",
        ),
        ("  - add_random_states: {number: 0}\n", "number is 0: it should be greater than or equal to 1"),
        (
            "  - remove_states: {states: 2}\n    set_democracy: {states: 2, to: true}\n",
            "one change an item, not remove_states, set_democracy",
        ),
        (
            "  - remove_states: {states: 2}\n    remove_states: {states: 20}\n",
            "keys occur twice: \\['remove_states'\\]",
        ),
        ("  - {}\n", "changes.0: one change an item, not nothing"),
        ("  []\n", r"changes is \[\]: it should have at least 1 item"),
        ("  - [\n", "is no valid YAML"),
    ],
)
def test_a_malformed_change_is_named(read, changes, said):
    with pytest.raises(ConfigurationError, match=said) as caught:
        read(changes)
    assert "some.yaml" in str(caught.value)


def test_a_file_without_a_question_and_one_that_is_not_there_are_refused(read, tmp_path):
    with pytest.raises(ConfigurationError, match="question is missing"):
        read(DEMOCRACY, head="title: T\n")
    with pytest.raises(ConfigurationError, match=r"absent\.yaml cannot be read"):
        read_counterfactual(tmp_path / "absent.yaml", Counterfactual, RUN)


MEMBERS = [
    (1950, 2, "Alpha", "ALP"),
    (1951, 2, "Alpha", "ALP"),
    (1951, 20, "Beta", "BET"),
    (1951, 255, "Germany", "GMY"),
    (1952, 20, "Beta", "BET"),
    (1952, 21, "North Beta", "NBE"),
    (1955, 260, "German Federal Republic", "GFR"),
]
STATES = StateNames(pd.DataFrame(MEMBERS, columns=["year", "ccode", "name", "abbreviation"]))


def check(read, states, years="all", run=(1950, 1952)):
    found = read(f"  - set_democracy: {{states: {states}, to: true}}\n", years, run=run)
    found.check_states(STATES)
    return found


def test_states_that_are_members_in_some_year_pass(read):
    check(read, "[2, 20]")
    check(read, "all")


def test_states_named_are_the_members_that_are_called_so_in_each_year(read):
    change = check(read, "[beta, Germany]", run=(1950, 1955)).changes[0]
    assert [change.in_year(STATES, year).states for year in (1950, 1951, 1952, 1955)] == [
        (),
        (20, 255),
        (20,),
        (260,),
    ]
    assert change.sentence(STATES) == "Regime of beta (20), Germany (255, 260): democracy"


def test_the_year_tells_whose_regime_a_name_changes(read):
    found = read("  - set_democracy: {states: Germany, to: true}\n", run=(1950, 1955))
    for year, codes in ((1951, (2, 20, 255, 260)), (1955, (2, 20, 255, 260))):
        after, _ = found.applied(tiny(year=year, codes=codes), STATES, 0)
        assert after.democracy.tolist() == [code == {1951: 255, 1955: 260}[year] for code in codes]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("[2, 999]", "Change 1: No member of the system is called 999"),
        ("[2, Alfa]", "Change 1: No member of the system is called 'Alfa'; near it are Alpha"),
        ("North", r"Change 1: 'North' may mean North Beta \(21\) in 1952"),
    ],
)
def test_a_state_that_is_not_known_or_may_be_several_is_refused(read, states, said):
    with pytest.raises(UnknownStateError, match=said):
        check(read, states)


@pytest.mark.parametrize("state", ["20", "Beta"])
def test_a_state_that_is_no_member_in_the_years_is_refused(read, state):
    with pytest.raises(CoverageError, match=rf"{state} in 1950–1950.* its first is 1951, its last 1952"):
        check(read, f"[2, {state}]", "{last: 1950}")


def test_effects_are_told_change_by_change_and_year_by_year(read):
    found = read(
        "  - set_democracy: {states: [2, 20], to: true}\n"
        "  - set_democracy: {states: 20, to: false, years: {first: 1951}}\n"
        "  - multiply_capability: {states: 710, by: 2}\n"
        "  - multiply_capability: {states: all, by: 3}\n"
    )
    before = tiny(year=1950, democracy=[2])
    after, effects = found.applied(before, STATES, 0)
    assert effects == [True, False, False, False]
    assert after.democracy.tolist() == [True, True, False, False]
    assert after.capability is before.capability
    after, effects = found.applied(tiny(year=1951, democracy=[2, 20]), STATES, 0)
    assert effects == [False, True, False, False]
    assert after.democracy.tolist() == [True, False, False, False]


def test_the_worked_examples_are_valid(root):
    examples = sorted((root / "config/maoz2011/counterfactuals").glob("*.yaml"))
    assert len(examples) >= 3
    for path in examples:
        assert read_counterfactual(path, Counterfactual, RUN).changes


def test_the_examples_configured_exist_and_the_demos_name_no_state(root):
    for name, run in (("config", (1816, 2001)), ("demo", (1900, 1959))):
        configured = load_configuration(root / f"config/{name}.yaml")["maoz2011"]["counterfactuals"]
        folder = root / "config/maoz2011/counterfactuals"
        found = [
            read_counterfactual(folder / f"{example}.yaml", Counterfactual, run) for example in configured
        ]
        assert found
        if name == "demo":
            assert not any(change.named for example in found for change in example.changes)
