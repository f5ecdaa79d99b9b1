"""Raw files in the formats that data come in: every cell as it stands, and the row that it stands in."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import textwrap
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from entente.core.errors import RawFileError

#: What may separate the fields of a .csv file, and what it is called.
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

LINE_END = re.compile(r"\r\n|\r|\n")
LINE_BREAK = "[\r\n]"

#: The line by which Excel is told the separator.
TOLD = re.compile(r'^"?sep=(.)"?$')


@dataclass(frozen=True)
class Cells:
    """The cells of a file.

    The index of the frame is the row of the file: in a .csv file and a sheet the first is that of the names,
    in files of R and Stata that of the first data.  Names may come twice.  Cells of .csv files are texts,
    and empty where nothing stands.  ``line_breaks`` are from names of columns to the first row with a line
    break in it, and ``other_sheets`` from the sheets after the first, which is read, to their headers.
    ``day_one`` is the day 0 of a format in which dates are numbers of days.
    """

    frame: pd.DataFrame
    separator: str = ""
    line_breaks: Mapping[str, int] = field(default_factory=dict)
    other_sheets: Mapping[str, list[str]] = field(default_factory=dict)
    day_one: str = ""

    @property
    def manner(self) -> str:
        """How its fields are separated, in brackets; empty for a format that does not separate them."""
        if not self.separator:
            return ""
        if len(self.frame.columns) == 1:
            return f" (no separator found: none of {', '.join(SEPARATORS.values())} is in its header)"
        return f" (its fields are separated by {SEPARATORS[self.separator]})"


def read_cells(path: Path) -> Cells:
    """Read a raw file; RawFileError is raised if its ending is unknown, or it is no such file."""
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        raise RawFileError(
            f"{path}: no reader for files that end in {path.suffix!r}.",
            f"What can be read: {', '.join(FORMATS)}. Unpack what is packed; save the rest as .csv.",
        )
    try:
        return read(path)
    except (RawFileError, KeyboardInterrupt, SystemExit):
        raise
    # A library that is written in Rust may panic, which is no Exception.
    except BaseException as error:
        raise RawFileError(
            f"{path}: the file cannot be read ({type(error).__name__}: {error}).",
            "Delete it and retrieve it again; save a file of your own in the format that its name says.",
        ) from error


def _csv(path: Path) -> Cells:
    import pyarrow as pa
    from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

    text = _decoded(path.read_bytes(), path)
    if not text.endswith(("\n", "\r")):
        # Without it a header alone is no table.
        text += "\n"
    skipped, separator, header = _header(text, path)
    ragged = []
    table = read_csv(
        pa.BufferReader(text.encode()),
        # One block, since a field in quotes may be longer than any; one thread, so that rows are counted.
        ReadOptions(use_threads=False, block_size=2**30, skip_rows=skipped, autogenerate_column_names=True),
        ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=lambda row: ragged.append(row) or "skip",
        ),
        ConvertOptions(column_types={f"f{number}": pa.string() for number in range(len(header))}),
    )
    frame = table.to_pandas().set_axis(header, axis=1)
    frame.index += skipped + 1
    line_breaks = _line_breaks(frame, separator, path) if '"' in text else {}
    if ragged:
        raise _uneven(ragged, len(header), separator, path)
    frame = frame.iloc[1:]
    perhaps_empty = frame[frame.iloc[:, 0] == ""]
    if len(perhaps_empty):
        frame = frame.drop(perhaps_empty.index[(perhaps_empty == "").all(axis=1)])
    return Cells(frame, separator, line_breaks)


def _decoded(content: bytes, path: Path) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RawFileError(f"{path}: the file is UTF-16, by its first two bytes.", "Save it as UTF-8.")
    # UTF-8 is strict: a file that is not UTF-8 fails, and those of the older releases are Latin-1.
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _header(text: str, path: Path) -> tuple[int, str, list[str]]:
    """How many lines stand before the header, what separates its fields, and these."""
    for number, line in enumerate(LINE_END.split(text[: 2**20])):
        if told := TOLD.match(line):
            if told[1] not in SEPARATORS:
                raise RawFileError(
                    f"{path}, row {number + 1}: fields are separated by {told[1]!r}, it says.",
                    f"Separate them by {', '.join(SEPARATORS.values())}.",
                )
            following = LINE_END.split(text, number + 2)[number + 1 : number + 2]
            return number + 1, told[1], _names(following[0] if following else "", told[1], number + 2, path)
        if line.strip():
            separator = max(SEPARATORS, key=lambda separator: len(_fields(line, separator)))
            return number, separator, _names(line, separator, number + 1, path)
    raise RawFileError(f"{path}: the file is empty.", "Delete it and retrieve it again.")


def _names(line: str, separator: str, row: int, path: Path) -> list[str]:
    """The fields of the header; refused if the last goes on in the next line."""
    names = _fields(line + "\n", separator)
    if names[-1].endswith("\n"):
        raise RawFileError(
            f"{path}, row {row}: a line break within a field of the header, {beginning(names[-1])}.",
            "Take it out, or close the quote that was opened there.",
        )
    return names


def _fields(line: str, separator: str) -> list[str]:
    return next(csv.reader(io.StringIO(line), delimiter=separator), []) or [""]


def _line_breaks(frame: pd.DataFrame, separator: str, path: Path) -> dict[str, int]:
    """The first row of each column with a line break; refused if a quote swallows rows to the next quote.

    From within a field of one row to within the same field of another there is a whole row of separators.
    """
    within = len(frame.columns) - 1
    found = {}
    for name, cells in frame.items():
        broken = cells[cells.str.contains(LINE_BREAK)]
        swallowing = broken[broken.str.count(re.escape(separator)) >= within]
        if len(swallowing):
            raise RawFileError(
                f"{path}, row {swallowing.index[0]}, column {name}: a line break within "
                f"{beginning(swallowing.iloc[0])}, with as many separators as a row has: a quote is opened "
                "there and not closed in its line.",
                "Close the quote, or take the line break out.",
            )
        if len(broken):
            found[name] = int(broken.index[0])
    return found


def _uneven(ragged: list, fields: int, separator: str, path: Path) -> RawFileError:
    """What to say of rows that are longer or shorter than the header."""
    first, others = ragged[0], len(ragged) - 1
    more = f", and {others} more rows have not as many" if others else ""
    hint = (
        "A quote may be opened there and not closed."
        if LINE_END.search(first.text)
        else "A separator too many may stand at the end of lines, or be the decimal mark of numbers."
    )
    return RawFileError(
        f"{path}, row {first.number}: {first.actual_columns} fields, separated by {SEPARATORS[separator]}, "
        f"where the header has {fields}{more}; the row begins {beginning(first.text)}.",
        f"Give every row as many fields as the header. {hint}",
    )


def beginning(text: str) -> str:
    """Return how a text begins, in quotes and on one line."""
    return repr(textwrap.shorten(text, 60, placeholder=" …"))


def read_sheet(path: Path, sheet: str, first: str) -> Cells:
    """Read a sheet of a workbook by its name, whose header is the row that begins with ``first``.

    RawFileError is raised if there is no such sheet or row, or the file is no workbook.
    """
    from python_calamine import CalamineWorkbook

    try:
        with _silent():
            book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    # A library that is written in Rust may panic, which is no Exception.
    except BaseException as error:
        raise RawFileError(
            f"{path}: the sheet {sheet!r} cannot be read ({type(error).__name__}: {error}).",
            "Delete the file and retrieve it again.",
        ) from error
    header = next((number for number, row in enumerate(rows) if row and row[0] == first), None)
    if header is None:
        raise RawFileError(
            f"{path}: no row of the sheet {sheet!r} begins with {first!r}.",
            "Check that it is the version that its entry in config/datasets.yaml describes.",
        )
    frame = pd.DataFrame(rows[header + 1 :], columns=list(map(_heading, rows[header])), dtype=object)
    frame.index += header + 2
    return Cells(frame[~(frame == "").all(axis=1)])


def _heading(cell: object) -> str:
    """What heads a column: a year is a number there."""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _excel(path: Path) -> Cells:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    with _silent():
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        (header, *rows), *others = [
            book.get_sheet_by_name(name).to_python(skip_empty_area=False) or [[]] for name in names
        ]
    frame = pd.DataFrame(rows, columns=list(map(str, header)), dtype=object)
    frame.index += 2
    headers = {name: list(map(str, rows[0])) for name, rows in zip(book.sheet_names[1:], others, strict=True)}
    return Cells(frame[~(frame == "").all(axis=1)], other_sheets=headers)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what a library that panics says from standard error: the error says it."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _r(path: Path) -> Cells:
    import rdata

    with warnings.catch_warnings():
        # Tibbles come as plain frames and dates as day counts, which is what the readers expect.
        warnings.filterwarnings("ignore", message="Missing constructor for R class")
        objects = {"": rdata.read_rds(path)} if path.suffix.lower() == ".rds" else rdata.read_rda(path)
    if len(objects) != 1:
        raise RawFileError(f"{path}: expected one R object, found {sorted(objects)}.")
    return _numbered(next(iter(objects.values())), "1970-01-01")


def _stata(path: Path) -> Cells:
    # Labels of values are left aside: the codes are what the codebooks speak of.
    return _numbered(pd.read_stata(path, convert_categoricals=False), "1960-01-01")


def _numbered(frame: pd.DataFrame, day_one: str) -> Cells:
    return Cells(frame.set_axis(pd.RangeIndex(1, len(frame) + 1), axis=0), day_one=day_one)


#: What reads each format, by the ending of its files.
FORMATS = {
    **dict.fromkeys((".csv", ".txt"), _csv),
    **dict.fromkeys((".xls", ".xlsx"), _excel),
    ".dta": _stata,
    **dict.fromkeys((".rda", ".rdata", ".rds"), _r),
}
