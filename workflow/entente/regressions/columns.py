"""Columns and terms that a regression names: whether they exist and may be named there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.core.checked_yaml import near_text
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
    named = {"outcome": specification.outcome}
    named |= {f"terms.{term.name}": term.column for term in specification.terms if term.column}
    named |= {f"where.{condition.name}": condition.name for condition in specification.where}
    for role, column in named.items():
        if column not in known and not (role.startswith("where.") and column in unit.row):
            raise ConfigurationError(
                f"{where}.{role} is {column}, which is no column of numbers of {unit.name}s in sample "
                f"{sample}{near_text(column, known)}.",
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


def check_names(specification: Specification, where: str) -> None:
    """Check the names of the regressors that terms make, and those that interact.

    Parameters
    ----------
    specification : Specification
    where : str
        Its file and name, for the message.

    Raises
    ------
    ConfigurationError
        If two regressors have the same name, an interaction is of what is no regressor or itself an
        interaction, or each row is a year and has an effect of its own.
    """
    names = specification.term_names
    repeated = [name for position, name in enumerate(names) if name in names[:position]]
    if repeated:
        raise ConfigurationError(
            f"{where}.terms make {repeated[0]} twice: a polynomial or spline numbers what it makes.",
            "Give one of them another name.",
        )
    of_columns = [name for term in specification.terms if term.column for name in term.names]
    for term in specification.terms:
        for name in term.interaction:
            if name not in of_columns:
                raise ConfigurationError(
                    f"{where}.terms.{term.name} is an interaction of {name}, which no term with a column "
                    f"makes{near_text(name, of_columns)}.",
                    f"Terms: {', '.join(of_columns)}.",
                )
    if specification.year_effects and not specification.unit.keys:
        raise ConfigurationError(
            f"{where}: a {specification.unit.name} is a year: its effect would leave nothing to explain.",
            "Leave year_effects out, or choose another unit.",
        )
