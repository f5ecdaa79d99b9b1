"""Reading and writing what a run makes: the same bytes for the same content, and never half a file."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from entente.core.schema import load_schema

if TYPE_CHECKING:
    import pandas as pd

#: How CSV is written: floats with ten significant digits, enough for every published number and few enough to
#: hide the last bit of a sum.
CSV = {"index": False, "float_format": "%.10g", "lineterminator": "\n"}

#: Rows that are read together: small enough that reading a span of years leaves the others alone.
ROW_GROUP = 50_000


@contextmanager
def atomic_path(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that replaces it only if the block succeeds.

    Whatever ends the block early, an interrupt included, leaves ``path`` as it was and nothing beside it.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    # A run that was killed may have left one.
    temporary.unlink(missing_ok=True)
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_table(frame: pd.DataFrame, path: str | Path, schema: str) -> None:
    """Validate ``frame`` against the schema of that name and write it as Parquet; its folder is made.

    Columns and rows come in any order: they are written in that of the schema's columns and key.  SchemaError
    is raised, and nothing written, if the frame breaks its schema.
    """
    valid = load_schema(schema).validate(frame)
    with atomic_path(path) as temporary:
        valid.to_parquet(
            temporary, engine="pyarrow", index=False, compression="zstd", row_group_size=ROW_GROUP
        )


def read_table(
    path: str | Path, columns: list[str] | None = None, years: tuple[int, int] | None = None
) -> pd.DataFrame:
    """Read a Parquet table: all of it, or some columns, or the rows from a first to a last year."""
    import pandas as pd

    filters = None if years is None else [("year", ">=", years[0]), ("year", "<=", years[1])]
    return pd.read_parquet(path, engine="pyarrow", columns=columns, filters=filters)


def read_results(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Read a table of results from its files, each CSV or Parquet as its name ends."""
    import pandas as pd

    read = [pd.read_csv(path) if Path(path).suffix == ".csv" else read_table(path) for path in paths]
    return pd.concat(read, ignore_index=True)


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write ``frame`` as CSV in the order of its rows, without index, floats with ten significant digits."""
    with atomic_path(path) as temporary:
        frame.to_csv(temporary, **CSV)


def as_written(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` as :func:`pandas.read_csv` gives it back from the file of :func:`write_csv`."""
    import pandas as pd

    return pd.read_csv(io.StringIO(frame.to_csv(**CSV)))


def write_text(text: str, path: str | Path) -> None:
    """Write ``text`` as UTF-8 with a single final newline."""
    with atomic_path(path) as temporary:
        temporary.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


class Page(Protocol):
    """A text that can carry the label of a run, where its format shows a warning best."""

    def marked(self, label: str = "") -> str:
        """Return the text with ``label`` on it, or without one if that is empty."""


@dataclass(frozen=True)
class RunWriter:
    """Writes the results of one run: every table and page of one that is no replication says so.

    The label is the warning that the run is no replication, such as DEMO; it is empty if it is one.  Figures
    are written by :func:`entente.reporting.figure_style.save`, which is handed the label.
    """

    label: str = ""

    #: A table as Parquet has the columns of its schema and no label: it is for the run's next steps.
    table = staticmethod(write_table)

    def csv(self, frame: pd.DataFrame, path: str | Path, schema: str | None = None) -> None:
        """Write a table as CSV: :func:`write_csv`; before, validate it against a schema, if one is named.

        The label, if there is one, fills a further column of that name, so that the rows cannot be taken for
        results, wherever they are pasted.  SchemaError is raised, and nothing written, if the frame breaks
        its schema.
        """
        if schema:
            frame = load_schema(schema).validate(frame)
        write_csv(frame.assign(label=self.label) if self.label else frame, path)

    def page(self, page: Page, path: str | Path) -> None:
        """Write a page, marked: :func:`write_text`."""
        write_text(page.marked(self.label), path)
