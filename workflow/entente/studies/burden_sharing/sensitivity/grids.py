"""The sensitivity table laid out: layers and what their ties do, and NATO."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from entente.burden.sources import SOURCES
from entente.core.switches import BASELINE
from entente.reporting.grid import Cell, Grid, Line, stars
from entente.studies.burden_sharing.layer_names import LAYERS
from entente.studies.burden_sharing.sensitivity.outcomes import ESTIMATED, NATO_YEARS, TIE_YEARS
from entente.studies.burden_sharing.who_carries_what import NATO, SOURCE_NAMES

#: What identifies a cell: quantity, year (0 of none) and source (empty of none).
Place = tuple[str, int, str]

#: Coefficients of ties, and what they are called.
COEFFICIENTS = {
    "degree_two_way": "γ, burdens",
    "triangles_two_way": "ψ, burdens",
    "degree_process": "γ, steps",
    "triangles_process": "ψ, steps",
    "democratic_allies": "democratic allies",
}

#: What is said of both tables.
COMMON = (
    "The baseline on top; below each variant, with one switch changed, its difference from it.  * p < .05, "
    "** p < .01.",
    "Shown are quantities that a switch is about.  Empty: a year that the layer does not have, or no "
    "estimate to be had.",
)


def layers_grid(table: pd.DataFrame, idle: Sequence[str]) -> Grid:
    """Lay out ties of layers and coefficients of ties, a section a layer, a variant's difference below it.

    ``idle`` are the variants that change nothing, in words.
    """
    columns: dict[Place, tuple[str, str]] = {("ties", year, ""): ("Ties", str(year)) for year in TIE_YEARS}
    for source in SOURCES:
        columns |= {
            (quantity, 0, source): (SOURCE_NAMES[source], words) for quantity, words in COEFFICIENTS.items()
        }
    notes = (
        *COMMON,
        "Burdens: log burdens with effects of states and years, triangles in hundreds; steps: the effort "
        "process, by exact likelihood, 1990 to 2006 unless the layer has fewer years; errors clustered on "
        "state.  γ is of degree, ψ of triangles.",
        "Ties of one UN mission and of interventions are no regressors of the study: here they are put in "
        "place of DCAs.  Of pacts or DCAs, and of DCAs of a sector, ties alone are told; measures of states "
        "are changed in regressions on DCAs.  Defence allies, a control of the effort process, are as "
        "configured in regressions on a layer that a switch of pacts alone leaves as it is.",
        *(f"Without any effect: {words}." for words in idle),
        "No data on general security agreements are public.",
    )
    sections = {LAYERS[layer]: table[table["layer"] == layer] for layer in _in_order(table)}
    title = "Ties, and what they do to burdens and effort, with one switch changed at a time"
    return _grid("sensitivity", "Sensitivity, a", title, columns, sections, notes)


def nato_grid(table: pd.DataFrame) -> Grid:
    """Lay out rank correlations and relative burdens in NATO."""
    columns: dict[Place, tuple[str, str]] = {
        (quantity, year, source): (f"{words}, {year}", SOURCE_NAMES[source])
        for quantity, words in (("rho", "GDP and burden"), ("relative_burden", "Largest member"))
        for year in NATO_YEARS
        for source in SOURCES
    }
    notes = (
        *COMMON,
        "Rank correlation of GDP and burden, p one-sided; relative burden: share in spending over share in "
        "benefits.  ATOP dates Poland, Hungary and the Czech Republic by the protocols of 1997.",
    )
    title = "NATO with one choice of measures changed at a time"
    sections = {"": table[table["layer"] == NATO]}
    return _grid("sensitivity_nato", "Sensitivity, b", title, columns, sections, notes)


#: How the parts of the table are laid out, by the names of their files.
SENSITIVITY_GRIDS: dict[str, Callable[[pd.DataFrame, Sequence[str]], Grid]] = {
    "sensitivity": layers_grid,
    "sensitivity_nato": lambda table, idle: nato_grid(table),
}


def _in_order(table: pd.DataFrame) -> list[str]:
    """Layers with estimates first, as the main one comes first."""
    there = set(table["layer"])
    return [layer for layer in dict.fromkeys([*ESTIMATED, *LAYERS]) if layer in there]


def _grid(
    name: str,
    heading: str,
    title: str,
    columns: Mapping[Place, tuple[str, str]],
    sections: Mapping[str, pd.DataFrame],
    notes: tuple[str, ...],
) -> Grid:
    return Grid(
        name=name,
        heading=heading,
        title=title,
        groups=tuple(group for group, _ in columns.values()),
        headers=tuple(header for _, header in columns.values()),
        sections=tuple(tuple(_lines(section, rows, columns)) for section, rows in sections.items()),
        notes=notes,
    )


def _lines(section: str, rows: pd.DataFrame, columns: Mapping[Place, tuple[str, str]]) -> list[Line]:
    lines = [Line(section, (Cell(),) * len(columns))] if section else []
    for variant, of_variant in rows.groupby("variant", sort=False):
        year, source = of_variant["year"].fillna(0), of_variant["source"].fillna("")
        places = zip(of_variant["quantity"], year, source, strict=True)
        found = dict(zip(places, of_variant.to_dict("records"), strict=True))
        first = of_variant.iloc[0]
        label = "As configured" if variant == BASELINE else f"{first['switch']}: {first['value']}"
        lines.append(Line(label, tuple(_cell(found.get(place)) for place in columns)))
        if variant != BASELINE:
            lines.append(Line("", tuple(_difference(found.get(place)) for place in columns)))
    return lines


def _cell(row: Mapping | None) -> Cell:
    if row is None or pd.isna(row["estimate"]):
        return Cell()
    return Cell(_text(row, row["estimate"], ""), stars(row["p"]))


def _difference(row: Mapping | None) -> Cell:
    if row is None or pd.isna(row["difference"]):
        return Cell()
    return Cell(f"({_text(row, row['difference'], '+')})")


def _text(row: Mapping, value: float, sign: str) -> str:
    form = f"{sign},.0f" if row["quantity"] == "ties" else f"{sign}.3f"
    return format(value, form).replace("-", "−")


def without_effect(variants: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Return the variants, with their notes, that have no row in the table, in words."""
    idle = variants[~variants["variant"].isin(table["variant"])]
    return [
        f"{row.switch}: {row.value}" + (f" ({row.note})" if row.note else "") for row in idle.itertuples()
    ]
