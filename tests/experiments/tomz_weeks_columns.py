"""The survey of Tomz and Weeks, with columns coded as in the reference values."""

import pandas as pd

#: Regressors of the main specification beside the alliance.
MAIN = "dem ints cost africa asia europe hawk intl pid7 nat male white age ed4".split()


def tomz_weeks(real_data):
    """Return outcomes, mediators, the alliance and :data:`MAIN`."""
    path = real_data / "tomz_weeks_survey/tomz_weeks_2017-04-YouGov-extracted.dta"
    raw = pd.read_stata(path, convert_categoricals=False).drop(columns="starttime").astype(float)
    regions = {
        name: (raw["region"] == i).astype(float) for i, name in enumerate(("africa", "asia", "europe"), 1)
    }
    mediators = {f"{name}100": 25 * (raw[name] - 1) for name in ("m_oblig", "r_hm", "r_hn")}
    return pd.DataFrame(
        {
            "strike5": raw["pref"] - 1,
            "ally": raw["alliance"] - 1,
            "dem": raw["regime"] - 1,
            "ints": 2 - raw["stakes"],
            "cost": raw["costs"] - 1,
            "hawk": (5 - raw["hawk"]) / 4,
            "intl": (raw["intl"] - 1) / 4,
            "pid7": (raw["pid7"].replace(8, 4) - 1) / 6,
            "nat": ((raw["nat1"] + raw["nat2"]) / 2 - 1) / 4,
            "male": (raw["gender"] == 1).astype(float),
            "white": (raw["race"] == 1).astype(float),
            "age": (2016 - raw["birthyr"]) / 100,
            "ed4": raw["educ"].map({1: 0, 2: 0, 3: 1, 4: 1, 5: 2, 6: 3}) / 3,
            **regions,
            **mediators,
        }
    )
