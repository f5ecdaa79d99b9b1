"""The panel of states and years: what each has, carries and faces within the years of the sources."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.systems.dyads import DYAD_YEAR, both_ways
from entente.systems.spells import expand_spells

KEY = ["year", "ccode"]

#: Contributions of which a source lists those who make some: others make none, within its years.
LISTED = {
    "ipi": ("un_troops", "un_police", "un_experts"),
    "ucdp": ("interventions_government", "interventions_opposition"),
    "sipri_arms": ("arms_sent", "arms_received"),
}


def cooperation_year(
    tables: Mapping[str, pd.DataFrame],
    contributions: pd.DataFrame,
    nato: pd.DataFrame,
    covered: Mapping[str, tuple[int, int]],
    years: range,
) -> pd.DataFrame:
    """Return the panel of states and years.

    Parameters
    ----------
    tables : mapping
        Tidy tables by name: states (year, ccode, abbreviation), economy (income, population),
        economy_gleditsch (gdp), capabilities (cinc), regimes (polity2, polyarchy), disputes, rivalries,
        contiguity, alliance_members, treaty_depth.
    contributions : DataFrame
        ccode, year, kind, value, source (:func:`entente.burden.contributions.contributions`).
    nato : DataFrame
        year, ccode of its members.
    covered : mapping
        First and last year of the sources: disputes, rivalries, contiguity, capabilities, alliance_members,
        and of the contributions ipi, ucdp, sipri_arms.
    years : range
        Years of the panel.

    Returns
    -------
    DataFrame
        A row for each member of the system and year, with the columns of the schema ``cooperation_year``.
    """
    states = tables["states"]
    panel = states.loc[states["year"].isin(years), [*KEY, "abbreviation"]].reset_index(drop=True)
    panel = _with_spending(panel, contributions)
    panel = _with_economy(panel, tables)
    panel = with_columns(panel, tables["regimes"][[*KEY, "polyarchy", "polity2"]])
    panel = _with_listed(panel, contributions, covered)
    panel = with_columns(panel, _kind(contributions, "us_troops", "troopdata", "us_troops"))
    panel = _with_rivals(panel, tables["rivalries"], covered)
    panel = _with_disputes(panel, tables["disputes"], covered["disputes"])
    panel = _with_neighbours(panel, tables["contiguity"], covered["contiguity"])
    panel = _with_depth(panel, tables, covered["alliance_members"][1])
    members = pd.MultiIndex.from_frame(nato[KEY])
    return panel.assign(nato=pd.MultiIndex.from_frame(panel[KEY]).isin(members)).drop(columns="gdp_gleditsch")


def with_columns(panel: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return states by year with the columns of a table of states by year, missing where it has no row."""
    return panel.merge(table, on=KEY, how="left", validate="one_to_one")


def _kind(contributions: pd.DataFrame, kind: str, source: str, name: str) -> pd.DataFrame:
    rows = contributions[(contributions["kind"] == kind) & (contributions["source"] == source)]
    return rows[[*KEY, "value"]].rename(columns={"value": name})


