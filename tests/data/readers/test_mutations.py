"""Damage of each kind done to the published file of each dataset: it is named, or counted, or does no harm.

Readers and datasets are those that there are: one that is added is damaged with the others.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from entente.core.errors import EntenteError, RawFileError
from entente.core.schema import load_schema
from entente.core.study import load_study
from entente.data.raw_sources import own_registry
from entente.data.readers.as_declared import layout
from entente.data.readers.cell_kinds import DATE, FLAG, TEXT, YEAR
from entente.data.readers.country_codes import load_recodes
from entente.data.readers.raw_file import Layout
from entente.data.readers.raw_formats import FORMATS, read_cells
from entente.data.registry import Registry
from entente.data.tidy_tables import AS_DECLARED
from entente.systems.dyads import DYAD

from ..tables import OWN, READERS, TABLES, read_valid

pytestmark = pytest.mark.real_data

#: So many rows of a file are enough, if its reader takes them alone; and the row that is damaged.
ROWS, ROW = 90, 7

ROOT = Path(__file__).parents[3]
REGISTRY = Registry.load(ROOT / "config/datasets.yaml")

#: Registries and tables by study: under "" those that studies share.
REGISTRIES = {"": REGISTRY} | {
    name: own_registry({"data": {"registry": ROOT / "config/datasets.yaml"}}, load_study(name))
    for name in OWN
}
ALL_TABLES = {"": TABLES} | OWN


def layouts_of(table):
    """The layouts that the reader of a table names, or takes from other readers, or its schema says."""
    if table.file == AS_DECLARED:
        return [layout(load_schema(table.schema))]
    return named_layouts(import_module(table.module))


def named_layouts(module, seen=()):
    """The layouts that a module names, or the readers whose modules or functions it imports."""
    for found in vars(module).values():
        for one in found.values() if isinstance(found, dict) else [found]:
            home = one.__name__ if isinstance(one, ModuleType) else getattr(one, "__module__", None) or ""
            if isinstance(one, Layout):
                yield one
            elif home.startswith("entente.data.readers.") and home not in (module.__name__, *seen):
                yield from named_layouts(import_module(home), (module.__name__, *seen))


#: Study, table, role and vintage for each file that readers take and that has rows, which a workbook of many
#: sheets has not; tables are preferred that are made of it first.
FILES = list(
    {
        (study, raw.name): (study, name, role, vintage)
        for study, tables in ALL_TABLES.items()
        for place in (1, 0)
        for vintage in ("current", "paper")
        for name, table in tables.items()
        for role in list(table.roles)[place : place + 1]
        if Path((raw := REGISTRIES[study].parts(role, vintage)[0]).file).suffix in FORMATS
        and any(layouts_of(table))
    }.values()
)


def dates_of(table):
    """The raw names of a table's dates: what is a day in one file is a year in another."""
    return frozenset(
        raw for taken in layouts_of(table) for raw, tidy in taken.columns.items() if taken.kind(tidy) == DATE
    )


@cache
def first_rows(path, dates):
    """The names and the first rows of a file, of a year that all cover if it has years."""
    cells = read_cells(path)
    frame = cells.frame
    years = [name for name in frame if name.lower() == "year"]
    if years:
        frame = frame[pd.to_numeric(frame[years[0]]) == 1950]
    return rows_of(replace(cells, frame=frame.head(ROWS)), dates)


def without_most(rows, layout):
    """The rows without most columns that the reader does not take."""
    others = [name for name in rows[0] if name not in layout.columns][: 3 if layout.columns else 9]
    kept = [place for place, name in enumerate(rows[0]) if name in layout.columns or name in others]
    return [[cells[place] for place in kept] for cells in rows]


def rows_of(cells, dates):
    """The names and rows of cells as those of a .csv file, in which days are dates."""
    days = [name for name in cells.frame if name in dates and cells.day_one]
    frame = cells.frame.assign(
        **{name: pd.to_datetime(cells.frame[name], unit="D", origin=cells.day_one) for name in days}
    )
    return list(csv.reader(io.StringIO(frame.to_csv(index=False))))


