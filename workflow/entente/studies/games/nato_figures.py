"""Figures of NATO: the map of its members by wave of accession, and their number over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from pyproj import Transformer

from entente.core.errors import ConfigurationError
from entente.games.nato import accession_spells, borders_on, members, waves
from entente.reporting.figure_style import GREY, INK, PALE, STYLE

#: Equal areas about the middle of Europe, in km.
PROJECTION = "+proj=laea +lat_0=53 +lon_0=12 +units=km +datum=WGS84"

#: Europe's extent there: west, east, south, north.
EXTENT = (-2650.0, 2650.0, -2050.0, 2250.0)

#: What is projected, in degrees: the rest of the world lies far off, and its other side nowhere.
WEST, EAST, SOUTH, NORTH = -60.0, 100.0, 5.0, 89.0

#: Vertices nearer than this, in km, are one: a tenth of a millimetre in print.
GRID = 8.0

#: How far beyond the extent outlines are drawn, in km.
FRAME = 100.0

#: Members that Europe's extent does not show.
BEYOND = {2: "the United States", 20: "Canada"}

#: Waves from dark to light: told apart in grey, too.
WAVE_COLORS = mpl.colormaps["YlGnBu_r"]
LAND = "#f3f1ec"


def wave_names(accessions: pd.DataFrame, last_years: Mapping[str, int]) -> pd.Series:
    """Return the name of each state's wave, by ccode; ``last_years`` are of the waves, in their order.

    ConfigurationError is raised if a state joined after the last.
    """
    year, names, ends = waves(accessions), list(last_years), list(last_years.values())
    if len(late := year[year > ends[-1]]):
        raise ConfigurationError(
            f"The waves of accession end in {ends[-1]}, but states joined in {late.max()}.",
            "Add a wave, or let the last one end later.",
        )
    return year.map(lambda joined: names[np.searchsorted(ends, joined)])


def nato_map(
    borders: pd.DataFrame, accessions: pd.DataFrame, years: Sequence[int], last_years: Mapping[str, int]
) -> Figure:
    """Draw the members on 31 December of some years by their wave, a panel a year.

    Borders are those of the day, or the last that are known, which a panel says.  ``last_years`` are as
    :func:`wave_names` takes them.
    """
    named = wave_names(accessions, last_years)
    shown = [name for name in last_years if (named[_on(accessions, max(years))] == name).any()]
    colors = dict(zip(shown, WAVE_COLORS(np.linspace(0.05, 0.8, len(shown))), strict=True))
    columns = min(2, len(years))
    rows = -(-len(years) // columns)
    with mpl.rc_context(STYLE):
        below = 0.8 if len(years) == rows * columns else 0.0
        figure = Figure(figsize=(3.2 * columns, 3.0 * rows + below), layout="constrained")
        axes = list(figure.subplots(rows, columns, squeeze=False).flat)
        for axis, year in zip(axes, years, strict=False):
            current = named[_on(accessions, year)]
            held, of = borders_on(borders, year)
            _draw_states(axis, held, current.map(colors))
            axis.set_title(f"{year}: {len(current)} members" + (f" (borders of {of})" if of != year else ""))
            if beyond := [code for code in BEYOND if code in current]:
                joined = ", ".join(dict.fromkeys(current[beyond]))
                told = f"with {' and '.join(BEYOND[code] for code in beyond)} ({joined})"
                axis.set_xlabel(told, loc="left", fontsize=9)
        handles = [Patch(facecolor=colors[name], edgecolor=INK, linewidth=0.3, label=name) for name in shown]
        handles.append(Patch(facecolor=LAND, edgecolor=GREY, linewidth=0.3, label="no member"))
        if spare := axes[len(years) :]:
            spare[0].set_axis_off()
            spare[0].legend(handles=handles, title="Joined", loc="center", fontsize=11, title_fontsize=11)
        else:
            figure.legend(handles=handles, title="Joined", loc="outside lower center", ncols=4)
    return figure


def _on(accessions: pd.DataFrame, year: int) -> list[int]:
    """The codes of the members on 31 December of a year."""
    return members(accession_spells(accessions), [year], "31_december")["ccode"].tolist()


def _draw_states(axis: Axes, borders: pd.DataFrame, colors: pd.Series) -> None:
    """Draw states on Europe's extent, members over others."""
    west, east, south, north = EXTENT
    for code, rings in _projected(borders).groupby("ccode"):
        paths = [
            Path(ring[["x", "y"]].to_numpy(), closed=True)
            for _, ring in rings.groupby(["shape", "ring"])
            if ring["x"].between(west, east).any() and ring["y"].between(south, north).any()
        ]
        if paths:
            face, edge, over = (colors[code], INK, 2) if code in colors else (LAND, GREY, 1)
            outline = Path.make_compound_path(*paths)
            axis.add_patch(PathPatch(outline, facecolor=face, edgecolor=edge, linewidth=0.3, zorder=over))
    axis.set(xlim=(west, east), ylim=(south, north), aspect="equal", xticks=[], yticks=[])
    for spine in axis.spines.values():
        spine.set(visible=True, color=PALE)


def _projected(borders: pd.DataFrame) -> pd.DataFrame:
    """The rings about Europe, x and y in km, with one vertex a cell of the grid as they pass through it."""
    middle = borders.groupby(["shape", "ring"])[["longitude", "latitude"]].transform("mean")
    near = middle["longitude"].between(WEST, EAST) & middle["latitude"].between(SOUTH, NORTH)
    drawn = borders[near]
    project = Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True)
    # What lies beyond is drawn on the edges of what is projected, and of a frame about the extent.
    x, y = project.transform(drawn["longitude"].clip(WEST, EAST), drawn["latitude"].clip(SOUTH, NORTH))
    west, east, south, north = EXTENT
    x, y = np.clip(x, west - FRAME, east + FRAME), np.clip(y, south - FRAME, north + FRAME)
    drawn = drawn.assign(x=np.round(x / GRID) * GRID, y=np.round(y / GRID) * GRID)
    place = drawn[["shape", "ring", "x", "y"]]
    return drawn[(place != place.shift()).any(axis=1)]


def members_curve(counts: pd.DataFrame, bases: Mapping[str, str]) -> Figure:
    """Draw the number of members on 31 December as steps, a line a basis.

    ``counts`` has year, basis and members, missing where a basis does not know them; ``bases`` are called so.
    """
    styles = [{"color": INK, "linewidth": 1.6}, {"color": GREY, "linewidth": 2.2, "linestyle": (0, (2.5, 1))}]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.0, 3.6), layout="constrained")
        axis = figure.subplots()
        for (basis, name), style in zip(bases.items(), styles, strict=True):
            known = counts[counts["basis"] == basis].dropna(subset="members")
            axis.step(known["year"], known["members"].astype(int), where="mid", label=name, **style)
        axis.set(xlabel="Year", ylabel="Members on 31 December", ylim=(0, None))
        axis.grid(axis="y", color="#eeeeee", linewidth=0.6)
        axis.set_axisbelow(True)
        axis.margins(x=0.01)
        axis.legend(loc="upper left")
    return figure
