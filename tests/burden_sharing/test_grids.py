"""Tables that are no regressions, as they are laid out."""

import numpy as np
import pandas as pd
import pytest

from entente.reporting.latex import LatexTable
from entente.studies.burden_sharing.grids import GRIDS
from entente.studies.burden_sharing.repository import CONTRIBUTIONS, contributions_in_words


def lines(grid):
    """Texts of cells by section and label."""
    return [(line.label, [cell.text for cell in line.cells]) for section in grid.sections for line in section]


def test_layers_have_a_line_a_decade_and_nothing_outside_their_years():
    coverage = pd.DataFrame(
        {
            "layer": ["dca", "dca", "defence"],
            "decade": [1970, 1980, 1970],
            "years": [0, 10, 10],
            "first": [np.nan, 1980, 1970],
            "last": [np.nan, 1989, 1970],
            "ties": [np.nan, 21.6, 1610.2],
            "states": [np.nan, 160, 146.1],
            "pairs": [np.nan, 48, 747],
            "tied": [np.nan, 0.149, 0.615],
        }
    )
    assert lines(GRIDS["layer_coverage"](coverage)) == [
        ("Defence pacts", [""] * 5),
        ("1970s", ["1970", "1,610", "146", "747", "62"]),
        ("DCAs, general", [""] * 5),
        ("1970s", [""] * 5),
        ("1980s", ["1980–1989", "22", "160", "48", "15"]),
    ]


def test_series_are_means_of_the_years_that_have_the_measure():
    names = [
        "density",
        "mean_degree",
        "isolates",
        "transitivity",
        "clustering",
        "centralization",
        "triangles_degree",
    ]
    rows = pd.DataFrame(
        {"year": [1989, 1990, 1992], "layer": "arms", "states": [10, 20, 30], "ties": [1, 2, 3]}
    )
    rows = rows.assign(**dict.fromkeys(names, 0.5)).assign(clustering=[0.1, np.nan, 0.4])
    found = dict(lines(GRIDS["layer_series"](rows))[1:])
    assert found["1990s"][:4] == ["1990–1992", "25", "2", "0.500"]
    assert [found["1980s"][7], found["1990s"][7]] == ["0.10", "0.40"]


def test_contributions_are_called_what_the_schema_calls_them():
    words = contributions_in_words()
    assert list(words) == CONTRIBUTIONS and words["arms_sent"] == "Major arms sent"
    coverage = pd.DataFrame(
        {
            "contribution": "arms_sent",
            "words": words["arms_sent"],
            "decade": [1940, 1950],
            "known": [np.nan, 0.994],
            "contributing": [np.nan, 0.156],
        }
    )
    known, contributing = [
        cells
        for label, cells in lines(GRIDS["contribution_coverage"](coverage))
        if label == "Major arms sent"
    ]
    assert (known, contributing) == (["", "99"], ["", "16"])


@pytest.fixture
def burdens():
    """Two members in 1953 by both sources, one more in 1985, by NMC alone."""
    rows = [
        (1953, "sipri", "USA", 900.0, 0.9, 0.7, 2),
        (1953, "sipri", "UKG", 100.0, 0.1, 0.3, 2),
        (1953, "nmc", "USA", 900.0, 0.8, 0.6, 3),
        (1953, "nmc", "UKG", 100.0, 0.15, 0.3, 3),
        (1953, "nmc", "LUX", 1.0, 0.05, 0.1, 3),
        (1960, "nmc", "USA", 900.0, 1.0, 1.0, 3),
    ]
    return pd.DataFrame(
        rows, columns=["year", "source", "abbreviation", "gdp", "burden_share", "benefit_share", "n"]
    )


def test_members_shares_stand_beside_each_other_by_year_and_source(burdens):
    grid = GRIDS["nato_burdens"](burdens, years=[1953])
    assert grid.groups == ("1953",) * 3 and grid.headers == ("benefits", "SIPRI", "NMC")
    assert lines(grid) == [
        ("USA", ["60.0", "90.0", "80.0"]),
        ("UKG", ["30.0", "10.0", "15.0"]),
        ("LUX", ["10.0", "", "5.0"]),
    ]


def test_years_that_are_told_and_the_last_of_each_source_have_a_line():
    shares = pd.DataFrame({"year": [1953, 1970, 2016, 1953, 2019], "source": ["nmc"] * 3 + ["sipri"] * 2})
    texts = ["largest", "most", "least"]
    numbers = [
        "n",
        "members",
        "burden_share",
        "benefit_share",
        "relative_burden",
        "relative_burden_border",
        "above",
    ]
    shares = shares.assign(**dict.fromkeys(texts, "USA"), **dict.fromkeys(numbers, 1.0))
    found = GRIDS["nato_shares"](shares, years=[1953])
    assert [label for label, _ in lines(found)] == ["1953, NMC", "1953, SIPRI", "2016, NMC", "2019, SIPRI"]


def test_rank_tests_have_a_section_for_nato_and_one_for_all_alliances():
    numbers = [
        "rho",
        "positive",
        "significant",
        "significant_adjusted",
        "rho_without_largest",
        "rho_given_income",
    ]
    periods = pd.DataFrame(
        {"group": ["all", "NATO"], "first": 1950, "last": 1969, "source": "sipri", "tests": 1234}
    )
    grid = GRIDS["exploitation_periods"](periods.assign(**dict.fromkeys(numbers, -0.5)))
    assert [label for label, _ in lines(grid)][::2] == [
        "NATO, by deposit of accession",
        "All alliances with five members with data",
    ]
    assert "1950--1969, SIPRI & 1,234 & $-$0.50" in LatexTable(grid).marked()


def determinant(table, column, term, estimate, p=np.nan, n=33):
    return {"table": table, "column": column, "term": term, "estimate": estimate, "se": 0.1, "p": p, "n": n}


def test_growth_responses_have_a_line_an_ally_with_the_p_of_riding_free():
    rows = []
    for source, response in (("sipri", 0.25), ("nmc", 0.75)):
        rows += [
            determinant("growth_responses", f"{source}:200", "leader", response, 0.9),
            determinant("growth_responses", f"{source}:200", "leader_below_1", response, 0.01),
            determinant("growth_responses", f"{source}:20", "leader", np.nan, n=7),
            determinant("growth_responses", source, "rank_correlation_with_gdp", -0.5, 0.4, 1),
        ]
    burdens = pd.DataFrame({"ccode": [20, 200, 200], "abbreviation": ["CAN", "UKG", "UKG"]})
    found = lines(GRIDS["growth_responses"](pd.DataFrame(rows), burdens))
    assert found[0][0] == "CAN" and found[0][1][0] == "" and found[0][1][3] == "7"
    assert found[1] == ("UKG", ["0.25", "0.10", "0.010", "33", "0.75", "0.10", "0.010", "33"])
    assert found[-1][0] == "Rank correlation with GDP" and found[-1][1][2] == "0.400"


def test_responses_to_weight_are_means_and_counts_by_source():
    rows = [
        determinant("weight_responses", source, term, value, n=80)
        for source in ("sipri", "nmc")
        for term, value in (("mean", -0.03438), ("alliances_above_0", 0.0), ("alliances_left_out", 103.0))
    ]
    found = dict(lines(GRIDS["weight_responses"](pd.DataFrame(rows))))
    assert found["Mean response"][0] == "-0.0344" and found["Mean response"][3] == "80"
    assert found["Alliances left out"][4] == "103" and found["Standard deviation over alliances"][0] == ""
