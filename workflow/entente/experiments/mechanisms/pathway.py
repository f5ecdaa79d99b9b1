"""A pathway from a treatment over a mediator to an outcome: its columns, checked once, and its bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers, by_name
from entente.experiments.estimation.regression import LeastSquares, clusters_of, least_squares, refuse_missing
from entente.experiments.estimation.sandwich import row_name
from entente.experiments.given_rows import require_frame
from entente.experiments.mechanisms.resampling import CrossProducts, times_drawn

#: Values of a quantity in each draw, by (quantity, setting).
Quantities = dict[tuple[str, Hashable], np.ndarray]


@dataclass(frozen=True, eq=False)
class Pathway:
    """Complete rows of a treatment, a mediator and an outcome.

    Attributes
    ----------
    frame : DataFrame
        The columns named below: finite numbers, none missing.
    outcome, mediator, treatment : str
        Columns of the frame; the treatment is 1 where treated, else 0.
    covariates : sequence of str
        Columns asked before treatment, dummies of other factors among them.
    intermediates : sequence of str
        Columns asked after treatment that may move both mediator and outcome.
    clusters : str, optional
        Column of the clusters that were assigned whole, of any type.
    draws : int
        Draws of the bootstrap.
    seed : int or sequence of int
        Its seed; pathways over the same rows share their draws if they share it.

    Raises
    ------
    ExperimentInputError
        If a column is absent or named twice, a value is missing, infinite or no number, the treatment is not
        0 or 1, an arm has fewer than two rows, the mediator is constant in an arm, or a column follows from
        others.
    """

    frame: pd.DataFrame
    outcome: str
    mediator: str
    treatment: str
    covariates: Sequence[str] = ()
    intermediates: Sequence[str] = ()
    clusters: str | None = None
    draws: int = 2000
    seed: int | Sequence[int] = 0

    def __post_init__(self):
        names = [self.outcome, self.mediator, self.treatment, *self.covariates, *self.intermediates]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ExperimentInputError(
                f"Column {twice[0]!r} has two places in one pathway.",
                "Outcome, mediator, treatment, covariates and intermediates are different columns.",
            )
        require_frame(self.frame)
        columns = by_name(self.frame, names, "column", ExperimentInputError, others=True)
        for name in names:
            numbers = as_numbers(columns[name], f"column {name}", ExperimentInputError)
            refuse_missing(numbers, f"column {name}", columns.index)
        self._check_arms(columns)
        cluster = {}
        if self.clusters is not None:
            clusters_of(self.frame[self.clusters], self.frame.index)
            cluster = {self.clusters: self.frame[self.clusters]}
        object.__setattr__(self, "frame", columns.astype(float).assign(**cluster))
        # The bootstrap would give no number where a column follows from others: refused here, by name.
        least_squares(self.frame[self.outcome], self._design(names[1:]), cov="HC1")

    def _check_arms(self, columns: pd.DataFrame) -> None:
        odd = columns.loc[~columns[self.treatment].isin([0, 1]), self.treatment]
        if len(odd):
            raise ExperimentInputError(
                f"Treatment {self.treatment!r} is {odd.iloc[0]} in row {row_name(odd.index, 0)}.",
                "Give 1 where treated and 0 where not.",
            )
        for arm in (0, 1):
            answers = columns.loc[columns[self.treatment] == arm, self.mediator]
            if len(answers) < 2:
                raise ExperimentInputError(
                    f"Of {self.treatment!r}, arm {arm} has {len(answers)} rows.",
                    "Each arm needs at least two.",
                )
            if answers.nunique() == 1:
                raise ExperimentInputError(
                    f"Mediator {self.mediator!r} is {answers.iloc[0]:g} in every row of arm {arm} of "
                    f"{self.treatment!r}.",
                    "Its effect on the outcome is not to be told from that of the arm: leave it out.",
                )

    @property
    def product(self) -> str:
        """Name of the product of treatment and mediator among the columns of the bootstrap."""
        return f"{self.treatment} × {self.mediator}"

    @cached_property
    def columns(self) -> pd.DataFrame:
        """All columns that are regressed or regressed on, with :attr:`product`."""
        numbers = self.frame.drop(columns=[] if self.clusters is None else self.clusters)
        return numbers.assign(**{self.product: numbers[self.treatment] * numbers[self.mediator]})

    @cached_property
    def observed(self) -> CrossProducts:
        """The rows as they are, as a single draw."""
        return CrossProducts(self.columns, np.ones((1, len(self.frame))))

    @cached_property
    def resampled(self) -> CrossProducts:
        """The draws of the bootstrap."""
        clusters = None if self.clusters is None else self.frame[self.clusters]
        return CrossProducts(self.columns, times_drawn(len(self.frame), self.draws, self.seed, clusters))

    def regress(self, of: pd.Series, on: Sequence[str]) -> LeastSquares:
        """Return least squares with a constant, HC2, or CR2 where there are clusters."""
        design = self._design(on)
        if self.clusters is None:
            return least_squares(of, design)
        return least_squares(of, design, cov="CR2", clusters=self.frame[self.clusters])

    def _design(self, on: Sequence[str]) -> pd.DataFrame:
        design = self.columns[list(on)]
        design.insert(0, "const", 1.0)
        return design


@dataclass(frozen=True, eq=False)
class Resampled:
    """Quantities of the rows as they are, and of every draw of the bootstrap.

    Attributes
    ----------
    estimates : Series
        By (quantity, setting).
    draws : DataFrame
        The same quantities in columns, a row a draw; missing where a draw left a regression collinear.
    """

    estimates: pd.Series
    draws: pd.DataFrame

    @classmethod
    def of(cls, pathway: Pathway, quantities: Callable[[CrossProducts], Quantities]) -> Resampled:
        """Return what a function of :class:`CrossProducts`, to arrays by (quantity, setting), gives."""
        names = ["quantity", "setting"]
        once, drawn = (pd.DataFrame(quantities(rows)) for rows in (pathway.observed, pathway.resampled))
        return cls(once.iloc[0].rename_axis(names), drawn.rename_axis(columns=names))

    def minus(self, other: Resampled) -> Resampled:
        """Return differences of the same quantities, draw by draw."""
        shared = self.estimates.index.intersection(other.estimates.index, sort=False)
        return Resampled(
            self.estimates[shared] - other.estimates[shared], self.draws[shared] - other.draws[shared]
        )

    def without(self, quantity: str) -> Resampled:
        """Return the other quantities."""
        others = self.estimates.index.get_level_values("quantity") != quantity
        return Resampled(self.estimates[others], self.draws.loc[:, others])

    def table(self, level: float = 0.95) -> pd.DataFrame:
        """Return estimate, se, low, high (percentiles) and the draws that are used, a row a quantity.

        Of B draws the percentile p is that in place p(B + 1): few draws do not make intervals too short.
        """
        shares = [(1 - level) / 2, (1 + level) / 2]
        low, high = np.nanquantile(self.draws.to_numpy(), shares, axis=0, method="weibull")
        spread, used = self.draws.std(), self.draws.count()
        return pd.DataFrame(
            {"estimate": self.estimates, "se": spread, "low": low, "high": high, "draws": used},
            index=self.estimates.index,
        )
