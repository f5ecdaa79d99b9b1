"""The tidy tables that studies share, those of each alone, and reading them."""

from importlib import import_module
from typing import NamedTuple

import pandas as pd

from entente.core.data_log import DataLog
from entente.core.schema import load_schema
from entente.core.study import load_study, study_names
from entente.data.tidy_tables import TidyTable, own_tables, read_tidy, tidy_tables

TABLES = tidy_tables([load_study("maoz2011")])

#: Table, and the roles of the raw files that it is made of.
READERS = {name: list(table.roles) for name, table in TABLES.items()}

#: Those of each study alone, by its name.
OWN = {name: own_tables(load_study(name)) for name in study_names()}


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
    """Read and validate a table from files given by role, and the years of these by their paths, if known.

    A table that studies share is given by its name.
    """
    table: TidyTable = TABLES.get(table, table)
    log, schema = DataLog(table.name), load_schema(table.schema)
    reader = import_module(table.module)
    tidy = read_tidy(reader, paths, years or {}, states=states, recodes=recodes, log=log, schema=schema)
    entries = log.frame().drop(columns="table").itertuples(index=False, name=None)
    return Tidy(schema.validate(tidy), list(entries))
