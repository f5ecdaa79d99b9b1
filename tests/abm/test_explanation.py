"""Explanations: a table worked out by hand, and the replay against the run on any system and rules."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from entente.abm import Rules, simulate
from entente.abm.explanation import COVERED, EXHAUSTED, explain
from entente.core.errors import IterationNotHeld, ModelInputError

from .test_against_sets import any_rules, systems
from .test_simulation import system_a, system_b


def told(run, state):
    """Rows of the explanation with None for what is missing."""
    table = explain(run, state)
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def test_a_democracy_goes_from_the_democracies_to_the_enemies_of_its_enemies():
    run = simulate(**system_a(unit=1))
    assert told(run, 0) == [
        [1, "group", 1, 40, 40, None],
        [1, "own capability", None, 20, 20, None],
        [1, "D", 3, 15, 5, False],
        [1, "EE", 2, 15, -10, True],
        [1, COVERED, None, None, -10, None],
        [2, "group", 1, 40, 40, None],
        [2, "own capability", None, 20, 20, None],
        [2, "carried ally", 2, 15, 5, True],
        [2, "D", 3, 15, -10, False],
        [2, COVERED, None, None, -10, None],
    ]


def test_a_state_that_nobody_outweighs_seeks_nobody_and_one_without_candidates_says_so():
    run = simulate(**system_b(unit=1))
    assert [row[1] for row in told(run, 4)] == [
        *("group", "own capability", COVERED),
        *("group", "group", "own capability", EXHAUSTED),
    ]


def test_the_fallback_is_named():
    run = simulate(**system_a(unit=1), rules=Rules.named("program"))
    steps = explain(run, 2)
    assert steps.loc[steps["iteration"] == 1, "step"].tolist() == [
        *("group", "own capability", "EE", "any", COVERED)
    ]


@settings(max_examples=40)
@given(systems(), any_rules)
def test_the_replay_makes_the_decisions_of_the_run(system, rules):
    run = simulate(**system, rules=rules)
    for state in range(len(system["capability"])):
        table = explain(run, state)
        for t, steps in table.groupby("iteration"):
            partners = steps[~steps["step"].isin(["group", "own capability"])].dropna(subset="partner")
            wished, allied = run.wishes[t - 1][state], run.alliances[t - 1][state]
            assert sorted(partners["partner"]) == np.flatnonzero(wished).tolist()
            assert sorted(partners.loc[partners["allied"], "partner"]) == np.flatnonzero(allied).tolist()
            before = steps[steps["step"].isin(["group", "own capability", "carried ally"])]
            assert before["aoc"].iloc[-1] == run.aoc[t - 1][state]
            last = steps.iloc[-1]
            assert last["step"] == (COVERED if last["aoc"] <= 0 else EXHAUSTED)


def test_a_run_that_kept_the_last_iteration_only_cannot_be_explained():
    with pytest.raises(IterationNotHeld, match='keep="all"'):
        explain(simulate(**system_a(), keep="last"), 0)


@pytest.mark.parametrize("state", [5, -6])
def test_there_must_be_such_a_state(state):
    with pytest.raises(IndexError):
        explain(simulate(**system_a()), state)


def test_states_are_asked_for_and_told_by_label_where_a_run_knows_them():
    plain = explain(simulate(**system_a(unit=1)), 0)
    for labels in (pd.Index([200, 255, 220, 2, 365]), pd.Index(["UKG", "GMY", "FRN", "USA", "RUS"])):
        system = system_a(unit=1) | {"capability": pd.Series([20, 40, 15, 15, 10], index=labels)}
        steps = explain(simulate(**system), labels[0])
        known = plain["partner"].notna()
        assert steps["partner"][known].tolist() == labels[plain["partner"][known].astype(int)].tolist()
        assert steps["partner"].isna().equals(~known)
        assert steps.drop(columns="partner").equals(plain.drop(columns="partner"))
        with pytest.raises(ModelInputError, match="no state 0"):
            explain(simulate(**system), 0)
    many = pd.Series(np.ones(200), index=[f"state {i}" for i in range(200)])
    ties = np.zeros((200, 200), dtype=bool)
    run = simulate(capability=many, democracy=ties[0], srg=ties, mid=ties, cooperation=ties)
    with pytest.raises(ModelInputError, match="no state 'stat 17'; near it are state 17, ") as raised:
        explain(run, "stat 17")
    assert len(str(raised.value)) < 200
