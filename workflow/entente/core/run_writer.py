"""What a run writes: every table and page of a run that is no replication says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from entente.core.schema import load_schema
from entente.core.storage import write_csv, write_table, write_text

if TYPE_CHECKING:
    import pandas as pd


class Page(Protocol):
    """A text that can carry the label of a run, where its format shows a warning best."""

    def marked(self, label: str = "") -> str:
        """Return the text with ``label`` on it, or without one if that is empty."""


@dataclass(frozen=True)
class RunWriter:
    """Writes the results of one run.

    Figures are written by :func:`entente.reporting.figure_style.save`, which is handed the label.

    Attributes
    ----------
    label : str
        Warning that the run is no replication, such as DEMO; empty if it is one.
    """

    label: str = ""

    def table(self, frame: pd.DataFrame, path: str | Path, schema: str) -> None:
        """Write a table as Parquet: :func:`entente.core.storage.write_table`.

        It has the columns of its schema and no label, as it is for the run's next steps, not to be shown.
        """
        write_table(frame, path, schema)

    def csv(self, frame: pd.DataFrame, path: str | Path, schema: str | None = None) -> None:
        """Write a table as CSV: :func:`entente.core.storage.write_csv`.

        Parameters
        ----------
        frame : DataFrame
            The label, if there is one, fills a further column of that name, so that the rows cannot be taken
            for results, wherever they are pasted.
        path : path
        schema : str, optional
            Name of the schema that the frame is validated against, and ordered by, before.

        Raises
        ------
        SchemaError
            If the frame breaks its schema; nothing is written then.
        """
        if schema:
            frame = load_schema(schema).validate(frame)
        write_csv(frame.assign(label=self.label) if self.label else frame, path)

    def page(self, page: Page, path: str | Path) -> None:
        """Write a page, marked: :func:`entente.core.storage.write_text`."""
        write_text(page.marked(self.label), path)
