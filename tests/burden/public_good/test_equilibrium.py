"""Contributions in equilibrium: exact values, a slow solver, properties that any solver must have."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import sparse

from entente.burden import commons
from entente.burden.public_good import equilibrium
from entente.burden.public_good.replies import _solve_for_those_beyond
from entente.burden.public_good.uniqueness import one_equilibrium
from entente.core.errors import BurdenInputError, NetworkError

from .slow_commons import BOWTIE, PATH, PETERSEN, by_sweeps, complete, damped, network, ring, star, usable

EXACT = [
    (complete(4), [8, 7, 6, 5], 1 / 2, {}, ["11/4", "7/4", "3/4", "0"]),
    (PATH, 1, 3 / 5, {}, ["15/31", "9/31", "9/31", "15/31"]),
    (star(5), 1, 4 / 5, {}, ["4/21", *["16/21"] * 4]),
    (BOWTIE, 1, 3 / 5, {}, ["3/7", "3/7", "0", "3/7", "3/7"]),
    (BOWTIE, 1, 3 / 5, {"phi0": 1 / 2}, ["6/13", "6/13", "3/13", "6/13", "6/13"]),
    (BOWTIE, 1, 3 / 5, {"phi0": 1 / 2, "phi1": 1 / 4}, ["21/47", "21/47", "3/47", "21/47", "21/47"]),
]  # fmt: skip


#: What the formulas call what is given.
NAMES = {"resources": "w", "weight": "a", "network": "ties", "floor": "kappa", "cost": "c"}


@st.composite
def systems(draw, most=8):
    """A network, resources, weights and switches."""
    n = draw(st.integers(1, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    upper = np.triu(rng.random((n, n)) < draw(st.floats(0, 1)), 1)
    return {
        "network": upper | upper.T,
        "resources": np.exp(rng.normal(size=n)),
        "weight": rng.uniform(0.1, 0.9, n),
        "cost": rng.uniform(0.5, 2, n),
        "floor": rng.uniform(0, 0.9, n) * draw(st.booleans()),
        "phi0": draw(st.sampled_from([1.0, 0.5, 0.2, 0.0])),
        "phi1": draw(st.sampled_from([0.0, 0.3, 1.0])),
    }


@pytest.mark.parametrize("ties, w, a, switches, m", EXACT)
def test_exact_values(ties, w, a, switches, m):
    found = commons(resources=w, weight=a, network=ties, **switches)
    assert found.converged
    np.testing.assert_allclose(found.contributions, [float(Fraction(value)) for value in m], atol=1e-12)


@pytest.mark.parametrize("n", [2, 3, 7, 12])
@pytest.mark.parametrize("a", [0.2, 0.5, 0.8])
def test_complete_network_in_closed_form(n, a):
    """M = a Σw / (a + k (1 − a)) over the k contributors, who are those with the most resources."""
    w = np.sort(np.random.default_rng(n).lognormal(size=n))[::-1]
    for k in range(1, n + 1):
        total = a * w[:k].sum() / (a + k * (1 - a))
        free = w - total * (1 - a) / a
        if (free[:k] > 0).all() and (free[k:] <= 0).all():
            break
    found = commons(resources=w, weight=a, network=complete(n))
    np.testing.assert_allclose(found.contributions, np.maximum(free, 0), atol=1e-11 * w[0])


@pytest.mark.parametrize("k", [2, 3, 4, 9])
@pytest.mark.parametrize("a", [0.5, 0.8, 0.95])
def test_star_in_closed_form(k, a):
    """With k (1 − a) ≥ 1 leaves contribute a each, and the centre nothing."""
    centre = 0 if k * (1 - a) >= 1 else a * (1 - k * (1 - a)) / (1 - k * (1 - a) ** 2)
    found = commons(resources=1, weight=a, network=star(k + 1))
    np.testing.assert_allclose(found.contributions, [centre, *[a - (1 - a) * centre] * k], atol=1e-11)


def test_uniqueness_is_not_claimed_of_a_ring_of_six_with_half():
    """(1 − a)|λ_min| is 1 there, and m_even + m_odd = 1/2 a continuum; it is claimed on either side of it."""
    found = commons(resources=1, weight=0.5, network=ring(6))
    assert found.converged and not found.unique
    even, odd = found.contributions[::2], found.contributions[1::2]
    np.testing.assert_allclose([even, odd], np.array([[even[0]] * 3, [0.5 - even[0]] * 3]), atol=1e-11)
    assert commons(resources=1, weight=0.5001, network=ring(6)).unique
    assert not commons(resources=1, weight=0.4999, network=ring(6)).unique
    assert commons(resources=1, weight=0.01, network=network(3)).unique


@given(systems(most=25))
def test_uniqueness_is_claimed_by_the_smallest_eigenvalue(system):
    phi = usable(system["network"], system["phi0"], system["phi1"])
    bound = (1 - system["weight"].min()) * -np.linalg.eigvalsh(phi)[0]
    if abs(bound - 1) > 1e-6:
        assert commons(**system).unique == (bound < 1)


@pytest.mark.parametrize("times", [0.9, 1.1])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_uniqueness_by_lanczos_agrees_with_a_factorisation(monkeypatch, times, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((60, 60)) < 0.2, 1)
    ties = upper | upper.T
    weight = 1 - times / -np.linalg.eigvalsh(ties.astype(float))[0]
    rows = commons(resources=1, weight=weight, network=ties).rows
    factorised = one_equilibrium(rows, np.full(60, weight))
    monkeypatch.setattr("entente.burden.public_good.uniqueness.FACTORISED", 0)
    assert one_equilibrium(rows, np.full(60, weight)) == factorised == (times < 1)


@given(systems())
def test_no_state_gains_by_another_contribution(system):
    """Best replies by search over all that a state could contribute, not by the formula."""
    found = commons(**system)
    m, phi = found.contributions, usable(system["network"], system["phi0"], system["phi1"])
    w, a, c = system["resources"], system["weight"], system["cost"]
    degree = system["network"].sum(axis=1)
    lowest = system["floor"] * w / c * degree / (1 + degree)
    assert found.converged and (m >= lowest * (1 - 1e-15)).all()
    for i in range(len(m)):
        choices = np.append(np.linspace(lowest[i], w[i] / c[i], 500)[:-1], m[i])
        with np.errstate(divide="ignore"):
            worth = (1 - a[i]) * np.log(w[i] - c[i] * choices) + a[i] * np.log(choices + phi[i] @ m)
        assert worth[-1] >= worth.max() - 1e-12


@given(systems(most=6))
def test_the_slow_solver_finds_the_same_where_there_is_one(system):
    found = commons(**system)
    if found.unique:
        slow = damped(**{NAMES.get(name, name): value for name, value in system.items()})
        np.testing.assert_allclose(found.contributions, slow, atol=1e-9 * system["resources"].max())


@settings(max_examples=60)
@given(systems(most=14))
def test_where_there_are_several_it_is_the_one_that_sweeps_alone_reach(system):
    found = commons(**system)
    alone = by_sweeps(**{NAMES.get(name, name): value for name, value in system.items()})
    unit = system["resources"] / system["cost"]
    np.testing.assert_allclose(found.contributions / unit, alone / unit, atol=1e-9)


@pytest.mark.parametrize("a", [0.3, 0.45, 0.49, 0.5, 0.51, 0.55])
@pytest.mark.parametrize("ties", [ring(6), ring(7), star(6), PETERSEN])
def test_where_it_is_the_one_that_sweeps_alone_reach_at_the_bound_of_uniqueness(ties, a):
    """Of a ring of six the bound is a = 1/2; below it there are two equilibria or more."""
    found = commons(resources=1, weight=a, network=ties)
    np.testing.assert_allclose(found.contributions, by_sweeps(1, a, ties), atol=1e-9)


@pytest.mark.parametrize("centre, bound_to_end", [(0.05, False), (0.249, False), (0.251, True), (0.7, True)])
def test_a_solution_is_taken_only_if_replies_cannot_lead_elsewhere(centre, bound_to_end):
    """Of a star whose centre gives .8 alone; below .25 the leaves' replies, .2 − .8 m, are above 0."""
    contributions = np.array([centre, 0, 0, 0, 0, 0])
    alone, slopes, part = np.array([0.8, *[0.2] * 5]), np.full(6, 0.8), np.array([0.25, *[1.0] * 5])
    taken = _solve_for_those_beyond(star(6).astype(float), np.zeros(6), alone, slopes, part, contributions)
    assert taken == bound_to_end
    np.testing.assert_allclose(contributions, [0.8 if taken else centre, 0, 0, 0, 0, 0])


