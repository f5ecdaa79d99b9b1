"""Results of all regressions as one tidy table, and what of determinants and consequences is no regression.

Columns are table, column, term, estimate, se, statistic, p and n: of a coefficient, or of a statistic of the
regression, which has a value alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from entente.burden.alliance_panels import BY_DEPOSIT
from entente.burden.growth_responses import adversary_lead, growth_response
from entente.burden.network_terms import adjacency
from entente.burden.pooling import partially_pooled
from entente.burden.sources import SOURCES
from entente.burden.vulnerability import shares_vulnerable
from entente.burden.weight_responses import weight_responses
from entente.core.errors import BurdenInputError
from entente.regressions.store import Key, StoredRegression
from entente.regressions.variances import PRINTED
from entente.reporting.printed_numbers import PrintedNumber
from entente.reporting.table_specification import TableSpecification

COLUMNS = ["table", "column", "term", "estimate", "se", "statistic", "p", "n"]

#: The leader and the adversary of growth responses, and their years.
LEADER, ADVERSARY, RESPONDED = 2, 365, range(1956, 1989)

#: Statistics of regressions that stand beside coefficients; of others, what their names open with.
BESIDE = (
    "nickell_order condition_number first_stage_f first_stage_partial_r2 weak_instruments isolates "
    "overidentification_p events overlap events_per_term n_states n_alliances mean_rate log_likelihood "
    "roc_area"
).split()
BESIDE_OF_TERM = ("variance_inflation_", "penalised_likelihood_ratio_p_")

#: Advantages of the defender, of vulnerability.
GAMMAS = (1, 2, 3, 5)


def coefficient_rows(
    tables: Iterable[TableSpecification], results: Mapping[Key, StoredRegression]
) -> pd.DataFrame:
    """Return the coefficients of tables of regressions under each variance, and statistics beside them.

    ``column`` is the regression's name, with the variance behind a colon where it is not the printed one.
    """
    parts = []
    for table in tables:
        for model in dict.fromkeys(column.model for column in table.columns):
            found = results[model, ""]
            parts += [_coefficients(found, variance) for variance in (PRINTED, *found.variances)]
            parts.append(_statistics(found))
            names = [model, *(f"{model}:{variance}" for variance in found.variances), model]
            for part, name in zip(parts[-len(names) :], names, strict=True):
                part.insert(0, "table", table.name)
                part.insert(1, "column", name)
    return pd.concat([part for part in parts if len(part)], ignore_index=True)[COLUMNS]


def _coefficients(found: StoredRegression, variance: str) -> pd.DataFrame:
    if not found.estimated:
        return pd.DataFrame(columns=COLUMNS[2:])
    rows = found.coefficients.loc[variance]
    rows = rows[~rows.index.str.fullmatch(r"year_\d{4}")]
    return pd.DataFrame(
        {
            "term": rows.index,
            "estimate": rows["estimate"].to_numpy(),
            "se": rows["std_error"].to_numpy(),
            "statistic": rows["statistic"].to_numpy(),
            "p": rows["p_value"].to_numpy(),
            "n": found.statistics.get("n", np.nan),
        }
    )


def _statistics(found: StoredRegression) -> pd.DataFrame:
    kept = {
        name: value
        for name, value in found.statistics.items()
        if name in BESIDE or name.startswith(BESIDE_OF_TERM)
    }
    rows = pd.DataFrame({"term": list(kept), "estimate": list(kept.values())})
    return rows.assign(se=np.nan, statistic=np.nan, p=np.nan, n=found.statistics.get("n", np.nan))


def printed_rows(printed: Iterable[PrintedNumber], table: str) -> pd.DataFrame:
    """Return printed coefficients of a table, ``printed:<model>`` their column."""
    rows = [
        {
            "column": f"printed:{number.place[2]}",
            "term": number.term,
            "estimate": number.estimate,
            "se": number.std_error,
            "statistic": number.estimate / number.std_error,
        }
        for number in printed
        if number.place[0] == table
    ]
    return pd.DataFrame(rows).assign(table=table).reindex(columns=COLUMNS)


def growth_responses(states: pd.DataFrame, years: Iterable[int] = RESPONDED) -> pd.DataFrame:
    """Return NATO allies' responses to the growth of the leader's spending, and how they go with GDP.

    ``states`` has year, ccode, nato, gdp, expenditure_sipri and expenditure_nmc.  The adversary's lead is by
    NMC, whichever the source, because SIPRI has no figures for the Soviet Union.  Allies of whom there are
    too few years have a row with the number of these and no estimate; ``allies_left_out`` counts them.
    """
    years = list(years)
    logs = {source: _growth(states, source) for source in SOURCES}
    lead = adversary_lead(logs["nmc"][ADVERSARY], logs["nmc"][LEADER]).reindex(years)
    there = states[states["nato"] & states["year"].isin(years)]
    allies = sorted(set(there["ccode"]) - {LEADER})
    size = there.groupby("ccode")["gdp"].mean()
    parts = []
    for source in SOURCES:
        leader, responses = logs[source][LEADER].reindex(years), {}
        for ally in allies:
            own = logs[source].reindex(columns=[ally])[ally].where(_member(there, ally, years)).reindex(years)
            found = _response(own, leader, lead)
            parts.append(found.assign(column=f"{source}:{ally}"))
            responses[ally] = found.loc[found["term"] == "leader", "estimate"].item()
        known = pd.Series(responses).dropna()
        of_size = spearmanr(known, size[known.index])
        rank = {"term": "rank_correlation_with_gdp", "estimate": of_size.statistic, "p": of_size.pvalue}
        left_out = {"term": "allies_left_out", "estimate": len(allies) - len(known)}
        parts.append(pd.DataFrame([rank, left_out]).assign(n=[len(known), len(allies)], column=source))
    return pd.concat(parts).assign(table="growth_responses").reindex(columns=COLUMNS)


def _response(own: pd.Series, leader: pd.Series, lead: pd.Series) -> pd.DataFrame:
    """Return the terms of one ally's response; the leader's without an estimate where there is none."""
    try:
        found = growth_response(own, leader, lead)
    except BurdenInputError:
        years = pd.concat([own, leader, lead], axis=1).dropna()
        return pd.DataFrame({"term": ["leader"], "estimate": [np.nan], "n": [len(years)]})
    below = found.loc[found["term"] == "leader"].assign(
        term="leader_below_1",
        statistic=lambda row: (row["estimate"] - 1) / row["se"],
        p=lambda row: row["free_riding_p"],
    )
    return pd.concat([found, below])


def _growth(states: pd.DataFrame, source: str) -> pd.DataFrame:
    """Growth of log spending since the year before, by year and state; a figure of 0 has no logarithm."""
    spent = states.pivot(index="year", columns="ccode", values=f"expenditure_{source}")
    return np.log(spent.where(spent > 0)).diff()


def _member(there: pd.DataFrame, ally: int, years: list[int]) -> pd.Series:
    """Whether an ally belongs to the alliance in each year."""
    return pd.Series(True, index=there.loc[there["ccode"] == ally, "year"]).reindex(years).notna()


def pooled_responses(members: pd.DataFrame, states: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how growth of spending goes with the share in an alliance's GDP: together, and by alliance.

    ``members`` has group, year, ccode and share_gdp, ``states`` year, ccode and expenditure by source.
    """
    # NATO is among ATOP's alliances: by deposit of accession it would be there once more.
    members = members[members["group"] != BY_DEPOSIT]
    before = members[["group", "year", "ccode", "share_gdp"]].assign(year=members["year"] + 1)
    summary, each = [], []
    for source in SOURCES:
        growth = _growth(states, source).stack().rename("growth").reset_index()
        rows = before.merge(growth, on=["year", "ccode"], how="left").rename(columns={"share_gdp": "share"})
        found = weight_responses(rows)
        pooled = partially_pooled(found["estimate"], found["se"])
        away = pooled.effects["pooled"] / pooled.effects["pooled_se"]
        values = {
            "mean": (pooled.mean, pooled.se),
            "spread": (pooled.spread, np.nan),
            "alliances_above_0": (int((away > 1.96).sum()), np.nan),
            "alliances_below_0": (int((away < -1.96).sum()), np.nan),
            "alliances_left_out": (rows["group"].nunique() - len(found), np.nan),
        }
        part = pd.DataFrame.from_dict(values, orient="index", columns=["estimate", "se"])
        part = part.rename_axis("term").reset_index().assign(column=source, n=len(found))
        part["statistic"] = part["estimate"] / part["se"]
        part["p"] = _normal_p(part["statistic"])
        summary.append(part)
        effects = pooled.effects.join(found["n"]).rename_axis("group").reset_index()
        each.append(effects.assign(source=source))
    joined = pd.concat(summary).assign(table="weight_responses").reindex(columns=COLUMNS)
    return joined, pd.concat(each)[["group", "source", "estimate", "se", "pooled", "pooled_se", "n"]]


