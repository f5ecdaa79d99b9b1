"""Columns that a regression names: whether they exist and may be named there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from entente.core.errors import ConfigurationError
from entente.regressions.unit import MODEL

if TYPE_CHECKING:
    from entente.regressions.specification import Specification


def check_columns(specification: Specification, where: str) -> None:
    """Check that every column named exists for the unit of analysis and the sample.

    Parameters
    ----------
    specification : Specification
        With the type of alliance put in.
    where : str
        Its file and name, for the message.

    Raises
    ------
    ConfigurationError
        If there is no such column, the outcome is of the model, or a term is a lag of what the model expects
        of a state or dyad, which several iterations have.
    """
    unit, sample = specification.unit, specification.sample
    known = unit.columns(sample)
    for role, column in [
        ("outcome", specification.outcome),
        *((f"terms.{term.name}", term.column) for term in specification.terms),
    ]:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=3)
            raise ConfigurationError(
                f"{where}.{role} is {column}, which is no column of numbers of {unit.name}s in "
                f"sample {sample}" + (f"; near it are {', '.join(near)}." if near else "."),
                "For panels see tables/codebook.md, else workflow/entente/regressions/specification.py.",
            )
    lagged = [term.name for term in specification.terms if term.lag and term.column in unit.expected]
    if lagged:
        raise ConfigurationError(
            f"{where}.terms.{lagged[0]} is a lag of what the model expects, which every iteration has.",
            "Set its lag to 0.",
        )
    if specification.outcome.startswith(f"{MODEL}_"):
        raise ConfigurationError(
            f"{where}.outcome is {specification.outcome}, which is the model's and not history's.",
            "Choose a column of the panel or of the actual network.",
        )
