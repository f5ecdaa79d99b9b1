"""Statistics of a year of ties and effort, one for each coefficient and rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

#: Terms of effort that the network and effort give; further ones are covariates of states.
EFFORT_TERMS = ("linear", "quadratic", "direct", "indirect", "conditional")


def tie_moments(
    before: np.ndarray,
    after: np.ndarray,
    effort: np.ndarray,
    terms: Sequence[str],
    covariates: Mapping[str, np.ndarray],
    *,
    centre: float,
    scale: str,
    triangles: str,
) -> list[float]:
    """Return how many ties changed, and the sum over states of each term of ties at the end.

    Effort is that at the beginning.  Terms are those of
    :data:`entente.burden.actors.change_statistics.TERMS`, or names of covariates of pairs.
    """
    tied = after.astype(np.float32)
    degree = after.sum(axis=1).astype(float)
    g = np.sqrt if scale == "root" else np.positive
    made = {
        "density": lambda: degree.sum(),
        "degree": lambda: 2 * (degree * g(degree)).sum(),
        "partner_degree": lambda: (degree**2).sum(),
        "closure": lambda: ((tied @ tied) * tied).sum(dtype=float) / (2 if triangles == "once" else 1),
        "partner_effort": lambda: degree @ (effort - centre),
    }
    sums = [made[term]() if term in made else covariates[term][after].sum() for term in terms]
    return [float((before != after).sum() / 2), *map(float, sums)]


def effort_moments(
    network: np.ndarray,
    before: np.ndarray,
    after: np.ndarray,
    terms: Sequence[str],
    covariates: Mapping[str, np.ndarray],
    *,
    centre: float,
) -> list[float]:
    """Return how many categories were passed, and the sum over states of each term of effort at the end.

    Ties, and the effort of partners, are those at the beginning.
    """
    triangles = (((network.astype(np.float32) @ network.astype(np.float32)) * network).sum(axis=1)) / 2
    made = {
        "linear": lambda: (after - centre).sum(),
        "quadratic": lambda: ((after - centre) ** 2).sum(),
        "direct": lambda: after @ network.sum(axis=1),
        "indirect": lambda: after @ triangles,
        "conditional": lambda: after @ (triangles * (network @ before)),
    }
    sums = [made[term]() if term in made else after @ covariates[term] for term in terms]
    return [float(np.abs(after - before).sum()), *map(float, sums)]
