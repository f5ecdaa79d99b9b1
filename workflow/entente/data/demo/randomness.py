"""Random streams of the demo world: one a subject, so that a change in one leaves the others alone."""

from __future__ import annotations

import numpy as np

#: The order is part of the seed: add new streams at the end.
STREAMS = (
    "regimes",
    "disputes",
    "alliances",
    "obligations",
    "capabilities",
    "trade",
    "organizations",
    "religions",
)


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of the stream ``name``, one of :data:`STREAMS`, of the world ``seed``."""
    return np.random.default_rng(np.random.SeedSequence(entropy=[seed, STREAMS.index(name)]))
