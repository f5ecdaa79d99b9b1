"""Puts template, style and scripts of the explorer into one file that needs no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from entente.games.burden_design import RANGES, Spread, checked_ranges
from entente.games.burden_maps import BASELINE

FOLDER = Path(__file__).parent

#: Scripts in the order in which they build on each other.
SCRIPTS = ["formulas.js", "words.js", "drawing.js", "page.js"]

_WILLING = BASELINE | {"sigma": 0.3, "eta": 1.0}

#: One game for each of what an alliance may do; the page opens with the first.
EXAMPLES = {
    "Restraint": _WILLING | {"k": 11 / 30},
    "None needed": _WILLING | {"k": 9 / 16},
    "Deterrence": _WILLING | {"k": 7 / 5},
}


def explorer_page(label: str, ranges: Mapping[str, Any]) -> str:
    """Return the explorer of the burden-sharing game.

    Parameters
    ----------
    label : str
        Warning that the run is no replication, shown on top; empty if it is one.
    ranges : mapping of str to Spread
        Those of a design (:func:`entente.games.burden_design.design`); controls reach over them, and further
        where an example of :data:`EXAMPLES` lies beyond.  The page has b = 1 and m = 0, whatever theirs.

    Returns
    -------
    str
        A page in HTML, with style, scripts and all else in it.

    Raises
    ------
    GameInputError
        If a range is missing, unknown, empty or reaches beyond what is allowed.
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
        ranges=_limits(checked_ranges(ranges)),
        examples=EXAMPLES,
        style=_text("page.css"),
        scripts=[_text(name) for name in SCRIPTS],
    )


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _limits(ranges: Mapping[str, Spread]) -> dict[str, tuple[float, float]]:
    """What each control may be: ranges that hold the examples, and of the surplus all that there is."""
    limits = {}
    for name in RANGES:
        examples = [example[name] for example in EXAMPLES.values()]
        limits[name] = (min(ranges[name].low, *examples), max(ranges[name].high, *examples))
    return limits | {"eta": (0.0, 1.0)}
