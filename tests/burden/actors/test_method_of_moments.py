"""The method of moments: its statistics against objective functions, and known coefficients."""

import numpy as np
import pandas as pd
import pytest

from entente.burden import actors
from entente.burden.actors import method_of_moments
from entente.burden.actors.actor_system import read_actors
from entente.burden.actors.change_statistics import TERMS
from entente.burden.actors.method_of_moments import MethodOfMoments
from entente.burden.actors.moments import EFFORT_TERMS, effort_moments, tie_moments
from entente.burden.actors.objectives import effort_objective, tie_objective
from entente.burden.actors.simulated_years import YearOfActors
from entente.burden.actors.years_of_ties import YearOfTies
from entente.core.errors import ModelDataError, NetworkError

from .worlds import world

TRUE = pd.concat(
    {
        "ties": pd.Series({"rate": 3.0, "density": -1.6, "partner_effort": 0.1, "kinship": 0.5}),
        "efforts": pd.Series({"rate": 2.0, "linear": -0.3, "direct": 0.05, "wealth": 0.3}),
    }
)


def panel(n, years, seed):
    """Years of a process with the coefficients above, begun where it has run for a while."""
    rng = np.random.default_rng(seed)
    kinship, wealth = rng.normal(size=(n, n)), rng.normal(size=n)
    kinship = (kinship + kinship.T) / np.sqrt(2)
    given = {
        "ties": {"density": -1.6, "partner_effort": 0.1, "pairs": 0.5 * kinship},
        "efforts": {"linear": -0.3, "direct": 0.05, "states": 0.3 * wealth}, "centre": 4.0,
    }  # fmt: skip
    run = actors.simulate(np.zeros((n, n)), rng.integers(1, 9, n), rates=20, seed=(seed, 0), **given)
    found = []
    for year in range(1, years + 1):
        then = actors.simulate(
            run.network, run.effort, rates={"ties": 3, "efforts": 2}, seed=(seed, year), **given
        )
        ties = YearOfTies(run.network, then.network, run.effort, {"kinship": kinship})
        found.append(YearOfActors(ties, then.effort, {"wealth": wealth}))
        run = then
    return found


def model(years):
    return MethodOfMoments(years, ("density", "partner_effort"), ("linear", "direct"), centre=4.0)


@pytest.mark.parametrize("scale", ["linear", "root"])
def test_statistics_are_sums_of_the_terms_of_objective_functions(scale):
    network, effort, given, others = world(9)
    rng = np.random.default_rng(2)
    later, after = (rng.random((9, 9)) < 0.4), rng.integers(1, 6, 9)
    later = np.triu(later, 1) | np.triu(later, 1).T
    pairs, states = given["pairs"] * ~np.eye(9, dtype=bool), others["states"]
    switches = {"centre": 2.2, "rates": 1, "rule": "confirm", "categories": 5}
    found = tie_moments(
        network,
        later,
        effort,
        [*TERMS, "pairs"],
        {"pairs": pairs},
        centre=2.2,
        scale=scale,
        triangles="twice",
    )
    assert found[0] == np.triu(network != later).sum()
    for term, value in zip([*TERMS, "pairs"], found[1:], strict=True):
        ties = {"scale": scale, "triangles": "twice", term: pairs if term == "pairs" else 1.0}
        system = read_actors(later, effort, ties=ties, efforts=None, **switches)
        assert value == pytest.approx(sum(tie_objective(system, later, effort, i) for i in range(9)))
    found = effort_moments(network, effort, after, [*EFFORT_TERMS, "states"], {"states": states}, centre=2.2)
    assert found[0] == np.abs(after - effort).sum()
    for term, value in zip([*EFFORT_TERMS, "states"], found[1:], strict=True):
        system = read_actors(
            network, effort, ties=None, efforts={term: states if term == "states" else 1.0}, **switches
        )
        worth = [effort_objective(system, network, effort, i, z) for i, z in enumerate(after)]
        assert value == pytest.approx(sum(worth))


def test_a_search_begins_where_it_is_told_and_is_the_same_for_a_seed(monkeypatch):
    monkeypatch.setattr(method_of_moments, "STEPS", (2, 2, 2, 5))
    monkeypatch.setattr(method_of_moments, "SLOPE_DRAWS", 40)
    searched = model(panel(20, 1, seed=3))
    one, other = (searched.fit(TRUE, seed=1, draws=30, rounds=1) for _ in range(2))
    assert one.params.equals(other.params) and one.bse.equals(other.bse)
    assert one.params.index.equals(TRUE.index) and one.simulations == 20 + 40 + 11 + 30 + 40
    assert not one.params.equals(searched.fit(TRUE, seed=2, draws=30, rounds=1).params)


@pytest.mark.slow
def test_known_coefficients_come_back():
    found = model(panel(50, 3, seed=1)).fit(TRUE * 0.7, seed=2)
    assert found.converged and found.t_ratios.abs().max() <= 0.1 and found.overall <= 0.25
    assert (((found.params - TRUE) / found.bse).abs() < 3).all()
    assert (found.bse < [1, 0.5, 0.1, 0.2, 1, 0.5, 0.2, 0.5]).all()


def test_what_cannot_be_estimated_is_refused():
    years = panel(12, 1, seed=4)
    stays = YearOfActors(years[0].ties, years[0].ties.effort, years[0].states)
    with pytest.raises(ModelDataError, match="No change of efforts"):
        model([stays])
    with pytest.raises(ModelDataError, match="no term 'densty'"):
        MethodOfMoments(years, ("densty",))
    with pytest.raises(ModelDataError, match="no term"):
        model(years).fit(pd.Series({("ties", "closure"): 1.0}), seed=1)
    codes = pd.Index(range(12))
    for changed, said in (
        ({"wealth": np.ones(3)}, "wealth has shape"),
        ({"wealth": np.full(12, np.nan)}, "numbers that are missing"),
        ({"income": np.ones(12)}, "A year has the covariates income"),
    ):
        with pytest.raises(ModelDataError, match=said):
            model([*years, YearOfActors(years[0].ties, years[0].effort_after, changed)])
    with pytest.raises(ModelDataError, match="called direct, as a term is"):
        model([YearOfActors(years[0].ties, years[0].effort_after, {"direct": np.ones(12)})])
    named = YearOfTies(
        *(pd.DataFrame(x, codes, codes) for x in (years[0].ties.before, years[0].ties.after)),
        years[0].ties.effort,
    )
    turned = pd.Series(years[0].effort_after, codes)[::-1]
    with pytest.raises(NetworkError, match="different labels"):
        model([YearOfActors(named, turned)])
    twice = YearOfActors(years[0].ties, years[0].effort_after, {"same": np.ones(12)})
    with pytest.raises(ModelDataError, match="move together"):
        MethodOfMoments([twice], ("density",), ("linear",), centre=4.0).fit(TRUE[:2], seed=1)
