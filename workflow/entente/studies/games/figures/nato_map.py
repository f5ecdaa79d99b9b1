"""The map of NATO's members by wave of accession: the last year large, with insets, earlier ones below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from pyproj import Transformer

from entente.core.errors import ConfigurationError
from entente.games.nato import accession_spells, borders_on, members, waves
from entente.reporting.figure_style import GREY, PALE, STYLE


@dataclass(frozen=True)
class View:
    """A part of the world, on a projection of equal areas about its middle.

    Attributes
    ----------
    title : str
    longitude, latitude : float
        Its middle, in degrees.
    reach : float
        From the middle to its western and eastern edges, in km.
    around : tuple of float
        West, east, south and north of what is projected, in degrees: the rest of the world lies far off, and
        its other side nowhere.
    named : bool
        Whether members are called by their names.
    """

    title: str
    longitude: float
    latitude: float
    reach: float
    around: tuple[float, float, float, float]
    named: bool = False


EUROPE = View("", 12.0, 53.5, 2650.0, (-60.0, 100.0, 5.0, 89.0))
INSETS = [
    View("Beyond the map", -93.0, 53.0, 4300.0, (-172.0, -20.0, 10.0, 84.0), named=True),
    View("Low Countries", 5.3, 51.1, 330.0, (-20.0, 30.0, 40.0, 62.0), named=True),
    View("Between the Adriatic and the Aegean", 18.8, 43.3, 760.0, (0.0, 40.0, 30.0, 56.0), named=True),
]

#: Sizes in inches: the figure's width, the gap between panels, and the height of a title.
WIDTH, GAP, HEAD = 7.0, 0.1, 0.22

#: Small panels in a row, and the width of the large one.
COLUMNS, LARGE = 3, 4.7

#: Height of a panel of Europe over its width.
EUROPE_HEIGHT = 0.83

#: Vertices nearer than this, in inches, are one: a quarter of a millimetre in print.
GRID = 0.01

#: How far beyond a view outlines are drawn, as a share of its reach.
FRAME = 0.05

#: Places tried for a name in each direction, how far out, how much wider than high a name is, and from where
#: on it grows inwards.
POINTS, MARGIN, NAME_SHAPE, INWARDS = 41, 0.85, 2.0, 0.75

#: From dark to light: waves are told apart in grey, too.
WAVE_COLORS = mpl.colormaps["YlGnBu_r"]
LAND, EDGE = "#f3f1ec", "white"


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
    borders: pd.DataFrame,
    accessions: pd.DataFrame,
    names: pd.Series,
    years: Sequence[int],
    last_years: Mapping[str, int],
) -> Figure:
    """Draw the members on 31 December of some years by their wave: the last year large, the others below.

    Beside the large map are what it does not show and where members are small, with their ``names``, by
    ccode.  Borders are those of the day, or the last that are known, which a panel says.  ``last_years`` are
    as :func:`wave_names` takes them.
    """
    *earlier, last = sorted(years)
    named = wave_names(accessions, last_years)
    shown = [name for name in last_years if (named[_on(accessions, last)] == name).any()]
    colors = dict(zip(shown, WAVE_COLORS(np.linspace(0.05, 0.8, len(shown))), strict=True))
    with mpl.rc_context(STYLE):
        figure, large, insets, small = _panels(len(earlier))
        for axis, year in zip([large, *small], [last, *earlier], strict=True):
            wave = named[_on(accessions, year)]
            held, of = borders_on(borders, year)
            _draw(axis, EUROPE, held, wave.map(colors), names)
            borders_of = f" (borders of {of})" if of != year else ""
            axis.set_title(f"{year}: {len(wave)} members{borders_of}")
            for inset, view in zip(insets if axis is large else [], INSETS, strict=axis is large):
                _draw(inset, view, held, wave.map(colors), names)
                inset.set_title(view.title, fontsize=8, fontweight="normal")
        handles = [Patch(facecolor=colors[name], edgecolor=EDGE, linewidth=0.3, label=name) for name in shown]
        handles.append(Patch(facecolor=LAND, edgecolor=GREY, linewidth=0.3, label="no member"))
        figure.legend(handles=handles, title="Joined", loc="lower center", ncols=4)
    return figure


def _panels(earlier: int) -> tuple[Figure, Axes, list[Axes], list[Axes]]:
    """A figure with a large panel, insets beside it, and so many small ones below, over room for a legend."""
    large, legend = LARGE * EUROPE_HEIGHT, 0.75
    width = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS
    small = width * EUROPE_HEIGHT
    height = HEAD + large + -(-earlier // COLUMNS) * (HEAD + small + GAP) + legend
    figure = Figure(figsize=(WIDTH, height))

    def panel(left: float, top: float, wide: float, high: float) -> Axes:
        return figure.add_axes((left / WIDTH, 1 - (top + high) / height, wide / WIDTH, high / height))

    inset = (large - HEAD * (len(INSETS) - 1)) / len(INSETS)
    return (
        figure,
        panel(0, HEAD, LARGE, large),
        [
            panel(LARGE + GAP, HEAD + at * (inset + HEAD), WIDTH - LARGE - GAP, inset)
            for at in range(len(INSETS))
        ],
        [
            panel(
                at % COLUMNS * (width + GAP),
                HEAD + large + GAP + HEAD + at // COLUMNS * (HEAD + small + GAP),
                width,
                small,
            )
            for at in range(earlier)
        ],
    )


def _on(accessions: pd.DataFrame, year: int) -> list[int]:
    """The codes of the members on 31 December of a year."""
    return members(accession_spells(accessions), [year], "31_december")["ccode"].tolist()


def _draw(axis: Axes, view: View, borders: pd.DataFrame, colors: pd.Series, names: pd.Series) -> None:
    """Draw the states of a view, members over others and, where it says so, with their names."""
    box = axis.get_window_extent()
    edges = np.array([view.reach, view.reach * box.height / box.width])
    axis.set(xlim=(-edges[0], edges[0]), ylim=(-edges[1], edges[1]), xticks=[], yticks=[])
    inches = box.width / axis.figure.dpi
    for code, rings in _projected(borders, view, edges, GRID * 2 * view.reach / inches).groupby("ccode"):
        corners = [ring[["x", "y"]].to_numpy() for _, ring in rings.groupby(["shape", "ring"])]
        # What has fewer corners on the grid is too small to be seen.
        corners = [ring for ring in corners if len(ring) > 3 and (np.abs(ring) <= edges).all(axis=1).any()]
        if not corners:
            continue
        face, edge, over = (colors[code], EDGE, 2) if code in colors else (LAND, GREY, 1)
        outline = Path.make_compound_path(*(Path(ring, closed=True) for ring in corners))
        axis.add_patch(PathPatch(outline, facecolor=face, edgecolor=edge, linewidth=0.3, zorder=over))
        if view.named and code in colors:
            _write_name(axis, names[code], max(corners, key=_area).clip(-edges, edges), edges)
    for spine in axis.spines.values():
        spine.set(visible=True, color=PALE)


def _write_name(axis: Axes, name: str, ring: np.ndarray, edges: np.ndarray) -> None:
    """Write a name where the part of a ring that is shown is widest and no other name stands."""
    across, along = (np.linspace(-edge, edge, POINTS) * MARGIN for edge in edges)
    points = np.stack(np.meshgrid(across, along), axis=-1).reshape(-1, 2)
    inside = points[Path(ring).contains_points(points)]
    if not len(inside):
        return
    # A name is wide and low: room to its left and right counts less than above and below.
    distance = ((inside[:, None] - ring[None]) / [NAME_SHAPE, 1.0]) ** 2
    widest = inside[np.argsort(-distance.sum(axis=2).min(axis=1), kind="stable")]
    halo = [withStroke(linewidth=1.6, foreground="white")]
    others = [text.get_window_extent() for text in axis.texts]
    text = axis.text(0, 0, name, fontsize=6.5, va="center", path_effects=halo, zorder=3)
    for place in [*widest, widest[0]]:
        # Near an edge a name grows inwards.
        outwards = place[0] / edges[0]
        side = "left" if outwards < -INWARDS else "right" if outwards > INWARDS else "center"
        text.set(position=place, ha=side)
        if not any(text.get_window_extent().overlaps(other) for other in others):
            return


def _area(ring: np.ndarray) -> float:
    """The area within a closed ring."""
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2


def _projected(borders: pd.DataFrame, view: View, edges: np.ndarray, grid: float) -> pd.DataFrame:
    """The rings about a view, x and y in km, with one vertex a cell of the grid as they pass through it."""
    west, east, south, north = view.around
    middle = borders.groupby(["shape", "ring"])[["longitude", "latitude"]].transform("mean")
    near = middle["longitude"].between(west, east) & middle["latitude"].between(south, north)
    drawn = borders[near]
    projection = f"+proj=laea +lat_0={view.latitude} +lon_0={view.longitude} +units=km +datum=WGS84"
    project = Transformer.from_crs("EPSG:4326", projection, always_xy=True)
    # What lies beyond is drawn on the edges of what is projected, and of a frame about the view.
    x, y = project.transform(drawn["longitude"].clip(west, east), drawn["latitude"].clip(south, north))
    x, y = (
        np.clip(values, -edge * (1 + FRAME), edge * (1 + FRAME))
        for values, edge in zip((x, y), edges, strict=True)
    )
    drawn = drawn.assign(x=np.round(x / grid) * grid, y=np.round(y / grid) * grid)
    place = drawn[["shape", "ring", "x", "y"]]
    return drawn[(place != place.shift()).any(axis=1)]
