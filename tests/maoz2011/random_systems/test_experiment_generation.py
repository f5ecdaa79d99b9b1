"""Random systems are what their point says, and depend on seed and index alone."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.abm.inputs import read_system
from entente.networks.kernel import network_of_pairs, states_of_pair
from entente.studies.maoz2011.random_systems.design import Point
from entente.studies.maoz2011.random_systems.experiment import random_system, run_generator

NETWORKS = {"srg": "srn_density", "mid": "mid_density", "cooperation": "cooperation_density"}


@st.composite
def points(draw):
    disputes = draw(st.sampled_from(["inside", "independent"]))
    srn, mid = draw(st.floats(0, 1)), draw(st.floats(0, 1))
    return Point(
        index=draw(st.integers(0, 10**7)),
        n=draw(st.integers(2, 60)),
        srn_density=srn,
        mid_density=min(srn, mid) if disputes == "inside" else mid,
        cooperation_density=draw(st.floats(0, 1)),
        democracy_share=draw(st.floats(0, 1)),
        disputes=disputes,
    )


seeds = st.integers(0, 2**63)


@given(points(), seeds)
def test_a_system_is_what_its_point_says(point, seed):
    system = random_system(point, run_generator(seed, point.index))
    n, pairs = point.n, point.n * (point.n - 1) / 2
    for name, density in NETWORKS.items():
        network = getattr(system, name)
        assert network.shape == (n, n) and network.dtype == bool
        assert not network.diagonal().any()
        assert (network == network.T).all()
        assert abs(network.sum() / 2 - getattr(point, density) * pairs) <= 0.5 + 1e-9
    assert abs(system.democracy.sum() - point.democracy_share * n) <= 0.5 + 1e-9
    assert (system.capability > 0).all() and system.capability.sum() == pytest.approx(1)
    if point.disputes == "inside":
        assert not (system.mid & ~system.srg).any()
    read_system(**system.arguments)


def test_independent_disputes_are_also_outside_the_reference_network():
    point = Point(0, 40, 0.2, 0.2, 0.2, 0.2, disputes="independent")
    system = random_system(point, run_generator(2011, 0))
    assert (system.mid & system.srg).any() and (system.mid & ~system.srg).any()


def arrays(seed, index):
    point = Point(index, 30, 0.2, 0.1, 0.2, 0.3)
    return random_system(point, run_generator(seed, index)).arguments


def test_a_system_depends_on_seed_and_index_alone():
    first = arrays(2011, 5)
    np.random.default_rng(1).random(10)
    again, other_index, other_seed = arrays(2011, 5), arrays(2011, 6), arrays(2012, 5)
    for name, values in first.items():
        assert (values == again[name]).all()
        assert (values != other_index[name]).any()
        assert (values != other_seed[name]).any()


def test_the_stream_is_that_of_seed_and_index():
    stream = np.random.SeedSequence([2011, 17], spawn_key=(1,))
    assert run_generator(2011, 17).random(3).tolist() == np.random.default_rng(stream).random(3).tolist()


def test_no_run_shares_the_stream_of_a_year_or_of_the_design():
    run, first = run_generator(2011, 1914).random(), run_generator(2011, 0).random()
    assert run != np.random.default_rng([2011, 1914]).random()
    assert first != np.random.default_rng(2011).random()


def test_pairs_are_numbered_along_the_rows_of_the_lower_triangle():
    for number, (column, row) in enumerate(sorted(combinations(range(40), 2), key=lambda pair: pair[::-1])):
        network = network_of_pairs(np.array([number]), 40)
        assert np.argwhere(network).tolist() == [[column, row], [row, column]]


@pytest.mark.parametrize("higher", [70_000, 1_000_000])
def test_pairs_of_large_systems_are_told_apart(higher):
    first = higher * (higher - 1) // 2
    assert states_of_pair(first - 1) == (higher - 1, higher - 2)
    assert states_of_pair(first) == (higher, 0)
    assert states_of_pair(first + higher - 1) == (higher, higher - 1)
    assert states_of_pair(first + higher) == (higher + 1, 0)


def test_every_pair_is_drawn_about_as_often():
    point = Point(0, 6, 0.4, 0.2, 0.2, 0.5)
    systems = [random_system(point, run_generator(2011, index)) for index in range(3000)]
    upper = np.triu_indices(6, 1)
    for name, ties in (("srg", 6), ("mid", 3), ("cooperation", 3)):
        counts = sum(getattr(system, name).astype(int) for system in systems)[upper]
        share = ties / 15
        deviation = np.sqrt(3000 * share * (1 - share))
        assert np.abs(counts - 3000 * share).max() < 4.5 * deviation, name
