"""YAML in which nothing is lost without a word."""

from __future__ import annotations

from typing import Any

import yaml


class _UniqueKeyLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Safe YAML in which a key that occurs twice is an error, not silently the last one."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.constructor.ConstructorError(
                "while reading a mapping", node.start_mark, f"keys occur twice: {repeated}", node.start_mark
            )
        return super().construct_mapping(node, deep)


def load_strictly(text: str) -> Any:
    """Return the plain Python values of a YAML document.

    Raises
    ------
    yaml.YAMLError
        If it is no valid YAML, or a key occurs twice in a mapping.
    """
    # The loader is a safe one: it makes nothing but plain Python values.
    return yaml.load(text, Loader=_UniqueKeyLoader)
