"""Distances on the globe."""

from __future__ import annotations

import numpy as np

#: Mean radius of the earth in kilometres.
RADIUS = 6371.0


def great_circle(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return kilometres on a sphere between places, both (2, n): latitudes and longitudes in degrees."""
    (latitude, longitude), (to_latitude, to_longitude) = np.radians(one), np.radians(other)
    half = np.sin((to_latitude - latitude) / 2) ** 2
    half += np.cos(latitude) * np.cos(to_latitude) * np.sin((to_longitude - longitude) / 2) ** 2
    # Of places that lie opposite, rounding can make it more than 1.
    return 2 * RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
