"""YAML in which nothing is lost without a word."""

from __future__ import annotations

import math
from typing import Any

import yaml


class _UniqueKeyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Safe YAML in which a key that occurs twice, or a number that is none, is an error."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.constructor.ConstructorError(
                "while reading a mapping", node.start_mark, f"keys occur twice: {repeated}", node.start_mark
            )
        return super().construct_mapping(node, deep)

    def construct_yaml_float(self, node):
        value = super().construct_yaml_float(node)
        if not math.isfinite(value):
            raise yaml.constructor.ConstructorError(
                "while reading a number", node.start_mark, f"{node.value} is no number", node.start_mark
            )
        return value


_UniqueKeyLoader.add_constructor("tag:yaml.org,2002:float", _UniqueKeyLoader.construct_yaml_float)


def load_strictly(text: str) -> Any:
    """Return the plain Python values of a YAML document.

    Raises
    ------
    yaml.YAMLError
        If it is no valid YAML, a key occurs twice in a mapping, or a number is infinite or none.
    """
    # The loader is a safe one: it makes nothing but plain Python values.
    return yaml.load(text, Loader=_UniqueKeyLoader)
