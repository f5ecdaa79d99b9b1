"""Agreements between pairs of states: what is agreed, from when, to when, and how that is known."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from entente.systems.dyads import order_codes
from entente.systems.spells import Counted, last_year_counted

#: Types of agreements of alliances, by the columns of the table of members that are their obligations.
OBLIGATIONS = {
    "defense": "defence",
    "offense": "offence",
    "neutrality": "neutrality",
    "nonaggression": "non-aggression",
    "consultation": "consultation",
}

#: Types of defence cooperation agreements, by their categories; others are of a sector.
CATEGORIES = {"DCA": "dca", "DIC": "dic"}

SECTOR = "sector"

#: How the end of an agreement is known.
OBSERVED, ESTIMATED, OPEN = "observed", "estimated", "open"

COLUMNS = [
    "source", "id", "phase", "ccode1", "ccode2", "type", "both", "confidence", "first_date", "force_date",
    "last_date", "first_year", "last_year", "end",
]  # fmt: skip


def alliance_agreements(members: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return the agreements that alliances are between each two of their members.

    Two rows of an alliance make an agreement of a type if they overlap in time by year and one of the two
    states is obliged; ``both`` says whether both are.

    Parameters
    ----------
    members : DataFrame
        atopid, ccode, phase, entry and exit (days; exit missing where membership goes on), and a flag for
        each obligation of ``OBLIGATIONS``: a row for each alliance, member and phase.
    last : int
        The last year of these data.

    Returns
    -------
    DataFrame
        ``COLUMNS``; an end that is open has no day, and the last year of the data.
    """
    columns = ["atopid", "ccode", "phase", "entry", "exit", *OBLIGATIONS]
    pairs = members[columns].merge(members[columns], on="atopid", suffixes=("1", "2"))
    pairs = pairs[pairs["ccode1"] < pairs["ccode2"]]
    first = pairs[["entry1", "entry2"]].max(axis=1)
    until = pairs[["exit1", "exit2"]].min(axis=1)
    last_year = until.dt.year.fillna(last).astype("int64")
    phase = pairs["phase1"].astype(str)
    phase = phase.where(pairs["phase1"] == pairs["phase2"], phase + "/" + pairs["phase2"].astype(str))
    common = pd.DataFrame(
        {
            "source": "atop",
            "id": pairs["atopid"].astype(str),
            "phase": phase,
            "ccode1": pairs["ccode1"],
            "ccode2": pairs["ccode2"],
            "confidence": "",
            "first_date": first,
            "force_date": pd.NaT,
            "last_date": until,
            "first_year": first.dt.year,
            "last_year": last_year,
            "end": np.where(until.isna(), OPEN, OBSERVED),
        }
    )
    overlap = common["first_year"] <= last_year
    typed = []
    for name, type_ in OBLIGATIONS.items():
        one, other = pairs[f"{name}1"].astype(bool), pairs[f"{name}2"].astype(bool)
        typed.append(common.assign(type=type_, both=one & other)[overlap & (one | other)])
    return pd.concat(typed, ignore_index=True)[COLUMNS]


def cooperation_agreements(treaties: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return defence cooperation agreements as agreements.

    Parameters
    ----------
    treaties : DataFrame
        id, ccode1, ccode2, type (general or sector), category, confidence, signature_date and force_date
        (days), end_year (estimated; the last of the data for those in force then) and terminated (flag).
    last : int
        The last year of these data.

    Returns
    -------
    DataFrame
        ``COLUMNS``; the first day is that of the signature, the last the end of the last year.
    """
    general = treaties["type"] == "general"
    ended = treaties["terminated"].astype(bool)
    goes_on = (treaties["end_year"] >= last) & ~ended
    last_day = pd.to_datetime(treaties["end_year"].astype(str) + "-12-31")
    return pd.DataFrame(
        {
            "source": "dcad",
            "id": treaties["id"],
            "phase": "0",
            "ccode1": treaties["ccode1"],
            "ccode2": treaties["ccode2"],
            "type": treaties["category"].map(CATEGORIES).where(general, SECTOR),
            "both": True,
            "confidence": treaties["confidence"].fillna(""),
            "first_date": treaties["signature_date"],
            "force_date": treaties["force_date"],
            "last_date": last_day.mask(goes_on),
            "first_year": treaties["signature_date"].dt.year,
            "last_year": treaties["end_year"],
            "end": np.select([goes_on, ended], [OPEN, OBSERVED], ESTIMATED),
        }
    )[COLUMNS]


def users_agreements(agreements: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return general security agreements that a user supplies as agreements.

    ``agreements`` has ccode1, ccode2, first and last (years; last missing where it goes on) and id; ``last``
    is the last year that they are about.  Returned are ``COLUMNS``, years as days from first to last.
    """
    ordered = order_codes(agreements)
    last_year = ordered["last"].fillna(last).astype("int64")
    last_day = pd.to_datetime(last_year.astype(str) + "-12-31")
    return pd.DataFrame(
        {
            "source": "user",
            "id": ordered["id"].astype(str),
            "phase": "0",
            "ccode1": ordered["ccode1"],
            "ccode2": ordered["ccode2"],
            "type": "gsa",
            "both": True,
            "confidence": "",
            "first_date": pd.to_datetime(ordered["first"].astype("int64").astype(str) + "-01-01"),
            "force_date": pd.NaT,
            "last_date": last_day.mask(ordered["last"].isna()),
            "first_year": ordered["first"].astype("int64"),
            "last_year": last_year,
            "end": np.where(ordered["last"].isna(), OPEN, OBSERVED),
        }
    )[COLUMNS]


def in_force(
    agreements: pd.DataFrame,
    last: int,
    counted: Counted = "any_day",
    begins: Literal["signature", "force"] = "signature",
    ends: Literal["estimate", "never"] = "estimate",
) -> pd.DataFrame:
    """Return the pairs that have an agreement in each year.

    Parameters
    ----------
    agreements : DataFrame
        ``COLUMNS``, those that count.
    last : int
        The last year of their data, and of agreements that go on.
    counted : {"any_day", "31_december"}
        In which years an agreement is in force: in those of which it is on any day, or on the last.
    begins : {"signature", "force"}
        It begins on its first day, or when it enters into force; who lacks that is left out.
    ends : {"estimate", "never"}
        It ends as the data say or estimate, or not.

    Returns
    -------
    DataFrame
        year, ccode1, ccode2, each pair and year once.
    """
    found = agreements
    first = found["first_date"]
    if begins == "force":
        found = found[found["force_date"].notna()]
        first = found["force_date"]
    until = pd.Series(last, index=found.index)
    if ends == "estimate":
        until = last_year_counted(found["last_date"], counted).fillna(found["last_year"])
    spells = found[["ccode1", "ccode2"]].assign(first=first.dt.year, until=until.clip(upper=last))
    spells = spells[spells["first"] <= spells["until"]].drop_duplicates()
    lengths = (spells["until"] - spells["first"] + 1).astype("int64")
    years = spells.loc[spells.index.repeat(lengths)]
    year = years["first"] + years.groupby(level=0).cumcount()
    return years.assign(year=year.astype("int64"))[["year", "ccode1", "ccode2"]].drop_duplicates(
        ignore_index=True
    )
