"""Tables of determinants that are no regressions of a declared file, as they are laid out."""

from __future__ import annotations

import pandas as pd

from entente.burden.sources import SOURCES
from entente.reporting.grid import Grid
from entente.reporting.laid_out import Shown, table_grid
from entente.studies.burden_sharing.repository_grids import NO_GSA
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES

#: What the terms of responses to weight are, in the order of the table.
WEIGHT_TERMS = {
    "mean": "Mean response",
    "spread": "Standard deviation over alliances",
    "alliances_above_0": "Alliances above 0, by the 95 % interval",
    "alliances_below_0": "Alliances below 0, by the 95 % interval",
    "alliances_left_out": "Alliances left out",
}


def growth_responses_grid(determinants: pd.DataFrame, burdens: pd.DataFrame) -> Grid:
    """Lay out growth responses of table determinants: a line an ally; table nato_burdens has their names."""
    rows = determinants[determinants["table"] == "growth_responses"]
    named = rows["column"].str.split(":", expand=True)
    rows = rows.assign(source=named[0], ccode=pd.to_numeric(named[1]))
    names = burdens.drop_duplicates("ccode").set_index("ccode")["abbreviation"]
    of_allies = rows.dropna(subset="ccode").set_index("ccode").rename(index=names)
    together = rows[rows["term"] == "rank_correlation_with_gdp"].assign(label="Rank correlation with GDP")
    shown, parts, below = {}, {}, {}
    for source in SOURCES:
        name = SOURCE_NAMES[source]
        of_source = of_allies[of_allies["source"] == source]
        response = of_source[of_source["term"] == "leader"]
        tested = of_source[of_source["term"] == "leader_below_1"]
        whole = together[together["source"] == source].set_index("label")
        columns = (
            ("estimate", Shown("response", group=name), response["estimate"]),
            ("se", Shown("s.e.", group=name), response["se"]),
            ("p", Shown("p", ".3f", name), tested["p"]),
            ("n", Shown("n", ".0f", name), response["n"]),
        )
        for column, how, values in columns:
            shown[source, column] = how
            parts[source, column], below[source, column] = values, whole[column]
    sections = {"": pd.DataFrame(parts).sort_index(), "All allies": pd.DataFrame(below)}
    notes = [
        "Growth of an ally's spending on that of the United States and on the Soviet lead in growth, by NMC, "
        "1956 to 1988; least squares, one regression an ally.  An ally rides free whose response is below 1: "
        "p is one-sided; that of the rank correlation is two-sided, n allies.  Empty: fewer than ten years.",
        "NMC's dollars are nominal on both sides.",
        NO_GSA,
    ]
    title = "Growth of NATO allies' spending with that of the United States"
    return table_grid("growth_responses", "Determinants, e", title, sections, shown, notes)


def weight_responses_grid(determinants: pd.DataFrame) -> Grid:
    """Lay out responses to weight of table determinants, those of all alliances together."""
    rows = determinants[determinants["table"] == "weight_responses"]
    shown, parts = {}, {}
    for source in SOURCES:
        of_source = rows[rows["column"] == source].set_index("term")
        for column, header, form in (("estimate", "value", "g"), ("se", "s.e.", ".4f"), ("p", "p", ".3f")):
            shown[source, column] = Shown(header, form, SOURCE_NAMES[source])
            parts[source, column] = of_source[column].round(4)
        parts[source, "n"] = of_source["n"]
        shown[source, "n"] = Shown("alliances", ".0f", SOURCE_NAMES[source])
    table = pd.DataFrame(parts).reindex(list(WEIGHT_TERMS)).rename(index=WEIGHT_TERMS)
    notes = [
        "Growth of spending, less the mean of all states in the year, on the share in the alliance's GDP the "
        "year before, alliance by alliance, partially pooled; of alliances with twenty rows of two members "
        "or more.",
        "Below 0 the spending of members with a smaller share grows by more.",
        NO_GSA,
    ]
    title = "Growth of spending by weight in the alliance"
    return table_grid("weight_responses", "Determinants, f′", title, {"": table}, shown, notes)
