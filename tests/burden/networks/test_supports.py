"""All equilibria: exact ones, continua, specialised ones."""

from fractions import Fraction as F

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.burden import commons, networks
from entente.burden.networks.supports import Replies, every_equilibrium
from entente.core.errors import BurdenInputError

from ..public_good.slow_commons import BOWTIE, PATH, PETERSEN, complete, exact_equilibria, ring, star

EXACT = [
    (complete(4), [8, 7, 6, 5], F(1, 2), {}, [F(11, 4), F(7, 4), F(3, 4), 0]),
    (PATH, 1, F(3, 5), {}, [F(15, 31), F(9, 31), F(9, 31), F(15, 31)]),
    (star(5), 1, F(4, 5), {}, [F(4, 21), *[F(16, 21)] * 4]),
    (BOWTIE, 1, F(3, 5), {}, [F(3, 7), F(3, 7), 0, F(3, 7), F(3, 7)]),
    (BOWTIE, 1, F(3, 5), {"phi0": F(1, 2)}, [F(6, 13), F(6, 13), F(3, 13), F(6, 13), F(6, 13)]),
    (
        BOWTIE, 1, F(3, 5), {"phi0": F(1, 2), "phi1": F(1, 4)},
        [F(21, 47), F(21, 47), F(3, 47), F(21, 47), F(21, 47)],
    ),
]  # fmt: skip


@pytest.mark.parametrize("ties, w, a, switches, m", EXACT)
def test_exact_values(ties, w, a, switches, m):
    found = networks.equilibria(resources=w, weight=a, network=ties, **switches)
    assert found.unique and found.contributions.tolist() == [m]
    assert all(isinstance(value, F) for value in found.contributions.flat)


def test_a_continuum_is_told_of():
    found = networks.equilibria(resources=1, weight=F(1, 2), network=ring(6))
    half = [F(1, 2), 0] * 3
    assert sorted(found.contributions.tolist()) == sorted([half, half[::-1]])
    (continuum,) = found.continua
    assert not found.unique and continuum.beyond_floor.all()
    assert (continuum.contributions + np.roll(continuum.contributions, 1) == F(1, 2)).all()
    assert (continuum.contributions > 0).all()
    (direction,) = continuum.directions
    assert (direction + np.roll(direction, 1) == 0).all() and direction.any()
    np.testing.assert_allclose([continuum.lowest, continuum.highest], [[0] * 6, [0.5] * 6], atol=1e-12)
    floating = networks.equilibria(resources=1.0, weight=0.5, network=ring(6))
    assert len(floating.continua) == 1 and len(floating.contributions) == 2


@given(
    st.integers(1, 5),
    st.integers(0, 10_000),
    st.floats(0, 1),
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from([F(1, 5), F(1, 3), F(2, 3)])), min_size=5),
)
def test_all_that_a_slow_search_finds(n, seed, density, states):
    ties = nx.to_numpy_array(nx.gnp_random_graph(n, density, seed=seed), dtype=bool)
    w, a = map(list, zip(*states[:n], strict=True))
    found = networks.equilibria(resources=w, weight=a, network=ties)
    assert sorted(found.contributions.tolist()) == sorted(exact_equilibria(w, a, ties))
    floating = networks.equilibria(
        resources=np.array(w, float), weight=[float(value) for value in a], network=ties
    )
    exact = found.contributions.astype(float)
    np.testing.assert_allclose(floating.contributions, exact, atol=1e-8)
    assert len(floating.continua) == len(found.continua)
    settled = commons(resources=w, weight=[float(value) for value in a], network=ties)
    if settled.unique:
        assert found.unique
    if not found.continua:
        assert np.abs(exact - settled.contributions).max(axis=1).min() < 1e-9


def test_floors_bind_exactly():
    """Three tied states of weight 1/10: floors 2/3 κ w, and free replies to them are below."""
    found = networks.equilibria(resources=[4, 2, 1], weight=F(1, 10), network=complete(3), floor=F(1, 2))
    assert found.unique and found.contributions.tolist() == [[F(4, 3), F(2, 3), F(1, 3)]]


