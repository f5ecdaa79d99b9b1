"""Distance between capitals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.dyads import DYAD_YEAR, with_ends


def capital_of_year(members: pd.DataFrame, capitals: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the coordinates of each member's capital: the last one it had in the year (a choice).

    The rows of ``members``, in their order: year, ccode, latitude, longitude (float64, degrees north and
    east; missing, and counted, where no capital is listed).
    """
    spans = capitals.assign(first=capitals["first_date"].dt.year, last=capitals["last_date"].dt.year)
    candidates = members[["year", "ccode"]].merge(spans, on="ccode", how="left")
    valid = candidates[
        (candidates["first"] <= candidates["year"]) & (candidates["year"] <= candidates["last"])
    ]
    latest = valid.sort_values(["year", "ccode", "first_date"]).drop_duplicates(
        ["year", "ccode"], keep="last"
    )
    located = members[["year", "ccode"]].merge(
        latest[["year", "ccode", "latitude", "longitude"]], on=["year", "ccode"], how="left"
    )
    log.note("missing", "members without a listed capital", located["latitude"].isna().sum())
    return located


def capital_distances(dyads: pd.DataFrame, located: pd.DataFrame) -> np.ndarray:
    """Return the geodesic distance between capitals on the WGS 84 ellipsoid, in kilometres (a choice).

    One float64 for each dyad-year, of capitals from :func:`capital_of_year`; missing where one is missing.
    """
    from pyproj import Geod

    ends = with_ends(dyads[DYAD_YEAR], located, ["longitude", "latitude"])
    coordinates = ["longitude1", "latitude1", "longitude2", "latitude2"]
    places = ends[coordinates].drop_duplicates().dropna()
    _, _, metres = Geod(ellps="WGS84").inv(*(places[name].to_numpy() for name in coordinates))
    distances = places.assign(distance=np.asarray(metres) / 1000.0)
    return ends.merge(distances, on=coordinates, how="left")["distance"].to_numpy()
