"""What the page on models of effort and ties tells, each number of a table that it links to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.judging.verdicts import CONTRADICTED, SUPPORTED
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES

#: Where a claim is looked for, by the last digit of its number.
PLACES = {"1": "by construction", "2": "in runs", "3": "on data"}

#: What forecasts of shares are called.
FORECASTS = {
    "commons": "contributions (chosen by fit)",
    "free_riding": "contributions, κ 0 and φ₀ 1 (chosen by fit)",
    "threat": "threat alone (chosen by fit)",
    "gdp": "shares in GDP",
    "last_year": "the year before",
}

GROUPS = {"nato": "NATO", "defence": "all, ties of defence", "dca": "all, DCAs"}

#: What was dropped or filled on the way to forecasts.
COUNTS = ("shares_counts", "needs_counts", "forecast_counts")


def models_values(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return what the template ``burden_sharing/models`` tells, of tables by their names."""
    scores = tables["share_scores"]
    judged = scores[scores["judged"]]
    steps = tables["system_responses"]
    effects = tables["system_effects"]
    of_formed = effects[effects["measure"] == "density"]
    beside = judged.pivot(index=["group", "source"], columns="forecast", values="total_variation")
    return {
        "matrix": matrix(tables["model_claims"]),
        "verdicts": verdicts(tables["model_claims"]),
        "held": holds(tables["model_claims"]),
        "beside": beside,
        "shares": judged.assign(
            source=judged["source"].map(SOURCE_NAMES),
            group=judged["group"].map(GROUPS),
            forecast=judged["forecast"].map(FORECASTS),
        ),
        "parameters": tables["commons_parameters"].assign(
            group=tables["commons_parameters"]["group"].map(GROUPS),
            source=tables["commons_parameters"]["source"].map(SOURCE_NAMES),
        ),
        "needs": tables["needs_scores"],
        "actors": _mean_forecasts(tables["actors_forecasts"]),
        "effects": _signs(effects),
        "steps": steps[
            (steps["topology"] == "random")
            & (steps["step"] > 0)
            & steps["measure"].isin(["total_effort", "exploitation", "density"])
        ],
        "restless": of_formed[of_formed["restless"] > 0],
        "systems": int(effects["runs"].max()),
        "counts": pd.concat([tables[f"{kind}_counts"] for kind in ("shares", "needs", "forecast")]).query(
            "rows > 0"
        ),
    }


def verdicts(claims: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim: what it is about, what it says, where it is looked for, and its verdict."""
    return claims.assign(where=claims["claim_id"].str[-1].map(PLACES))


def matrix(claims: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim: the verdicts on what it says in particular, by where that is looked for."""
    told = verdicts(claims)
    wide = told.groupby(["page", "where"], sort=False)["verdict"].agg(", ".join).unstack("where")
    wide = wide.reindex(columns=list(PLACES.values())).fillna("–")
    return wide.rename_axis("claim").reset_index()


def holds(claims: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Return how many claims are supported and contradicted, by where they are looked for."""
    told = verdicts(claims)
    return {
        place: (int((rows["verdict"] == SUPPORTED).sum()), int((rows["verdict"] == CONTRADICTED).sum()))
        for place, rows in told.groupby("where")
    }


def _mean_forecasts(forecasts: pd.DataFrame) -> pd.DataFrame:
    means = forecasts.drop(columns="year").groupby(["source", "forecast"]).mean(numeric_only=True)
    return means.reset_index().assign(source=lambda rows: rows["source"].map(SOURCE_NAMES))


def _signs(effects: pd.DataFrame) -> pd.DataFrame:
    """Return the effects of places on random networks, by design and values."""
    chosen = effects[effects["topology"] == "random"]
    wide = chosen.pivot_table(
        index=["rule_set", "design", "values"], columns="measure", values="mean", sort=False
    )
    columns = ["effect_degree", "effect_triangles", "effect_size", "exploitation", "total_effort"]
    return wide.reindex(columns=columns).reset_index()