@dataclass
class Sample:
    """Rows of a published file, the first of which are the names, and what its reader makes of others."""

    rows: list[list[str]]
    layout: Layout
    years: tuple[int, int] | None
    read: Callable

    @property
    def columns(self):
        """The raw and tidy names of the columns that the reader takes; the first, if it takes all."""
        return self.layout.columns or {name: name for name in self.rows[0][:6]}

    def of_kind(self, *kinds):
        """The raw names of the columns of some kinds."""
        return [raw for raw, tidy in self.columns.items() if self.layout.kind(tidy) in kinds]

    def with_cell(self, column, text, row=ROW):
        """The rows with another text in a cell, of a column by its raw name."""
        damaged = [list(cells) for cells in self.rows]
        damaged[row - 1][self.rows[0].index(column)] = text
        return damaged

    def refused(self, rows, *said, **written):
        """Check that the reader names what is wrong of some rows, and the file."""
        with pytest.raises(RawFileError) as caught:
            self.read(rows, **written)
        for part in ("raw.csv", *said):
            assert part in f"{caught.value}"
        assert "country_codes.csv" not in caught.value.remedy


@pytest.fixture(scope="module")
def recodes(recode_path):
    return load_recodes(recode_path)


@pytest.fixture(scope="module")
def states(real_data, recodes):
    paths = {role: real_data / REGISTRY.parts(role, "paper")[0].file for role in READERS["states"]}
    return read_valid("states", paths, None, recodes).table


@pytest.fixture(scope="module", params=FILES, ids=lambda param: "-".join(filter(None, param)))
def sample(request, real_data, recodes, states, tmp_path_factory):
    """The first rows of each published file with its reader, or all rows where these alone mean nothing."""
    study, name, role, vintage = request.param
    folder, table = tmp_path_factory.mktemp(name), ALL_TABLES[study][name]
    entries = {other: REGISTRIES[study].parts(other, vintage)[0] for other in table.roles}
    years = covered.rows if (covered := entries[role].covered) else None
    whole = {other: real_data / raw.file for other, raw in entries.items()}
    heads = {other: folder / f"{other}.csv" for other in whole}
    dates = dates_of(table)
    for other, path in heads.items():
        write(path, first_rows(whole[other], dates))

    def read(beside, rows, name="raw.csv", **written):
        path = folder / name
        write(path, rows, **written)
        known = None if table.name == "states" else states
        return read_valid(table, {**beside, role: path}, known, recodes, {str(path): years} if years else {})

    few = first_rows(whole[role], dates)
    # A reader may widen a layout of another's.
    layout = max(
        (
            layout
            for layout in layouts_of(table)
            if {*layout.columns, *([] if layout.columns else layout.key)} <= set(few[0])
        ),
        key=lambda layout: len(layout.columns),
    )
    few = without_most(few, layout)
    for rows, beside in ((few, heads), (few, whole), (None, whole)):
        rows = rows or without_most(rows_of(read_cells(whole[role]), dates), layout)
        found = Sample(rows, layout, years, partial(read, beside))
        try:
            found.read(rows)
        except EntenteError:
            continue
        return found
    raise AssertionError("the file itself is not read")


