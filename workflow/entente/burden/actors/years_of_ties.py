"""Ties of states at the beginning and the end of years, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from entente.burden.actors.change_statistics import TERMS
from entente.core.errors import ModelDataError
from entente.core.given import as_array, as_numbers, network_labels, same_labels
from entente.networks.adjacency import labelled_adjacency


@dataclass(frozen=True, eq=False)
class YearOfTies:
    """Ties at the beginning and the end of a year.

    Attributes
    ----------
    before, after : array_like of bool or DataFrame, shape (n, n)
        Networks of the same states.
    effort : array_like or Series of int, shape (n,)
        Categories at the beginning.
    covariates : mapping of array_like or DataFrame, shape (n, n)
        By name, the entry at (i, j) what counts for i of a tie to j.
    """

    before: Any
    after: Any
    effort: Any
    covariates: Mapping[str, Any] = field(default_factory=dict)


class ReadYear(NamedTuple):
    """A year that has been checked."""

    before: np.ndarray  # bool (n, n)
    changed: np.ndarray  # bool (n, n)
    effort: np.ndarray  # float64 (n,)
    covariates: dict[str, np.ndarray]  # float64 (n, n)
    states: list  # labels, or positions where there are none


def read_years(years: Sequence[YearOfTies]) -> list[ReadYear]:
    """Check years of ties.

    Raises
    ------
    NetworkError
        If a network is none, or the labels of its year differ.
    ModelDataError
        If there is no year, a year has other states at its end or other covariates than the first, one of
        these is called as a term is, a number is missing or infinite, or no tie changes in any year.
    """
    if not years:
        raise ModelDataError("There is no year.", "Give ties at the beginning and end of one.")
    names = list(years[0].covariates)
    refuse_terms(names, TERMS)
    found = [_read(year, names) for year in years]
    if not any(year.changed.any() for year in found):
        raise ModelDataError("No tie was made or ended.", "Give years in which ties changed.")
    return found


def refuse_terms(names: Sequence[str], terms: Sequence[str]) -> None:
    """Raise ModelDataError if a covariate is called as a term is, which would be taken in its place."""
    for name in names:
        if name in (*terms, "rate"):
            raise ModelDataError(f"A covariate is called {name}, as a term is.", "Give it another name.")


def dyads(years: Sequence[ReadYear]) -> np.ndarray:
    """Return a number, from 0, that is the same for all ordered pairs of two states in all years, int64.

    Pairs are those off the diagonals, year by year and row by row.
    """
    place = {
        state: number for number, state in enumerate({state: 0 for year in years for state in year.states})
    }
    found = []
    for year in years:
        at = np.array([place[state] for state in year.states])
        one, other = np.meshgrid(at, at, indexing="ij")
        pair = np.minimum(one, other) * len(place) + np.maximum(one, other)
        found.append(pair[~np.eye(len(at), dtype=bool)])
    return np.unique(np.concatenate(found), return_inverse=True)[1]


def _read(year: YearOfTies, names: list[str]) -> ReadYear:
    if list(year.covariates) != names:
        raise ModelDataError(
            f"A year has the covariates {', '.join(year.covariates)}, the first {', '.join(names)}.",
            "Give the same ones, in the same order, in all years.",
        )
    before, labels = labelled_adjacency(year.before, {"effort": year.effort})
    after, others = labelled_adjacency(year.after)
    if before.shape != after.shape or _are_others(labels, others):
        raise ModelDataError(
            "The states at the end of a year are others, or only they have labels.",
            "Give those of both ends.",
        )
    effort = as_numbers(year.effort, "effort", ModelDataError)
    covariates = {name: _pairs(values, name, labels) for name, values in year.covariates.items()}
    for name, values in {"effort": effort, **covariates}.items():
        if values.shape != before.shape[: values.ndim] or not np.isfinite(values).all():
            absent = np.count_nonzero(~np.isfinite(values))
            raise ModelDataError(
                f"{name} has shape {values.shape}, and {absent} of its numbers are missing or infinite.",
                f"Give finite numbers of {len(before)} states.",
            )
    states = list(range(len(before))) if labels is None else labels.tolist()
    return ReadYear(before, before != after, effort, covariates, states)


def _are_others(labels: Any, found: Any) -> bool:
    """Whether what has labels has not those of the network."""
    return found is not None and (labels is None or not same_labels(labels, found))


def _pairs(values: Any, name: str, labels: Any) -> np.ndarray:
    """Return a covariate of pairs, 0 on its diagonal."""
    named = network_labels(values, name, ModelDataError)
    if _are_others(labels, named):
        raise ModelDataError(
            f"{name} is of other states, or only it has labels.", "Take networks and covariates in one order."
        )
    numbers = as_array(values, name, ModelDataError).astype(float)
    if numbers.ndim != 2:
        raise ModelDataError(f"{name} has shape {numbers.shape}.", "Give a number a pair, (n, n).")
    np.fill_diagonal(numbers, 0.0)
    return numbers
