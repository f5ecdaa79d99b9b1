"""Validation of the model's inputs."""

import numpy as np
import pytest

from entente.abm import simulate
from entente.core.errors import ModelInputError


def inputs(n=3, **changed):
    """Return inputs of ``n`` states without any ties, except those given."""
    ties = {name: np.zeros((n, n), dtype=bool) for name in ("srg", "mid", "cooperation")}
    return {"capability": np.ones(n), "democracy": np.zeros(n, dtype=bool), **ties, **changed}


def network(*cells, n=3, dtype=bool, value=1):
    """Return a network that holds ``value`` in the given cells."""
    matrix = np.zeros((n, n), dtype=dtype)
    for cell in cells:
        matrix[cell] = value
    return matrix


@pytest.mark.parametrize("name", ["srg", "mid", "cooperation"])
@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((3, 2), dtype=bool), "{} has shape (3, 2), but capability makes 3 states."),
        (np.zeros(9, dtype=bool), "{} has shape (9,), but capability makes 3 states."),
        ([[0, 1], [1]], "{} is not a rectangular array"),
        (network((1, 1), (2, 2)), "{}[1, 1] = True: a state is tied to itself."),
        (network((1, 2), (2, 1), dtype=int, value=2), "{}[1, 2] = 2, of type int64: not boolean."),
        (network((0, 2), (2, 0), dtype=int, value=-1), "{}[0, 2] = -1, of type int64: not boolean."),
        (network((1, 2), dtype=float, value=np.nan), "{}[1, 2] = nan, of type float64: not boolean."),
        (network((0, 1), (1, 0), dtype=float), "{}[0, 0] = 0.0, of type float64: not boolean."),
        (network((2, 1), dtype=object, value=None), "{}[0, 0] = 0, of type object: not boolean."),
        (np.array([[False, "no"], [True, None]] * 2, dtype=object), "{} has shape (4, 2)"),
        (np.array([[False, False, None]] * 3, dtype=object), "{}[0, 2] = None, of type object: not boolean."),
        (np.full((3, 3), "yes"), "{}[0, 0] = yes, of type <U3: not boolean."),
    ],
)
def test_malformed_networks_are_named_with_their_first_cell(name, matrix, message):
    with pytest.raises(ModelInputError) as raised:
        simulate(**inputs(**{name: matrix}))
    assert raised.value.what.startswith(message.format(name))
    assert raised.value.remedy


@pytest.mark.parametrize("name", ["mid", "cooperation"])
def test_asymmetry_is_an_error(name):
    with pytest.raises(ModelInputError) as raised:
        simulate(**inputs(**{name: network((2, 0))}))
    assert f"{name} is not symmetric: {name}[0, 2] = False, but not the other way round." in raised.value.what


def test_a_directed_strategic_reference_group_is_no_error():
    run = simulate(**inputs(srg=network((2, 0))))
    assert run.srg[0].tolist() == network((2, 0)).tolist()


@pytest.mark.parametrize(
    ("democracy", "message"),
    [
        (np.zeros((3, 3), dtype=bool), "democracy has shape (3, 3), but capability makes 3 states."),
        (np.zeros(2, dtype=bool), "democracy has shape (2,), but capability makes 3 states."),
        (False, "democracy has shape (), but capability makes 3 states."),
        ([0, 1, 10], "democracy[2] = 10, of type int64: not boolean."),
        ([0.0, 1.0, np.nan], "democracy[2] = nan, of type float64: not boolean."),
    ],
)
def test_malformed_democracy_is_named_with_its_first_cell(democracy, message):
    with pytest.raises(ModelInputError) as raised:
        simulate(**inputs(democracy=democracy))
    assert raised.value.what == message


@pytest.mark.parametrize(
    ("capability", "message"),
    [
        ([0.5, np.nan, np.inf], "capability[1] = nan: not a finite number of at least 0."),
        ([0.5, 0.5, np.inf], "capability[2] = inf: not a finite number of at least 0."),
        ([-1, 2, 0], "capability[0] = -1: not a finite number of at least 0."),
        ([0.5, -1e-9, 0.5], "capability[1] = -1e-09: not a finite number of at least 0."),
        ([True, False, True], "capability is of type bool."),
        ([0.5, None, 0.5], "capability is of type object."),
        ([0.5 + 0j, 0, 0], "capability is of type complex128."),
        ([[1, 2, 3]], "capability has shape (1, 3)."),
        (1.0, "capability has shape ()."),
        ([[1], [2, 3]], "capability is not a rectangular array"),
        ([1e308, 1e308, 0.0], "capability sums to inf, too much to be exact."),
        ([2**53, 2, 0], "capability sums to 9.0072e+15, too much to be exact."),
        (
            np.array([2**64 - 1, 1, 0], dtype=np.uint64),
            "capability sums to 1.84467e+19, too much to be exact.",
        ),
    ],
)
def test_malformed_capabilities_are_named_with_their_first_cell(capability, message):
    with pytest.raises(ModelInputError) as raised:
        simulate(**inputs(capability=capability))
    assert raised.value.what.startswith(message)
    assert raised.value.remedy


def test_a_system_without_states_is_an_error():
    with pytest.raises(ModelInputError, match=r"capability has shape \(0,\)"):
        simulate(**inputs(n=0))


def test_a_single_state_has_nobody_to_ally_with():
    run = simulate(**inputs(n=1, democracy=[True]))
    assert run.iterations == 2 and run.converged
    assert run.wishes[-1].tolist() == [[False]]
    assert run.aoc.tolist() == [[-1.0], [-1.0]]


def test_integers_0_and_1_and_nested_lists_equal_bools():
    hostile = network((0, 1), (1, 0), (1, 2), (2, 1))
    as_bools = inputs(mid=hostile, srg=hostile, democracy=np.array([True, False, True]), capability=[1, 3, 1])
    as_integers = as_bools | {
        "mid": hostile.astype(int).tolist(),
        "srg": hostile.astype(np.uint8),
        "democracy": [1, 0, 1],
    }
    for given in (as_bools, as_integers):
        assert simulate(**given).wishes[0].tolist() == network((0, 2), (2, 0)).tolist()


def test_inputs_are_left_as_they_are():
    hostile = network((0, 1), (1, 0), (1, 2), (2, 1))
    given = inputs(
        mid=hostile, srg=hostile.copy(), capability=np.array([1, 3, 2]), cooperation=~np.eye(3, dtype=bool)
    )
    before = {name: array.copy() for name, array in given.items()}
    simulate(**given)
    assert all(np.array_equal(given[name], before[name]) for name in given)


def test_whole_numbers_are_exact_as_floats_too():
    # State 2 lacks 1,000 against a hegemon of 1e15, below what rounding of shares would forgive.
    network_of = {
        "srg": network((0, 1), n=3),
        "mid": network(n=3),
        "cooperation": network((0, 2), (2, 0), n=3),
        "democracy": np.zeros(3, dtype=bool),
    }
    for dtype in (int, float):
        run = simulate(capability=np.array([1e15, 1e15 + 1000, 5000], dtype=dtype), **network_of)
        assert run.aoc[0][0] == 1000 and run.wishes[0].tolist() == network((0, 2)).tolist()


def test_a_masked_array_is_an_error():
    with pytest.raises(ModelInputError, match="mid is a masked array"):
        simulate(**inputs(mid=np.ma.masked_array(network(), mask=True)))
