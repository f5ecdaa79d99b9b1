"""Networks of bits against networks of booleans, of every size around the length of a word."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.networks.bits import is_loopless, is_symmetric, joined_with_composition, mutual, pack, unpack


@st.composite
def networks(draw, count=1):
    """Networks of one size, with an order of their states."""
    n = draw(st.sampled_from([1, 2, 5, 63, 64, 65, 130]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    drawn = [rng.random((n, n)) < draw(st.sampled_from([0, 0.02, 0.3, 1])) for _ in range(count)]
    return *drawn, rng.permutation(n)


def as_given(network):
    return pack(network, np.arange(len(network)))


@settings(max_examples=100, deadline=None)
@given(networks())
def test_packing_reorders_and_unpacking_restores(drawn):
    network, order = drawn
    packed = pack(network, np.argsort(order))
    assert packed.dtype == np.uint64 and packed.shape == (len(network), -(-len(network) // 64))
    assert np.array_equal(unpack(packed, np.arange(len(network))), network[np.ix_(order, order)])
    assert np.array_equal(unpack(packed, order), network)


@pytest.mark.parametrize("n", [1, 63, 64, 65])
def test_bits_beyond_the_last_state_are_zero(n):
    packed = as_given(np.ones((n, n), dtype=bool))
    assert sum(int(word).bit_count() for word in packed.ravel()) == n * n


@settings(max_examples=100, deadline=None)
@given(networks())
def test_symmetry_loops_and_mutual_ties(drawn):
    network, _ = drawn
    assert is_symmetric(as_given(network)) == np.array_equal(network, network.T)
    assert is_symmetric(as_given(network | network.T))
    assert is_loopless(as_given(network)) == (not network.diagonal().any())
    both = mutual(as_given(network))
    assert np.array_equal(unpack(both, np.arange(len(network))), network & network.T)


@settings(max_examples=100, deadline=None)
@given(networks(count=3))
def test_composition_is_the_binarised_product(drawn):
    base, first, second, _ = drawn
    expected = base | (first.astype(int) @ second.astype(int) > 0)
    np.fill_diagonal(expected, False)
    joined = joined_with_composition(*map(as_given, (base, first, second)))
    assert np.array_equal(unpack(joined, np.arange(len(base))), expected)
