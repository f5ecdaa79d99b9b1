"""Capabilities: checked, as shares, and their concentration."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import NetworkError
from entente.networks.concentration import (
    capability_concentration,
    check_capability,
    normalised_shares,
    with_capability,
)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((0.5, 0.5, 0, 0), 0.5773503), ((0.5, 0.3, 0.2), 0.2645751), ((0, 1, 0), 1), ((0.1,) * 10, 0)],
)
def test_capability_concentration_of_known_shares(shares, expected):
    assert capability_concentration(shares) == pytest.approx(expected, abs=5e-8)


@pytest.mark.parametrize("n", range(2, 60))
def test_equal_capabilities_are_not_concentrated(n):
    assert capability_concentration([1] * n) == pytest.approx(0, abs=1e-7)


@given(st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=2, max_size=20), st.floats(1e-3, 1e3))
def test_capability_concentration_is_bounded_and_free_of_units(capability, unit):
    concentration = capability_concentration(capability)
    if sum(capability) == 0:
        assert math.isnan(concentration)
    else:
        assert 0 <= concentration <= 1 + 1e-12
        assert capability_concentration(np.array(capability) * unit) == pytest.approx(concentration, abs=1e-6)


@pytest.mark.parametrize("capability", [[], [1.0], [0.0, 0.0]])
def test_capability_concentration_without_meaning_is_missing(capability):
    assert math.isnan(capability_concentration(capability))


def test_capability_shares_sum_to_one():
    np.testing.assert_allclose(normalised_shares([2, 6, 0], 3), [0.25, 0.75, 0])
    np.testing.assert_array_equal(normalised_shares([0, 0], 2), [0, 0])


@pytest.mark.parametrize(
    ("capability", "message"),
    [
        ([0.5, 0.5], r"shape \(2,\), but the network has 3 states"),
        ([[0.5, 0.5, 0]], r"shape \(1, 3\)"),
        ([0.5, np.nan, np.nan], "state 1 is nan"),
        ([0.5, 0.5, -0.1], "state 2 is -0.1"),
        ([np.inf, 0.5, 0.5], "state 0 is inf"),
    ],
)
def test_impossible_capabilities_are_refused(capability, message):
    with pytest.raises(NetworkError, match=message):
        normalised_shares(capability, 3)


def test_capabilities_must_be_labelled_as_the_network_is():
    states = ["UKG", "FRN", "GMY"]
    capability = pd.Series([0.2, 0.3, 0.5], index=states)
    network = pd.DataFrame(np.eye(3)[[0, 2, 1]] * [0, 1, 1], index=states, columns=states)
    ties, amount = with_capability(network, capability)
    assert ties.tolist() == network.astype(bool).to_numpy().tolist() and amount.tolist() == [0.2, 0.3, 0.5]
    with pytest.raises(NetworkError, match="'FRN' and 'UKG' at position 0, the same ones in another order"):
        with_capability(network, capability[["FRN", "UKG", "GMY"]])
    with pytest.raises(NetworkError, match="capability of state FRN is nan"):
        check_capability(capability.where(capability != 0.3), 3, pd.Index(states))
    for no_numbers in (["1", "2", "3"], pd.to_datetime(["1816", "1817", "1818"])):
        with pytest.raises(NetworkError, match="holds no numbers"):
            check_capability(no_numbers, 3)
