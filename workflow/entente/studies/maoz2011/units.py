"""The units of analysis of Maoz (2011): state-years, dyad-years and years of the system.

Of states and dyads, what the model expects of them in the iterations of its runs (Tables 1 and 2).  numpy and
pandas are slow to import, and whoever only reads what is declared needs neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from entente.core.errors import CoverageError
from entente.regressions.unit import Unit
from entente.systems.alliance_types import ALLIANCES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: Bounds of year, iteration and two COW codes, by which a row is one number.
_BOUNDS = (10_000, 100_000, 1_000, 1_000)


def expected_allies(rows: pd.DataFrame, allied: pd.DataFrame, panel: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return how many allies the model expects each state to have, and their capabilities.

    Rows have year, ccode, iteration; ``allied`` has year, iteration, ccode, partner (the alliances of table
    abm_ties, in both directions); the panel has year, ccode, capability (share of the system) of all states.
    The result, float64 (len(rows),) each, is abm_allies (states) and abm_allies_capability (share of the
    system: Σ_j A_ij c_j).  CoverageError is raised if a state that the model expects as an ally in one of the
    rows has no capability in that year: a sum would count it as having none.
    """
    key = ["year", "iteration", "ccode"]
    shares = panel[["year", "ccode", "capability"]].rename(columns={"ccode": "partner"})
    allied = allied.merge(shares, on=["year", "partner"], how="left", validate="many_to_one")
    unknown = allied[allied["capability"].isna()].merge(rows[key], on=key)
    if len(unknown):
        pairs = sorted(set(zip(unknown["partner"].tolist(), unknown["year"].tolist(), strict=True)))
        named = ", ".join(f"{state} in {year}" for state, year in pairs[:5])
        raise CoverageError(
            f"{len(pairs)} states' years that the model expects allies in have no capability: {named}"
            + (", …." if len(pairs) > 5 else "."),
            "Rebuild the panel and the runs of the model from the same list of states, or fill the gap.",
        )
    totals = allied.groupby(key)["capability"].agg(abm_allies="size", abm_allies_capability="sum")
    found = rows[key].merge(totals, on=key, how="left")
    return {name: found[name].fillna(0.0).to_numpy("float64") for name in totals}


def expected_alliance(
    rows: Mapping[str, np.ndarray], allied: pd.DataFrame, panel: pd.DataFrame | None = None
) -> dict[str, np.ndarray]:
    """Return abm_alliance, whether the model expects an alliance of each dyad: 0 or 1, float64 (n,).

    Rows have year, iteration, ccode1, ccode2; ``allied`` is as in :func:`expected_allies`.
    """
    import numpy as np

    once = allied[allied["ccode"] < allied["partner"]]
    expected, asked = (
        np.ravel_multi_index(tuple(table[name] for name in ("year", "iteration", *pair)), _BOUNDS)
        for table, pair in ((once, ("ccode", "partner")), (rows, ("ccode1", "ccode2")))
    )
    return {"abm_alliance": np.isin(asked, expected).astype("float64")}


UNITS = {
    unit.name: unit
    for unit in (
        Unit(
            "state_year",
            schema="maoz2011/state_year",
            keys=("ccode",),
            expected={
                "abm_allies": "number of allies that the model expects",
                "abm_allies_capability": "sum of the capability shares of the allies that the model expects",
            },
            expect=expected_allies,
            expect_from=("capability",),
            alliances=tuple(ALLIANCES),
        ),
        Unit(
            "dyad_year",
            schema="maoz2011/dyad_year",
            keys=("ccode1", "ccode2"),
            expected={"abm_alliance": "whether the model expects an alliance"},
            expect=expected_alliance,
            alliances=tuple(ALLIANCES),
        ),
        Unit(
            "system_year",
            schema="maoz2011/system_year",
            networks="maoz2011/network_series",
            alliances=tuple(ALLIANCES),
        ),
    )
}