@given(systems(), st.randoms(use_true_random=False))
def test_relabelling(system, random):
    n = len(system["network"])
    order = random.sample(range(n), n)
    again = {
        name: value[np.ix_(order, order)] if name == "network" else value[order] if np.ndim(value) else value
        for name, value in system.items()
    }
    one, other = commons(**system).contributions, commons(**again).contributions
    np.testing.assert_allclose(other, one[order], atol=1e-10 * system["resources"].max())


@given(systems(), st.integers(-20, 20))
def test_resources_in_another_unit(system, power):
    one = commons(**system)
    again = commons(**system | {"resources": system["resources"] * 2.0**power})
    assert (again.contributions == one.contributions * 2.0**power).all()
    assert (again.sweeps, again.unique) == (one.sweeps, one.unique)


@given(st.integers(2, 7), st.floats(0.6, 0.9), st.integers(0, 10_000), st.floats(0, 1))
def test_income_moved_between_contributors_changes_nothing(n, a, seed, part):
    """Warr (1983): the total and what each has left stay as they are."""
    w = np.random.default_rng(seed).lognormal(sigma=0.3, size=n)
    before = commons(resources=w, weight=a, network=complete(n)).contributions
    givers = np.flatnonzero(before > 0)
    assume(len(givers) > 1)
    moved = w.copy()
    amount = part * before[givers[-1]]
    moved[givers[[-1, 0]]] += [-amount, amount]
    after = commons(resources=moved, weight=a, network=complete(n)).contributions
    assert after.sum() == pytest.approx(before.sum(), rel=1e-9)
    np.testing.assert_allclose(moved - after, w - before, rtol=1e-9)


