"""What is missing from the panels, by column and decade, and why."""

from __future__ import annotations

import pandas as pd

from entente.core.schema import TableSchema


def missing_values(panel: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Count the missing values of each column of a panel, which has year, by decade and in all.

    The result has panel, column, decade (str: "1810", …, "all"), rows, missing, known (int), why (empty where
    nothing is missing).  Columns that the schema says are never missing come once, for all years: they tell
    what N is at most.
    """
    decades = panel["year"] // 10 * 10
    rows = []
    for column in schema.columns:
        missing = panel[column.name].isna()
        groups = [("all", missing)]
        if column.nullable:
            groups = [*((str(decade), values) for decade, values in missing.groupby(decades)), *groups]
        for decade, values in groups:
            rows.append(
                {
                    "panel": schema.name,
                    "column": column.name,
                    "decade": decade,
                    "rows": len(values),
                    "missing": int(values.sum()),
                    "known": int((~values).sum()),
                    "why": column.missing if values.any() else "",
                }
            )
    return pd.DataFrame(rows)
