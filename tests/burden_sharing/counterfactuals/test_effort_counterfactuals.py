"""Counterfactuals of effort and ties on a made-up history: read, made, compared, told."""

import numpy as np
import pandas as pd
import pytest

from entente.burden import commons
from entente.burden.rule_sets.security_weights import security_weights
from entente.burden.rule_sets.situation import Situation
from entente.burden.rule_sets.topologies import complete
from entente.core.checked_yaml import declared_files
from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError, CounterfactualError
from entente.core.schema import load_schema
from entente.studies.burden_sharing.counterfactuals.actions import ChangeGiven, World
from entente.studies.burden_sharing.counterfactuals.comparison import compare
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.counterfactuals.page import counterfactuals_grid, group_rows, state_rows
from entente.studies.burden_sharing.counterfactuals.predictions import Chosen, _parameters
from entente.studies.burden_sharing.rule_sets.actors_on_history import EFFORT_TERMS
from entente.studies.burden_sharing.rule_sets.history import History, Windows
from entente.systems.declared_counterfactuals import read_counterfactual
from entente.systems.state_names import StateNames

from ..test_rule_sets import CODES, YEARS, tables

YEAR = 1994
NAMES = StateNames(
    pd.DataFrame(
        [(year, code, f"State {code}", f"S{code}") for year in YEARS for code in CODES],
        columns=["year", "ccode", "name", "abbreviation"],
    )
)
COMMONS = {"alpha": 0.4, "tau": 0.3, "phi0": 0.5, "phi1": 0.1, "floor": 0.1}
TIES = {"density": -1.0, "degree": 0.02, "closure": 0.1, "partner_effort": 0.1, "log_distance": -0.2}
TIES |= {"joint_democracy": 0.3, "common_enemy": 0.1, "defence_pact": -0.1, "rate": 2.0}


@pytest.fixture(scope="module")
def history():
    return History(tables(), Windows(5, 10), 0.5, DataLog("tried"))


@pytest.fixture(scope="module")
def chosen():
    parameters = pd.DataFrame(
        [
            {"group": group, "source": source, "forecast": forecast, **COMMONS}
            for group in ("nato", "defence")
            for source in ("sipri", "nmc")
            for forecast in ("commons", "threat")
        ]
    )
    efforts = dict.fromkeys(EFFORT_TERMS, 0.01) | {"beta1": -0.5, "beta2": -0.02, "rate": 1.0, "centre": 3.0}
    coefficients = pd.DataFrame(
        [
            {"source": source, "process": process, "term": term, "estimate": value}
            for source in ("sipri", "nmc")
            for process, terms in (("ties", TIES), ("efforts", efforts))
            for term, value in terms.items()
        ]
    )
    columns = {
        column.format(source=source): 1.0 for column in EFFORT_TERMS.values() for source in ("sipri", "nmc")
    }
    burden_year = pd.DataFrame([{"ccode": code, "year": YEAR, **columns} for code in CODES if code != 710])
    return Chosen(parameters, coefficients, burden_year)


def counterfactual(tmp_path, changes, rule_sets="[observed, commons]", group="nato"):
    path = tmp_path / "some.yaml"
    path.write_text(
        f"title: T\nquestion: Q?\nyears: {{first: {YEAR}, last: {YEAR}}}\ngroup: {group}\n"
        f"rule_sets: {rule_sets}\nchanges:\n{changes}"
    )
    return read_counterfactual(path, Counterfactual, (1990, 2000))


def compared(history, chosen, declared, runs=6):
    found = compare(declared, history, chosen, NAMES, runs=runs, seed=1)
    return load_schema("burden_sharing/counterfactuals").validate(found.assign(counterfactual="some"))


def of_group(found, rule_set, measure, source="sipri"):
    asked = (found["whom"] == "group") & (found["rule_set"] == rule_set) & (found["measure"] == measure)
    (row,) = found[asked & (found["source"] == source)].itertuples()
    return row


NO_USA = "  - remove_states: {states: State 2}\n"


def test_the_files_that_are_there_are_read_and_name_known_states(root):
    files = declared_files(root / "config/burden_sharing/counterfactuals")
    read = {path.stem: read_counterfactual(path, Counterfactual, (1945, 2020)) for path in files}
    assert {"nato_without_us", "two_per_cent", "dca_without_triangles", "gsa_layer"} <= set(read)
    # A layer without data says that it is drawn, in its title and among its changes.
    gsa = read["gsa_layer"]
    assert "no data" in gsa.title and "**drawn, no data**" in gsa.changes[0].sentence(NAMES)


