"""Runs by number, cut into batches: a job each."""


def batches(runs: int, size: int) -> dict[str, tuple[int, int]]:
    """Return each batch, named after its first run: that run, and how many; the last may be smaller."""
    return {f"{first:07d}": (first, min(size, runs - first)) for first in range(0, runs, size)}
