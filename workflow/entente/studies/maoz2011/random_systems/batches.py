"""Batches of random runs: the jobs in which the sweep is run."""

from __future__ import annotations

from pathlib import Path


def batches(runs: int, size: int) -> list[str]:
    """Return the names of the batches: the index of the first run, in as many digits for all.

    Parameters
    ----------
    runs, size : int
        Runs in all, and in a batch; the last batch may be smaller.

    Returns
    -------
    list of str
        In the order of the runs, which is also that of the names.
    """
    return [f"{first:07d}" for first in range(0, runs, size)]


def runs_of(batch: str, runs: int, size: int) -> tuple[int, int]:
    """Return the index of the first run of a batch, and the number of its runs."""
    first = int(batch)
    return first, min(size, runs - first)


def remove_other_batches(folder: str | Path, runs: int, size: int) -> list[Path]:
    """Delete the files of batches that are none of these, and return their paths.

    A folder of batches reads as one table: files that an earlier number or size of batches left there would
    repeat runs or add some.

    Parameters
    ----------
    folder : path
        Holds one file a batch, by its name; need not exist.
    runs, size : int
        As configured.
    """
    wanted = set(batches(runs, size))
    stale = [path for path in sorted(Path(folder).glob("[0-9]*.parquet")) if path.stem not in wanted]
    for path in stale:
        path.unlink()
    return stale
