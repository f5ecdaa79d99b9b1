"""Runs that form ties: how they end, what they tell, themselves in other batches."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden import commons, networks
from entente.core.errors import BurdenInputError, IterationNotHeld, NetworkError

from ..public_good.slow_commons import complete

NAMES = list("abcdef")


def example(seed, n=6, **switches):
    rng = np.random.default_rng(seed)
    given = {
        "resources": rng.lognormal(size=n), "weight": rng.uniform(0.3, 0.8, n),
        "tie_cost": rng.uniform(0, 0.2, (n, n)), "seed": seed,
    }  # fmt: skip
    return given | switches


@settings(max_examples=25)
@given(
    st.integers(0, 10_000),
    st.sampled_from(["settled", "present"]),
    st.sampled_from([0, 0.4]),
    st.sampled_from([(1, 0), (0.3, 0.5)]),
)
def test_every_run_ends_and_what_is_stable_is_so(seed, counted, floor, phi):
    given = example(seed, 4, utilities=counted, floor=floor, phi0=phi[0], phi1=phi[1])
    found = networks.play(**given)
    assert found.status in ("stable", "cycle", "limit") and found.rounds <= 50
    switches = {name: given[name] for name in ("resources", "weight", "floor", "phi0", "phi1")}
    settled = commons(**switches, network=found.network).contributions
    assert (found.contributions == settled).all()
    stable = networks.stable_networks(**switches, tie_cost=given["tie_cost"], utilities=counted)
    if found.status == "stable":
        assert any((found.network == ties).all() for ties in stable)
    if not stable:
        assert found.status in ("cycle", "limit")


@pytest.mark.parametrize("counted", ["settled", "present"])
@pytest.mark.parametrize("seed", range(5))
def test_a_system_without_a_stable_network(counted, seed):
    found = networks.play(resources=[4, 3, 2, 1], weight=0.6, tie_cost=0.2, seed=seed, utilities=counted)
    assert found.status in ("cycle", "limit")


def test_runs_are_the_same_in_any_batch():
    runs = [networks.play(**example(seed)) for seed in (3, 4, 5)]
    again = [networks.play(**example(seed)) for seed in (5, 3, 4)]
    for one, other in zip(runs, again[1:] + again[:1], strict=True):
        assert (one.network == other.network).all() and (one.contributions == other.contributions).all()
    stream = networks.play(**example(3) | {"seed": np.random.SeedSequence(3)})
    assert (stream.network == runs[0].network).all()


@pytest.mark.parametrize("counted", ["settled", "present"])
def test_what_is_told_is_computed_anew(counted):
    labels = {
        "resources": pd.Series(np.random.default_rng(5).lognormal(size=6), NAMES),
        "floor": 0.2, "phi0": 0.6, "phi1": 0.4,
    }  # fmt: skip
    found = networks.play(**example(5, utilities=counted, keep="all", rounds=4) | labels)
    trace = found.trace
    assert list(trace.columns) == ["step", "time", "state", "partner", "move", "accepted", "gain"]
    assert trace["step"].iloc[0] == 1 and trace["time"].iloc[-1] == found.rounds
    assert trace["partner"].isna().equals(trace["move"] == "effort")
    # Accepted moves alone lead from no tie to the network at the end.
    ties = pd.DataFrame(False, NAMES, NAMES)
    for move in trace[trace["accepted"] & (trace["move"] != "effort")].itertuples():
        ties.loc[move.state, move.partner] = move.move == "make"
    assert ties.equals(found.network) and ties.to_numpy().any()
    asked = trace[trace["move"] != "effort"].set_index(["state", "step"]).sort_index()
    for state in NAMES:
        alternatives = found.explain(state)
        changes = alternatives[alternatives["move"] != "nothing"].set_index("step")
        told = asked.loc[state]
        np.testing.assert_allclose(changes["gain"], told["gain"], atol=1e-8)
        assert changes["chosen"].tolist() == told["accepted"].tolist()
        assert changes["move"].tolist() == told["move"].tolist()
        assert changes["partner"].tolist() == told["partner"].tolist()
        mirrored = [asked.loc[(row.partner, row.Index), "gain"] for row in changes.itertuples()]
        np.testing.assert_allclose(changes["partner_gain"], mirrored, atol=1e-8)
        assert (alternatives.groupby("step")["chosen"].sum() == 1).all()


def test_no_effort_is_against_own_interest_but_for_floors():
    found = networks.play(**example(2, keep="all") | {"tie_cost": 0.02})
    moved = found.trace.query("move == 'effort'")
    assert len(moved) and (moved["gain"] > -1e-12).all()


def test_positions_where_there_are_no_labels():
    found = networks.play(**example(1, keep="all"), network=complete(6))
    assert found.trace["move"].iloc[0] == "end" and found.trace["state"].isin(range(6)).all()
    assert found.explain(5)["partner"].isin(range(5)).all()
    assert "6 states" in repr(found)
    for absent in (6, "a"):
        with pytest.raises(BurdenInputError, match="position from 0 to 5"):
            found.explain(absent)


def test_refused():
    found = networks.play(**example(1))
    for ask in (lambda: found.trace, lambda: found.explain(0)):
        with pytest.raises(IterationNotHeld, match="kept its end alone"):
            ask()
    labelled = example(1, resources=pd.Series(1.0, NAMES), keep="all")
    with pytest.raises(BurdenInputError, match="no state 'z'"):
        networks.play(**labelled).explain("z")
    for wrong, told in (
        ({"rounds": 0}, "rounds is 0"),
        ({"rounds": 2.5}, "rounds is 2.5"),
        ({"keep": "some"}, "keep is 'some'"),
        ({"tie_cost": np.full((6, 6), np.nan)}, r"pair \(0, 1\) is nan"),
        ({"tie_cost": [[0]]}, r"shape \(1, 1\), and there are 6"),
        ({"utilities": "past"}, "utilities is 'past'"),
        ({"floor": 1.0}, "floor of state 0"),
    ):
        with pytest.raises(BurdenInputError, match=told):
            networks.play(**example(1) | wrong)
    with pytest.raises(NetworkError):
        networks.play(**example(1, network=np.triu(complete(6))))
    other = pd.DataFrame(0.1, NAMES[::-1], NAMES[::-1])
    with pytest.raises(BurdenInputError, match="other labels"):
        networks.play(**labelled | {"tie_cost": other})
