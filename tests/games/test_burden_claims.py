"""What is said of claims: verdicts, counterexamples, and what is proved is true of samples."""

import re

import numpy as np
import pandas as pd
import pytest

from entente.games.burden import VARIANTS, Switches, solve
from entente.games.burden_claim_tests import CLAIMS, Claim, price_of_exploitation
from entente.games.burden_claims import claims, judge
from entente.games.burden_design import RANGES, Spread, design
from entente.games.burden_numeric import solve_points
from entente.games.burden_sample import Limits, Sample

CLOSED = {name: how for name, how in VARIANTS.items() if not how.without_closed_form}


@pytest.fixture(scope="module")
def table():
    return (
        claims(design(7, 2**12), CLOSED, paths=256, costs=33)
        .set_index(["claim", "variant", "sigma"])
        .sort_index()
    )


def test_what_is_proved_is_true_of_the_sample(table):
    assert len(table) == len(CLAIMS) * len(CLOSED) * 2
    proved = table[[v in CLAIMS[c].proved + CLAIMS[c].by_definition for c, v, _ in table.index]]
    assert set(proved["verdict"]) == {"theorem", "by definition", "nothing to test"}
    assert (proved["verdict"] == "theorem").sum() > 100
    assert (proved["counterexample"] == "").all()
    # Nothing to test only where there is nothing: with forces that help to attack there is no restraint.
    untested = proved[proved["n"] == 0].index
    assert {variant for _, variant, _ in untested} == {"offensive"}


def test_what_fails_fails_for_the_reason_that_is_known(table):
    failing = table[table["verdict"] == "fails"]
    assert {(claim, variant) for claim, variant, _ in failing.index} == {
        ("iii_never_both", "hold_arms"),
        ("i_rises", "arms_first"),
        ("ii_least", "arms_first"),
        ("ii_arms", "arms_first"),
        ("v_u_shape", "arms_first"),
        ("ii_arms", "surplus_none"),
        ("v_u_shape", "surplus_none"),
    }
    assert (table.loc[("iii_never_both", "hold_arms"), "share"] == 0).all()


def test_held_arms_are_the_allys_own_where_forces_help_to_attack_too():
    switches = Switches(effect="hold_arms", alliance="offensive", contract="shares")
    found = claims(design(7, 2**10), {"both": switches}, paths=2, costs=3).set_index(["claim", "sigma"])
    row = found.loc[("iii_never_both", "infinite")]
    assert row["n"] > 20 and row["share"] == 0


def test_quantities_have_shares_and_say_the_ranges(table):
    heavy = table.loc[("i_heavy", "default")]
    assert (heavy["verdict"] == "share").all()
    assert 0.2 < heavy.loc["drawn", "share"] < heavy.loc["infinite", "share"] < 0.6
    assert (table["ranges"].str.startswith("q 0.1–0.9, c_a 0.02–0.3")).all()
    strict = claims(design(7, 2**10), {"default": Switches()}, limits=Limits(heavy=0.99), paths=2, costs=3)
    assert strict.set_index(["claim", "sigma"]).loc[("i_heavy", "drawn"), "share"] < 0.05


def test_a_counterexample_is_one(table):
    row = table.loc[("i_heavy", "default", "drawn")]
    game = {name: float(value) for name, value in re.findall(r"(\w+) = ([\d.e+-]+)", row["counterexample"])}
    found = solve(**game)
    assert found.region == "restraint" and found.share <= 0.5


