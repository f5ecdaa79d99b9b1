"""Counts of missing values by decade, with the schema's reasons."""

import pandas as pd

from entente.core.checked_yaml import named
from entente.core.schema import TableSchema
from entente.reporting.missing_values import missing_values

COLUMNS = {
    "year": {"dtype": "int16", "label": "Year"},
    "score": {"dtype": "float64", "label": "Score", "missing": "never measured"},
}
SCHEMA = named("toy", TableSchema(title="Toy", unit_of_analysis="year", key=["year"], columns=COLUMNS))


def test_missing_values_are_counted_by_decade_and_in_all():
    panel = pd.DataFrame({"year": [1899, 1900, 1905, 1910], "score": [None, 1.0, None, 2.0]})
    table = missing_values(panel, SCHEMA)
    found = {
        (row.column, row.decade): (row.rows, row.missing, row.known, row.why) for row in table.itertuples()
    }
    assert found == {
        ("year", "all"): (4, 0, 4, ""),
        ("score", "1890"): (1, 1, 0, "never measured"),
        ("score", "1900"): (2, 1, 1, "never measured"),
        ("score", "1910"): (1, 0, 1, ""),
        ("score", "all"): (4, 2, 2, "never measured"),
    }
