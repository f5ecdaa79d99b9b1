import re

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import GameInputError
from entente.games.parameters import (
    COUNT,
    FINITE,
    NOT_NEGATIVE,
    NOT_NEGATIVE_OR_INFINITE,
    POSITIVE,
    SHARE_BELOW_ONE,
    UNIT_INTERVAL,
    WITHIN_UNIT_INTERVAL,
    at_most_one,
    check,
    check_all,
    number,
    one_of,
    whole,
)


@pytest.mark.parametrize(
    ("allowed", "good", "bad"),
    [
        (POSITIVE, [1e-300, 1e300], [0, -1, np.nan, np.inf]),
        (NOT_NEGATIVE, [0, 3], [-1e-300, np.nan, np.inf]),
        (NOT_NEGATIVE_OR_INFINITE, [0, np.inf], [-1, -np.inf, np.nan]),
        (UNIT_INTERVAL, [0, 1], [-1e-9, 1 + 1e-9, np.nan]),
        (WITHIN_UNIT_INTERVAL, [1e-9, 0.5], [0, 1, np.nan, np.inf]),
        (SHARE_BELOW_ONE, [0, 0.999], [1, -0.1, np.nan]),
        (FINITE, [-1e300, 0], [np.inf, -np.inf, np.nan]),
        (COUNT, [1, 12], [0, 1.5, -1, np.inf, np.nan]),
    ],
)
def test_a_number_outside_its_range_is_refused_with_name_value_and_range(allowed, good, bad):
    assert check("x", good, *allowed).tolist() == good
    for value in bad:
        with pytest.raises(GameInputError, match=re.escape(f"x is {value:.17g}.\nGive x as {allowed.words}")):
            check("x", value, *allowed)


def test_the_error_says_where_in_an_array():
    with pytest.raises(GameInputError, match=r"k is nan at position 1, 0 \(2 of 4 are not allowed\)"):
        check("k", [[1, 2], [np.nan, -1]], *POSITIVE)


@pytest.mark.parametrize(
    "value", ["0.5", None, [1, None], 1j, np.ma.array([1.0], mask=[True]), pd.DataFrame({"k": [1.0]})]
)
def test_what_is_no_number_is_refused(value):
    with pytest.raises(GameInputError):
        check("k", value, *POSITIVE)


def test_parameters_are_broadcast_and_labels_kept():
    labels = pd.Index(["FRN", "GMY"])
    values, found = check_all(
        {"q": pd.Series([0.2, 0.3], labels), "k": 2}, {"q": WITHIN_UNIT_INTERVAL, "k": POSITIVE}
    )
    assert found is labels
    assert values["q"].tolist() == [0.2, 0.3] and values["k"].tolist() == [2, 2]
    values, found = check_all({"q": [[0.2], [0.3]], "k": [1, 2, 3]}, {"q": POSITIVE, "k": POSITIVE})
    assert found is None and values["q"].shape == values["k"].shape == (2, 3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"q": [1, 2], "k": [1, 2, 3]}, r"do not broadcast: q \(2,\), k \(3,\)"),
        ({"q": pd.Series([1, 2], ["a", "b"]), "k": pd.Series([1, 2], ["b", "a"])}, "in another order"),
        ({"q": pd.Series([1, 2]), "k": [[1], [2]]}, r"do not belong to parameters of shape \(2, 2\)"),
    ],
)
def test_shapes_and_labels_must_fit(given, said):
    with pytest.raises(GameInputError, match=said):
        check_all(given, {"q": POSITIVE, "k": POSITIVE})


def test_a_single_number_is_one():
    assert number("k", np.float64(2), POSITIVE) == 2
    for value, said in [([2.0], r"k has shape \(1,\)"), (0, "k is 0"), ("2", "no numbers")]:
        with pytest.raises(GameInputError, match=said):
            number("k", value, POSITIVE)


def test_a_whole_number_is_within_its_bounds():
    assert whole("n", np.int8(3), 1, 3) == 3 and whole("n", 10**30, 1) == 10**30
    for value in (0, 4, 2.0, "2", True, None, np.array([2])):
        with pytest.raises(GameInputError, match="Give n as a whole number from 1 to 3"):
            whole("n", value, 1, 3)
    with pytest.raises(GameInputError, match="n is -1.\nGive n as a whole number of at least 0"):
        whole("n", -1, 0)


def test_switches_and_sums():
    one_of("rule", "nash", ("nash", "midpoint"))
    with pytest.raises(GameInputError, match="rule is 'mash'.\nGive one of nash, midpoint"):
        one_of("rule", "mash", ("nash", "midpoint"))
    at_most_one("p + D", 0.7 + 0.1 + 0.2)
    with pytest.raises(GameInputError, match=r"p \+ D is 1.5 at position 1"):
        at_most_one("p + D", [1, 1.5])
