"""Rows of regressions on burdens: what partners carry."""

import numpy as np
import pandas as pd

from entente.burden.burden_rows import PARTNERS, PLACES, with_layer


def test_partners_effort_is_0_of_isolates_and_missing_where_no_partner_has_data():
    places = pd.DataFrame({"year": 1, "ccode": [2, 3, 5], "degree": [1, 1, 0], "triangles": 0})
    places = places.assign(**dict.fromkeys([*PLACES[2:], *PARTNERS, "partners_expenditure"], 0.0))
    panel = places[["year", "ccode"]].assign(effort_sipri=[3.0, np.nan, np.nan])
    panel = panel.assign(effort_nmc=np.nan, effort_nmc_real=np.nan)
    ties = pd.DataFrame({"year": [1], "ccode1": [2], "ccode2": [3]})
    found = with_layer(panel, "x", places, ties).set_index("ccode")
    assert found.loc[3, "partners_effort_sipri_x"] == 3 and found.loc[5, "partners_effort_sipri_x"] == 0
    assert found.loc[[2], ["partners_effort_sipri_x", "triangles_effort_sipri_x"]].isna().all(axis=None)
