"""YAML in which nothing is lost without a word."""

import pytest
import yaml

from entente.core.strict_yaml import load_strictly


def test_plain_values_come_out_as_they_are():
    assert load_strictly("a: 1.5\nb: [1, x, true]\nc: {d: null}") == {
        "a": 1.5,
        "b": [1, "x", True],
        "c": {"d": None},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", r"keys occur twice: \['a'\]"),
        ("a: {b: 1, b: 2}", r"keys occur twice: \['b'\]"),
        ("a: .nan", r"\.nan is no number"),
        ("a: [1, -.inf]", r"-\.inf is no number"),
        ("a: [1", "expected"),
    ],
)
def test_what_would_be_lost_is_an_error(text, message):
    with pytest.raises(yaml.YAMLError, match=message):
        load_strictly(text)
