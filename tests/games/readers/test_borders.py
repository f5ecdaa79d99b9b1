"""Borders: arcs are joined to rings, and a file that is something else is refused."""

import copy
import json
import lzma

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import RawFileError, UnknownStateError

from ...data.tables import OWN, read_valid

STATES = pd.DataFrame({"ccode": [2, 20]})


def shape(fid, ccode, arcs, kind="Polygon", **changes):
    properties = {"fid": fid, "cowcode": ccode, "start": "1946-01-01", "end": "1990-12-31"}
    return {"type": kind, "arcs": arcs, "properties": properties | {"status": "independent"} | changes}


TOPOLOGY = {
    "type": "Topology",
    "arcs": [[[0, 0], [1, 0], [1, 1]], [[1, 1], [0, 1], [0, 0]], [[1, 1], [1, 0], [2, 0], [1, 1]]],
    "objects": {
        "x": {
            "type": "GeometryCollection",
            "geometries": [
                shape(1, 2, [[0, 1]]),
                shape(2, 20, [[[2]], [[-2, -1]]], "MultiPolygon"),
                shape(3, 20, [[2]], status="colony"),
            ],
        }
    },
}


@pytest.fixture
def read(tmp_path):
    def from_topology(topology=TOPOLOGY, packed=None):
        path = tmp_path / "borders.topojson.xz"
        path.write_bytes(lzma.compress(json.dumps(topology).encode()) if packed is None else packed)
        return read_valid(OWN["games"]["borders"], {"borders": path}, STATES, None, {str(path): (1886, 2019)})

    return from_topology


def test_arcs_are_joined_and_reversed_where_their_index_says_so(read):
    found = read()
    rings = found.table.groupby(["shape", "ring"])[["longitude", "latitude"]]
    corners = {key: ring.to_numpy().tolist() for key, ring in rings}
    assert corners[1, 0] == [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    assert corners[2, 0] == TOPOLOGY["arcs"][2]
    assert corners[2, 1] == corners[1, 0][::-1]
    assert (found.rows("read"), found.rows("dropped"), set(found.table["shape"])) == (3, 1, {1, 2})


@pytest.mark.parametrize("packed", [b"", b"text", lzma.compress(b"{"), lzma.compress(b"{}")[:-9]])
def test_a_damaged_file_is_refused(read, packed):
    with pytest.raises(RawFileError, match=r"borders\.topojson\.xz: the file is no packed TopoJSON"):
        read(packed=packed)


def damaged(place, value):
    topology = copy.deepcopy(TOPOLOGY)
    within = topology
    for step in place[:-1]:
        within = within[step]
    within[place[-1]] = value
    return topology


SHAPES = ("objects", "x", "geometries")


@pytest.mark.parametrize(
    ("place", "value", "error", "said"),
    [
        (("transform",), {"scale": [1, 1]}, RawFileError, "steps on a grid"),
        ((*SHAPES, 0, "type"), "LineString", RawFileError, "no packed TopoJSON of polygons"),
        ((*SHAPES, 0, "arcs"), [[9]], RawFileError, "no packed TopoJSON of polygons"),
        (("arcs", 0), [["a", 0], [1, 1]], RawFileError, "no packed TopoJSON of polygons"),
        ((*SHAPES, 0, "properties", "start"), "1945-02-30", RawFileError, "row 1, column start"),
        ((*SHAPES, 0, "properties", "end"), "2029-01-01", RawFileError, "none of the years"),
        ((*SHAPES, 1, "properties", "fid"), 1, RawFileError, "2 rows share a key"),
        ((*SHAPES, 1, "properties", "cowcode"), 3, UnknownStateError, "no COW codes: 3"),
    ],
)
def test_what_is_wrong_of_a_shape_is_named(read, place, value, error, said):
    with pytest.raises(error, match=said):
        read(damaged(place, value))


@pytest.mark.real_data
def test_published_shapes_are_closed_rings_and_germany_grows_in_1990(tidy):
    ends = tidy.borders.groupby(["shape", "ring"])[["longitude", "latitude"]].agg(["first", "last"])
    for side in ("longitude", "latitude"):
        assert np.allclose(ends[side, "first"], ends[side, "last"])
    on = tidy.borders[tidy.borders["ccode"].isin((255, 260, 265))]
    of_1990 = on[(on["first_date"] <= "1990-12-31") & (on["last_date"] >= "1990-12-31")]
    assert set(of_1990["ccode"]) == {255} and of_1990["longitude"].max() > 14
