"""Puts template, style and scripts of the explorer into one file that needs no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from entente.core.errors import GameInputError
from entente.games.burden_game import ALLOWED
from entente.games.parameters import check

FOLDER = Path(__file__).parent

#: Scripts in the order in which they build on each other.
SCRIPTS = ["formulas.js", "words.js", "drawing.js", "page.js"]

_BASELINE = {"q": 0.35, "c_a": 0.1, "c_b": 0.1, "sigma": 0.3, "eta": 1.0}

#: One game for each of what an alliance may do; the page opens with the first.
EXAMPLES = {
    "Restraint": _BASELINE | {"k": 11 / 30},
    "None needed": _BASELINE | {"k": 9 / 16},
    "Deterrence": _BASELINE | {"k": 7 / 5},
}


def explorer_page(label: str, ranges: Mapping[str, tuple[float, float]]) -> str:
    """Return the explorer of the burden-sharing game.

    Parameters
    ----------
    label : str
        Warning that the run is no replication, shown on top; empty if it is one.
    ranges : mapping of str to (float, float)
        Least and greatest q, c_a, c_b, k and sigma of the controls; widened where an example of
        :data:`EXAMPLES` lies beyond.

    Returns
    -------
    str
        A page in HTML, with style, scripts and all else in it.

    Raises
    ------
    GameInputError
        If a range is missing, of no parameter, no pair of growing finite numbers, or beyond what the
        game allows.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the page shows both in their order
    return environment.get_template("page.html.j2").render(
        label=label,
        ranges=_widened(_checked(ranges)),
        examples=EXAMPLES,
        style=_text("page.css"),
        scripts=[_text(name) for name in SCRIPTS],
    )


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _checked(ranges: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Ranges as pairs of numbers that the game allows."""
    names = ["q", "c_a", "c_b", "k", "sigma"]
    if sorted(ranges) != sorted(names):
        raise GameInputError(
            f"Ranges are given of {', '.join(map(str, ranges)) or 'nothing'}.",
            f"Give one each of {', '.join(names)}.",
        )
    pairs = {}
    for name in names:
        limits = check(f"The range of {name}", ranges[name], *ALLOWED[name])
        if limits.shape != (2,) or not limits[0] < limits[1] < np.inf:
            raise GameInputError(
                f"The range of {name} is {ranges[name]}.", "Give two finite numbers, the smaller one first."
            )
        pairs[name] = (float(limits[0]), float(limits[1]))
    return pairs


def _widened(ranges: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Ranges that hold the examples, and that of the surplus, which is no choice."""
    values = {name: [example[name] for example in EXAMPLES.values()] for name in ranges}
    wide = {name: (min(low, *values[name]), max(high, *values[name])) for name, (low, high) in ranges.items()}
    return wide | {"eta": (0.0, 1.0)}
