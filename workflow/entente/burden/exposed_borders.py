"""Exposed borders: what of its borders and coasts a member does not share with other members."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.great_circles import great_circle

#: Digits of degrees to which two vertices are the same: a tenth of a metre.
DIGITS = 6


def exposed_borders(borders: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Return the length of border and coast of each member that it does not share with another member.

    Parameters
    ----------
    borders : DataFrame
        Vertices of polygons in degrees: shape, ring, point (in order, rings closed), ccode, first_date and
        last_date (days between which the shape holds), longitude, latitude.  States that border on each other
        have the same vertices on their common border.
    members : DataFrame
        group, year, ccode.

    Returns
    -------
    DataFrame
        group, year, ccode, and exposed_border in kilometres, on great circles, of 31 December; missing in
        years that the shapes do not cover, and of members that have none.

    Notes
    -----
    Sandler and Forbes (1980) take exposed borders for the benefit of defending territory.  Coasts count with
    all their bends, at the resolution of the polygons.
    """
    segments = _segments(borders)
    shapes = borders.drop_duplicates("shape").set_index("shape")[["ccode", "first_date", "last_date"]]
    found, known = [], {}
    for (group, year), codes in members.groupby(["group", "year"])["ccode"]:
        day = pd.Timestamp(int(year), 12, 31)
        there = shapes[(shapes["first_date"] <= day) & (shapes["last_date"] >= day)]
        theirs = frozenset(there.index[there["ccode"].isin(codes)])
        if theirs not in known:
            known[theirs] = _exposed(segments[segments["shape"].isin(theirs)])
        lengths = known[theirs].reindex(codes).to_numpy()
        found.append(pd.DataFrame({"group": group, "year": year, "ccode": codes, "exposed_border": lengths}))
    return pd.concat(found, ignore_index=True)


def _exposed(segments: pd.DataFrame) -> pd.Series:
    """Kilometres by ccode of the segments that one state alone has."""
    owners = segments.groupby("segment")["ccode"].transform("nunique")
    alone = segments["km"].where(owners == 1, 0.0)
    return alone.groupby(segments["ccode"]).sum()


def _segments(borders: pd.DataFrame) -> pd.DataFrame:
    """Return shape, ccode, segment and km of the lines between vertices, the same from either side."""
    ordered = borders.sort_values(["shape", "ring", "point"])
    degrees = ordered[["longitude", "latitude"]].round(DIGITS)
    vertex = degrees.groupby(["longitude", "latitude"]).ngroup().to_numpy()
    same_ring = (ordered[["shape", "ring"]].to_numpy()[1:] == ordered[["shape", "ring"]].to_numpy()[:-1]).all(
        axis=1
    )
    low, high = np.minimum(vertex[1:], vertex[:-1]), np.maximum(vertex[1:], vertex[:-1])
    places = ordered[["latitude", "longitude"]].to_numpy().T
    lines = pd.DataFrame(
        {
            "shape": ordered["shape"].to_numpy()[1:],
            "ccode": ordered["ccode"].to_numpy()[1:],
            "segment": low.astype(np.int64) * (vertex.max() + 1) + high,
            "km": great_circle(places[:, :-1], places[:, 1:]),
        }
    )
    return lines[same_ring & (low != high)]
