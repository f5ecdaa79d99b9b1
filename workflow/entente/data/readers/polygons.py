"""Borders of states: one row for each vertex of a polygon, with the days on which it held (CShapes)."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import RawFileError
from entente.data.readers.cell_kinds import DATE, TEXT
from entente.data.readers.country_codes import refuse_wrong_codes
from entente.data.readers.raw_file import REMEDY, Layout, taken
from entente.data.readers.raw_formats import Cells

LAYOUT = Layout(
    {"fid": "shape", "cowcode": "ccode", "start": "first_date", "end": "last_date", "status": "status"},
    ("shape",),
    {"first_date": DATE, "last_date": DATE, "status": TEXT},
)

#: Status of members of the state system; others depend on one.
INDEPENDENT = "independent"


def read_polygons(path: str | os.PathLike[str], states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the vertices of independent states' polygons in degrees, rings numbered within a shape.

    The inner rings of a polygon, which are holes, are rings as its outer one is.  RawFileError is raised for
    a file that is no packed TopoJSON of polygons in plain degrees.
    """
    try:
        topology = json.loads(lzma.decompress(Path(path).read_bytes()))
        [collection] = topology["objects"].values()
        shapes, plain = collection["geometries"], "transform" not in topology
        arcs = [np.array(arc, dtype=float).reshape(len(arc), 2) for arc in topology["arcs"]]
        frame = pd.DataFrame([shape["properties"] for shape in shapes])
        rings = [list(_rings(shape, arcs)) for shape in shapes]
    except (OSError, EOFError, lzma.LZMAError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise RawFileError(
            f"{path}: the file is no packed TopoJSON of polygons ({type(error).__name__}: {error}).",
            "Delete it and retrieve it again.",
        ) from error
    if not plain:
        raise RawFileError(f"{path}: its coordinates are steps on a grid, not degrees.", REMEDY)
    frame.index += 1
    frame = taken(Cells(frame), path, LAYOUT).assign(rings=rings)
    log.note("read", "shapes of states", len(frame))
    frame = log.keep(frame, frame["status"] == INDEPENDENT, "shapes that depend on a state")
    refuse_wrong_codes(frame, states, path, "ccode")
    return pd.concat([_vertices(*row) for row in frame.drop(columns="status").itertuples(index=False)])


def _rings(shape: Mapping[str, Any], arcs: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    """The closed rings of a shape: arcs joined at their ends, those with an index below 0 reversed."""
    kinds = {"Polygon": [shape["arcs"]], "MultiPolygon": shape["arcs"]}
    for ring in (ring for polygon in kinds[shape["type"]] for ring in polygon):
        parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
        yield np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _vertices(shape: int, ccode: int, first: pd.Timestamp, last: pd.Timestamp, rings: list) -> pd.DataFrame:
    lengths = [len(ring) for ring in rings]
    longitude, latitude = np.concatenate(rings).T
    return pd.DataFrame(
        {
            "shape": shape,
            "ring": np.repeat(np.arange(len(rings)), lengths),
            "point": np.concatenate([np.arange(length) for length in lengths]),
            "ccode": ccode,
            "first_date": first,
            "last_date": last,
            "longitude": longitude,
            "latitude": latitude,
        }
    )
