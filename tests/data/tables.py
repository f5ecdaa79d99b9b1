"""The tidy tables of which the package itself has readers, and reading them."""

from importlib import import_module
from typing import NamedTuple

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.core.study import load_study
from entente.data.tidy_tables import read_tidy, tidy_tables

TABLES = tidy_tables([load_study("maoz2011")])

#: Table, and the roles of the raw files that it is made of.
READERS = {name: list(table.roles) for name, table in TABLES.items()}


class Tidy(NamedTuple):
    """What a reader made of raw files."""

    table: pd.DataFrame
    log: list[tuple[str, str, int]]

    @property
    def text(self) -> str:
        return self.table.to_csv(index=False)

    @property
    def changes(self) -> list[tuple[str, str, int]]:
        """The log without comparisons."""
        return [entry for entry in self.log if entry[0] != "compared"]

    def rows(self, action: str) -> int:
        return sum(rows for entry, _, rows in self.log if entry == action)


def read_valid(table, paths, states, recodes, years=None) -> Tidy:
    """Read and validate a table from files given by role, and the years of these by their paths, if known."""
    log = DataLog(table)
    reader = import_module(f"entente.data.readers.{table}")
    tidy = read_tidy(reader, paths, years or {}, states=states, recodes=recodes, log=log)
    entries = log.frame().drop(columns="table").itertuples(index=False, name=None)
    return Tidy(load_schema(f"data/{table}").validate(tidy), list(entries))
