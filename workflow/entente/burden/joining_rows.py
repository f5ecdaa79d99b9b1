"""Rows of regressions on burdens: opportunities of allies to join, with what the states concerned have."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.burden.sources import SOURCES


def joining_rows(opportunities: pd.DataFrame, states: pd.DataFrame, distance: pd.Series) -> pd.DataFrame:
    """Return opportunities of allies to join, with what ally, target and attacker had the year before.

    Parameters
    ----------
    opportunities : DataFrame
        As :func:`~entente.burden.joining.opportunities` returns them.
    states : DataFrame
        States by year, as :func:`~entente.burden.burden_rows.burden_year` returns them.
    distance : Series
        Kilometres between ally and target, by the labels of the rows.

    Returns
    -------
    DataFrame
        The columns of the schema ``joining_opportunities``.
    """
    found = opportunities[["year", "dispute", "target", "ally"]].assign(
        joined=opportunities["joined"].astype("float64"),
        hostility=opportunities["hostility"].astype("float64"),
        log_distance=np.log1p(distance),
    )
    columns = ["log_capability", *(f"log_burden_{source}" for source in SOURCES)]
    before = states[["year", "ccode", *columns]].assign(year=states["year"] + 1)
    sides = opportunities[["year", "target", "ally", "attacker"]]
    for side in ("target", "ally", "attacker"):
        of_side = sides[["year", side]].merge(
            before.rename(columns={"ccode": side}), on=["year", side], how="left", validate="many_to_one"
        )
        for column in columns:
            found[f"{column}_{side}"] = of_side[column].to_numpy()
    for source in SOURCES:
        ratio = found[f"log_burden_{source}_ally"] - found[f"log_burden_{source}_target"]
        found[f"log_burden_ratio_{source}"] = ratio
    burdens = [f"log_burden_{source}_{side}" for source in SOURCES for side in ("target", "ally", "attacker")]
    return found.drop(columns=burdens)
