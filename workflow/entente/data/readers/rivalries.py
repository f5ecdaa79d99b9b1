"""Strategic rivalries: one row for each rivalry, with its years (of either of two lists)."""

from __future__ import annotations

import os

import pandas as pd

from entente.core.data_log import DataLog
from entente.data.readers import Raw, disputes
from entente.data.readers.country_codes import recode, refuse_wrong_codes
from entente.data.readers.raw_file import Layout, read_edition
from entente.systems.dyads import DYAD, order_codes

ROLES = {"rivalries": "from its start", "disputes": "each year"}

KGD = "Klein, Goertz and Diehl 5.00, dated by disputes"
TSS = "Thompson, Sakuwa and Suhas 2021, with years"

#: KGD's types.
ISOLATED, RIVALRY = 1, 2

EDITIONS = {
    KGD: Layout(
        {
            "RIVALA": "ccode1",
            "RIVALB": "ccode2",
            "RIVALRY": "rivalry",
            "RIVNUMB": "number",
            "RIVTYP2": "type",
            "DISPUTE": "dispute",
        },
        ("rivalry", "number", "dispute", "ccode1", "ccode2"),
        {"type": (ISOLATED, RIVALRY)},
    ),
    TSS: Layout(
        {
            "tssr_id": "rivalry",
            "ccode1": "ccode1",
            "ccode2": "ccode2",
            "start": "first_year",
            "end": "last_year",
        },
        ("rivalry",),
    ),
}


def read(raw: Raw, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return rivalries with their first and last year.

    Those of Klein, Goertz and Diehl have no years: they last from the first year of their first to the last
    year of their last dispute, by the dispute file.  Those of Thompson, Sakuwa and Suhas come with years, in
    which one that goes on ends in the year that the list was closed.
    """
    edition, frame = read_edition(raw["rivalries"], EDITIONS)
    if edition == KGD:
        return _dated_by_disputes(frame, raw, states, log)
    return _with_years(frame, raw["rivalries"], states, recodes, log)


def _dated_by_disputes(frame: pd.DataFrame, raw: Raw, states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    log.note("read", "disputes that belong to a rivalry or an isolated conflict", len(frame))
    refuse_wrong_codes(frame, states, raw["rivalries"], *DYAD)
    frame = log.keep(order_codes(frame), frame["type"] == RIVALRY, "disputes of isolated conflicts")
    years = disputes.read(raw, states, DataLog("disputes"))
    spans = years.groupby(["dispute", "ccode1", "ccode2"])["year"].agg(["min", "max"]).reset_index()
    dated = frame.merge(spans, on=["dispute", "ccode1", "ccode2"], how="left")
    dated = log.keep(dated, dated["min"].notna(), "rivalry disputes without a match in the dispute file")
    return dated.groupby(["rivalry", "number"], as_index=False).agg(
        ccode1=("ccode1", "first"),
        ccode2=("ccode2", "first"),
        first_year=("min", "min"),
        last_year=("max", "max"),
    )


def _with_years(
    frame: pd.DataFrame, path: str | os.PathLike, states: pd.DataFrame, recodes: pd.DataFrame, log: DataLog
) -> pd.DataFrame:
    log.note("read", "rivalries", len(frame))
    opening = states["year"].min()
    # Some of these have states that were gone before COW's list begins, like Venice.
    frame = log.keep(
        frame, ~(frame["last_year"] < opening), "rivalries that ended before the state system begins"
    )
    # A rivalry has one code for all its years: its first year chooses the line of the recode table.
    frame = frame.assign(year=frame["first_year"])
    frame = recode(frame, "rivalries", recodes, log, *DYAD)
    refuse_wrong_codes(frame, states, path, *DYAD)
    log.note("clipped", "first years before the state system begins", (frame["first_year"] < opening).sum())
    clipped = frame["first_year"].clip(lower=opening)
    return order_codes(frame.drop(columns="year")).assign(number=1, first_year=clipped)
