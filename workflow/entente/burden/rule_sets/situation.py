"""A situation: the states of a year, or of a system that was drawn, with all that rule sets ask of them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
import pandas as pd

from entente.burden.effort_categories import CATEGORIES
from entente.burden.member_values import NOT_NEGATIVE, POSITIVE
from entente.core.errors import BurdenInputError
from entente.core.given import (
    as_array,
    as_numbers,
    check_unique,
    common_labels,
    is_graph,
    network_labels,
    row_labels,
)

#: Numbers of states, and what they may be.
VECTORS = {
    "resources": POSITIVE,
    "capability": NOT_NEGATIVE,
    "population": POSITIVE,
    "threat": NOT_NEGATIVE,
    "effort": NOT_NEGATIVE,
    "category": f"a whole number from 1 to {CATEGORIES}",
    "effort_change": "any",
}

#: Of these vectors a number may be missing: not everybody's effort is known.
MAY_BE_MISSING = ("effort", "category", "effort_change")

#: Relations of two states, which hold both ways, and those of which each state has its own.
MUTUAL, ONE_SIDED = ("network", "neighbours"), ("primary_enemies", "secondary_enemies")

#: Numbers of two states, the same both ways, and the largest that they may be.
PAIRWISE = {"culture": 1.0, "distance": np.inf, "duration": np.inf}


@dataclass(frozen=True, eq=False)
class Situation:
    """States, what each has, and how they stand to each other; checked when it is made.

    Parameters
    ----------
    labels : array_like, shape (n,)
        What the states are called, each once, such as country codes.
    resources : array_like, shape (n,)
        w > 0, such as GDP.
    network : array_like or graph, shape (n, n), optional
        Ties: symmetric, 0 or 1, or bool, without ties to oneself.
    effort : array_like, shape (n,), optional
        Observed effort as a share of resources; NaN where it is not known.
    category : array_like, shape (n,), optional
        The same in categories, 1 to 11 (:func:`entente.burden.effort_categories.effort_categories`); NaN
        where it is not known.
    effort_change : array_like, shape (n,), optional
        Change of ``effort`` since the year before; NaN where it is not known.
    capability, population : array_like, shape (n,), optional
        Share of the system's capability, ≥ 0; inhabitants, > 0, in any unit.
    threat : array_like, shape (n,), optional
        ≥ 0: the rivals' share of all spending over the own share of all resources.
    democracy : array_like of bool, shape (n,), optional
    neighbours : array_like, shape (n, n), optional
        Who borders on whom: as ``network``.
    culture : array_like, shape (n, n), optional
        Similarity from 0 to 1, symmetric, 0 with oneself.
    distance : array_like, shape (n, n), optional
        Kilometres, ≥ 0, symmetric.
    duration : array_like, shape (n, n), optional
        Years for which a tie has held, ≥ 0, symmetric.
    primary_enemies, secondary_enemies : array_like, shape (n, n), optional
        Row i: who threatens state i, and who is allied to one that does; need not be mutual.
    year : int, optional

    Attributes
    ----------
    labels : Index
    n : int
    common_enemies : ndarray of bool, shape (n, n)
        Who shares a primary enemy with whom.
    All others are arrays as given, float64 or bool; None where not given.

    Raises
    ------
    BurdenInputError
        If labels repeat, a shape differs, labels of pandas objects are others than the situation's, a number
        is out of range, or a relation is not binary, not symmetric, or of a state with itself: it names what,
        and the first state.
    """

    labels: pd.Index
    resources: np.ndarray
    network: np.ndarray | None = None
    effort: np.ndarray | None = None
    category: np.ndarray | None = None
    effort_change: np.ndarray | None = None
    capability: np.ndarray | None = None
    population: np.ndarray | None = None
    threat: np.ndarray | None = None
    democracy: np.ndarray | None = None
    culture: np.ndarray | None = None
    neighbours: np.ndarray | None = None
    distance: np.ndarray | None = None
    duration: np.ndarray | None = None
    primary_enemies: np.ndarray | None = None
    secondary_enemies: np.ndarray | None = None
    year: int | None = None

    def __post_init__(self):
        labels = pd.Index(self.labels)
        check_unique(labels, "the states", BurdenInputError)
        if not len(labels):
            raise BurdenInputError("There is no state.", "Give one label for each of at least one state.")
        object.__setattr__(self, "labels", labels)
        for name in (*VECTORS, "democracy", *MUTUAL, *ONE_SIDED, *PAIRWISE):
            if (given := getattr(self, name)) is not None:
                object.__setattr__(self, name, self._checked(name, given))

    @property
    def n(self) -> int:
        """How many states there are."""
        return len(self.labels)

    @property
    def common_enemies(self) -> np.ndarray:
        """Who shares a primary enemy with whom, bool (n, n)."""
        self.require("primary_enemies")
        shared = self.primary_enemies.astype(np.float32)
        common = shared @ shared.T > 0
        np.fill_diagonal(common, False)
        return common

    def require(self, *names: str) -> None:
        """Raise a BurdenInputError if something that a rule set asks for was not given."""
        if absent := [name for name in names if getattr(self, name) is None]:
            raise BurdenInputError(
                f"The situation{self._when} has no {', '.join(absent)}, which the rules ask for.",
                "Give it when the situation is made.",
            )

    def changed(self, **parts: Any) -> Self:
        """Return a copy in which some parts are others, checked like the first."""
        return replace(self, **parts)

    def restricted(self, stay: Any) -> Self:
        """Return a copy with some of the states: bool (n,); shares of capability are left as they are."""
        stay = np.asarray(stay, dtype=bool)
        kept = {"labels": self.labels[stay]}
        for part in fields(self):
            value = getattr(self, part.name)
            if part.name != "labels" and isinstance(value, np.ndarray):
                kept[part.name] = value[np.ix_(*[stay] * value.ndim)]
        return replace(self, **kept)

    @property
    def _when(self) -> str:
        return "" if self.year is None else f" of {self.year}"

    def _checked(self, name: str, given: Any) -> np.ndarray:
        vector = name in VECTORS or name == "democracy"
        # A graph has no order: its nodes are found by label.
        if not is_graph(given):
            labels = row_labels(given) if vector else network_labels(given, name, BurdenInputError)
            common_labels({"states": self.labels, name: labels}, BurdenInputError)
        values = (
            as_numbers(given, name, BurdenInputError)
            if name in VECTORS
            else as_array(given, name, BurdenInputError, self.labels)
        )
        shape = (self.n,) if vector else (self.n, self.n)
        if values.shape != shape:
            raise BurdenInputError(
                f"{name} has shape {values.shape}, and there are {self.n} states.",
                f"Give an array of shape {shape}.",
            )
        if name in VECTORS:
            return self._in_range(name, values)
        if name == "democracy":
            return self._binary(name, values)
        self._refuse(name, values, np.eye(self.n, dtype=bool) & (values != 0), "is of a state with itself")
        if name not in ONE_SIDED:
            self._refuse(name, values, values != values.T, "is not the same the other way round")
        if name in PAIRWISE:
            values = values.astype(np.float64)
            right = np.isfinite(values) & (values >= 0) & (values <= PAIRWISE[name])
            self._refuse(name, values, ~right, "is no number of 0 or more, or too large a one")
            return values
        return self._binary(name, values)

    def _in_range(self, name: str, values: np.ndarray) -> np.ndarray:
        right = {
            POSITIVE: values > 0,
            NOT_NEGATIVE: values >= 0,
            VECTORS["category"]: (values >= 1) & (values <= CATEGORIES) & (values == np.floor(values)),
            "any": np.ones(self.n, dtype=bool),
        }[VECTORS[name]] & np.isfinite(values)
        if name in MAY_BE_MISSING:
            right |= np.isnan(values)
        self._refuse(name, values, ~right, f"is not {VECTORS[name]}")
        return values

    def _binary(self, name: str, values: np.ndarray) -> np.ndarray:
        wrong = np.ones(values.shape, dtype=bool)
        if values.dtype.kind in "biuf":
            wrong = (values != 0) & (values != 1)
        self._refuse(name, values, wrong, "is neither 0 nor 1")
        return np.ascontiguousarray(values, dtype=bool)

    def _refuse(self, name: str, values: np.ndarray, wrong: np.ndarray, said: str) -> None:
        if wrong.any():
            cell = np.unravel_index(np.argmax(wrong), wrong.shape)
            place = ", ".join(str(self.labels[position]) for position in cell)
            raise BurdenInputError(
                f"{name}[{place}]{self._when} = {values[cell]} {said}.", "Correct it, or leave the state out."
            )