@pytest.mark.parametrize(
    ("changes", "rule_sets", "said"),
    [
        (
            "  - hold_effort: {at: 0.02}\n",
            "[observed, commons]",
            "no difference to commons, only to",
        ),
        ("  - remove_triangles: {}\n", "[observed]", "remove_triangles makes no difference to observed"),
        ("  - hold_effort: {at: 2}\n", "[observed]", "it should be less than 1"),
        ("  - add_layer: {layer: gsa, drawn: {density: 0.1}}\n", "[commons]", "closure is missing"),
        ("  - remove_state: {states: 2}\n", "[observed]", "did you mean 'remove_states'"),
        (NO_USA, "[]", "rule_sets is"),
    ],
)
def test_a_file_that_asks_what_cannot_be_told_is_refused(tmp_path, changes, rule_sets, said):
    with pytest.raises(ConfigurationError, match=said):
        counterfactual(tmp_path, changes, rule_sets)


def test_without_a_member_observed_efforts_stay_and_contributions_are_those_of_the_rest(
    tmp_path, history, chosen
):
    found = compared(history, chosen, counterfactual(tmp_path, NO_USA))
    assert set(found["runs"]) == {1} and found["low"].isna().all()
    whole = history.situation(YEAR, "defence", "sipri")
    members = whole.restricted(np.isin(whole.labels, history.members_of("nato", YEAR)))
    effort = members.effort * members.resources
    told = of_group(found, "observed", "effort")
    assert told.factual == pytest.approx(effort.sum())
    assert told.changed == pytest.approx(effort[1:].sum()) and members.labels[0] == 2
    assert of_group(found, "observed", "effort_staying").difference == 0.0
    # Contributions of both worlds, computed apart, in units in which the first sum to observed effort.
    weight = security_weights(members.threat, COMMONS["alpha"], COMMONS["tau"])
    terms = {name: COMMONS[name] for name in ("phi0", "phi1", "floor")}
    given = {"resources": members.resources, "weight": weight}
    before = commons(**given, network=complete(members.n), **terms).contributions
    after = commons(
        **{name: values[1:] for name, values in given.items()}, network=complete(members.n - 1), **terms
    ).contributions
    unit = effort.sum() / before.sum()
    states = found[
        (found["rule_set"] == "commons") & (found["source"] == "sipri") & (found["whom"] != "group")
    ]
    states = states[states["measure"] == "effort"].sort_values("whom", key=lambda codes: codes.astype(int))
    np.testing.assert_allclose(states["factual"], before * unit)
    assert np.isnan(states["changed"].iloc[0])
    np.testing.assert_allclose(states["changed"].iloc[1:], after * unit)
    assert of_group(found, "commons", "effort").factual == pytest.approx(effort.sum())
    # Of the six members all is known.
    assert set(found["states"]) == {6}
    # By construction those who stay do more together, though whom a floor holds does less.
    assert of_group(found, "commons", "effort_staying").difference > 0


def test_held_efforts_stay_put_while_ties_move(tmp_path, history, chosen):
    declared = counterfactual(tmp_path, "  - hold_effort: {at: 0.02}\n", "[observed, actors]", "dca")
    found = compared(history, chosen, declared)
    for rule_set in ("observed", "actors"):
        assert of_group(found, rule_set, "burden").changed == pytest.approx(0.02)
        # Where all burdens are level there is no rank correlation.
        assert np.isnan(of_group(found, rule_set, "exploitation").changed)
    ties = of_group(found, "actors", "ties")
    assert ties.runs == 6 and ties.low <= ties.difference <= ties.high


def test_runs_are_paired_by_index_so_that_more_of_them_only_add(tmp_path, history, chosen):
    declared = counterfactual(tmp_path, NO_USA, "[actors]", "dca")
    few, more = (
        of_group(compared(history, chosen, declared, runs), "actors", "ties").difference for runs in (2, 3)
    )
    again = of_group(compared(history, chosen, declared, 2), "actors", "ties").difference
    assert few == again
    # The third run moves the mean by a whole number of ties over three.
    assert (3 * more - 2 * few) == pytest.approx(round(3 * more - 2 * few))


