"""Shares in spending, forecast by contributions to a public good and by what is simpler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.burden.rule_sets.security_weights import Fit, contributions, fit_contributions
from entente.burden.rule_sets.share_forecasts import share_scores
from entente.burden.rule_sets.situation import Situation
from entente.burden.rule_sets.topologies import complete
from entente.studies.burden_sharing.rule_sets.history import History

#: Sources of spending.
SOURCES = ("sipri", "nmc")

#: Groups whose spending is shared, with the layer of their ties, and the group whose parameters they have:
#: defence cooperation agreements begin in the last year by which parameters are chosen.
GROUPS = {"nato": ("defence", "nato"), "defence": ("defence", "defence"), "dca": ("dca", "defence")}

#: Forecasts whose parameters are chosen by fit, with those that are not: contributions with all parameters;
#: with partners' effort as good as own, no closure and no treaty; and with no ties at all, threat alone.
FITTED = {
    "commons": {},
    "free_riding": {"phi0": 1.0, "phi1": 0.0, "floor": 0.0},
    "threat": {"phi0": 0.0, "phi1": 0.0, "floor": 0.0},
}

#: Forecasts that have no parameters: shares in GDP, and the spending of the year before.
SIMPLE = ("gdp", "last_year")

#: How forecasts are scored.
SCORES = ("total_variation", "rmse_log", "none_forecast", "rank_correlation")

#: A year with fewer members whose spending is known in it and the year before is left out.
FEWEST = 5


@dataclass(frozen=True)
class GroupYear:
    """A group in a year, and the effort of each of its states then and in the year before, NaN if unknown."""

    situation: Situation
    effort: np.ndarray
    before: np.ndarray


def group_years(history: History, group: str, source: str, years: range) -> list[GroupYear]:
    """Return the years of a group that have enough members with spending in two years in a row."""
    layer, _ = GROUPS[group]
    found = []
    for year in years:
        if not history.covers(layer, year) or not history.spending_is_known(year, source):
            continue
        situation = history.situation(year, layer, source)
        if group == "nato":
            situation = situation.restricted(np.isin(situation.labels, history.members_of("nato", year)))
            situation = situation.changed(network=complete(situation.n))
        before = history.spending(year - 1, source).reindex(situation.labels).to_numpy("float64")
        effort = situation.effort * situation.resources
        if (np.isfinite(before) & np.isfinite(effort) & (effort > 0)).sum() >= FEWEST:
            found.append(GroupYear(situation, effort, before))
    return found


def fits(history: History, years: range, seed: int, generations: int = 60) -> dict[tuple[str, str, str], Fit]:
    """Return the parameters chosen on some years, by group, source and forecast."""
    found = {}
    for group in dict.fromkeys(fitted_as for _, fitted_as in GROUPS.values()):
        for source in SOURCES:
            situations = [of_year.situation for of_year in group_years(history, group, source, years)]
            for name, fixed in FITTED.items():
                found[group, source, name] = fit_contributions(situations, fixed, seed, generations)
    return found


def parameters_table(chosen: dict[tuple[str, str, str], Fit], years: range) -> pd.DataFrame:
    """Return table commons_parameters: what was chosen by fit, and on what."""
    rows = [
        {
            "group": group,
            "source": source,
            "forecast": name,
            "first": years[0],
            "last": years[-1],
            "years": fit.situations,
            **fit.parameters,
            "total_variation": fit.total_variation,
            "other_search": fit.other_search,
            "chosen": ", ".join(fit.chosen),
            "at_limit": ", ".join(fit.at_limit) or None,
        }
        for (group, source, name), fit in chosen.items()
    ]
    return pd.DataFrame(rows)


def share_forecasts(
    history: History, chosen: dict[tuple[str, str, str], Fit], years: range, judged_from: int
) -> pd.DataFrame:
    """Return table share_forecasts: a row a group, source and year, with the scores of each forecast."""
    rows = []
    for group, (_, fitted_as) in GROUPS.items():
        for source in SOURCES:
            for of_year in group_years(history, group, source, years):
                fitted = {name: chosen[fitted_as, source, name].parameters for name in FITTED}
                rows.append({"group": group, "source": source, **_scored(of_year, fitted, judged_from)})
    return pd.DataFrame(rows)


def forecast_shares(of_year: GroupYear, parameters: dict[str, dict[str, float]]) -> pd.DataFrame:
    """Return effort observed and forecast, by state, of those whose spending is known in both years."""
    situation = of_year.situation
    found = {"observed": of_year.effort, "gdp": situation.resources, "last_year": of_year.before}
    found |= {name: contributions(situation, chosen) for name, chosen in parameters.items()}
    table = pd.DataFrame(found, index=situation.labels)
    known = np.isfinite(of_year.effort) & (of_year.effort > 0) & np.isfinite(of_year.before)
    return table[known]


def _scored(
    of_year: GroupYear, parameters: dict[str, dict[str, float]], judged_from: int
) -> dict[str, object]:
    table, year = forecast_shares(of_year, parameters), of_year.situation.year
    row = {
        "year": year,
        "judged": year >= judged_from,
        "members": of_year.situation.n,
        "known": len(table),
    }
    for name in (*FITTED, *SIMPLE):
        scores = share_scores(table["observed"], table[name], table["gdp"])
        row |= {f"{score}_{name}": scores[score] for score in SCORES}
    return row


def scores_table(forecasts: pd.DataFrame) -> pd.DataFrame:
    """Return table share_scores: means over the years that chose the parameters, and over those after."""
    rows = []
    names: Sequence[str] = (*FITTED, *SIMPLE)
    for (group, source, judged), part in forecasts.groupby(["group", "source", "judged"]):
        span = {"group": group, "source": source, "judged": judged, "years": len(part)}
        span |= {"first": part["year"].min(), "last": part["year"].max()}
        for name in names:
            means = {score: part[f"{score}_{name}"].mean() for score in SCORES}
            rows.append({**span, "forecast": name, **means})
    return pd.DataFrame(rows)


def forecast_rows(
    history: History, chosen: dict[tuple[str, str, str], Fit], years: Sequence[int]
) -> pd.DataFrame:
    """Return table shares_shown: NATO's shares observed and forecast, a row a source, year and member."""
    parts = []
    for source in SOURCES:
        fitted = {name: chosen["nato", source, name].parameters for name in FITTED}
        for year in years:
            for of_year in group_years(history, "nato", source, range(year, year + 1)):
                effort = forecast_shares(of_year, fitted)
                shares = (effort / effort.sum()).rename_axis("ccode").reset_index()
                parts.append(shares.assign(source=source, year=year))
    return pd.concat(parts, ignore_index=True)
