"""Counts of visits."""

import pandas as pd


def visitor_years(visits, least):
    """Return the panel of state-years, of states that visited at least so often in all."""
    made = visits.groupby(["year", "visitor"]).size()
    received = visits.groupby(["year", "host"]).size()
    in_all = made.groupby("visitor").sum()
    years = range(visits["year"].min(), visits["year"].max() + 1)
    index = pd.MultiIndex.from_product([years, in_all.index[in_all >= least]], names=["year", "ccode"])
    panel = pd.DataFrame({"visits": made.reindex(index, fill_value=0)})
    panel["received"] = received.reindex(index, fill_value=0)
    panel = panel.reset_index()
    visited = panel["year"].where(panel["visits"] > 0)
    before = visited.groupby(panel["ccode"]).ffill().groupby(panel["ccode"]).shift()
    return panel.assign(years_since=panel["year"] - before)
