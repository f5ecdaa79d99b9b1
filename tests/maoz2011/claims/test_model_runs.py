"""Claims about the model's runs, on runs that keep its rules and on runs that break them."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from entente.abm.rules import Rules
from entente.judging.claims.evidence import Evidence
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED
from entente.studies.maoz2011.network_series import SUBSETS, correlation_of_counts, module_fits

from .worlds import evidence, verdict


def _ties(*rows) -> pd.DataFrame:
    columns = ["year", "iteration", "ccode", "partner", "wish", "alliance", "srg"]
    return pd.DataFrame(rows, columns=columns).astype({"wish": bool, "alliance": bool, "srg": bool})


MUTUAL = [(1900, t, a, b, True, True, False) for t in (1, 2) for a, b in ((1, 2), (2, 1))]
ONE_SIDED = (1900, 1, 1, 3, True, False, False)


def _runs(iterations=2, converged=True) -> pd.DataFrame:
    return pd.DataFrame({"year": [1900], "n": [3], "iterations": [iterations], "converged": [converged]})


def test_an_alliance_needs_both_wishes():
    assert verdict("p12-02", evidence({"ties": _ties(*MUTUAL, ONE_SIDED)})) == SUPPORTED
    broken = (1900, 1, 1, 3, True, True, False)
    assert verdict("p12-02", evidence({"ties": _ties(*MUTUAL, broken)})) == CONTRADICTED
    missed = [(1900, 1, a, b, True, False, False) for a, b in ((1, 2), (2, 1))]
    assert verdict("p12-02", evidence({"ties": _ties(*missed)})) == CONTRADICTED


def test_a_wish_of_another_year_and_iteration_is_no_answer():
    """However year and iteration are put together: 1900 and 101 are not 1901 and 1."""
    apart = [(1900, 101, 1, 2, True, False, False), (1901, 1, 2, 1, True, False, False)]
    assert verdict("p12-02", evidence({"ties": _ties(*apart)})) == SUPPORTED


def test_some_wishes_are_not_returned():
    assert verdict("p12-01", evidence({"ties": _ties(*MUTUAL, ONE_SIDED)})) == SUPPORTED
    assert verdict("p12-01", evidence({"ties": _ties(*MUTUAL)})) == CONTRADICTED


@pytest.mark.parametrize(
    ("iterations", "converged", "expected"),
    [(2, True, SUPPORTED), (50, False, SUPPORTED), (7, False, CONTRADICTED)],
)
def test_runs_end_in_equilibrium_or_at_the_maximum(iterations, converged, expected):
    runs = _runs(iterations, converged)
    assert verdict("p13-01", evidence({"runs": runs, "random_runs": runs})) == expected


def test_some_networks_never_settle():
    settled, endless = _runs(), _runs(50, False)
    assert verdict("p13-02", evidence({"runs": settled, "random_runs": endless})) == SUPPORTED
    assert verdict("p13-02", evidence({"runs": settled, "random_runs": settled})) == CONTRADICTED


def test_the_last_iteration_repeats_the_one_before():
    assert verdict("p40-01", evidence({"runs": _runs(), "ties": _ties(*MUTUAL)})) == SUPPORTED
    assert verdict("p40-01", evidence({"runs": _runs(), "ties": _ties(*MUTUAL[:2])})) == CONTRADICTED
    assert verdict("p40-01", evidence({"runs": _runs(50, False), "ties": _ties()})) == SUPPORTED


@pytest.mark.parametrize(("partners", "expected"), [(1, SUPPORTED), (0, CONTRADICTED)])
def test_every_democracy_finds_another(partners, expected):
    states = pd.DataFrame({"democracy": [True, False], "non_srg_democracies": [partners, 0]})
    assert verdict("p39-01", evidence({"state_years": states})) == expected


def test_a_run_changes_groups_and_nothing_else():
    grown = [(1900, 1, 1, 2, False, False, True), *[(1900, 2, 1, b, False, False, True) for b in (2, 3)]]
    assert verdict("p38-01", evidence({"ties": _ties(*grown)})) == SUPPORTED
    assert verdict("p38-01", evidence({"ties": _ties(grown[0])})) == CONTRADICTED


def _predicting(first: bool, last: bool) -> Evidence:
    """Thirty pairs of states, allied in fact or not; the first or the last iteration knows which."""
    pairs = [(2 * k + 1, 2 * k + 2) for k in range(30)]
    dyads = pd.DataFrame(pairs, columns=["ccode1", "ccode2"]).assign(year=1900)
    dyads["ally_pact"] = dyads["ally_any"] = [k % 3 != 0 for k in range(30)]
    allied = {1: dyads["ally_pact"] == first, 2: dyads["ally_pact"] == last}
    ties = [
        (1900, t, a, b, True, True, False)
        for t, which in allied.items()
        for a, b in np.array(pairs)[which].tolist()
    ]
    series = pd.DataFrame({"year": 1900, "network": ["abm_first", "abm_last"], "iteration": [1, 2]})
    return evidence({"dyad_years": dyads, "ties": _ties(*ties), "series": series})


def test_predictions_stand_beside_the_dyads():
    found = _predicting(True, False)["predicted_dyads"]
    actual = np.array([k % 3 != 0 for k in range(30)])
    assert found["first"].tolist() == actual.tolist()
    assert found["last"].tolist() == (~actual).tolist()
    assert np.isnan(found["intermediate"]).all()


def test_history_is_nearer_to_the_first_or_to_the_last():
    assert verdict("p20-14", _predicting(True, True)) == NOT_TESTABLE
    # Every state-year is nearer to the same one: the share has no error, and no interval.
    assert verdict("p20-14", _predicting(True, False)) == UNDETERMINED


@pytest.mark.parametrize(("known", "expected"), [(True, SUPPORTED), (False, CONTRADICTED)])
def test_a_prediction_that_fits(known, expected):
    assert verdict("p24-03", _predicting(known, known)) == expected


def test_the_correlation_of_two_indicators_from_their_counts():
    generator = np.random.default_rng(5)
    one, other = generator.random(200) < 0.3, generator.random(200) < 0.4
    counts = 200, int(one.sum()), int(other.sum()), int((one & other).sum())
    assert correlation_of_counts(*counts) == pytest.approx(np.corrcoef(one, other)[0, 1])
    assert np.isnan(correlation_of_counts(200, 0, 10, 0))


def test_the_model_with_some_of_its_modules():
    """States 1 and 2 are old partners and outweighed by a third: only JC finds them."""
    everybody = ~np.eye(3, dtype=bool)
    srg = np.zeros((3, 3), dtype=bool)
    srg[:2, 2] = True
    pair = np.zeros((3, 3), dtype=bool)
    pair[0, 1] = pair[1, 0] = True
    inputs = {
        "capability": np.array([0.2, 0.2, 0.6]),
        "srg": srg,
        "mid": np.zeros((3, 3), dtype=bool),
        "democracy": np.zeros(3, dtype=bool),
        "cooperation": everybody,
    }
    system = SimpleNamespace(year=1900, arguments=inputs, matrix=lambda name: pair)
    table = module_fits([system], Rules())
    assert len(table) == len(SUBSETS) * 2
    pacts = table[table["alliance"] == "pact"].set_index("modules")
    assert pacts["pairs"].eq(3).all() and pacts["actual"].eq(1).all()
    assert pacts.index[pacts["shared"] == 1].tolist() == [name for name in pacts.index if "JC" in name]
    assert pacts.at["JC", "correlation"] == pytest.approx(1)
    assert np.isnan(pacts.at["D", "correlation"])


def _findings(low, high, verdict="supported") -> Evidence:
    row = {
        "reading": "ii",
        "claim": "democracy raises density",
        "quantity": "standardised effect",
        "outcome": "density",
        "stage": "first",
        "term": "democracy_share",
        "estimate": (low + high) / 2,
        "ci_low": low,
        "ci_high": high,
        "verdict": verdict,
    }
    return evidence({"random_findings": pd.DataFrame([row])})


@pytest.mark.parametrize(
    ("low", "high", "found", "expected"),
    [
        (0.1, 0.2, "supported", SUPPORTED),
        (-0.2, -0.1, "contradicted", CONTRADICTED),
        (-0.1, 0.1, "undetermined", UNDETERMINED),
        (0.01, 0.04, "contradicted", CONTRADICTED),  # nearer to zero than what counts as an effect
        (0.1, 0.2, "undetermined", UNDETERMINED),  # not separable from other terms
    ],
)
def test_effects_in_random_runs(low, high, found, expected):
    assert verdict("p18-05", _findings(low, high, found)) == expected
