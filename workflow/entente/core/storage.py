"""Reading and writing what a run makes: the same bytes for the same content, and never half a file.

Each table is written with a digest, which lies in the hidden folder ``.digests`` beside it: a later step
reads the table that was written, or none.  One that has no digest there, a user's own or one that was copied
without that folder, is read as it is.
"""

from __future__ import annotations

import errno
import hashlib
import io
import itertools
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from entente.core.errors import StorageError
from entente.core.schema import load_schema

if TYPE_CHECKING:
    import pandas as pd

Read = TypeVar("Read")

#: How CSV is written: floats with ten significant digits, enough for every published number and few enough to
#: hide the last bit of a sum.
CSV = {"index": False, "float_format": "%.10g", "lineterminator": "\n"}

#: Rows that are unpacked together: small enough that the rows of a span of years are, and few others.  The
#: bytes of all are read, for the digest.
ROW_GROUP = 50_000

#: The folder of the digests of the tables beside it, a file a table, as ``sha256sum --check`` reads them.
DIGESTS = ".digests"

#: What the system says where there is no room.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

#: Numbers of the temporary files of this process.
_NUMBERS = itertools.count()


@contextmanager
def atomic_path(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` that replaces it only if the block succeeds.

    Whatever ends the block early, an interrupt included, leaves ``path`` as it was and nothing beside it.
    Where several processes or threads write the same file at once, it is always a whole one, and the last
    one's stays.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    temporary = path.with_name(_part(path.name, f"{os.getpid()}-{next(_NUMBERS)}"))
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _part(name: str, writer: str) -> str:
    """What a temporary file is called: for the file that it becomes, and who writes it."""
    return f".{name}.{os.uname().nodename}.{writer}.part"


def _sweep(folder: Path) -> None:
    """Remove temporary files of processes of this machine that live no more: they were killed."""
    for part in folder.glob(_part("*", "*")):
        process = part.name.split(".")[-2].partition("-")[0]
        if process.isdecimal() and not _lives(int(process)):
            part.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def write_bytes(content: bytes, path: str | Path) -> None:
    """Write a file, whole or not at all; its folder is made.

    StorageError is raised, and the file left as it was, if there is no room for it or it may not be written.
    """
    with _refusing(content, path), atomic_path(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def _refusing(content: bytes, path: str | Path) -> Iterator[None]:
    """Say which file cannot be written, and what to do about it."""
    try:
        yield
    except OSError as error:
        full = error.errno in NO_ROOM
        takes = f" It takes {len(content):,} bytes, and {_free(path)}." if full else ""
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}.{takes}",
            f"{'Make room' if full else 'Let the folder be written to'}, and run again: what is finished is "
            "kept. Results go to another folder with snakemake --directory.",
        ) from None


def _free(path: str | Path) -> str:
    folder = next(folder for folder in Path(path).absolute().parents if folder.is_dir())
    return f"{shutil.disk_usage(folder).free:,} are free in {folder}"


def write_table(frame: pd.DataFrame, path: str | Path, schema: str) -> None:
    """Validate ``frame`` against the schema of that name and write it as Parquet; its folder is made.

    Columns and rows come in any order: they are written in that of the schema's columns and key.  SchemaError
    is raised, and nothing written, if the frame breaks its schema; StorageError as by :func:`write_bytes`.
    """
    valid, content = load_schema(schema).validate(frame), io.BytesIO()
    valid.to_parquet(
        content,
        engine="pyarrow",
        index=False,
        compression="zstd",
        row_group_size=ROW_GROUP,
        write_page_checksum=True,
    )
    _write_with_digest(content.getvalue(), path)


def read_table(
    path: str | Path, columns: list[str] | None = None, years: tuple[int, int] | None = None
) -> pd.DataFrame:
    """Read a Parquet table: all of it, or some columns, or the rows from a first to a last year.

    StorageError is raised if it is not the table that was written, or cannot be read.
    """
    import pandas as pd

    filters = None if years is None else [("year", ">=", years[0]), ("year", "<=", years[1])]
    return _read_with_digest(
        path,
        partial(
            pd.read_parquet,
            engine="pyarrow",
            columns=columns,
            filters=filters,
            page_checksum_verification=True,
        ),
    )


def read_csv(path: str | Path, **options: Any) -> pd.DataFrame:
    """Read a table in CSV, with options of :func:`pandas.read_csv`.

    StorageError is raised if it is not the table that was written, or cannot be read.
    """
    import pandas as pd

    return _read_with_digest(path, partial(pd.read_csv, **options))


def read_results(paths: Iterable[str | Path]) -> pd.DataFrame:
    """Read a table of results from its files, each CSV or Parquet as its name ends."""
    import pandas as pd

    read = [(read_csv if Path(path).suffix == ".csv" else read_table)(path) for path in paths]
    return pd.concat(read, ignore_index=True)


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write ``frame`` as CSV in the order of its rows, without index, floats with ten significant digits.

    A table with characters beyond ASCII, as in words, is UTF-8 with its mark, without which spreadsheets take
    it for another code.  One of numbers has no mark, since some programs take that for a part of the name of
    the first column.
    """
    text = frame.to_csv(**CSV)
    _write_with_digest(text.encode("ascii" if text.isascii() else "utf-8-sig"), path)


def as_written(frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` as :func:`read_csv` gives it back from the file of :func:`write_csv`."""
    import pandas as pd

    return pd.read_csv(io.StringIO(frame.to_csv(**CSV)))


def copy_csv(source: str | Path, path: str | Path) -> None:
    """Write a table in CSV that was written elsewhere, byte for byte.

    StorageError is raised as by :func:`read_csv` and :func:`write_csv`.
    """
    _write_with_digest(_read_with_digest(source, io.BytesIO.getvalue), path)


def write_text(text: str, path: str | Path) -> None:
    """Write ``text`` as UTF-8 with a single final newline; StorageError as by :func:`write_bytes`."""
    write_bytes((text.rstrip("\n") + "\n").encode(), path)


def _write_with_digest(content: bytes, path: str | Path) -> None:
    line = f"{hashlib.sha256(content).hexdigest()}  {Path(path).name}\n"
    with _refusing(content, path), atomic_path(path) as table:
        table.write_bytes(content)
        # The digest is there before the table: if this is interrupted between the two, the table that was
        # there is refused, and none is ever without a digest.
        with atomic_path(_digest(path)) as digest:
            digest.write_bytes(line.encode())


def _digest(path: str | Path) -> Path:
    return Path(path).parent / DIGESTS / f"{Path(path).name}.sha256"


def _read_with_digest(path: str | Path, read: Callable[[io.BytesIO], Read]) -> Read:
    """Read a file that was written as a table, or one that lies there without a digest."""
    try:
        content, digest = Path(path).read_bytes(), _digest(path)
        written = digest.read_text("ascii", "replace").split()[:1] if digest.is_file() else None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror or error}.") from None
    if written == [hashlib.sha256(content).hexdigest()]:
        return read(io.BytesIO(content))
    if written is not None:
        raise StorageError(
            f"{path} is not the table that was written, whose digest is in {digest}: it was cut off, damaged "
            "or edited since.",
            "Delete it and run again: the workflow makes it anew, and what follows from it.",
        )
    try:
        return read(io.BytesIO(content))
    # Readers meet damage with errors of every kind.
    except Exception as error:
        raise StorageError(
            f"{path} cannot be read: {type(error).__name__}: {error}",
            "It has no digest beside it, so that nothing tells whether it is what was written: correct a "
            "file of your own.",
        ) from error


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
