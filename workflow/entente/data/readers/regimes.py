"""Regimes: democracy and autocracy scores of each state and year (Polity), checked against another panel."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import UnknownStateError
from entente.data.readers import Raw
from entente.data.readers.country_codes import lines_of_rows, recode, refuse_wrong_codes
from entente.data.readers.missing_codes import without_codes
from entente.data.readers.raw_file import Layout, read_raw

ROLES = {"polity": "from its start", "regime_panel": "free"}

#: Polity's codes for years without a regime score.
SPECIAL = {-66: "foreign interruption", -77: "interregnum", -88: "transition"}

LAYOUT = Layout(
    {"ccode": "ccode", "year": "year", "democ": "democracy", "autoc": "autocracy", "polity2": "polity2"},
    ("ccode", "year"),
)
PANEL = Layout(
    {"ccode": "ccode", "year": "year", "polity2": "polity2", "euds": "extended_score"}, ("ccode", "year")
)

#: Least share of the rows of a line whose target is a member in their year.  Polity scores Serbia from 1830,
#: and COW lists it from 1878: 43 of 91 rows.  In all other lines every row finds a member.
LEAST_MEMBERS = 0.4

#: Most that the extended democracy scores of a line's target may lie off those of other states with the same
#: Polity scores: median, in units of the scale, whose standard deviation is 1.  Lines that are right reach
#: 0.58 (Austria-Hungary).
MOST_DISTANCE = 0.75

REMEDY = "Correct the recode table, config/recodes/country_codes.csv."

#: Revisions between releases change scores here and there.
LEAST_AGREEMENT = 0.8


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return Polity's democracy and autocracy scores (0–10) under COW codes.

    UnknownStateError is raised if a code is neither COW's nor recoded, if the scores do not agree with the
    regime panel, or if a recode line names the wrong state.
    """
    path = raw["polity"]
    frame = read_raw(path, LAYOUT)
    log.note("read", "country-years of regime scores", len(frame))
    frame["line"] = lines_of_rows(frame, "polity", recodes)
    frame = recode(frame, "polity", recodes, log, "ccode")
    refuse_wrong_codes(frame, states, path, "ccode")
    panel = read_raw(raw["regime_panel"], PANEL)
    compare_with_panel(frame, panel, states, log)
    refuse_wrong_targets(frame, panel[["ccode", "year", "extended_score"]], states, recodes, log)
    for score in ("democracy", "autocracy"):
        frame[score] = without_codes(frame[score], SPECIAL, log, score)
    return frame[["ccode", "year", "democracy", "autocracy"]]


def compare_with_panel(
    regimes: pd.DataFrame, panel: pd.DataFrame, states: pd.DataFrame, log: DataLog
) -> None:
    """Count how far Polity's scores of members (polity2) agree with those of a panel coded by COW's codes.

    UnknownStateError is raised if fewer than 80 % of the scores that both have are equal.
    """
    key = ["ccode", "year"]
    members = states.loc[states["year"] <= regimes["year"].max(), key]
    ours = members.merge(regimes[[*key, "polity2"]], on=key, how="left")
    both = ours.merge(panel[[*key, "polity2"]], on=key, how="left", suffixes=("", "_panel"))
    have, panel_has = both["polity2"].notna(), both["polity2_panel"].notna()
    compared, equal = int((have & panel_has).sum()), int((both["polity2"] == both["polity2_panel"]).sum())
    log.note("compared", "members with a polity2 score here and in the regime panel", compared)
    log.note("compared", "of these, equal", equal)
    log.note("compared", "members with a score here only (mostly recoded states)", (have & ~panel_has).sum())
    log.note("compared", "members with a score in the regime panel only", (~have & panel_has).sum())
    if equal < LEAST_AGREEMENT * compared:
        raise UnknownStateError(
            f"Only {equal} of {compared} regime scores agree with the regime panel.",
            "A line of config/recodes/country_codes.csv probably sends scores to the wrong state.",
        )


def refuse_wrong_targets(
    regimes: pd.DataFrame, panel: pd.DataFrame, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog
) -> None:
    """Raise if a line of the recode table sends scores to a state that they do not fit.

    The target of a line must be a member of the system in enough of the years of its rows.  In these years
    its scores, democracy − autocracy, must lie near what the regime panel measures: near its extended
    democracy score (the median) of the members with the same score whose code was not recoded.  That measure
    is chosen since it follows Polity's scores more closely than V-Dem's polyarchy does (rank correlations of
    0.96 and 0.85), and since polyarchy is lacking for Sardinia and for the smallest states.

    None of this uses Polity's own score in the panel, which matches Polity's codes with COW's as they are: it
    has no such score where a code was recoded, or has that of another state.

    ``regimes`` has ccode (COW's), year, democracy, autocracy (with Polity's special codes, which are below 0)
    and line (index of the line of ``recodes`` that gave the row its code, missing without one); ``panel`` has
    ccode, year, extended_score.  Rows of years outside the span of ``states`` are not judged.  The log takes
    the counts of what was compared, UnknownStateError names the first line that fails.
    """
    key = ["ccode", "year"]
    rows = regimes[regimes["year"].between(states["year"].min(), states["year"].max())]
    rows = rows.merge(states[key].assign(member=True), on=key, how="left")
    rows["member"] = rows["member"].notna()
    for line, is_member in rows.groupby("line")["member"]:
        if is_member.mean() < LEAST_MEMBERS:
            raise UnknownStateError(
                f"{_named(recodes.loc[line])}: that state is a member of the system in only {is_member.sum()}"
                f" of the {len(is_member)} years of these scores.",
                REMEDY,
            )
    judged = _distances(rows[rows["member"]].merge(panel, on=key, how="left"))
    log.note("compared", "recoded scores of members", (rows["member"] & rows["line"].notna()).sum())
    log.note("compared", "of these, with an extended score in the regime panel", len(judged))
    for line, distances in judged.groupby("line")["distance"]:
        if distances.median() > MOST_DISTANCE:
            raise UnknownStateError(
                f"{_named(recodes.loc[line])}: in {len(distances)} years the regime panel measures another"
                f" regime there, in the median {distances.median():.2f} from that of other states with the"
                f" same scores; at most {MOST_DISTANCE} is allowed.",
                REMEDY,
            )


def _distances(members: pd.DataFrame) -> pd.DataFrame:
    """Return line and distance of the recoded rows that can be judged."""
    usable = members[members["democracy"] >= 0]
    score = usable["democracy"] - usable["autocracy"]
    moved = usable["line"].notna()
    usual = usable.loc[~moved, "extended_score"].groupby(score[~moved]).median()
    distance = (usable["extended_score"] - score.map(usual)).abs()
    return usable.assign(distance=distance)[moved].dropna(subset="distance")


def _named(line: pd.Series) -> str:
    return (
        f"The recode line {line['role']},{line['code']},{line['first_year']},{line['last_year']},"
        f"{line['cow_code']} sends scores to COW {line['cow_code']}"
    )