def test_ties_without_triangles_and_ties_of_a_layer_in_the_table(tmp_path, history, chosen):
    cut = counterfactual(tmp_path, "  - remove_triangles: {}\n", "[commons]", "defence")
    found = compared(history, chosen, cut)
    triangles = of_group(found, "commons", "triangles")
    assert triangles.factual == 20 and triangles.changed == 0
    # Six states all tied: the most ties without a triangle are nine of fifteen.
    assert of_group(found, "commons", "ties").changed <= 9
    added = counterfactual(tmp_path, "  - add_layer: {layer: defence}\n", "[commons]", "dca")
    found = compared(history, chosen, added)
    assert of_group(found, "commons", "ties").changed == 15 and set(found["runs"]) == {1}
    drawn = counterfactual(
        tmp_path, "  - add_layer: {layer: gsa, drawn: {density: 0.3, closure: 0.5}}\n", "[commons]", "dca"
    )
    found = compared(history, chosen, drawn)
    told = of_group(found, "commons", "ties")
    assert told.runs == 6 and told.low < told.difference < told.high


def test_a_layer_without_ties_and_a_change_in_vain_end_with_their_reason(tmp_path, history, chosen):
    absent = counterfactual(tmp_path, "  - add_layer: {layer: gsa}\n", "[commons]", "dca")
    with pytest.raises(CounterfactualError, match="no ties of layer gsa in 1994"):
        compared(history, chosen, absent)
    vain = counterfactual(tmp_path, "  - add_layer: {layer: dca}\n", "[commons]", "defence")
    with pytest.raises(CounterfactualError, match="Change 1, Layer dca added.*makes no difference in 1994"):
        compared(history, chosen, vain)
    outside = counterfactual(tmp_path, "  - remove_states: {states: 365}\n", "[observed]")
    with pytest.raises(CounterfactualError, match="makes no difference"):
        compared(history, chosen, outside)


def test_what_is_drawn_depends_on_seed_index_year_and_place_alone(tmp_path):
    declared = counterfactual(
        tmp_path, "  - add_layer: {layer: gsa, drawn: {density: 0.3, closure: 0.5}}\n", "[commons]", "dca"
    )
    world = World(Situation(labels=range(9), resources=np.ones(9), network=np.zeros((9, 9), bool), year=YEAR))
    networks = {
        (seed, index): declared.applied(world, NAMES, lambda *_: None, seed, index).situation.network
        for seed in (1, 2)
        for index in (0, 1)
    }
    assert len({network.tobytes() for network in networks.values()}) == 4
    again = declared.applied(world, NAMES, lambda *_: None, 2, 1).situation.network
    assert (again == networks[2, 1]).all()


def test_too_few_states_are_no_world():
    action = ChangeGiven.model_validate({"remove_states": {"states": [1, 2]}}).action
    world = World(Situation(labels=[1, 2, 3], resources=np.ones(3), year=YEAR))
    with pytest.raises(CounterfactualError, match="fewer than two states"):
        action.apply(world, lambda *_: None, np.random.default_rng(0))


def test_the_parameters_are_those_of_the_group_and_source(chosen):
    table = chosen.parameters.assign(alpha=range(len(chosen.parameters)))
    asked = table.query("group == 'defence' and source == 'nmc' and forecast == 'commons'")
    # DCAs have those of ties of defence: they begin in the last year by which parameters are chosen.
    assert _parameters(table, "dca", "nmc")["alpha"] == asked["alpha"].item()


def test_rows_are_told_in_words_and_what_is_the_same_is_left_out(tmp_path, history, chosen):
    declared = counterfactual(tmp_path, NO_USA, "[observed, commons, needs]")
    found = compared(history, chosen, declared)
    rows = group_rows(found)
    # Observed efforts of those who stay are the same in both worlds.
    assert not ((rows["rule_set"] == "as observed") & rows["measure"].str.startswith("effort of those")).any()
    moved = rows[(rows["rule_set"] == "commons (fitted)") & rows["measure"].str.startswith("effort of those")]
    expected = of_group(found, "commons", "effort_staying")
    assert moved["difference"].iloc[0] == pytest.approx(expected.difference / 1000)
    grid = counterfactuals_grid(found)
    assert sum(map(len, grid.sections)) == len(rows)
    assert any("by construction" in note for note in grid.notes)
    states = state_rows(found, NAMES)
    assert set(states["state"]) == {f"State {code}" for code in (20, 200, 210, 220, 255)}
    moved = states.groupby("state", sort=False)["difference"].agg(lambda values: values.abs().max())
    assert moved.is_monotonic_decreasing
