"""The units of analysis of Maoz (2011): state-years, dyad-years and years of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.regressions.unit import Unit
from entente.systems.alliance_types import ALLIANCES

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def _of_states(rows: pd.DataFrame, allied: pd.DataFrame, panel: pd.DataFrame) -> dict[str, np.ndarray]:
    # numpy and pandas are slow to import, and whoever only reads what is declared needs neither.
    from entente.studies.maoz2011.expectations import expected_allies

    return expected_allies(rows, allied, panel[["year", "ccode", "capability"]])


def _of_dyads(rows: pd.DataFrame, allied: pd.DataFrame, panel: pd.DataFrame) -> dict[str, np.ndarray]:
    from entente.studies.maoz2011.expectations import expected_alliance

    return {"abm_alliance": expected_alliance(rows, allied)}


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
            expect=_of_states,
            expect_from=("capability",),
            alliances=tuple(ALLIANCES),
        ),
        Unit(
            "dyad_year",
            schema="maoz2011/dyad_year",
            keys=("ccode1", "ccode2"),
            expected={"abm_alliance": "whether the model expects an alliance"},
            expect=_of_dyads,
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
