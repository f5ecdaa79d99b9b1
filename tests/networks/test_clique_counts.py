import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from entente.core.errors import ConfigurationError, TooManyCliques
from entente.networks.clique_counts import count_cliques
from entente.networks.cliques import maximal_cliques


def networks(max_nodes=9):
    squares = st.integers(0, max_nodes).flatmap(lambda n: arrays(bool, (n, n), fill=st.nothing()))
    return squares.map(mutual)


def mutual(square):
    return np.triu(square, 1) | np.triu(square, 1).T


def random_network(seed, n, density):
    return mutual(np.random.default_rng(seed).random((n, n)) < density)


def moon_moser(groups):
    """Groups of three, tied to all other groups only: ``3^groups`` maximal cliques, the most possible."""
    group = np.arange(3 * groups) // 3
    return group[:, None] != group[None, :]


def assert_counts_those_listed(counts, matrix):
    affiliation = maximal_cliques(matrix).astype(int)
    sizes = affiliation.sum(axis=0)
    assert counts.n_cliques == affiliation.shape[1]
    assert counts.held.dtype == counts.shared.dtype == np.int64
    largest = counts.held.shape[1] - 1
    assert largest >= sizes.max(initial=0)
    np.testing.assert_array_equal(counts.held, affiliation @ (sizes[:, None] == np.arange(largest + 1)))
    np.testing.assert_array_equal(counts.shared, affiliation @ affiliation.T)


@given(networks())
def test_small_networks_have_the_cliques_that_are_listed(matrix):
    assert_counts_those_listed(count_cliques(matrix, 1000), matrix)


@settings(deadline=None)  # listing is slow beside counting
@given(st.integers(0, 2**32 - 1), st.integers(10, 200), st.floats(0, 1))
def test_larger_networks_have_the_cliques_that_are_listed(seed, n, density):
    # So sparse, or so small, that there are no more than some thousands.
    matrix = random_network(seed, n, density * min(1, 30 / n))
    assert_counts_those_listed(count_cliques(matrix, 100_000), matrix)


@pytest.mark.parametrize("n", [63, 64, 65, 127, 128, 129])
def test_words_of_bits_are_filled_to_the_last(n):
    assert_counts_those_listed(count_cliques(random_network(n, n, 0.15), 100_000), random_network(n, n, 0.15))
    complete = count_cliques(~np.eye(n, dtype=bool), 1)
    assert complete.n_cliques == 1 and (complete.held[:, n] == 1).all() and (complete.shared == 1).all()


@given(networks())
def test_without_isolates_is_what_the_network_of_the_others_gives(matrix):
    tied = matrix.any(axis=1)
    others = matrix[np.ix_(tied, tied)]
    assert_counts_those_listed(count_cliques(matrix, 1000).without_isolates(), others)


def test_the_input_is_left_as_it_was():
    matrix = random_network(1, 30, 0.2)
    before = matrix.copy()
    count_cliques(matrix, 1000)
    np.testing.assert_array_equal(matrix, before)


def test_the_bound_itself_is_allowed_and_one_more_is_not():
    assert count_cliques(moon_moser(4), 81).n_cliques == 81
    with pytest.raises(
        TooManyCliques, match="12 nodes and 54 ties has more than 80 maximal cliques"
    ) as raised:
        count_cliques(moon_moser(4), 80)
    assert "Raise max_cliques" in raised.value.remedy


def test_a_network_with_more_cliques_than_can_be_counted_is_refused_within_a_second():
    count_cliques(moon_moser(1), 3)  # so that compilation is not timed
    start = time.process_time()
    with pytest.raises(TooManyCliques, match="more than 20000 "):
        count_cliques(moon_moser(66), 20_000)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("bound", [0, -1])
def test_a_bound_below_one_is_refused(bound):
    with pytest.raises(ConfigurationError, match=f"max_cliques is {bound}"):
        count_cliques(np.zeros((2, 2), dtype=bool), bound)
