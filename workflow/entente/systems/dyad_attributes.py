"""Attributes of dyads that need no reference group: alliances, cooperation, distance, similarity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.alliance_types import ALLIANCES
from entente.systems.cooperation import joint_cooperation, joint_igo_membership, past_mean, trade_dependence
from entente.systems.dyads import DYAD, DYAD_YEAR, with_ends
from entente.systems.members import dyad_years, note_outside, outside_membership
from entente.systems.spells import spell_numbers, years_unchanged

#: Commitment that each obligation entails, from 0 to 1; the strongest counts.  The weights are a choice: the
#: paper's score also runs from 0 to 1 (Maoz 2011, p. 14), but its weights are not printed there.
COMMITMENT = {"defense": 1.0, "offense": 1.0, "neutrality": 0.5, "nonaggression": 0.5, "consultation": 0.25}


def dyad_attributes(
    members: pd.DataFrame,
    tidy: Mapping[str, pd.DataFrame],
    *,
    same_day_only: bool,
    cooperation: str,
    log: DataLog,
) -> pd.DataFrame:
    """Return one row for each undirected dyad and year of members.

    A pact is an alliance with a defence or offence obligation (Maoz 2011, p. 15).  An alliance of any type is
    a row of ATOP, whatever its obligations (a choice): 23 dyad-years of ATOP 3.0 have none of the five and so
    commitment 0.  Durations are counted through t−1 (:func:`entente.systems.spells.years_unchanged`);
    ``nonalliance`` is 1 − 2^(−years/2) of the years without alliance, 0 for allies, a choice of decay: the
    paper names non-alliance years without a formula.

    Of the table state_attributes and the tidy tables that :data:`entente.systems.DYAD_SOURCES` names it makes
    the columns, types and units of the schema dyad_attributes, sorted by year, ccode1 < ccode2.
    ``same_day_only`` drops dyads of states that never belonged to the system on the same day of the year;
    ``cooperation`` is what joint cooperation demands, see
    :func:`entente.systems.cooperation.joint_cooperation`.  The log takes the counts of what was dropped,
    filled or kept.
    """
    dyads = dyad_years(members, same_day_only, log)
    dyads = _add_alliances(dyads, tidy["alliances"], log)
    of_states = {"national trade": "trade_national", "memberships in organizations": "igo_states"}
    note_outside({name: tidy[table] for name, table in of_states.items()}, members, log)
    dyads = _add_cooperation(dyads, tidy, int(members["year"].min()), cooperation, log)
    dyads = _join(dyads, tidy["contiguity"], "contiguity", log)
    dyads["distance"] = capital_distances(dyads, capital_of_year(members, tidy["capitals"], log))
    religions = yearly_religions(members, tidy["religions"], log)
    dyads["cultural_similarity"] = cultural_similarity(dyads, religions)
    scores = with_ends(dyads[DYAD_YEAR], members, ["regime_score"])[["regime_score1", "regime_score2"]]
    dyads["minimum_regime_score"] = scores.min(axis=1, skipna=False)
    return _add_durations(dyads)


def _join(dyads: pd.DataFrame, table: pd.DataFrame, name: str, log: DataLog) -> pd.DataFrame:
    """Add the columns of ``table``; rows of it that are no dyad of members are counted."""
    within = table[table["year"].between(dyads["year"].min(), dyads["year"].max())]
    joined = dyads.merge(within, on=DYAD_YEAR, how="left", indicator="_found")
    matched = int((joined["_found"] == "both").sum())
    log.note("dropped", f"{name}: dyad-years that are no dyad of members", len(within) - matched)
    return joined.drop(columns="_found")


def _add_alliances(dyads: pd.DataFrame, alliances: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    joined = _join(dyads, alliances.assign(ally_any=True), "alliances", log)
    obligations = joined[list(COMMITMENT)].eq(True)
    joined["ally_any"] = joined["ally_any"].notna()
    joined["ally_pact"] = obligations["defense"] | obligations["offense"]
    joined["commitment"] = (obligations * pd.Series(COMMITMENT)).max(axis=1)
    return joined.drop(columns=list(COMMITMENT))


def _add_cooperation(
    dyads: pd.DataFrame, tidy: Mapping[str, pd.DataFrame], first_year: int, criterion: str, log: DataLog
) -> pd.DataFrame:
    trade = trade_dependence(tidy["trade_dyads"], tidy["trade_national"], log)
    igo = joint_igo_membership(tidy["igo_dyads"], tidy["igo_states"], log)
    joined = _join(_join(dyads, trade, "trade", log), igo, "shared organizations", log)
    for values, column, past in (
        (trade, "trade_dependence", "past_trade"),
        (igo, "shared_igos", "past_igos"),
        (igo.dropna(subset="joint_igo"), "joint_igo", "past_joint_igo"),
    ):
        means = past_mean(values, column, first_year).rename(columns={column: past})
        joined = joined.merge(means, on=DYAD_YEAR, how="left")
    joined["joint_cooperation"] = joint_cooperation(joined, criterion, log)
    return joined


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


def _add_durations(dyads: pd.DataFrame) -> pd.DataFrame:
    """Add status and non-alliance years for both types of alliance, counted through t−1."""
    ordered = dyads.sort_values([*DYAD, "year"], ignore_index=True)
    spell = spell_numbers(ordered, DYAD)
    for kind in ALLIANCES:
        ally = ordered[f"ally_{kind}"]
        before = ally.groupby(spell).shift()
        changed = before.notna() & (ally != before)
        status = years_unchanged(ordered, DYAD, changed)
        peace = status.where(before.eq(False), 0)
        ordered[f"status_{kind}"] = status
        ordered[f"nonalliance_{kind}"] = 1.0 - np.exp2(-peace.to_numpy() / 2.0)
    return ordered.sort_values(DYAD_YEAR, ignore_index=True)
