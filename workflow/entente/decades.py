"""Decades: the batches in which years are run."""

from __future__ import annotations

from pathlib import Path


def decade_of(year: int) -> int:
    """Return the first year of the calendar decade of ``year``."""
    return year - year % 10


def decades(first: int, last: int) -> list[int]:
    """Return the decades of the years from ``first`` to ``last``."""
    return list(range(decade_of(first), last + 1, 10))


def years_of(decade: int, first: int, last: int) -> tuple[int, int]:
    """Return the first and the last year of a decade within ``first`` to ``last``."""
    return max(decade, first), min(decade + 9, last)


def remove_other_decades(folder: str | Path, first: int, last: int) -> list[Path]:
    """Delete the files of decades outside the years from ``first`` to ``last``, and return their paths.

    A folder of decades reads as one table: files that an earlier choice of years left there would be taken
    for results of this one.

    Parameters
    ----------
    folder : path
        Holds one file a decade, named by its first year; need not exist.
    first, last : int
        The years configured.
    """
    wanted = {str(decade) for decade in decades(first, last)}
    stale = [path for path in sorted(Path(folder).glob("[0-9]*.*")) if path.stem not in wanted]
    for path in stale:
        path.unlink()
    return stale