def test_verdicts():
    sample = Sample(pd.DataFrame({"q": [0.2, 0.3]}), np.ones(1), 1, Switches(), Limits())

    def verdict(applies, holds, **kind):
        claim = Claim("", lambda sample: (np.array(applies), np.array(holds)), **kind)
        return judge(claim, sample, "default")

    assert verdict([False, False], [True, True])["verdict"] == "nothing to test"
    assert np.isnan(verdict([False, False], [True, True])["share"])
    found = verdict([True, True], [True, False])
    assert found == {"verdict": "fails", "share": 0.5, "n": 2, "counterexample": "q = 0.3"}
    assert verdict([True, True], [True, False], quantity=True)["verdict"] == "share"
    assert verdict([True, False], [True, False])["verdict"] == "too few to say"
    assert verdict([True, True], [True, True], proved=("default",))["verdict"] == "theorem"
    assert verdict([True, True], [True, False], proved=("default",))["verdict"] == "fails"
    assert verdict([True, True], [True, True], by_definition=("default",))["verdict"] == "by definition"
    assert verdict([True, True], [True, True], proved=("shares",))["verdict"] == "too few to say"


def test_few_games_without_a_counterexample_are_too_few_to_say():
    sample = Sample(pd.DataFrame({"q": np.linspace(0.1, 0.9, 30)}), np.ones(1), 1, Switches(), Limits())

    def verdict(n, failing=0, **kind):
        places = np.arange(30)
        return judge(Claim("", lambda _: (places < n, places >= failing), **kind), sample, "default")[
            "verdict"
        ]

    assert [verdict(n) for n in (29, 30)] == ["too few to say", "holds in the sample"]
    assert verdict(2, failing=1) == "fails" and verdict(2, quantity=True, failing=1) == "share"
    assert verdict(2, proved=("default",)) == "theorem"


def test_a_variant_by_another_name_is_not_known_to_be_proved():
    found = claims(design(7, 2**8), {"default": Switches(surplus=0.7)}, paths=4, costs=9)
    assert "theorem" not in set(found["verdict"])


def test_the_price_of_exploitation():
    games = pd.DataFrame({"q": 0.35, "c_a": 0.1, "c_b": 0.1, "k": [11 / 30, 7 / 5, 3]})
    price = price_of_exploitation(games, Switches())
    np.testing.assert_allclose(price, [np.nan, 0, 1 / 30], atol=1e-12)


def test_between_revising_and_conceding_is_nothing_where_war_is_decisive():
    # With γ = 2 an ally of this game revises up to some cost of arms, and concedes from there on.
    k = np.geomspace(0.1, 1.5, 25)
    game = {"q": 0.233145, "c_a": 0.247866, "c_b": 0.0879087}
    decisive = solve_points(**game, k=k, switches=Switches(decisiveness=2))
    assert "none_needed" not in decisive.region and "none_needed" in solve(**game, k=k).region
    assert (np.diff(np.sign(decisive.prize_alone - game["q"])) <= 0).all()


@pytest.mark.parametrize(
    ("variant", "game", "costs", "fail", "hold"),
    [
        ("decisive", {"q": 0.35, "c_a": 0.1, "c_b": 0.1}, [0.55, 0.6, 0.616], {"vi_between"}, {"iii_order"}),
        (
            "credible",
            {"q": 0.150089, "c_a": 0.0972912, "c_b": 0.116738},
            [5.15, 6.0, 8.0],
            {"ii_arms", "ii_least", "v_u_shape"},
            {"iv_too_weak", "iii_order"},
        ),
    ],
)
def test_what_is_known_to_fail_without_a_closed_form(variant, game, costs, fail, hold):
    games = pd.DataFrame([game | {"k": costs[-1], "sigma": np.inf}])
    verdicts = {
        how: {
            name: judge(CLAIMS[name], Sample(games, np.array(costs), 1, VARIANTS[how], Limits()), how)[
                "verdict"
            ]
            for name in fail | hold
        }
        for how in (variant, "default")
    }
    assert {name for name, said in verdicts[variant].items() if said == "fails"} == fail
    assert "fails" not in verdicts["default"].values()


def test_a_cost_of_joining_above_what_is_saved_takes_proofs_away():
    dear = {"c_a": (0.005, 0.01), "c_b": (0.005, 0.009)}
    ranges = RANGES | {name: Spread(*ends) for name, ends in dear.items()}
    found = claims(design(7, 2**10, ranges), {"autonomy": VARIANTS["autonomy"]}, paths=64, costs=17)
    assert "theorem" not in set(found["verdict"])