def _with_spending(panel: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    for name, kind, source in (
        ("burden_sipri", "share_of_gdp", "sipri"),
        ("burden_nato", "share_of_gdp", "nato"),
        ("expenditure_sipri", "expenditure", "sipri"),
        ("expenditure_nmc", "expenditure", "nmc"),
        ("personnel", "personnel", "nmc"),
    ):
        panel = with_columns(panel, _kind(contributions, kind, source, name))
    return panel


def _with_economy(panel: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """GDP is income × population: the simulated totals of the same source scatter by two fifths."""
    economy = tables["economy"].sort_values(["ccode", "year"])
    economy = economy.assign(gdp=economy["income"] * economy["population"])
    last_year = economy[["ccode", "year", "gdp"]].assign(year=economy["year"] + 1)
    before = economy[["ccode", "year"]].merge(last_year, on=["ccode", "year"], how="left")["gdp"].to_numpy()
    economy = economy.assign(growth=np.log(economy["gdp"].to_numpy() / before))
    panel = with_columns(panel, economy[[*KEY, "gdp", "income", "population", "growth"]])
    gleditsch = tables["economy_gleditsch"][[*KEY, "gdp"]].rename(columns={"gdp": "gdp_gleditsch"})
    panel = with_columns(with_columns(panel, gleditsch), tables["capabilities"][[*KEY, "cinc"]])
    millions = panel["expenditure_nmc"] / 1000
    burdens = {"burden_nmc": millions / panel["gdp"], "burden_nmc_real": millions / panel["gdp_gleditsch"]}
    return panel.assign(**burdens)


def _with_listed(
    panel: pd.DataFrame, contributions: pd.DataFrame, covered: Mapping[str, tuple[int, int]]
) -> pd.DataFrame:
    for source, kinds in LISTED.items():
        known = panel["year"].between(*covered[source])
        for kind in kinds:
            panel = with_columns(panel, _kind(contributions, kind, source, kind))
            panel[kind] = panel[kind].fillna(0.0).where(known)
    return panel


def rivals_by_year(rivalries: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode and rival, both directions of each rivalry and year once.

    ``rivalries`` has ccode1, ccode2, first_year and last_year.
    """
    years = expand_spells(rivalries, "first_year", "last_year")
    return both_ways(years[DYAD_YEAR], "ccode", "rival").drop_duplicates(ignore_index=True)


def _with_rivals(
    panel: pd.DataFrame, rivalries: pd.DataFrame, covered: Mapping[str, tuple[int, int]]
) -> pd.DataFrame:
    rivals = rivals_by_year(rivalries)
    others = panel[[*KEY, "expenditure_nmc"]].rename(columns={"ccode": "rival"})
    theirs = rivals.merge(others, on=["year", "rival"])
    counted = theirs.groupby(KEY, as_index=False).agg(
        rivals=("rival", "size"), rivals_expenditure=("expenditure_nmc", "sum")
    )
    panel = with_columns(panel, counted)
    known = panel["year"].between(*covered["rivalries"])
    spent = known & panel["year"].between(*covered["capabilities"])
    return panel.assign(
        rivals=panel["rivals"].fillna(0).where(known),
        rivals_expenditure=panel["rivals_expenditure"].fillna(0.0).where(spent),
    )


def _with_disputes(panel: pd.DataFrame, disputes: pd.DataFrame, covered: tuple[int, int]) -> pd.DataFrame:
    sides = [
        disputes[["dispute", "year", code]].set_axis(["dispute", *KEY], axis=1)
        for code in ("ccode1", "ccode2")
    ]
    each = pd.concat(sides).drop_duplicates()
    panel = with_columns(panel, each.groupby(KEY).size().rename("disputes").reset_index())
    return panel.assign(disputes=panel["disputes"].fillna(0).where(panel["year"].between(*covered)))


def _with_neighbours(panel: pd.DataFrame, contiguity: pd.DataFrame, covered: tuple[int, int]) -> pd.DataFrame:
    """Land neighbours that are members of the system, and the means of their burdens."""
    each = both_ways(contiguity.loc[contiguity["contiguity"] == 1, DYAD_YEAR], "ccode", "neighbour")
    others = panel[[*KEY, "burden_sipri", "burden_nmc"]].rename(columns={"ccode": "neighbour"})
    counted = (
        each.merge(others, on=["year", "neighbour"])
        .groupby(KEY, as_index=False)
        .agg(
            land_neighbours=("neighbour", "size"),
            neighbours_burden_sipri=("burden_sipri", "mean"),
            neighbours_burden_nmc=("burden_nmc", "mean"),
        )
    )
    panel = with_columns(panel, counted)
    known = panel["year"].between(*covered)
    return panel.assign(land_neighbours=panel["land_neighbours"].fillna(0).where(known))


def _with_depth(panel: pd.DataFrame, tables: Mapping[str, pd.DataFrame], last: int) -> pd.DataFrame:
    members = tables["alliance_members"].merge(tables["treaty_depth"][["atopid", "depth"]], on="atopid")
    spells = members.assign(
        first=members["entry"].dt.year, until=members["exit"].dt.year.fillna(last).astype(int)
    )
    years = expand_spells(spells[["ccode", "depth", "first", "until"]], "first", "until")
    deepest = years.groupby(KEY)["depth"].max().rename("alliance_depth").reset_index()
    return with_columns(panel, deepest)
