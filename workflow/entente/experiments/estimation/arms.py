"""Arms of an experiment as columns: dummies, products and cells of factors, blocks and covariates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from itertools import combinations, product

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.core.given import as_numbers
from entente.experiments.estimation.regression import positive_weights, refuse_missing
from entente.experiments.estimation.sandwich import Clusters, row_name
from entente.experiments.given_rows import require_frame

#: The label of each factor, in the order in which they are given.
Cell = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Answers:
    """The rows that an effect is estimated on, checked.

    Attributes
    ----------
    frame : DataFrame
    factors : mapping
        Reference level by factor.
    outcome : str
    weights, block, cluster : str or None
        Their columns.
    covariates : tuple of str
    equal : str
        What counts the same: ``persons``, or ``clusters``.
    """

    frame: pd.DataFrame
    factors: Mapping[str, str]
    outcome: str
    weights: str | None = None
    block: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    equal: str = "persons"
    _codes: dict[str, tuple[np.ndarray, pd.Index]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        named = [*self.factors, self.outcome, *self.covariates, self.weights, self.block, self.cluster]
        require_columns(self.frame, [name for name in named if name is not None])
        if self.equal not in ("persons", "clusters") or (self.equal == "clusters" and self.cluster is None):
            raise ExperimentInputError(
                f"{self.equal!r} cannot count the same.", "Say persons; or clusters, and name their column."
            )
        for factor, reference in self.factors.items():
            self.refuse_unknown_level(factor, reference)

    @property
    def index(self) -> pd.Index:
        """Labels of the rows."""
        return self.frame.index

    @cached_property
    def y(self) -> np.ndarray:
        """Outcome."""
        return self.numbers(self.outcome)

    @cached_property
    def w(self) -> np.ndarray | None:
        """Weights, if persons do not all count the same."""
        weights = None if self.weights is None else positive_weights(self.frame[self.weights], self.index)
        if self.equal == "persons":
            return weights
        shares = 1 / self.clusters.sizes[self.clusters.codes]
        return shares if weights is None else weights * shares

    @property
    def weights_or_ones(self) -> np.ndarray:
        """Weights, 1 where there are none."""
        return np.ones(len(self.frame)) if self.w is None else self.w

    @cached_property
    def clusters(self) -> Clusters | None:
        """Clusters, if there are any."""
        return None if self.cluster is None else Clusters(self.codes(self.cluster)[0])

    def numbers(self, column: str) -> np.ndarray:
        """Return a column of numbers, none of which may be missing."""
        values = as_numbers(self.frame[column], f"column {column}", ExperimentInputError)
        refuse_missing(values, f"column {column}", self.index)
        return values

    def codes(self, column: str) -> tuple[np.ndarray, pd.Index]:
        """Return the labels of a column, none of which may be missing, as numbers, and what they mean."""
        if column in self._codes:
            return self._codes[column]
        require_columns(self.frame, [column])
        codes, labels = pd.factorize(self.frame[column], sort=True)
        missing = np.flatnonzero(codes < 0)
        if missing.size:
            raise ExperimentInputError(
                f"The {column} of row {row_name(self.index, missing[0])} is missing "
                f"({missing.size} such rows).",
                "Leave these rows out before, and say how many.",
            )
        return self._codes.setdefault(column, (codes, pd.Index(labels)))

    def levels(self, factor: str) -> list[str]:
        """Return the levels that occur, the reference first."""
        self.refuse_unknown_factor(factor)
        found = self.codes(factor)[1]
        return [self.factors[factor], *(level for level in found if level != self.factors[factor])]

    def refuse_unknown_factor(self, factor: str) -> None:
        """Raise the error if a factor is none of the experiment's."""
        if factor not in self.factors:
            raise ExperimentInputError(
                f"{factor} is no factor of the experiment.", f"Its factors are {', '.join(self.factors)}."
            )

    def refuse_unknown_level(self, factor: str, level: str) -> None:
        """Raise the error if a factor is none of the experiment's, or nobody has a level of it."""
        self.refuse_unknown_factor(factor)
        found = self.codes(factor)[1]
        if level not in found:
            raise ExperimentInputError(
                f"Nobody has the level {level!r} of {factor}.",
                f"Its levels, as labels of the column, are {', '.join(map(repr, found))}.",
            )

    def at(self, factor: str, level: str) -> np.ndarray:
        """Return which rows have a level, bool."""
        codes, labels = self.codes(factor)
        return codes == labels.get_loc(level)

    def of_levels(self, levels: Mapping[str, str]) -> np.ndarray:
        """Return which rows have all of the levels, bool."""
        return reduce(np.logical_and, (self.at(factor, level) for factor, level in levels.items()))

    def within(self, levels: Mapping[str, str]) -> Answers:
        """Return the rows that have these levels, and the factors that still vary."""
        for factor, level in levels.items():
            self.refuse_unknown_level(factor, level)
        others = {factor: level for factor, level in self.factors.items() if factor not in levels}
        return replace(self, frame=self.frame[self.of_levels(levels)], factors=others)

    def of_rows(self, rows: np.ndarray) -> Answers:
        """Return the answers of some rows, bool, whatever levels they have."""
        return replace(self, frame=self.frame[rows], factors={})

    def cells(self, columns: Sequence[str]) -> tuple[np.ndarray, list[Cell]]:
        """Return the cells of factors or blocks that occur: their numbers in the rows, and their labels."""
        coded = [(codes, labels.tolist()) for codes, labels in map(self.codes, columns)]
        sizes = [len(labels) for _, labels in coded]
        flat = np.ravel_multi_index([codes for codes, _ in coded], sizes)
        found, numbers = np.unique(flat, return_inverse=True)
        positions = zip(*np.unravel_index(found, sizes), strict=True)
        return numbers, [
            tuple(labels[i] for (_, labels), i in zip(coded, cell, strict=True)) for cell in positions
        ]

    def dummies(self, factors: Iterable[str]) -> dict[str, np.ndarray]:
        """Return a column for each level but the reference of each factor, called ``factor: level``."""
        return {
            f"{factor}: {level}": self.at(factor, level).astype(float)
            for factor in factors
            for level in self.levels(factor)[1:]
        }

    def products(self, factors: Sequence[str]) -> dict[str, np.ndarray]:
        """Return the products of the dummies of several factors, of all levels that occur together."""
        columns = {}
        for levels in product(*(self.levels(factor)[1:] for factor in factors)):
            named = dict(zip(factors, levels, strict=True))
            column = self.of_levels(named).astype(float)
            if column.any():
                columns[product_name(named)] = column
        return columns

    def block_dummies(self) -> dict[str, np.ndarray]:
        """Return a column for each block but the first."""
        if self.block is None:
            return {}
        codes, labels = self.codes(self.block)
        return {f"{self.block}: {label}": (codes == i).astype(float) for i, label in enumerate(labels) if i}

    def terms(self, interactions: Iterable[Sequence[str]]) -> dict[str, np.ndarray]:
        """Return a constant, main effects, covariates, blocks, and products of factors, by name."""
        columns = {"constant": np.ones(len(self.frame))} | self.dummies(self.factors)
        columns |= {name: self.numbers(name) for name in self.covariates} | self.block_dummies()
        for together in interactions:
            for size in range(2, len(together) + 1):
                for factors in combinations(together, size):
                    columns |= self.products(factors)
        return columns


