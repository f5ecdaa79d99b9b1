"""What claims are judged by: the tables of a run, read when first asked for, and its regressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from typing import TYPE_CHECKING, TypeVar

from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError
from entente.core.storage import read_results
from entente.judging.claims.parts import NotTestable

if TYPE_CHECKING:
    import pandas as pd

    from entente.judging.claims.regression_tables import RegressionTables

Found = TypeVar("Found")


class Evidence:
    """The tables and regressions of a run, and those that the paper prints.

    ``tables`` are tables by name, or their files (Parquet or CSV).  ``functions`` are the study's own tests,
    and tables that follow from others, by name: they are called with the evidence.  Tables that the run has
    ``left_out`` are given by name with the reason: what asks for one is not testable.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame | str | list[str]],
        functions: Mapping[str, Callable] | None = None,
        regressions: RegressionTables | None = None,
        printed: RegressionTables | None = None,
        left_out: Mapping[str, str] | None = None,
    ):
        self._tables = dict(tables)
        self._derived: dict[Callable, object] = {}
        self.functions, self._left_out = functions or {}, left_out or {}
        self._regressions, self.printed = regressions, printed

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, or one that follows from tables; it is shared, and not to be changed."""
        if name in self._tables:
            if isinstance(files := self._tables[name], str | list):
                self._tables[name] = read_results([files] if isinstance(files, str) else files)
            return self._tables[name]
        if name in self._left_out:
            raise NotTestable(self._left_out[name])
        if name in self.functions:
            return self.once(self.functions[name])
        near = near_text(name, [*self._tables, *self.functions])
        raise ConfigurationError(f"there is no table {name}{near}.")

    @property
    def regressions(self) -> RegressionTables:
        """The regressions that a claim is put to."""
        if self._regressions is None:
            raise LookupError("What is derived once serves all regressions, and may read none.")
        return self._regressions

    def once(self, derive: Callable[[Evidence], Found]) -> Found:
        """Return ``derive`` of this evidence without its regressions, computed when first asked for and kept.

        What cannot be derived is not kept: NotTestable is raised each time.
        """
        if derive not in self._derived:
            self._derived[derive] = derive(self.with_regressions(None))
        return self._derived[derive]

    def with_regressions(self, regressions: RegressionTables | None) -> Evidence:
        """Return this evidence, its tables and all that is derived shared, with other regressions."""
        other = copy(self)
        other._regressions = regressions
        return other
