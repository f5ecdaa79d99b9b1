"""The tidy tables of which the package itself has readers."""

from entente.core.study import load_study
from entente.data.tidy_tables import tidy_tables

TABLES = tidy_tables([load_study("maoz2011")])

#: Table, and the roles of the raw files that it is made of.
READERS = {name: list(table.roles) for name, table in TABLES.items()}
