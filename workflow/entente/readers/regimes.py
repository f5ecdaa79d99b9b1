"""Regimes: democracy and autocracy scores of each state and year (Polity), checked against another panel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from entente.data_log import DataLog
from entente.errors import UnknownStateError
from entente.readers.country_codes import recode, refuse_unknown
from entente.readers.raw_file import read_raw

#: Polity's codes for years without a regime score.
SPECIAL = {-66: "foreign interruption", -77: "interregnum", -88: "transition"}

COLUMNS = {"ccode": "ccode", "year": "year", "democ": "democracy", "autoc": "autocracy", "polity2": "polity2"}
PANEL_COLUMNS = {"ccode": "ccode", "year": "year", "polity2": "polity2"}

#: Revisions between releases change scores here and there; a wrong recode changes nearly all of a state's.
LEAST_AGREEMENT = 0.8
#: Years that must be comparable before a single recoded state is judged.
LEAST_YEARS = 10


def read(raw: Mapping[str, Path], states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return Polity's democracy and autocracy scores (0–10) under COW codes.

    Raises
    ------
    UnknownStateError
        If a code is neither COW's nor recoded, or if the recoded scores do not agree with the regime panel.
    """
    path = raw["polity"]
    frame = read_raw(path, COLUMNS)
    log.note("read", "country-years of regime scores", len(frame))
    frame = recode(frame, "polity", recodes, log)
    refuse_unknown(frame, states, path, "ccode")
    recoded = recodes.loc[recodes["role"] == "polity", "cow_code"].dropna()
    compare_with_panel(frame, read_raw(raw["regime_panel"], PANEL_COLUMNS), states, set(recoded), log)
    for code, meaning in SPECIAL.items():
        log.note("missing", f"score {code}: {meaning}", (frame["democracy"] == code).sum())
    for score in ("democracy", "autocracy"):
        frame[score] = frame[score].mask(frame[score].isin(list(SPECIAL)))
    return frame[["ccode", "year", "democracy", "autocracy"]]


def compare_with_panel(
    regimes: pd.DataFrame, panel: pd.DataFrame, states: pd.DataFrame, recoded: set[int], log: DataLog
) -> None:
    """Count how far recoded Polity scores agree with a panel that is coded by COW's codes.

    Parameters
    ----------
    regimes, panel : DataFrame
        Each with ccode, year, polity2.
    states : DataFrame
        Members of the system; others are not compared.
    recoded : set of int
        COW codes to which scores were recoded: each of these states is judged by itself, too.

    Raises
    ------
    UnknownStateError
        If fewer than 80 % of the scores that both have are equal, in all or in a recoded state with at least
        ten of them.
    """
    members = states.loc[states["year"] <= regimes["year"].max(), ["ccode", "year"]]
    ours = members.merge(regimes[["ccode", "year", "polity2"]], on=["ccode", "year"], how="left")
    both = ours.merge(
        panel[["ccode", "year", "polity2"]], on=["ccode", "year"], how="left", suffixes=("", "_panel")
    )
    have, panel_has = both["polity2"].notna(), both["polity2_panel"].notna()
    equal = both["polity2"] == both["polity2_panel"]
    compared = int((have & panel_has).sum())
    log.note("compared", "members with a polity2 score here and in the regime panel", compared)
    log.note("compared", "of these, equal", equal.sum())
    log.note("compared", "members with a score here only (mostly recoded states)", (have & ~panel_has).sum())
    log.note("compared", "members with a score in the regime panel only", (~have & panel_has).sum())
    _refuse_disagreement("", equal[have & panel_has])
    by_state = equal[have & panel_has].groupby(both["ccode"])
    for code, agreements in by_state:
        if code in recoded and len(agreements) >= LEAST_YEARS:
            _refuse_disagreement(f" of COW {code}", agreements)


def _refuse_disagreement(whose: str, agreements: pd.Series) -> None:
    if agreements.sum() < LEAST_AGREEMENT * len(agreements):
        raise UnknownStateError(
            f"Only {agreements.sum()} of {len(agreements)} regime scores{whose} agree with the regime panel.",
            "A line of config/recodes/country_codes.csv probably sends scores to the wrong state.",
        )