SPECIALISED = [
    (star(5), 2), (ring(4), 2), (ring(5), 5), (ring(6), 5), (complete(4), 4), (PATH, 3), (PETERSEN, 15),
]  # fmt: skip


def substitutes(ties):
    """Replies max(0, 1 − Σ G m)."""
    n = len(ties)
    matrix = [[F(int(tie)) for tie in row] for row in ties]
    return Replies(matrix, [F(1)] * n, [F(0)] * n, [1.0] * n, exact=True)


@pytest.mark.parametrize("ties, number", SPECIALISED)
def test_specialised_equilibria(ties, number):
    found = networks.specialised_equilibria(ties)
    assert len(found) == number
    m = found.astype(int)
    assert (np.maximum(0, 1 - m @ ties) == m).all()
    if len(ties) <= 6:
        rows, _ = every_equilibrium(substitutes(ties))
        zero_one = [row for row in rows if set(row) <= {0, 1}]
        assert sorted(zero_one) == sorted(m.tolist())


def test_sizes_of_petersens_sets():
    sizes = networks.specialised_equilibria(PETERSEN).sum(axis=1)
    assert np.bincount(sizes).tolist() == [0, 0, 0, 10, 5]


def test_perfect_substitutes_of_two_share_what_is_needed():
    rows, (continuum,) = every_equilibrium(substitutes(complete(2)))
    assert sorted(rows) == [[0, 1], [1, 0]]
    assert continuum.contributions.sum() == 1 and continuum.directions.sum() == 0


def test_perfect_substitutes_of_three_are_a_triangle_with_sides():
    """Continua of two and of three states; those at the sides are not counted as inside."""
    rows, continua = every_equilibrium(substitutes(complete(3)))
    assert len(rows) == 3
    assert sorted(len(one.directions) for one in continua) == [1, 1, 1, 2]
    assert all(one.contributions.sum() == 1 for one in continua)


def test_a_flat_whose_sides_meet_in_a_point_or_nowhere():
    """On a path of three perfect substitutes no two tied states contribute: the third would have to."""
    rows, continua = every_equilibrium(substitutes(star(3)))
    assert sorted(rows) == [[0, 1, 1], [1, 0, 0]] and not continua


def test_whole_numbers_of_numpy_are_as_exact_as_those_of_python():
    w, a = [10**15 + 7, 10**15 + 1, 10**15], F(10**6 + 3, 2 * 10**6 + 9)
    given = {"weight": a, "network": complete(3)}
    plain = networks.equilibria(resources=w, **given, phi0=1).contributions
    for numbers in (np.array(w), [np.int64(value) for value in w]):
        found = networks.equilibria(resources=numbers, **given, phi0=np.int64(1)).contributions
        assert (found == plain).all()
    m = plain[0]
    assert all(m[i] == max(0, a * w[i] - (1 - a) * (sum(m) - m[i])) for i in range(3))


def test_labels_and_refusals():
    names = list("abcd")
    found = networks.equilibria(
        resources=pd.Series([8, 7, 6, 5], names), weight=0.5, network=pd.DataFrame(complete(4), names, names)
    )
    assert found.contributions.columns.tolist() == names
    assert found.contributions.iloc[0].tolist() == pytest.approx([2.75, 1.75, 0.75, 0])
    with pytest.raises(BurdenInputError, match="supports of 17 states"):
        networks.equilibria(resources=1, weight=0.5, network=complete(17))
    with pytest.raises(BurdenInputError, match="phi0 is 'x', no number"):
        networks.equilibria(resources=1, weight=0.5, network=complete(3), phi0="x")
    with pytest.raises(BurdenInputError, match="There are no states"):
        networks.equilibria(resources=1, weight=0.5, network=np.zeros((0, 0)))
    with pytest.raises(BurdenInputError, match="weight of state 0"):
        networks.equilibria(resources=1, weight=F(3, 2), network=complete(3))
