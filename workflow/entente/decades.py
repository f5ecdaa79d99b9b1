"""Decades: the batches in which years are run."""

from __future__ import annotations


def decade_of(year: int) -> int:
    """Return the first year of the calendar decade of ``year``."""
    return year - year % 10


def decades(first: int, last: int) -> list[int]:
    """Return the decades of the years from ``first`` to ``last``."""
    return list(range(decade_of(first), last + 1, 10))


def years_of(decade: int, first: int, last: int) -> tuple[int, int]:
    """Return the first and the last year of a decade within ``first`` to ``last``."""
    return max(decade, first), min(decade + 9, last)
