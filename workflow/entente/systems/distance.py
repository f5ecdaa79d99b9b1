"""How far apart two states are: their capitals, and the religious families of their populations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.dyads import DYAD_YEAR, with_ends
from entente.systems.members import outside_membership


def capital_of_year(members: pd.DataFrame, capitals: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the coordinates of each member's capital: the last one it had in the year (a choice).

    The rows of ``members``, in their order: year, ccode, latitude, longitude (float64, degrees north and
    east; missing, and counted, where no capital is listed).
    """
    key = ["year", "ccode"]
    held = members[key].merge(capitals, on="ccode", how="left")
    begun, ended = (held[name].dt.year for name in ("first_date", "last_date"))
    held = held[(begun <= held["year"]) & (held["year"] <= ended)]
    latest = held.sort_values([*key, "first_date"]).drop_duplicates(key, keep="last")
    located = members[key].merge(latest[[*key, "latitude", "longitude"]], on=key, how="left")
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


def yearly_religions(members: pd.DataFrame, religions: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the religious families of each member and year.

    Shares are linear between the file's five-year points; the earliest is carried back and the latest
    forward, and both are counted (a choice: the file begins in 1945).  The result is year, ccode, one float64
    column a family (share of the population), sorted by year and code.  The shares of a state that the file
    never lists are missing, and counted.
    """
    families = religions.columns.drop(["ccode", "year"])
    listed = {code: rows.sort_values("year") for code, rows in religions.groupby("ccode")}
    frames = []
    for code, years in members.groupby("ccode")["year"]:
        points = listed.get(code)
        shares = {
            name: np.nan if points is None else np.interp(years, points["year"], points[name])
            for name in families
        }
        frames.append(pd.DataFrame({"year": years.to_numpy(), "ccode": code, **shares}))
    result = pd.concat(frames, ignore_index=True).sort_values(["year", "ccode"], ignore_index=True)
    unlisted = ~members["ccode"].isin(religions["ccode"])
    log.note("missing", "members whose religions are never listed", unlisted.sum())
    outside = outside_membership(religions, members)["ccode"].isin(members["ccode"])
    log.note("dropped", "religions: state-years of states that are never members", (~outside).sum())
    log.note("kept", "religions: state-years that are no members, points for the years around", outside.sum())
    span = religions.groupby("ccode")["year"].agg(["min", "max"]).reindex(members["ccode"])
    back, forward = (members["year"].to_numpy() < span["min"]), (members["year"].to_numpy() > span["max"])
    log.note("filled", "religions carried back from the earliest listed year", back.sum())
    log.note("filled", "religions carried forward from the latest listed year", forward.sum())
    return result


def cultural_similarity(dyads: pd.DataFrame, religions: pd.DataFrame) -> np.ndarray:
    """Return Σ_g min(p_ig, p_jg) over religious families g, for each dyad-year of members i and j.

    The measure is a choice: the paper's regressions use cultural similarity, which it does not define.  It is
    float64, from 0 (no family in common) to 1 (equal shares); missing where :func:`yearly_religions` knows no
    religions of a state.
    """
    families = religions.columns.drop(["ccode", "year"])
    ends = with_ends(dyads[DYAD_YEAR], religions, families)
    return sum(np.minimum(ends[f"{family}1"], ends[f"{family}2"]) for family in families).to_numpy()