def write(path, rows, separator=",", before="", after="", line_end="\n"):
    """Write rows, or lines, with something before the names, and after each of the other rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(before)
        if isinstance(rows[0], str):
            file.write(line_end.join(rows))
            return
        writer = csv.writer(file, delimiter=separator, lineterminator=line_end)
        writer.writerow(rows[0])
        csv.writer(file, delimiter=separator, lineterminator=after + line_end).writerows(rows[1:])


@pytest.fixture(scope="module")
def right(sample):
    """What the reader makes of the rows as they are."""
    return sample.read(sample.rows)


TEXTS = ["abc", "1,5", "1 000", "TRUE", ".", "2?"]


def test_text_in_a_column_of_numbers_is_named(sample):
    numbers = [raw for raw in sample.columns if raw not in sample.of_kind(TEXT, FLAG)]
    assert numbers
    for number, column in enumerate(numbers):
        # Some text in every column, and every text in the last of the first dozen.
        for text in TEXTS if number == min(len(numbers), 12) - 1 else [TEXTS[number % len(TEXTS)]]:
            sample.refused(sample.with_cell(column, text), f"row {ROW}, column {column}: {text!r} is no ")


def test_a_blank_is_refused_or_counted(sample, right):
    for column in sample.columns:
        try:
            found = sample.read(sample.with_cell(column, ""))
        except EntenteError as error:
            assert "raw.csv" in error.what or "Table" in error.what
        else:
            # What is only compared changes nothing but what was compared.
            harmless = (found.text, found.changes) == (right.text, right.changes)
            more = [found.rows(action) - right.rows(action) for action in ("missing", "filled")]
            assert harmless or 1 in more, column
            assert found.table.isna().sum().sum() in (0, found.rows("missing")), column


def test_a_year_outside_those_of_the_file_is_named(sample):
    for column in sample.of_kind(YEAR, DATE):
        late = "2029" if column in sample.of_kind(YEAR) else "2029-01-01"
        sample.refused(
            sample.with_cell(column, late), f"row {ROW}, column {column}: '{late}' is none of the years"
        )


def test_a_state_that_is_paired_with_itself_is_named_or_dropped_and_counted(sample, right):
    raw = {tidy: raw for raw, tidy in sample.columns.items()}
    if set(DYAD) <= set(raw):
        first, second = (raw[code] for code in DYAD)
        last = len(sample.rows)
        code = sample.rows[-1][sample.rows[0].index(first)]
        try:
            found = sample.read(sample.with_cell(second, code, last))
        except RawFileError as error:
            assert f"row {last}: state " in error.what and "is paired with itself" in error.what
        else:
            assert found.rows("dropped") == right.rows("dropped") + 1


def test_a_column_that_comes_twice_is_named(sample):
    for column in list(sample.columns)[:3]:
        where = sample.rows[0].index(column)
        doubled = [[*sample.rows[0], column]] + [[*cells, cells[where]] for cells in sample.rows[1:]]
        sample.refused(doubled, f"columns ['{column}'] are there more than once")


def test_a_row_that_is_repeated_is_named(sample):
    again = len(sample.rows) + 1
    sample.refused([*sample.rows, sample.rows[ROW - 1]], f"2 rows share a key; rows {ROW}, {again} have")


def as_lines(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().splitlines()


def test_a_quote_that_is_not_closed_is_named(sample):
    lines = as_lines(sample.rows)
    lines[ROW - 1] = '"' + lines[ROW - 1]
    sample.refused(lines, f"row {ROW}", "quote")
    # Closed by one that stands rows further down.
    lines[ROW + 3] += '"'
    sample.refused(lines, f"row {ROW}", "quote")


@pytest.mark.parametrize("after", [",", ",,", ',""'])
def test_rows_longer_than_the_header_are_said_to_be_so(sample, after):
    sample.refused(sample.rows, "row 2: ", f"where the header has {len(sample.rows[0])}", after=after)


def test_a_row_shorter_than_the_header_is_said_to_be_so(sample):
    sample.refused(
        [*sample.rows[: ROW - 1], sample.rows[ROW - 1][:-1], *sample.rows[ROW:]],
        f"row {ROW}: {len(sample.rows[0]) - 1} fields",
    )


@pytest.mark.parametrize(
    "written",
    [
        {"separator": ";"},
        {"separator": "\t", "line_end": "\r\n"},
        {"separator": ";", "before": "sep=;\n"},
        {"name": "raw.CSV", "line_end": "\r"},
        {"before": "\ufeff\n"},
    ],
    ids=str,
)
def test_other_ways_to_write_the_same_are_read_alike(sample, right, written):
    found = sample.read(sample.rows, **written)
    assert (found.text, found.log) == (right.text, right.log)