@given(st.integers(3, 9), st.floats(0.55, 0.95))
def test_states_in_the_same_place_contribute_the_same(n, a):
    for ties in (complete(n), star(n)):
        found = commons(resources=2, weight=a, network=ties).contributions
        np.testing.assert_allclose(found[1:], found[1], atol=1e-10)
    around = commons(resources=2, weight=a, network=ring(n)).contributions
    np.testing.assert_allclose(np.diff(around), 0, atol=1e-9)


def test_commitment_by_floor_and_by_weight():
    w, kappa = np.array([4.0, 2.0, 1.0]), 0.5
    bound = commons(resources=w, weight=0.1, network=complete(3), floor=kappa)
    np.testing.assert_allclose(bound.contributions, kappa * w * 2 / 3)
    weighed = commons(resources=w, weight=0.1, network=complete(3), floor=kappa, commitment="weight")
    other = commons(resources=w, weight=1 - 0.9 * np.exp(-kappa * 2), network=complete(3))
    assert (weighed.contributions == other.contributions).all()


def test_labels_are_kept_and_networks_may_be_frames_graphs_or_sparse():
    names = ["USA", "UKG", "FRN", "GMY", "ITA"]
    w, a = pd.Series([8.0, 3, 2, 4, 1], names), pd.Series([0.6, 0.5, 0.4, 0.3, 0.5], names)
    frame = pd.DataFrame(BOWTIE, names, names)
    plain = commons(resources=w.to_numpy(), weight=a.to_numpy(), network=BOWTIE).contributions
    found = commons(resources=w, weight=a, network=frame).contributions
    assert found.index.tolist() == names and (found == plain).all()
    graph = nx.from_pandas_adjacency(frame.iloc[::-1, ::-1].astype(int))
    assert (commons(resources=w, weight=a, network=graph).contributions == found).all()
    for form in (sparse.csr_array, sparse.coo_array):
        thin = commons(resources=w, weight=a, network=form(BOWTIE.astype(np.int8))).contributions
        assert (thin == found).all()
    with pytest.raises(BurdenInputError, match="different labels"):
        commons(resources=w, weight=a.iloc[::-1], network=sparse.csr_array(BOWTIE))


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"resources": [1, 0, 1]}, "resources of state 1 is 0.0"),
        ({"resources": [1, 2]}, r"shape \(2,\), and there are 3 states"),
        ({"resources": [1, None, 1]}, "resources of state 1 is nan"),
        ({"resources": "much"}, "no number"),
        ({"weight": 1}, "weight of state 0 is 1.0"),
        ({"weight": [0.5, 0.5, 0]}, "weight of state 2"),
        ({"floor": 1}, "floor of state 0"),
        ({"floor": -0.1}, "floor of state 0"),
        ({"cost": 0}, "cost of state 0"),
        ({"phi0": 1.1}, "phi0 is 1.1"),
        ({"phi1": -1}, "phi1 is -1"),
        ({"phi0": float("nan")}, "phi0 is nan"),
        ({"commitment": "word"}, "It is one of floor, weight"),
        ({"floor": 0.99, "weight": 1 - 1e-16, "commitment": "weight"}, "raises the weight of state 0 to 1"),
    ],
)  # fmt: skip
def test_refused_numbers(wrong, told):
    with pytest.raises(BurdenInputError, match=told):
        commons(**{"resources": 1, "weight": 0.5, "network": complete(3)} | wrong)


ONE_WAY, LOOP = np.array([[0, 1], [0, 0]]), np.array([[1, 1], [1, 0]])


@pytest.mark.parametrize("ties", [ONE_WAY, LOOP, 2 * complete(2), np.ones((2, 3))])
@pytest.mark.parametrize("form", [np.asarray, sparse.csr_array])
def test_refused_networks(ties, form):
    with pytest.raises(NetworkError):
        commons(resources=1, weight=0.5, network=form(ties))


def test_contributions_that_do_not_settle_are_told_of(monkeypatch):
    monkeypatch.setattr(equilibrium, "settle", lambda *rows: (np.zeros(3), 100_000, False))
    with pytest.warns(equilibrium.UnsettledWarning, match="3 states did not settle"):
        found = commons(resources=1, weight=0.5, network=complete(3))
    assert not found.converged
    assert repr(found) == "<Contributions: 3 states, not settled after 100000 sweeps>"
