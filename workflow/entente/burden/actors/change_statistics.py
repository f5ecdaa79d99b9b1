"""By how much each term of a state's worth of ties changes as it toggles one, for all pairs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

#: Terms that the network and effort give; further ones are covariates of pairs.
TERMS = ("density", "degree", "partner_degree", "closure", "partner_effort")


def change_statistics(
    network: np.ndarray,
    effort: np.ndarray,
    terms: Sequence[str],
    covariates: Mapping[str, np.ndarray],
    *,
    centre: float,
    scale: str = "linear",
    triangles: str = "once",
) -> np.ndarray:
    """Return what toggling the tie of i to j adds to each term of f_i.

    Times coefficients they are the gains of :func:`entente.burden.actors.objectives.tie_gains`.

    Parameters
    ----------
    network : ndarray of bool, shape (n, n)
    effort : ndarray of float, shape (n,)
    terms : sequence of str
        Of ``TERMS``, or names of covariates.
    covariates : mapping of ndarray, shape (n, n)
        By name, the entry at (i, j) what counts for i of a tie to j.
    centre : float
        z̄.
    scale, triangles
        As of :class:`entente.burden.actors.coefficients.TieCoefficients`.

    Returns
    -------
    ndarray of float64, shape (n, n, terms)
        Without meaning on the diagonal.
    """
    tied = network.astype(float)
    # Degrees of both with the tie in question, whether it is made or ended.
    degree = tied.sum(axis=1)
    own, partner = degree[:, None] + 1 - tied, degree[None, :] + 1 - tied
    g = np.sqrt if scale == "root" else np.positive
    made = {
        "density": lambda: np.ones_like(tied),
        "degree": lambda: own * g(own) - (own - 1) * g(own - 1) + g(partner),
        "partner_degree": lambda: partner,
        "closure": lambda: (tied @ tied) * (1 if triangles == "once" else 2),
        "partner_effort": lambda: np.broadcast_to(effort - centre, tied.shape),
    }
    columns = [made[term]() if term in made else np.asarray(covariates[term], dtype=float) for term in terms]
    return np.stack(columns, axis=-1) * (1 - 2 * tied)[:, :, None]
