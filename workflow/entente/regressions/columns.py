"""Columns that a regression may name, and which table each is from."""

from __future__ import annotations

import difflib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema

if TYPE_CHECKING:
    from entente.regressions.specification import Specification

#: Columns that identify the units of a panel.
UNIT_KEYS = {"state_year": ["ccode"], "dyad_year": ["ccode1", "ccode2"], "system_year": []}

#: Columns made of the model's ties, by unit of analysis, and what they are.
EXPECTED = {
    "state_year": {
        "abm_allies": "number of allies that the model expects",
        "abm_allies_capability": "sum of the capability shares of the allies that the model expects",
    },
    "dyad_year": {"abm_alliance": "whether the model expects an alliance"},
    "system_year": {},
}

#: Names of the actual networks of networks/series.csv, which their measures open with among the columns of a
#: system-year, and what those of the model's network open with.
ACTUAL_NETWORKS, MODEL = ("actual_any", "actual_pact"), "abm"


@cache
def network_measures() -> dict[str, str]:
    """Return the measures of a network that a system-year may take, each with why it may be missing."""
    columns = load_schema("maoz2011/network_series").columns
    return {
        column.name: column.missing
        for column in columns
        if column.name not in ("year", "network", "iteration")
    }


@cache
def panel_columns(unit: str) -> dict[str, str]:
    """Return the columns of a panel, each with why it may be missing.

    Parameters
    ----------
    unit : str
        state_year, dyad_year or system_year.

    Returns
    -------
    dict of str to str
        Only columns of numbers, those that identify a row apart.
    """
    keys = ["year", *UNIT_KEYS[unit]]
    return {
        column.name: column.missing
        for column in load_schema(f"maoz2011/{unit}").columns
        if column.name not in keys and column.dtype != "string"
    }


def known_columns(unit: str, sample: str) -> dict[str, str]:
    """Return all columns that a regression may name, each with why it may be missing.

    Parameters
    ----------
    unit, sample : str
        As in a specification; sample baseline has no column of the model.

    Returns
    -------
    dict of str to str
    """
    known = dict(panel_columns(unit))
    if sample != "baseline":
        known |= dict.fromkeys(EXPECTED[unit], "")
    if unit == "system_year":
        for network in (*ACTUAL_NETWORKS, *([MODEL] if sample != "baseline" else [])):
            known |= {f"{network}_{measure}": missing for measure, missing in network_measures().items()}
    return known


def check_columns(specification: Specification, path: Path) -> None:
    """Check that every column named exists for the unit of analysis and the sample.

    Parameters
    ----------
    specification : Specification
        With the type of alliance put in.
    path : path
        Its file, for the message.

    Raises
    ------
    ConfigurationError
        If there is no such column, the outcome is of the model, or a term is a lag of what the model expects
        of a state or dyad, which several iterations have.
    """
    known = known_columns(specification.unit, specification.sample)
    for role, column in [
        ("outcome", specification.outcome),
        *((f"terms.{term.name}", term.column) for term in specification.terms),
    ]:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=3)
            raise ConfigurationError(
                f"{path}: {role} is {column}, which is no column of numbers of {specification.unit}s in "
                f"sample {specification.sample}" + (f"; near it are {', '.join(near)}." if near else "."),
                "For panels see tables/codebook.md, for other columns workflow/schemas/model.schema.yaml.",
            )
    several = EXPECTED[specification.unit]
    lagged = [term.name for term in specification.terms if term.lag and term.column in several]
    if lagged:
        raise ConfigurationError(
            f"{path}: terms.{lagged[0]} is a lag of what the model expects, which every iteration has.",
            "Set its lag to 0.",
        )
    if specification.outcome.startswith(f"{MODEL}_"):
        raise ConfigurationError(
            f"{path}: outcome is {specification.outcome}, which is the model's and not history's.",
            "Choose a column of the panel or of the actual network.",
        )