def require_columns(frame: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise the error that names columns which a frame lacks, or has twice."""
    require_frame(frame)
    unknown = [str(name) for name in names if name not in frame.columns]
    if unknown:
        raise ExperimentInputError(
            f"{', '.join(unknown)}: no such column.",
            f"The columns are {', '.join(map(str, frame.columns))}.",
        )
    twice = [] if frame.columns.is_unique else [str(name) for name in names if frame[name].ndim > 1]
    if twice:
        raise ExperimentInputError(
            f"The column {twice[0]} stands twice.", "Give each column a name of its own."
        )


def product_name(levels: Mapping[str, str]) -> str:
    """Return what the column of a product of dummies, or of one dummy, is called."""
    return " × ".join(f"{factor}: {level}" for factor, level in levels.items())


def signed_cells(effect: Mapping[str, str], factors: Mapping[str, str]) -> dict[Cell, int]:
    """Return the cells of an effect with their signs: each factor at its level (+) or its reference (−)."""
    cells = {}
    for treated in product((True, False), repeat=len(effect)):
        cell = tuple(
            effect[factor] if at_level else factors[factor]
            for factor, at_level in zip(effect, treated, strict=True)
        )
        cells[cell] = (-1) ** (len(effect) - sum(treated))
    return cells


def cell_name(cell: Cell, factors: Iterable[str]) -> str:
    """Return what a cell is called in messages."""
    return ", ".join(f"{factor} {level}" for factor, level in zip(factors, cell, strict=True))
