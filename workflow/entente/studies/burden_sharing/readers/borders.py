"""Borders of states: one row for each vertex of a polygon, with the days on which it held (CShapes)."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw
from entente.data.readers.polygons import read_polygons

ROLES = {"borders": "free"}


def read(raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the vertices of independent states' polygons in degrees, rings numbered within a shape."""
    return read_polygons(raw["borders"], states, log)
