"""Tables of many groups: what is left out, judged and adjusted, and a second computation by plain pandas."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control, kendalltau, spearmanr, t, wilcoxon

from entente.burden.exposed_borders import exposed_borders
from entente.burden.group_burdens import burdens_of_members, burdens_of_states, inequality_of_groups
from entente.burden.group_tests import exploitation_of_groups, rank_tests_of_groups
from entente.burden.known_members import peacekeepers
from entente.core.errors import BurdenInputError


@pytest.fixture(scope="module")
def members():
    """Two alliances over three years, one of 12 members, one of 6 of whom some lack data."""
    rng = np.random.default_rng(1949)
    rows = [
        (g, y, c) for g, n in (("NATO", 12), ("3285", 6)) for y in (1960, 1961, 1962) for c in range(2, 2 + n)
    ]
    table = pd.DataFrame(rows, columns=["group", "year", "ccode"])
    table["gdp"] = rng.lognormal(10, 1, len(table))
    table["population"] = rng.lognormal(2, 1, len(table))
    table["burden_sipri"] = rng.lognormal(-4, 0.5, len(table))
    of_pact = table["group"] == "3285"
    table.loc[of_pact & (table["year"] == 1961) & (table["ccode"] < 3), "burden_sipri"] = np.nan
    table.loc[of_pact & (table["year"] == 1962) & (table["ccode"] < 6), "burden_sipri"] = np.nan
    table.loc[of_pact & (table["year"] == 1960), "burden_sipri"] = 0.02
    table["burden_nmc"] = table["burden_sipri"] * rng.lognormal(0, 0.3, len(table))
    for source in ("sipri", "nmc"):
        table[f"effort_{source}"] = table[f"burden_{source}"] * table["gdp"]
    table["exposed_border"] = np.where(of_pact, np.nan, rng.lognormal(6, 1, len(table)))
    return table


def test_exploitation_by_plain_pandas(members):
    found = exploitation_of_groups(members, ["sipri", "nmc"])
    expected = []
    for source in ("sipri", "nmc"):
        for (group, year), rows in members.dropna(subset=f"burden_{source}").groupby(["group", "year"]):
            if len(rows) >= 5:
                r = rows[["gdp", f"burden_{source}"]].rank().corr().iloc[0, 1]
                t_value = r * math.sqrt((len(rows) - 2) / (1 - r**2))
                expected.append((group, year, source, len(rows), r, t.sf(t_value, len(rows) - 2)))
    expected = pd.DataFrame(expected, columns=list(found))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, rtol=1e-10)
    equal = found[(found["group"] == "3285") & (found["year"] == 1960) & (found["source"] == "sipri")]
    assert equal["n"].tolist() == [6] and equal[["rho", "p"]].isna().all(axis=None)


def test_variants_by_plain_scipy(members):
    found = (
        rank_tests_of_groups(members, ["sipri", "nmc"])
        .set_index(["group", "source", "variant", "year"])
        .sort_index()
    )
    rows = members[(members["group"] == "NATO") & (members["year"] == 1961)]
    share = rows["effort_sipri"] / rows["effort_sipri"].sum()
    of_gdp, of_people, of_borders = (rows[x] / rows[x].sum() for x in ("gdp", "population", "exposed_border"))
    expected = {
        "spearman": spearmanr(rows["gdp"], rows["burden_sipri"], alternative="greater"),
        "kendall": kendalltau(rows["gdp"], rows["burden_sipri"], alternative="greater"),
        "signed_rank": wilcoxon(share - (of_gdp + of_people) / 2),
        "signed_rank_gdp": wilcoxon(share - of_gdp),
        "signed_rank_border": wilcoxon(share - (of_gdp + of_people + of_borders) / 3),
    }
    for variant, result in expected.items():
        assert found.loc[("NATO", "sipri", variant, 1961), "p"] == pytest.approx(result.pvalue, rel=1e-10)
    p = found.loc[("NATO", "nmc", "kendall"), ["p", "p_adjusted"]]
    np.testing.assert_allclose(p["p_adjusted"], false_discovery_control(p["p"]))


@pytest.mark.parametrize("with_income", [0, 1, 4])
def test_too_few_members_with_income_have_no_partial_correlation(members, with_income):
    rows = members[(members["group"] == "NATO") & (members["year"] == 1961)].copy()
    rows.loc[rows.index[with_income:], "population"] = np.nan
    found = rank_tests_of_groups(rows, ["sipri"]).set_index("variant")
    assert found.loc["given_income", "n"] == with_income and np.isnan(found.loc["given_income", "statistic"])
    assert found.loc["given_income", "reason"] == "fewer than 5 members with income"
    assert found.loc["spearman", "n"] == 12


def test_variants_say_why_they_are_missing(members):
    found = rank_tests_of_groups(members, ["sipri"]).set_index(["group", "year"])
    assert "signed_rank_border" not in set(found.loc["3285", "variant"])
    equal = found.loc[("3285", 1960)].set_index("variant")
    assert equal.loc["spearman", "reason"] == "all burdens are equal"
    assert not math.isnan(equal.loc["signed_rank", "statistic"])
    # Two of six have data in 1962: too few for rank tests, which want five.
    assert 1962 not in found.loc["3285"].index
    few = pd.concat(
        [members, *(members.assign(ccode=members["ccode"] + 20 * k, burden_sipri=np.nan) for k in (1, 2))]
    )
    missing = rank_tests_of_groups(few, ["sipri"])
    assert set(missing["flag"]) == {"too low"} and missing[["statistic", "p", "p_adjusted"]].isna().all(
        axis=None
    )
    assert set(missing["reason"]) == {"fewer than 50% of the members have data"}


def test_a_source_that_there_is_not_is_refused(members):
    with pytest.raises(BurdenInputError, match="no columns effort_sipre, burden_sipre"):
        exploitation_of_groups(members, ["sipre"])


def test_inequality_by_plain_pandas(members):
    found = inequality_of_groups(members, ["sipri", "nmc"]).set_index(["group", "year", "source"])
    rows = members[(members["group"] == "3285") & (members["year"] == 1961)].dropna()
    assert rows.empty  # borders are missing; those with spending are
    rows = members[(members["group"] == "3285") & (members["year"] == 1961)].dropna(subset="burden_nmc")
    s, w = rows["effort_nmc"] / rows["effort_nmc"].sum(), rows["gdp"] / rows["gdp"].sum()
    one = found.loc[("3285", 1961, "nmc")]
    assert one["dissimilarity"] == pytest.approx((s - w).abs().sum() / 2)
    assert one["leader"] == rows.loc[rows["gdp"].idxmax(), "ccode"]
    assert (one["members"], one["known"], one["flag"]) == (6, 5, "enough")
    low = found.loc[("3285", 1962, "nmc")]
    assert (low["known"], low["flag"]) == (2, "too low") and math.isnan(low["gini"])


def test_burdens_of_members(members):
    found = burdens_of_members(members, ["sipri"]).set_index(["group", "year", "ccode"])
    shares = ["burden_share", "benefit_share", "benefit_share_gdp"]
    np.testing.assert_allclose(found.groupby(["group", "year"])[shares].sum(), 1)
    nato = found.loc["NATO"]
    np.testing.assert_allclose(
        nato["relative_burden_border"], nato["burden_share"] / nato["benefit_share_border"]
    )
    assert found.loc["3285", "benefit_share_border"].isna().all()
    assert nato.loc[1960, "rank"].idxmin() == nato.loc[1960, "burden"].idxmax()


def test_peacekeepers_and_burdens_of_states():
    states = pd.DataFrame(
        {
            "year": [2000, 2000, 2000, 1980],
            "ccode": [2, 20, 70, 2],
            "gdp": [100.0, 50, 25, 90],
            "population": [1.0, 2, 4, 1],
            "un_troops": [10.0, 0, 5, np.nan],
            "un_police": [0.0, 0, 5, np.nan],
            "un_experts": [0.0, 0, 0, np.nan],
            "us_troops": [np.nan, 500, 0, np.nan],
            "burden_sipri": [0.03, 0.01, np.nan, 0.05],
            "burden_nmc": [0.03, 0.01, 0.02, 0.05],
            "burden_nmc_real": [0.03, np.nan, 0.02, 0.05],
            "interventions_government": pd.array([1, 0, 0, 1], dtype="Int16"),
            "interventions_opposition": pd.array([1, 0, 0, 0], dtype="Int16"),
        }
    )
    sent = peacekeepers(states, "UN", "un").set_index("ccode")
    assert sent["effort_un"].to_dict() == {2: 10, 70: 10}
    assert sent["burden_un"].to_dict() == {2: 0.1, 70: 0.4}
    found = burdens_of_states(states).set_index(["year", "ccode"])
    assert found.loc[(2000, 20), "hosted_troops"] == pytest.approx(0.25)
    assert found.loc[(1980, 2), "log_sipri"] == 0 and math.isnan(found.loc[(1980, 2), "broad_nmc"])
    assert found.loc[(2000, 2), "log_sipri"] == pytest.approx(math.log(3) / 2)
    assert math.isnan(found.loc[(2000, 70), "broad_sipri"])
    assert found.loc[(2000, 2), "broad_sipri"] == pytest.approx(0.75)


def square(shape, ccode, x, last="2019-12-31"):
    corners = [(x, 0), (x + 1, 0), (x + 1, 1), (x, 1), (x, 0)]
    dates = {"first_date": pd.Timestamp("1950-06-01"), "last_date": pd.Timestamp(last)}
    rows = [
        {"shape": shape, "ring": 0, "point": i, "longitude": a, "latitude": b}
        for i, (a, b) in enumerate(corners)
    ]
    return pd.DataFrame(rows).assign(ccode=ccode, **dates)


def test_exposed_borders_are_those_without_a_member_beyond():
    borders = pd.concat([square(1, 2, 0), square(2, 20, 1), square(3, 70, 2), square(4, 90, 3)])
    rows = [("x", 1960, c) for c in (2, 20, 90, 999)] + [
        ("x", 2020, 2),
        ("y", 1960, 2),
        ("z", 1950, 2),
        ("z", 1949, 2),
    ]
    members = pd.DataFrame(rows, columns=["group", "year", "ccode"])
    found = exposed_borders(borders, members).set_index(["group", "year", "ccode"])["exposed_border"]
    side = math.pi * 6371 / 180
    top = 2 * 6371 * math.asin(math.cos(math.radians(1)) * math.sin(math.radians(0.5)))
    assert found["y", 1960, 2] == pytest.approx(3 * side + top)
    assert found["x", 1960, 2] == pytest.approx(2 * side + top)
    assert found["x", 1960, 20] == pytest.approx(2 * side + top)
    assert found["x", 1960, 90] == pytest.approx(3 * side + top)
    assert found["z", 1950, 2] == pytest.approx(3 * side + top)
    assert found[[("x", 1960, 999), ("x", 2020, 2), ("z", 1949, 2)]].isna().all()
