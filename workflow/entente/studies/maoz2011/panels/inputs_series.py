"""Yearly counts of what goes into the strategic reference groups and the model."""

from __future__ import annotations

import pandas as pd


def inputs_series(
    states: pd.DataFrame,
    dyads: pd.DataFrame,
    threats: pd.DataFrame,
    srg: pd.DataFrame,
) -> pd.DataFrame:
    """Return, for each year, undirected dyad counts of conflict and alliance, and the mean size of groups.

    Parameters
    ----------
    states, dyads, threats, srg : DataFrame
        The tables state_attributes, dyad_attributes, threats and srg.

    Returns
    -------
    DataFrame
        year, n (states), then numbers of dyads: mid1 (disputes in t), mid5 (disputes within the window),
        war10 (wars within the window), rivalry, threat, ally_any, ally_pact; srg_mean (mean size of the
        strategic reference groups, states).  The windows are those of the configuration, 5 and 10 years by
        default.
    """
    counts = states.groupby("year").size().to_frame("n")
    named = {
        "dispute": "mid1",
        "recent_dispute": "mid5",
        "recent_war": "war10",
        "rivalry": "rivalry",
        "threat": "threat",
    }
    counts = counts.join(threats.groupby("year")[list(named)].sum().rename(columns=named))
    counts = counts.join(dyads.groupby("year")[["ally_any", "ally_pact"]].sum())
    counts["srg_mean"] = srg.groupby("year").size().reindex(counts.index, fill_value=0) / counts["n"]
    # A year without any conflict has no row among the threats.
    return counts.fillna(0).reset_index()
