"""Columns and terms that a regression names: whether they exist and may be named there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError
from entente.regressions.unit import BASELINE, MODEL

if TYPE_CHECKING:
    from entente.regressions.specification import Specification


def check_columns(specification: Specification, where: str) -> None:
    """Refuse a regression that names a column that its unit of analysis does not have in its sample.

    Refused are, too, an outcome of the model, and a lag of what the model expects of a state or dyad, which
    several iterations have.  The type of alliance is put in; ``where`` is its file and name.
    """
    unit, sample = specification.unit, specification.sample
    if sample != BASELINE and not (unit.expect or unit.networks):
        raise ConfigurationError(
            f"{where}.sample is {sample}, but nothing of a model stands beside {unit.name}s.",
            f"Set it to {BASELINE}.",
        )
    known = unit.columns(sample)
    named = {"outcome": specification.outcome}
    named |= {f"terms.{term.name}": term.column for term in specification.terms if term.column}
    named |= {f"where.{condition.name}": condition.name for condition in specification.where}
    for role, column in named.items():
        if column not in known and not (role.startswith("where.") and column in unit.row):
            raise ConfigurationError(
                f"{where}.{role} is {column}, which is no column of numbers of {unit.name}s in sample "
                f"{sample}{near_text(column, known)}.",
                "Columns are those of the panel (tables/codebook.md), and those that the study's unit makes.",
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
    """Refuse a regression of whose regressors two have a name, or an interaction is of what is none.

    Refused is, too, an effect of each year where a row is a year.
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
