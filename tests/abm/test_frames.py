"""The model on frames: the same run as on matrices, by name, and what is wrong with a row is said of it."""

import numpy as np
import pandas as pd
import pytest

from entente.abm import Rules, simulate, simulate_frame
from entente.core.errors import ModelInputError

from .test_simulation import system_a

NAMES = pd.Index(["UKG", "GMY", "FRN", "USA", "RUS"], name="state")


def frames(system):
    """The same system as tables: each pair with anything, and both ways where only these say what srg is."""
    states = pd.DataFrame({name: system[name] for name in ("capability", "democracy")}, index=NAMES)
    rows = [
        (NAMES[i], NAMES[j], system["srg"][i, j], system["mid"][i, j], system["cooperation"][i, j])
        for i in range(5)
        for j in range(5)
        if i < j or system["srg"][i, j]
    ]
    return states, pd.DataFrame(rows, columns=["state", "partner", "srg", "mid", "cooperation"])


@pytest.fixture
def states():
    return frames(system_a())[0]


@pytest.fixture
def dyads():
    return frames(system_a())[1]


def told(run):
    return run.to_frame().sort_values(["iteration", "state", "partner"], ignore_index=True)


@pytest.mark.parametrize("rules", [Rules.named("paper"), Rules.named("program")])
def test_the_run_is_that_of_the_matrices(states, dyads, rules):
    run, plain = simulate_frame(states, dyads, rules), simulate(**system_a(), rules=rules)
    assert run.labels.equals(NAMES) and plain.labels is None
    for iteration in range(plain.iterations):
        assert np.array_equal(run.wishes[iteration], plain.wishes[iteration])
    assert np.array_equal(run.aoc, plain.aoc)
    expected = plain.to_frame()
    for column in ("state", "partner"):
        expected[column] = NAMES[expected[column]]
    pd.testing.assert_frame_equal(run.to_frame(), expected)


def test_neither_the_order_of_rows_nor_where_the_names_stand_matters(states, dyads):
    expected = told(simulate_frame(states, dyads))
    moved = states.sample(frac=1, random_state=1), dyads.sample(frac=1, random_state=2)
    assert told(simulate_frame(*moved)).equals(expected)
    assert told(simulate_frame(states.reset_index(), dyads)).equals(expected)
    nullable = simulate_frame(states.convert_dtypes(), dyads.convert_dtypes())
    assert told(nullable).equals(expected)
    codes = {name: code for code, name in enumerate(NAMES, start=200)}
    numbered = dyads.replace({"state": codes, "partner": codes})
    run = simulate_frame(states.rename(codes), numbered.infer_objects())
    assert run.to_networkx().edges == {(200, 202): {}}.keys()


def test_srg_goes_one_way_and_the_others_both(states):
    dyads = pd.DataFrame(
        {"state": ["UKG"], "partner": ["GMY"], "srg": [True], "mid": [True], "cooperation": [True]}
    )
    run = simulate_frame(states, dyads)
    assert np.argwhere(run.srg[0]).tolist() == [[0, 1]]
    assert run.system.mid.any(axis=1).sum() == run.system.cooperation.any(axis=1).sum() == 2


def test_pairs_without_a_row_have_nothing(states, dyads):
    for none in (dyads.iloc[:0], dyads.iloc[:0].astype(object), dyads.iloc[:0].astype(str)):
        run = simulate_frame(states, none)
        assert run.to_frame().empty and run.aoc[0].tolist() == (-states["capability"]).tolist()


WRONG = {
    "the partner is not among the states": lambda s, d: (s, d.replace({"partner": {"RUS": "JPN"}})),
    "the state is not among the states": lambda s, d: (s, d.replace({"state": {"UKG": 200}})),
    "a state is paired with itself": lambda s, d: (s, d.assign(partner=d["state"])),
    "the pair has a row already": lambda s, d: (s, pd.concat([d, d.iloc[[0]]])),
    "mid differs from that of the pair's other row": lambda s, d: (
        s,
        d.assign(mid=d["mid"] & (d["state"] < d["partner"])),
    ),
    "dyads has no column mid": lambda s, d: (s, d.drop(columns="mid")),
    "dyads has two columns mid": lambda s, d: (s, d[[*d, "mid"]]),
    "states has two columns state": lambda s, d: (s.reset_index()[["state", *s, "state"]], d),
    "states has no column capability, democracy": lambda s, d: (s[[]], d),
    "states has no column": lambda s, d: (s["capability"], d),
    "'GMY' stands twice in states": lambda s, d: (pd.concat([s, s.loc[["GMY"]]]), d),
    "A label of states is missing": lambda s, d: (s.rename({"GMY": None}), d),
    r"dyads.mid\[0\] = nan": lambda s, d: (s, d.assign(mid=d["mid"].astype(float).where(d.index != 0))),
    r"dyads.srg\[0\] = <NA>": lambda s, d: (s, d.assign(srg=d["srg"].astype("boolean").where(d.index != 0))),
    r"capability\[GMY\] = nan": lambda s, d: (
        s.assign(capability=s["capability"].where(s.index != "GMY")),
        d,
    ),
    r"democracy\[UKG\] = yes": lambda s, d: (s.assign(democracy="yes"), d),
}


@pytest.mark.parametrize("message", WRONG)
def test_what_is_wrong_is_said_of_the_row(states, dyads, message):
    with pytest.raises(ModelInputError, match=message) as raised:
        simulate_frame(*WRONG[message](states, dyads))
    assert raised.value.remedy
