"""Regressions: exact and known effects, standard errors by hand, and what cannot be computed."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.outliers_influence import variance_inflation_factor

from entente.studies.maoz2011.random_systems.regressions import MINIMUM_RUNS, regressions, specifications

from .synthetic import AS_READ, random_runs


@pytest.fixture(scope="module")
def runs():
    return random_runs(AS_READ)


@pytest.fixture(scope="module")
def table(runs):
    return regressions(runs)


@pytest.fixture(scope="module")
def few():
    return random_runs(AS_READ, 300)


def rows(table, outcome="density", stage="last", specification="inputs"):
    chosen = table[
        (table["outcome"] == outcome) & (table["stage"] == stage) & (table["specification"] == specification)
    ]
    return chosen.set_index("term")


def test_every_outcome_stage_and_specification_has_all_its_terms(table):
    for (outcome, _, specification), found in table.groupby(["outcome", "stage", "specification"]):
        assert found["term"].tolist() == [*specifications(outcome)[specification], "constant"]
    assert len(table.groupby(["outcome", "stage", "specification"])) == 4 * 3 * 3
    assert table["note"].isna().all()


def test_known_effects_are_recovered(runs, table):
    found = rows(table, "density", "last", "srn_measures")
    # The measure's own effect adds to that of the input.
    expected = {"srn_density": 1.0, "mid_density": 0.2, "democracy_share": -0.8, "cooperation_density": -0.8}
    for term, effect in expected.items():
        # The world's effects are those of standardised inputs on an outcome that is not standardised.
        assert found.loc[term, "estimate"] * runs[term].std() == pytest.approx(effect, abs=0.03)
        assert found.loc[term, "standardised"] * runs["last_density"].std() == pytest.approx(effect, abs=0.03)
        assert found.loc[term, "p_value"] < 1e-6
    assert found["r_squared"].iloc[0] == pytest.approx(1 - 0.09 / (1 + 0.04 + 2 * 0.64 + 0.09), abs=0.02)


def test_an_exact_relation_is_found_exactly(few):
    exact = few.assign(first_density=1 + 3 * few["srn_density"] - 2 * few["democracy_share"])
    found = rows(regressions(exact), "density", "first")["estimate"]
    assert found[["constant", "srn_density", "democracy_share"]].tolist() == pytest.approx([1, 3, -2])
    assert np.allclose(found[["n", "mid_density", "cooperation_density", "capability_concentration"]], 0)


def test_standard_errors_and_limits_are_those_of_the_formula(runs, table):
    x, y = runs["srn_npi"].to_numpy(), runs["first_npi"].to_numpy()
    design = np.column_stack([x, np.ones(len(x))])
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ y
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    weights = ((y - design @ beta) / (1 - leverage)) ** 2
    error = np.sqrt((inverse @ (design.T * weights) @ design @ inverse)[0, 0])
    width = stats.t.ppf(0.975, len(x) - 2) * error
    row = rows(table, "npi", "first", "srn_alone").loc["srn_npi"]
    assert row["estimate"] == pytest.approx(beta[0])
    assert row["standard_error"] == pytest.approx(error)
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([beta[0] - width, beta[0] + width])
    scale = x.std() / y.std()
    assert [row["standardised_low"], row["standardised"], row["standardised_high"]] == pytest.approx(
        [(beta[0] - width) * scale, beta[0] * scale, (beta[0] + width) * scale]
    )
    assert row["r_squared"] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)


def test_inflation_is_that_of_statsmodels_and_one_for_a_term_alone(few):
    entangled = few.assign(srn_npi=few["n"] + few["srn_npi"] * 100)
    found = rows(regressions(entangled), "npi", "last", "srn_measures")["vif"]
    terms = specifications("npi")["srn_measures"]
    design = np.column_stack([np.ones(len(few)), entangled[terms]])
    expected = [variance_inflation_factor(design, column + 1) for column in range(len(terms))]
    assert found[terms].tolist() == pytest.approx(expected)
    assert found["srn_npi"] > 5 and np.isnan(found["constant"])
    assert rows(regressions(entangled), "npi", "last", "srn_alone").loc["srn_npi", "vif"] == 1


def test_runs_with_a_missing_value_are_dropped_and_counted(few):
    holes = few.assign(
        srn_npi=few["srn_npi"].where(few["index"] != 3),
        last_npi=few["last_npi"].where(~few["index"].isin([3, 4, 5])),
    )
    table = regressions(holes)
    dropped = {
        specification: rows(table, outcome, stage, specification)["dropped"].unique().tolist()
        for outcome, stage, specification in (
            ("density", "first", "inputs"),
            ("npi", "last", "srn_alone"),
            ("npi", "intermediate", "srn_measures"),
        )
    }
    assert dropped == {"inputs": [0], "srn_alone": [3], "srn_measures": [31]}
    assert (table["runs"] + table["dropped"] == len(few)).all()


def test_a_term_that_does_not_vary_is_left_out_and_said(few):
    table = regressions(few.assign(democracy_share=0.3))
    found = rows(table)
    assert found.loc["democracy_share", "note"] == "does not vary, left out"
    assert found.loc["democracy_share", ["estimate", "standard_error", "standardised", "vif"]].isna().all()
    assert found.drop("democracy_share")[["estimate", "standard_error"]].notna().all(axis=None)
    pd.testing.assert_frame_equal(table, regressions(few.assign(democracy_share=0.1)))


@pytest.mark.parametrize(
    "change, reason",
    [
        (lambda runs: runs.head(MINIMUM_RUNS - 1), "29 complete runs, fewer than 35"),
        (lambda runs: runs.assign(last_density=0.5), "the outcome does not vary"),
        (lambda runs: runs.assign(last_density=np.nan), "0 complete runs, fewer than 30"),
        (
            lambda runs: runs.assign(mid_density=0.1 + 2 * runs["srn_density"]),
            "some terms are linear combinations of others",
        ),
        (
            lambda runs: runs.assign(democracy_share=(runs["index"] == 7).astype(float)),
            "a coefficient rests on a single run",
        ),
    ],
)
def test_a_regression_that_cannot_be_computed_has_the_reason_and_no_number(few, change, reason):
    left_out = rows(regressions(change(few)))
    assert len(left_out) == 1 and left_out.index.isna().all()
    row = left_out.iloc[0]
    assert row["note"] == reason
    assert row[["estimate", "standard_error", "standardised", "r_squared"]].isna().all()


def test_no_term_varies(few):
    row = rows(regressions(few.assign(srn_density=0.1)), "density", "last", "srn_alone").iloc[0]
    assert row["note"] == "no term varies" and np.isnan(row["r_squared"])
