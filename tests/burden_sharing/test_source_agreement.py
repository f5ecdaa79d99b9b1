"""Where sources of spending agree, and who carries what in NATO in a row a year."""

import numpy as np
import pandas as pd
import pytest

from entente.studies.burden_sharing.nato_shares import nato_shares
from entente.studies.burden_sharing.source_agreement import agreement_of_sources, exploitation_by_period


@pytest.fixture
def burdens():
    """Forty states in two years: NMC turns the ranks of SIPRI around in the second."""
    sipri = np.linspace(-2, 2, 40)
    years = [
        pd.DataFrame(
            {"year": year, "log_sipri": sipri + shift, "log_nmc": sipri * way, "log_nmc_real": sipri}
        )
        for year, shift, way in ((1950, 0.0, 1), (1951, 3.0, -1))
    ]
    return pd.concat(years, ignore_index=True)


def test_sources_agree_year_by_year_and_within_years_together(burdens):
    found = agreement_of_sources(burdens).set_index(["first", "second", "years"])
    assert found.loc[("sipri", "nmc", "1950"), ["correlation", "rank_correlation"]].tolist() == pytest.approx(
        [1, 1]
    )
    assert found.loc[("sipri", "nmc", "1951"), "rank_correlation"] == pytest.approx(-1)
    # A shift of all states of a year is no agreement, and both years count alike.
    assert found.loc[("sipri", "nmc", "all"), "correlation"] == pytest.approx(0, abs=1e-12)
    assert found.loc[("sipri", "nmc_real", "all"), "correlation"] == pytest.approx(1)
    assert found.loc[("sipri", "nmc", "all"), "n"] == 80


def test_of_few_states_nothing_is_said(burdens):
    few = burdens.assign(log_nmc=burdens["log_nmc"].where(burdens.index >= 31))
    assert "1950" not in set(agreement_of_sources(few).query("second == 'nmc' and first == 'sipri'")["years"])


def test_periods_go_from_one_start_to_the_next_and_the_last_to_the_end():
    key = {"group": ["NATO", "NATO", "NATO", "3075"], "year": [1968, 1969, 1970, 1970], "source": "sipri"}
    exploitation = pd.DataFrame({**key, "n": 12, "rho": [0.5, 0.7, -0.2, 0.4], "p": [0.2, 0.01, 0.7, 0.04]})
    variants = pd.concat(
        pd.DataFrame({**key, "variant": name, "statistic": values, "p_adjusted": [0.3, 0.04, 0.9, 0.06]})
        for name, values in (
            ("spearman", [0.5, 0.7, -0.2, 0.4]),
            ("without_largest", [0.1, 0.3, np.nan, 0.0]),
            ("given_income", [0.0, 0.2, 0.1, 0.4]),
        )
    )
    found = exploitation_by_period(exploitation, variants, [1960, 1970]).set_index(["group", "first"])
    early = found.loc[("NATO", 1960)]
    assert (early["last"], early["tests"]) == (1969, 2)
    told = [
        "rho",
        "positive",
        "significant",
        "significant_adjusted",
        "rho_without_largest",
        "rho_given_income",
    ]
    assert early[told].tolist() == pytest.approx([0.6, 1, 0.5, 0.5, 0.2, 0.1])
    assert found.loc[("NATO", 1970), "last"] == 1970 and np.isnan(
        found.loc[("NATO", 1970), "rho_without_largest"]
    )
    assert found.loc[("all", 1970), ["rho", "significant_adjusted"]].tolist() == [0.4, 0]


def test_who_carries_what_is_told_of_the_largest_and_not_of_too_few():
    rows = {
        "year": [1953] * 4 + [1949],
        "source": "sipri",
        "ccode": [2, 200, 220, 390, 2],
        "abbreviation": ["USA", "UKG", "FRN", "DEN", "USA"],
        "gdp": [100, 30, 20, 5, 100],
        "burden_share": [0.8, 0.12, 0.05, 0.03, 1],
        "benefit_share": [0.6, 0.2, 0.15, 0.05, 1],
        "relative_burden": [4 / 3, 0.6, 1 / 3, 0.6, 1],
        "relative_burden_border": [2, 0.5, 0.2, 0.1, 1],
        "n": [4] * 4 + [1],
        "members": 12,
        "flag": ["low"] * 4 + ["too low"],
    }
    [row] = nato_shares(pd.DataFrame(rows)).to_dict("records")
    assert (row["year"], row["largest"], row["burden_share"], row["above"]) == (1953, "USA", 0.8, 1)
    # Who is equal stands by code.
    assert (row["most"], row["least"]) == ("USA, UKG, DEN", "FRN, DEN, UKG")
