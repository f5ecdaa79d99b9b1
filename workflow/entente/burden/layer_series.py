"""Layers of ties as networks, year by year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.network_terms import adjacency
from entente.networks import degree_centralization, density, transitivity_global, transitivity_local

#: A layer in a year.
LAYER_YEAR = ["layer", "year"]


def layer_series(ties: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return how each layer is built as a network, in the years that it has.

    Parameters
    ----------
    ties : DataFrame
        layer, year, ccode1, ccode2: between members of the system.
    places : DataFrame
        layer, year, ccode, degree, triangles of every member in every year of a layer, as
        :func:`~entente.burden.network_terms.places` returns them.

    Returns
    -------
    DataFrame
        A row a layer and year: states; ties; density; mean_degree; isolates, the share of states without a
        tie; transitivity, closed two-paths over all; clustering, the mean over states with a tie of closed
        pairs of their partners; centralization of degrees (Freeman 1979); triangles_degree, Pearson's
        correlation of triangles and degree over states.  What a network without ties, two-paths or
        differences lacks is missing.

    Raises
    ------
    BurdenInputError
        If a tie is of a state that has no place in the layer's year.
    """
    pairs, nobody = dict(iter(ties.groupby(LAYER_YEAR))), ties.iloc[:0]
    rows = []
    for (layer, year), states in places.groupby(LAYER_YEAR):
        codes = np.sort(states["ccode"].to_numpy())
        network = adjacency(pairs.get((layer, year), nobody), codes)
        degree = states["degree"]
        rows.append(
            {
                "year": year,
                "layer": layer,
                "states": len(states),
                "ties": int(network.sum()) // 2,
                "density": density(network),
                "mean_degree": degree.mean(),
                "isolates": (degree == 0).mean(),
                "transitivity": transitivity_global(network),
                "clustering": transitivity_local(network),
                "centralization": degree_centralization(network),
                "triangles_degree": correlation(degree, states["triangles"]),
            }
        )
    return pd.DataFrame(rows)


def correlation(one: pd.Series, other: pd.Series) -> float:
    """Return Pearson's correlation; NaN where one of the two does not vary."""
    if min(one.nunique(), other.nunique()) < 2:
        return np.nan
    return float(one.corr(other))


def degree_and_triangles(places: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Return how closely triangles go with degree in each layer, over all its states and years and by year.

    ``places`` is as in :func:`layer_series`, ``series`` what that returns.  Returned are layer; first and
    last year; n, state-years; correlation, Pearson's over all of them, and rank_correlation, Spearman's;
    yearly, the mean of those by year, and the least and the greatest of these.
    """
    rows = []
    for layer, states in places.groupby("layer"):
        by_year = series.loc[series["layer"] == layer, "triangles_degree"]
        rows.append(
            {
                "layer": layer,
                "first": states["year"].min(),
                "last": states["year"].max(),
                "n": len(states),
                "correlation": correlation(states["degree"], states["triangles"]),
                "rank_correlation": correlation(states["degree"].rank(), states["triangles"].rank()),
                "yearly": by_year.mean(),
                "least": by_year.min(),
                "greatest": by_year.max(),
            }
        )
    return pd.DataFrame(rows)
