"""The bootstrap within arms, of persons or of clusters of them, in batches that keep memory small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

#: Numbers in a batch of resamples; results do not depend on it.
BATCH = 2**21


def resampled_weights(
    weights: np.ndarray, treated: np.ndarray, units: np.ndarray, replicates: int, seed: int | Sequence[int]
) -> Iterator[np.ndarray]:
    """Return the weights of persons in resamples, batch by batch, float (rows, n).

    As many units are drawn in each arm, with replacement, as it has: weights are those given, times how often
    a person's unit was drawn.

    Parameters
    ----------
    weights, treated, units : ndarray, shape (n,)
        Weights, the arm, bool, and the number of the unit, from 0, of each person.
    replicates : int
        Number of resamples; the first are the same however many there are.
    seed : int or sequence of int
        Seed of the streams of both arms.
    """
    streams = [np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(arm,))) for arm in (0, 1)]
    of_arm = [np.unique(units[treated == arm]) for arm in (False, True)]
    rows = max(1, BATCH // len(weights))
    for start in range(0, replicates, rows):
        many = min(rows, replicates - start)
        counts = np.zeros((many, units.max() + 1))
        for stream, mine in zip(streams, of_arm, strict=True):
            drawn = stream.integers(len(mine), size=(many, len(mine))) + len(mine) * np.arange(many)[:, None]
            counts[:, mine] = np.bincount(drawn.ravel(), minlength=many * len(mine)).reshape(many, -1)
        yield counts[:, units] * weights
