"""Who carries what in many groups and years: shares in burdens and benefits, and how unequal they are."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from entente.burden.known_members import known_members, un_personnel
from entente.burden.measures import (
    TOO_LOW,
    benefit_shares,
    broad_burdens,
    coverage_flag,
    hosted_troops,
    inequality,
    personnel_burdens,
    relative_to_year,
    shares,
)
from entente.burden.sources import SOURCES, WITH_REAL

#: Measures of a group.
MEASURES = ("dissimilarity", "gini", "herfindahl", "leaders_excess")


def inequality_of_groups(members: pd.DataFrame, sources: Iterable[str]) -> pd.DataFrame:
    """Return how unequal the burdens of every group and year are.

    Parameters
    ----------
    members : DataFrame
        As :func:`~entente.burden.known_members.known_members` takes it.
    sources : iterable of str

    Returns
    -------
    DataFrame
        group, year, source; members, known, how many have data (two at least), coverage, their share, and
        flag, how that is judged; ``MEASURES`` and the leader's ccode, missing where fewer than half have
        data, or nobody makes any effort.
    """
    rows = []
    for source in sources:
        for group, year, n, known in known_members(members, source, least=2):
            flag = coverage_flag(len(known) / n)
            measured = flag != TOO_LOW and known["effort"].sum() > 0
            found = vars(inequality(known["effort"], known["gdp"])) if measured else {}
            about = {"group": group, "year": year, "source": source, "members": n, "known": len(known)}
            values = {name: found.get(name, math.nan) for name in MEASURES}
            leader = found.get("leader", math.nan)
            rows.append({**about, "coverage": len(known) / n, "flag": flag, **values, "leader": leader})
    return pd.DataFrame(rows)


def burdens_of_members(members: pd.DataFrame, sources: Iterable[str]) -> pd.DataFrame:
    """Return what each member of a group carries and gets, by year and source.

    Parameters
    ----------
    members : DataFrame
        As :func:`~entente.burden.known_members.known_members` takes it; with a column ``exposed_border``,
        benefits with its share are there too.
    sources : iterable of str

    Returns
    -------
    DataFrame
        group, year, source, ccode; gdp, burden, and rank of the burden, 1 the largest; burden_share;
        benefit_share, the mean of shares in GDP and population, benefit_share_gdp of GDP alone,
        benefit_share_border with exposed borders; relative_burden, the first over the second, and
        relative_burden_gdp; n, members, coverage and flag. Shares are in the sum over members with data, whom
        those without population are not among.
    """
    tables = []
    for source in sources:
        for group, year, n, every in known_members(members, source, least=2):
            known = every.dropna(subset="population")
            if len(known) < 2 or not known["effort"].sum() > 0:
                continue
            coverage = len(known) / n
            about = {"group": group, "year": year, "source": source, "n": len(known), "members": n}
            about |= {"coverage": coverage, "flag": coverage_flag(coverage)}
            tables.append(_shares_of(known).assign(**about))
    return pd.concat(tables).reset_index()


def _shares_of(known: pd.DataFrame) -> pd.DataFrame:
    """Return the burdens of members with data, and their shares in burdens and benefits."""
    found = known[["gdp", "burden"]].assign(
        rank=known["burden"].rank(ascending=False), burden_share=shares(known["effort"])
    )
    bordered = known["exposed_border"].notna().all()
    benefits = {
        "": benefit_shares(known["gdp"], known["population"]),
        "_gdp": benefit_shares(known["gdp"]),
        "_border": benefit_shares(known["gdp"], known["population"], known["exposed_border"])
        if bordered
        else math.nan,
    }
    for suffix, share in benefits.items():
        found[f"benefit_share{suffix}"] = share
        found[f"relative_burden{suffix}"] = found["burden_share"] / share
    return found


def burdens_of_states(states: pd.DataFrame) -> pd.DataFrame:
    """Return burdens of states that are no spending alone, and spending as it compares within a year.

    Parameters
    ----------
    states : DataFrame
        A row a state and year: year, ccode, gdp (millions), population (millions), burden_sipri, burden_nmc,
        burden_nmc_real, un_troops, un_police, un_experts, us_troops, interventions_government and
        interventions_opposition, missing where they are not known.

    Returns
    -------
    DataFrame
        year, ccode; ``log_<source>``, log burden less the mean of its year, of burdens above 0; un_burden, UN
        personnel per million of GDP; hosted_troops of the United States per 1,000 inhabitants; broad_sipri
        and broad_nmc, mean ranks in the year of spending by either source, UN personnel per GDP and
        interventions.
    """
    found = states[["year", "ccode"]].copy()
    for source in WITH_REAL:
        known = states[states[f"burden_{source}"] > 0]
        found[f"log_{source}"] = relative_to_year(known[f"burden_{source}"], known["year"])
    personnel = un_personnel(states)
    sent = personnel.notna() & states["gdp"].notna()
    found["un_burden"] = personnel_burdens(personnel[sent], states.loc[sent, "gdp"])
    hosts = states[states["us_troops"].notna() & states["population"].notna()]
    found["hosted_troops"] = hosted_troops(hosts["us_troops"], hosts["population"])
    interventions = states["interventions_government"] + states["interventions_opposition"]
    for source in SOURCES:
        kinds = pd.DataFrame(
            {
                "spending": states[f"burden_{source}"],
                "personnel": found["un_burden"],
                "interventions": interventions.astype("Float64").to_numpy(float, na_value=math.nan),
            }
        )
        ranks = [broad_burdens(of_year) for _, of_year in kinds.groupby(states["year"])]
        found[f"broad_{source}"] = pd.concat(ranks)
    return found
