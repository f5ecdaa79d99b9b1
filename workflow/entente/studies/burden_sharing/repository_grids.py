"""Tables of what the repository holds, as they are laid out."""

from __future__ import annotations

import pandas as pd

from entente.reporting.grid import Grid
from entente.reporting.laid_out import Shown, table_grid
from entente.studies.burden_sharing.layer_names import LAYERS

#: What each table of ties says below it.
NO_GSA = "No data on general security agreements are public."

#: What each table by decade says below it.
OUTSIDE = "An empty cell is outside the years of the sources: no data, not no ties."


def layer_coverage_grid(coverage: pd.DataFrame) -> Grid:
    """Lay out table layer_coverage: a section a layer, a line a decade."""
    shown = {
        "span": Shown("Years"),
        "ties": Shown("Ties a year", ",.0f"),
        "states": Shown("States a year", ".0f"),
        "pairs": Shown("Pairs ever tied", ",.0f"),
        "tied": Shown("States with a tie, %", ".0f"),
    }
    told = coverage.assign(span=span_text(coverage), tied=100 * coverage["tied"])
    notes = [
        "Means of the years that a decade has; pairs are counted once a decade; the share is of state-years.",
        OUTSIDE,
        NO_GSA,
    ]
    title = "Layers of cooperation between states of the system, by decade"
    return table_grid("layer_coverage", "Repository, a", title, _by_layer(told), shown, notes)


def contribution_coverage_grid(coverage: pd.DataFrame) -> Grid:
    """Lay out table contribution_coverage: a line a contribution, columns of decades."""
    shares = coverage.assign(known=100 * coverage["known"], contributing=100 * coverage["contributing"])
    names = list(dict.fromkeys(coverage["words"]))
    sections = {}
    for value, said in (
        ("known", "State-years with a figure, 0 among them, %"),
        ("contributing", "State-years with a figure above 0, %"),
    ):
        sections[said] = shares.pivot(index="words", columns="decade", values=value).loc[names]
    shown = {decade: Shown(f"{decade}s", ".0f") for decade in sorted(set(coverage["decade"]))}
    notes = [
        "Of members of the system, in the years of a decade from the first to the last with a figure.",
        "Sources of UN personnel, interventions and arms list those who contribute; others count as 0 in "
        "their years.",
        "An empty cell is outside the years of the source: no data, not no contribution.",
    ]
    title = "Contributions of states: how many are known, by decade"
    return table_grid("contribution_coverage", "Repository, b", title, sections, shown, notes)


def layer_series_grid(series: pd.DataFrame) -> Grid:
    """Lay out table layer_series: means of decades, a section a layer."""
    decades = series.assign(decade=series["year"] // 10 * 10).groupby(["layer", "decade"])
    means = decades.mean(numeric_only=True).drop(columns="year")
    means = means.join(decades["year"].agg(first="min", last="max")).reset_index()
    shown = {
        "span": Shown("Years"),
        "states": Shown("States", ".0f"),
        "ties": Shown("Ties", ",.0f"),
        "density": Shown("Density", ".3f"),
        "mean_degree": Shown("Mean degree"),
        "isolates": Shown("Isolates, share"),
        "transitivity": Shown("global", group="Clustering"),
        "clustering": Shown("mean local", group="Clustering"),
        "centralization": Shown("Centralization"),
        "triangles_degree": Shown("Triangles with degree, r"),
    }
    notes = [
        "Means over the years of a decade that have the measure, of the layer's own years alone.",
        "Global clustering is the share of two-paths that are closed, local clustering that of pairs of a "
        "state's partners that are tied, 0 of states with one partner, without isolates; centralization is "
        "that of degrees (Freeman 1979).",
        NO_GSA,
    ]
    sections = _by_layer(means.assign(span=span_text(means)))
    title = "Layers of cooperation as networks, means of decades"
    return table_grid("layer_series", "Repository, c", title, sections, shown, notes)


def degree_triangles_grid(found: pd.DataFrame) -> Grid:
    """Lay out table degree_triangles: a line a layer."""
    shown = {
        "span": Shown("Years"),
        "n": Shown("State-years", ",.0f"),
        "correlation": Shown("Pearson's", group="All state-years"),
        "rank_correlation": Shown("Spearman's", group="All state-years"),
        "yearly": Shown("mean", group="Pearson's by year"),
        "least": Shown("least", group="Pearson's by year"),
        "greatest": Shown("greatest", group="Pearson's by year"),
    }
    rows = found.assign(span=span_text(found)).set_index("layer").reindex(_there(found)).rename(index=LAYERS)
    notes = [
        "Who has partners that are tied to each other is who has many partners: direct and indirect effects "
        "of ties separate poorly.",
        NO_GSA,
    ]
    title = "Correlation of triangles with degree"
    return table_grid("degree_triangles", "Repository, d", title, {"": rows}, shown, notes)


def _there(table: pd.DataFrame) -> list[str]:
    """The layers that a table has, in the order in which they are shown."""
    return [layer for layer in LAYERS if layer in set(table["layer"])]


def _by_layer(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows of decades by the names of layers."""
    labelled = table.set_index(table["decade"].astype(str) + "s")
    return {LAYERS[layer]: labelled[labelled["layer"] == layer] for layer in _there(table)}


def span_text(table: pd.DataFrame) -> pd.Series:
    """Return first and last years of rows as a text, missing where they are."""
    first, last = (table[name].astype("Int64").astype("string") for name in ("first", "last"))
    return first.where(first == last, first + "–" + last)
