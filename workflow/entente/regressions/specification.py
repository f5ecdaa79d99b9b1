"""A regression to be estimated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from entente.regressions.unit import Unit
from entente.regressions.variances import PRINTED, STANDARD


@dataclass(frozen=True)
class Term:
    """A regressor: a column, what is done to it, and its name in the table.

    Attributes
    ----------
    name, column : str
    lag : int
        Years by which the column precedes the outcome.
    times : float
        Factor that it is multiplied by.
    otherwise : float or None
        Value where the column is missing; None leaves it missing.
    """

    name: str
    column: str
    lag: int = 0
    times: float = 1.0
    otherwise: float | None = None


@dataclass(frozen=True)
class Specification:
    """A regression to be estimated; see ``workflow/schemas/model.schema.yaml``.

    Attributes
    ----------
    name : str
    file : Path
        Where it is declared.
    title : str
    unit : Unit
    estimator, sample, outcome : str
    terms : tuple of Term
        Without the constant.
    printed_variance : str
    extra_variances : tuple of str
    compared_with : str or None
    """

    name: str
    file: Path
    title: str
    unit: Unit
    estimator: str
    sample: str
    outcome: str
    terms: tuple[Term, ...]
    printed_variance: str = STANDARD
    extra_variances: tuple[str, ...] = ()
    compared_with: str | None = None

    @property
    def where(self) -> str:
        """Its file and its name, for messages."""
        return f"{self.file}: regressions.{self.name}"

    @property
    def tables(self) -> list[str]:
        """Tables that the rows are from: the panel, and ties and runs of the model or the network series."""
        return self.unit.tables(self.sample)

    @property
    def variances(self) -> dict[str, str]:
        """Kind of each variance by its name among the results, where the first is ``printed``."""
        return {PRINTED: self.printed_variance, **{name: name for name in self.extra_variances}}

    def for_alliance(self, alliance: str) -> Specification:
        """Return the specification with a type of alliance put into the names of its columns."""
        return replace(
            self,
            outcome=self.outcome.format(alliance=alliance),
            terms=tuple(replace(term, column=term.column.format(alliance=alliance)) for term in self.terms),
        )
