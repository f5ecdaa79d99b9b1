"""What the front page tells, of tables that are known."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.sources import SOURCES
from entente.reporting.pages import PAGES, Page
from entente.studies.burden_sharing.front_page import (
    ESTIMATORS,
    INEQUALITY,
    PUBLISHED,
    ending_values,
    exploitation_values,
    history_values,
    nato_values,
    sign,
    tie_values,
)
from entente.studies.burden_sharing.layer_names import TIED


def regression(column, n=1800, **terms):
    """Rows of one regression: estimate and p of each term, with standard errors of 1."""
    rows = [
        {"table": "t", "column": column, "term": term, "estimate": estimate, "se": 1.0, "p": p, "n": n}
        for term, (estimate, p) in terms.items()
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def tables():
    """Ties raise effort directly by the process, and lower it by the others; inequality is open but once."""
    effort = [
        regression(f"effort_{layer}_{source}", degree=(0.1, 0.01), triangles=(-0.02, 0.3))
        for layer in TIED
        for source in SOURCES
    ]
    effort += [
        regression(column, degree=(0.2, 0.01), triangles=(-0.1, 0.02)) for column in PUBLISHED.values()
    ]
    determinants = [
        regression(
            form.format(layer=layer, source=source),
            degree=(-0.5, 0.04),
            triangles=(0.1, 0.9),
            variance_inflation_triangles=(7.0, np.nan),
        )
        for table, form in ESTIMATORS.values()
        if table == "determinants"
        for layer in TIED
        for source in SOURCES
    ]
    consequences = [
        regression(
            f"{kind}_{measure}_{source}", inequality=(1.0, 0.01 if kind + source == "endingsipri" else 0.5)
        )
        for kind in ("ending", "ending_bilateral")
        for measure in INEQUALITY
        for source in SOURCES
    ]
    periods = [
        {"group": group, "first": first, "last": first + 9, "source": source, "tests": 10, "rho": rho}
        | {
            "significant": share,
            "significant_adjusted": 0.0,
            "rho_without_largest": 0.1,
            "rho_given_income": 0.2,
        }
        for group in ("NATO", "all")
        for first, source, rho, share in (
            (1950, "sipri", 0.6, 0.9),
            (1950, "nmc", 0.7, 0.8),
            (1960, "sipri", 0.1, 0.0),
            (1960, "nmc", 0.5, 1.0),
            (1970, "sipri", 0.1, 0.2),
            (1970, "nmc", 0.1, 0.1),
        )
    ]
    shares = {
        "year": [1950, 1953, 1969, 1969],
        "source": ["sipri", "sipri", "sipri", "nmc"],
        "flag": ["low", "enough", "enough", "enough"],
        "members": 14,
        "n": 13,
        "largest": "USA",
        "burden_share": [0.9, 0.8, 0.7, 0.71],
        "benefit_share": 0.5,
        "relative_burden": 1.4,
        "relative_burden_border": 2.0,
        "above": 1,
        "most": "USA, UKG, FRN",
        "least": "LUX, POR, ITA",
    }
    agreement = {"first": ["sipri"], "second": ["nmc"], "years": ["all"], "n": [6799]}
    return {
        "effort": pd.concat(effort),
        "determinants": pd.concat(determinants),
        "consequences": pd.concat(consequences),
        "exploitation_periods": pd.DataFrame(periods),
        "nato_shares": pd.DataFrame(shares),
        "source_agreement": pd.DataFrame({**agreement, "correlation": 0.61, "rank_correlation": 0.72}),
        "claims": pd.DataFrame(
            {
                "page": ["Olson", "Olson", "Oneal"],
                "claim": ["Larger bear more (by SIPRI)", "Larger bear more (by NMC)", "So they did (by NMC)"],
                "verdict": ["supported", "contradicted", "supported"],
            }
        ),
        "ties_per_year": pd.DataFrame({"layer": ["defence", "dca"]}),
    }


def test_effects_have_a_sign_if_they_are_significant():
    assert [sign(1, 0.04), sign(-1, 0.04), sign(1, 0.05), sign(1, np.nan)] == [
        "raises",
        "lowers",
        "open",
        "open",
    ]


def test_nato_is_told_of_from_the_first_year_with_enough_data_and_in_the_last_of_each_source(tables):
    told = nato_values(tables["nato_shares"], {1953})
    assert (told["nato_first"]["year"], told["nato_last"]["year"]) == (1953, 1969)
    assert told["nato"][["year", "source"]].to_numpy().tolist() == [
        [1953, "SIPRI"],
        [1969, "NMC"],
        [1969, "SIPRI"],
    ]


def test_sources_part_where_they_differ_most_in_significance(tables):
    told = exploitation_values(tables["exploitation_periods"])
    assert told["parting"]["sipri"]["first"] == told["parting"]["nmc"]["first"] == 1960
    assert told["first_period"]["nmc"]["rho"] == 0.7 and set(told["last_period"]["first"]) == {1970}


@pytest.mark.parametrize(
    ("rhos", "reading"),
    [
        ([0.6, 0.7], "the large carry more"),
        ([-0.6, -0.1], "the small carry more"),
        ([0.6, -0.1], "the sources disagree on who carries more"),
        ([0.6, np.nan], "the sources disagree on who carries more"),
    ],
)
def test_who_carries_more_goes_by_the_signs_of_both_sources(tables, rhos, reading):
    periods = tables["exploitation_periods"]
    for source, rho in zip(SOURCES, rhos, strict=True):
        periods.loc[(periods["source"] == source) & (periods["first"] == 1950), "rho"] = rho
    assert exploitation_values(periods)["first_reading"] == reading


def test_ties_are_told_by_each_estimator_and_source(tables):
    told = tie_values(tables["determinants"], tables["effort"])
    ties = told["ties"].groupby("estimator", sort=False)["direct_sign"].agg(list)
    assert ties.tolist() == [["raises"] * 2, *[["lowers"] * 2] * 3]
    assert told["ties"]["inflation"].tolist()[2:] == [7.0] * 6 and told["ties"]["inflation"][:2].isna().all()
    assert told["ties_beside"]["indirect"].tolist() == ["−0.1000 (1.0000)"] * 2
    assert told["ties_beside"]["source"].tolist() == ["NMC over real GDP", "as published"]
    layers = told["layers"]
    assert (
        len(layers) == 2 * len(TIED)
        and set(layers["direct_up"]) == {1}
        and set(layers["direct_lowers"]) == {3}
    )
    endings = ending_values(tables["consequences"])["endings"]
    assert endings.loc[endings["sign"] == "raises", "source"].tolist() == ["SIPRI"] * 3 and len(endings) == 12


@pytest.mark.parametrize("layer", ["arms", "gsa"])
def test_the_page_says_all_of_it_and_what_is_not_public(tables, layer):
    tables["ties_per_year"] = pd.DataFrame({"layer": ["defence", layer]})
    recovery = {
        "term": ["degree", "triangles"],
        "truth": [0.1, -0.04],
        "mean": [0.1, -0.04],
        "coverage": 0.95,
    }
    recovery = pd.DataFrame({**recovery, "draws": 250, "states": 120, "years": 12})
    history = history_values(tables, [1953])
    text = Page(PAGES / "burden_sharing/index.md.j2", recovery=recovery, history=history).marked()
    assert "raises in 2 of 2 fits of the effort process, lowers in 6 of 6 by other estimators" in text
    assert "By SIPRI 1 of 4 direct estimates point up, by NMC 1 of 4 direct estimates point up." in text
    assert "The two part most in 1960–1969: p < .05 in 0% of the years by SIPRI, in 100% by NMC" in text
    assert "higher in unequal ones in 3 and lower in 0 of 6 fits by SIPRI, higher in unequal" in text
    assert "2 printed claims, each put to each source" in text
    assert "make 3 tests: 2 supported, 1 contradicted, 0 undetermined, 0 not testable." in text
    assert "| Olson | 1 | 2 | 1 | 1 | 0 | 0 |" in text
    assert "none are public" in text and ("its user's own file" in text) == (layer == "gsa")
