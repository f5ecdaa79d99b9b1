"""What claims are judged by: the tables of a run, read when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import pandas as pd

from entente.judging.claims.parts import NotTestable
from entente.judging.claims.regression_tables import RegressionTables

Found = TypeVar("Found")

#: Columns of the dyad-years that no claim needs.
_UNUSED = ["commitment", "contiguity", "distance", "nonalliance_any", "nonalliance_pact", "recent_war"]


class Evidence:
    """The tables of a run.

    Parameters
    ----------
    tables : mapping of str to DataFrame or callable
        By name; a callable returns the table, and is called once, when the table is first asked for.
    regressions : RegressionTables
        Tables 1 to 4.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame | Callable[[], pd.DataFrame]],
        regressions: RegressionTables | None = None,
    ):
        self._tables = dict(tables)
        self._derived: dict[Callable, object] = {}
        self.regressions = regressions

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table; it is shared, and not to be changed."""
        table = self._tables[name]
        if callable(table):
            table = self._tables[name] = table()
        return table

    def once(self, derive: Callable[[Evidence], Found]) -> Found:
        """Return ``derive(self)``, computed when first asked for and kept.

        What cannot be derived is not kept: NotTestable is raised each time.
        """
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return self._derived[derive]

    def with_regressions(self, regressions: RegressionTables) -> Evidence:
        """Return this evidence, its tables and all that is derived shared, with other regressions."""
        other = Evidence({}, regressions)
        other._tables, other._derived = self._tables, self._derived
        return other

    def require_years(self, first: int, last: int) -> None:
        """Refuse a claim about years that the run does not cover.

        Raises
        ------
        NotTestable
        """
        years = self["system_years"]["year"]
        if years.min() > first or years.max() < last:
            wanted = f"{first}" if first == last else f"{first}–{last}"
            raise NotTestable(f"the run covers {years.min()}–{years.max()}, not {wanted}")


def read_evidence(files: Mapping[str, str | list[str]]) -> Evidence:
    """Return the evidence in files, none of which is read yet.

    Parameters
    ----------
    files : mapping of str to path or list of path
        By name; Parquet or CSV, several files of one table are joined.

    Returns
    -------
    Evidence
        Without regressions.
    """
    return Evidence({name: partial(_read, name, paths) for name, paths in files.items()})


def _read(name: str, paths: str | list[str]) -> pd.DataFrame:
    if isinstance(paths, str):
        paths = [paths]
    table = pd.concat([_read_one(name, Path(path)) for path in paths], ignore_index=True)
    return table


def _read_one(name: str, path: Path) -> pd.DataFrame:
    if path.suffix == ".csv":
        return pd.read_csv(path)
    if name != "dyad_years":
        return pd.read_parquet(path, engine="pyarrow")
    import pyarrow.parquet as parquet

    wanted = [column for column in parquet.read_schema(path).names if column not in _UNUSED]
    return pd.read_parquet(path, engine="pyarrow", columns=wanted)