def _normal_p(statistic: pd.Series) -> np.ndarray:
    from scipy.stats import norm

    return 2 * norm.sf(statistic.abs())


def vulnerability_by_year(states: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the share of states that are vulnerable by Jackson and Nei: year, gamma, states, share.

    ``states`` has year, ccode and cinc (those without are left out), ``ties`` year, ccode1, ccode2.
    """
    rows = []
    for year, of in states.dropna(subset="cinc").groupby("year"):
        of = of.sort_values("ccode")
        codes = of["ccode"].to_numpy()
        pairs = ties[ties["year"] == year]
        if pairs.empty:
            continue
        among = pairs[["ccode1", "ccode2"]].isin(codes).all(axis=1)
        network = adjacency(pairs[among], codes)
        shares = shares_vulnerable(of["cinc"].to_numpy("float64"), network, GAMMAS)
        rows += [(year, gamma, len(codes), share) for gamma, share in zip(GAMMAS, shares, strict=True)]
    return pd.DataFrame(rows, columns=["year", "gamma", "states", "share"])


def survival_by_tercile(alliances: pd.DataFrame) -> pd.DataFrame:
    """Return the survival of alliances by age and tercile of dissimilarity of the year before.

    ``alliances`` has alliance, year, age, ended and dissimilarity by source.  An alliance counts in the
    tercile in which it is each year; survival is the product of 1 − ends / alliances at risk over ages from
    1 on (Kaplan and Meier; terciles that change, Simon and Makuch 1984).  Returned are source, tercile (1
    least unequal), age, at_risk, ends, survival.
    """
    parts = []
    for source in SOURCES:
        before = alliances[["alliance", "year", f"dissimilarity_{source}"]].dropna()
        before = before.assign(year=before["year"] + 1)
        rows = alliances[["alliance", "year", "age", "ended"]].merge(before, on=["alliance", "year"])
        rows = rows[rows["age"] >= 1]
        tercile = pd.qcut(rows[f"dissimilarity_{source}"], 3, labels=False) + 1
        grouped = rows.groupby([tercile.rename("tercile"), "age"])["ended"]
        table = grouped.agg(at_risk="size", ends="sum").reset_index()
        kept = 1 - table["ends"] / table["at_risk"]
        table["survival"] = kept.groupby(table["tercile"]).cumprod()
        parts.append(table.assign(source=source))
    return pd.concat(parts, ignore_index=True)[["source", "tercile", "age", "at_risk", "ends", "survival"]]
