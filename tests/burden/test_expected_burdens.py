"""Expected burdens beside regressions of statsmodels that leave one state out at a time."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from entente.burden.expected_burdens import expected_burdens
from entente.core.errors import BurdenInputError


@pytest.fixture(scope="module")
def panel():
    rng = np.random.default_rng(7)
    rows = [(state, year) for state in range(2, 14) for year in range(1990, 1996)]
    table = pd.DataFrame(rows, columns=["ccode", "year"]).drop(index=[0, 1])
    table[["gdp", "threat"]] = rng.normal(size=(len(table), 2))
    table["y"] = 0.3 * table["gdp"] - table["threat"] + 0.1 * table["year"] + rng.normal(size=len(table))
    table.loc[5, "threat"] = np.nan
    table.loc[9, "y"] = np.nan
    return table


def asked(panel, **switch):
    return expected_burdens(panel["y"], panel[["gdp", "threat"]], panel["ccode"], panel["year"], **switch)


def design(rows, years):
    return np.column_stack([rows[["gdp", "threat"]], rows["year"].to_numpy()[:, None] == years])


def test_expectations_are_of_the_other_states(panel):
    found, known = asked(panel), panel.dropna()
    assert found.loc[[5, 9]].isna().all(axis=None) and found.loc[known.index].notna().all(axis=None)
    years = np.unique(known["year"])
    for state, own in known.groupby("ccode"):
        others = known[known["ccode"] != state]
        fit = sm.OLS(others["y"].to_numpy(), design(others, years).astype(float)).fit()
        np.testing.assert_allclose(
            found.loc[own.index, "expected"], fit.predict(design(own, years).astype(float))
        )
    np.testing.assert_allclose(found["deviation"], panel["y"] - found["expected"])


def test_expectations_in_sample_are_fitted_values(panel):
    known = panel.dropna()
    fit = sm.OLS(known["y"].to_numpy(), design(known, np.unique(known["year"])).astype(float)).fit()
    np.testing.assert_allclose(
        asked(panel, out_of_sample=False).loc[known.index, "expected"], fit.fittedvalues
    )


def test_a_year_that_no_other_state_has_is_missing(panel):
    alone = pd.DataFrame(
        {"ccode": [2], "year": [2000], "gdp": [0.5], "threat": [0.1], "y": [1.0]}, index=[999]
    )
    found = asked(pd.concat([panel, alone]))
    assert found.loc[999].isna().all()
    pd.testing.assert_frame_equal(found.drop(index=999), asked(panel))


def test_refused(panel):
    with pytest.raises(BurdenInputError, match="cannot be told apart"):
        asked(panel.assign(threat=panel["year"]))
    with pytest.raises(BurdenInputError, match="different labels"):
        expected_burdens(panel["y"], panel[["gdp"]].iloc[::-1], panel["ccode"], panel["year"])
