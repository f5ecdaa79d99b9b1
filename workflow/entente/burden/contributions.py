"""What states contribute by year, and to which missions and conflicts: all sources in tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from entente.core.data_log import DataLog

#: Kinds of contributions, with their units.
KINDS = {
    "expenditure": "SIPRI and NATO: millions of constant dollars; NMC: thousands of current dollars",
    "share_of_gdp": "fraction",
    "personnel": "thousands of soldiers",
    "un_troops": "persons, mean of the year's months",
    "un_police": "persons, mean of the year's months",
    "un_experts": "persons, mean of the year's months",
    "peacekeepers": "persons, sum of strengths of units by place",
    "us_troops": "persons hosted",
    "interventions_government": "conflicts",
    "interventions_opposition": "conflicts",
    "arms_sent": "trend indicator values",
    "arms_received": "trend indicator values",
}

KEY = ["ccode", "year"]

#: Kinds of personnel in peacekeeping, by the columns of the table of months.
PEACEKEEPING = {"troops": "un_troops", "police": "un_police", "experts": "un_experts"}

#: Sides of a conflict, and whom those who send troops there support.
SIDES = {"a": "interventions_government", "b": "interventions_opposition"}

#: Types of conflicts within a state, by UCDP.
WITHIN = (3, 4)


def contributions(tables: Mapping[str, pd.DataFrame], log: DataLog) -> pd.DataFrame:
    """Return all contributions, a row for each state, year, kind and source.

    Nothing is filled: who is not listed by a source has no row, whether it contributes nothing or the source
    does not know.

    Parameters
    ----------
    tables : mapping
        By name: spending_sipri, spending_nato (ccode, year, burden, expenditure), capabilities (ccode, year,
        expenditure, personnel), un_contributions (ccode, date, troops, police, experts), us_troops (ccode,
        year, troops), arms_transfers (supplier, recipient, year, value), conflicts (ccode, year, conflict,
        side, type) and mission_contributors (ccode, mission, year, troops).
    log : DataLog
        Takes the counts of what is left out.

    Returns
    -------
    DataFrame
        ccode, year, kind (of ``KINDS``), value, source.
    """
    conflicts = tables["conflicts"]
    within = conflicts[conflicts["type"].isin(WITHIN)]
    log.note("dropped", "troops sent to conflicts that are not within a state", len(conflicts) - len(within))
    parts = [
        *_spending(tables, log),
        *(
            _part(monthly_means(tables["un_contributions"]), name, kind, "ipi")
            for name, kind in PEACEKEEPING.items()
        ),
        _part(tables["us_troops"], "troops", "us_troops", "troopdata"),
        _part(_summed(tables["mission_contributors"], "troops"), "troops", "peacekeepers", "geo_pko"),
        *(
            _part(_conflicts(within[within["side"] == side]), "conflicts", kind, "ucdp")
            for side, kind in SIDES.items()
        ),
        *_arms(tables["arms_transfers"]),
    ]
    return pd.concat(parts, ignore_index=True)


def _spending(tables: Mapping[str, pd.DataFrame], log: DataLog) -> list[pd.DataFrame]:
    """Spending by each source; an expenditure of 0 in the list of capabilities is no observation."""
    capabilities, sipri = tables["capabilities"], tables["spending_sipri"]
    zero = capabilities["expenditure"] == 0
    elsewhere = sipri.loc[sipri["current_expenditure"] > 0, KEY]
    years = capabilities["year"] >= sipri["year"].min()
    log.note("missing", "expenditure 0 by NMC, which is no observation of no effort", zero.sum())
    log.note("compared", "of these, in the years of SIPRI", (zero & years).sum())
    both = capabilities.loc[zero, KEY].merge(elsewhere, on=KEY)
    log.note("compared", "of these, with an expenditure by SIPRI", len(both))
    known = capabilities.assign(expenditure=capabilities["expenditure"].mask(zero))
    found = [_part(known, name, name, "nmc") for name in ("expenditure", "personnel")]
    for source in ("sipri", "nato"):
        table = tables[f"spending_{source}"]
        found.append(_part(table, "expenditure", "expenditure", source))
        found.append(_part(table, "burden", "share_of_gdp", source))
    return found


def monthly_means(months: pd.DataFrame) -> pd.DataFrame:
    """Return means over the months of each year that the table covers, a month without a row being none.

    ``months`` has ccode, date and columns of personnel; returned are ccode, year and these.
    """
    covered = months["date"].drop_duplicates().dt.year.value_counts()
    names = [name for name in months.columns if name not in ("ccode", "date")]
    sums = months.assign(year=months["date"].dt.year).groupby(KEY)[names].sum()
    return sums.div(sums.index.get_level_values("year").map(covered), axis=0).reset_index()


def _summed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Sums by state and year of what is known."""
    return rows.groupby(KEY, as_index=False)[name].sum(min_count=1)


def _conflicts(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby(KEY)["conflict"].nunique().rename("conflicts").reset_index()


def _arms(transfers: pd.DataFrame) -> list[pd.DataFrame]:
    kinds = {"supplier": "arms_sent", "recipient": "arms_received"}
    return [
        _part(_summed(transfers.rename(columns={party: "ccode"}), "value"), "value", kind, "sipri_arms")
        for party, kind in kinds.items()
    ]


def _part(table: pd.DataFrame, name: str, kind: str, source: str) -> pd.DataFrame:
    known = table.loc[table[name].notna(), [*KEY, name]].rename(columns={name: "value"})
    return known.assign(kind=kind, source=source, value=known["value"].astype("float64"))


def memberships(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who contributes to which mission, and sends troops to which side of which conflict, by year.

    Parameters
    ----------
    tables : mapping
        By name: mission_contributors (mission, year, ccode, troops, by place), un_mission_contributors
        (mission, date, ccode, troops) and conflicts (conflict, year, side, type, ccode).

    Returns
    -------
    DataFrame
        source (geo_pko, ipi, ucdp), kind (mission, conflict), id, side (a, b; none of a mission), type (of a
        conflict; 0 of a mission), year, ccode, troops: by Geo-PKO the sum over places of what is known, by
        IPI the mean over the months with a row.
    """
    places, months, conflicts = (
        tables[name] for name in ("mission_contributors", "un_mission_contributors", "conflicts")
    )
    key = ["mission", "year", "ccode"]
    geo = places.groupby(key, as_index=False)["troops"].sum(min_count=1)
    dated = months.assign(year=months["date"].dt.year)
    ipi = dated.groupby(key, as_index=False)["troops"].mean()
    missions = [_missions(geo, "geo_pko"), _missions(ipi, "ipi")]
    sides = conflicts.assign(
        source="ucdp", kind="conflict", id=conflicts["conflict"].astype(str), troops=float("nan")
    )
    return pd.concat([*missions, sides.drop(columns="conflict")], ignore_index=True)


def _missions(rows: pd.DataFrame, source: Literal["geo_pko", "ipi"]) -> pd.DataFrame:
    named = rows.rename(columns={"mission": "id"})
    return named.assign(source=source, kind="mission", side="none", type=0)
