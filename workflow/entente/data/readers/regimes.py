"""Regimes: democracy and autocracy scores of each state and year (Polity), checked against another panel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import UnknownStateError
from entente.data.readers.country_codes import lines_of_rows, recode, refuse_unknown
from entente.data.readers.raw_file import read_raw
from entente.data.readers.regime_recodes import refuse_wrong_targets

ROLES = {"polity": "from its start", "regime_panel": "free"}

#: Polity's codes for years without a regime score.
SPECIAL = {-66: "foreign interruption", -77: "interregnum", -88: "transition"}

COLUMNS = {"ccode": "ccode", "year": "year", "democ": "democracy", "autoc": "autocracy", "polity2": "polity2"}
PANEL_COLUMNS = {"ccode": "ccode", "year": "year", "polity2": "polity2", "euds": "extended_score"}

#: Revisions between releases change scores here and there.
LEAST_AGREEMENT = 0.8


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return Polity's democracy and autocracy scores (0–10) under COW codes.

    Raises
    ------
    UnknownStateError
        If a code is neither COW's nor recoded, if the scores do not agree with the regime panel, or if a
        recode line names the wrong state.
    """
    path = raw["polity"]
    frame = read_raw(path, COLUMNS)
    log.note("read", "country-years of regime scores", len(frame))
    frame["line"] = lines_of_rows(frame, "polity", recodes)
    frame = recode(frame, "polity", recodes, log)
    refuse_unknown(frame, states, path, "ccode")
    panel = read_raw(raw["regime_panel"], PANEL_COLUMNS)
    compare_with_panel(frame, panel, states, log)
    refuse_wrong_targets(frame, panel[["ccode", "year", "extended_score"]], states, recodes, log)
    for code, meaning in SPECIAL.items():
        log.note("missing", f"score {code}: {meaning}", (frame["democracy"] == code).sum())
    for score in ("democracy", "autocracy"):
        frame[score] = frame[score].mask(frame[score].isin(list(SPECIAL)))
    return frame[["ccode", "year", "democracy", "autocracy"]]


def compare_with_panel(
    regimes: pd.DataFrame, panel: pd.DataFrame, states: pd.DataFrame, log: DataLog
) -> None:
    """Count how far Polity's scores agree with those of a panel that is coded by COW's codes.

    Parameters
    ----------
    regimes, panel : DataFrame
        Each with ccode, year, polity2.
    states : DataFrame
        Members of the system; others are not compared.
    log : DataLog
        Takes the counts.

    Raises
    ------
    UnknownStateError
        If fewer than 80 % of the scores that both have are equal.
    """
    members = states.loc[states["year"] <= regimes["year"].max(), ["ccode", "year"]]
    ours = members.merge(regimes[["ccode", "year", "polity2"]], on=["ccode", "year"], how="left")
    both = ours.merge(
        panel[["ccode", "year", "polity2"]], on=["ccode", "year"], how="left", suffixes=("", "_panel")
    )
    have, panel_has = both["polity2"].notna(), both["polity2_panel"].notna()
    compared = int((have & panel_has).sum())
    equal = int((both["polity2"] == both["polity2_panel"]).sum())
    log.note("compared", "members with a polity2 score here and in the regime panel", compared)
    log.note("compared", "of these, equal", equal)
    log.note("compared", "members with a score here only (mostly recoded states)", (have & ~panel_has).sum())
    log.note("compared", "members with a score in the regime panel only", (~have & panel_has).sum())
    if equal < LEAST_AGREEMENT * compared:
        raise UnknownStateError(
            f"Only {equal} of {compared} regime scores agree with the regime panel.",
            "A line of config/recodes/country_codes.csv probably sends scores to the wrong state.",
        )
