"""Batches of random runs: the jobs in which the sweep is run."""

from __future__ import annotations


def batches(runs: int, size: int) -> list[str]:
    """Return the names of the batches of ``size`` runs, in order; the last may be smaller.

    A name is the index of the first run, in as many digits for all.
    """
    return [f"{first:07d}" for first in range(0, runs, size)]


def runs_of(batch: str, runs: int, size: int) -> tuple[int, int]:
    """Return the index of the first run of a batch, and the number of its runs."""
    first = int(batch)
    return first, min(size, runs - first)
