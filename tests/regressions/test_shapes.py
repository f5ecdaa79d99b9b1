"""Interactions, powers, polynomials, splines, years, conditions and effects of years, beside direct calls."""

import numpy as np
import pandas as pd
import pytest

from entente.regressions.estimation import estimate, reasons
from entente.regressions.samples import assemble
from entente.regressions.source import Source

from .tiny import FRAME

#: What users ask for beside plain columns: the file's words, and the same as a formula of statsmodels.
SHAPES = {
    "interaction": ("{d: distance, i: joint_igo, d_i: {interaction: [d, i]}}", "distance * joint_igo"),
    "power": ("{i: joint_igo, i2: {column: joint_igo, power: 2}}", "joint_igo + I(joint_igo**2)"),
    "cubic polynomial": (
        "{i: joint_igo, s: {column: status_pact, times: 0.1, polynomial: 3}}",
        "joint_igo + I(status_pact / 10) + I((status_pact / 10)**2) + I((status_pact / 10)**3)",
    ),
    "year effects": ("{i: joint_igo}\nyear_effects: true", "joint_igo + C(year)"),
    "years": ("{i: joint_igo}\nyears: {first: 1910}", "joint_igo"),
    "where": ("{i: joint_igo}\nwhere: {common_enemies: true, distance: {at_most: 6000}}", "joint_igo"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_a_logit_are_those_of_a_formula(declare, paths, shape):
    import statsmodels.formula.api as smf

    ours, formula = SHAPES[shape]
    text = FRAME.format(
        unit="dyad_year", estimator="logit", sample="baseline", outcome="ally_pact", terms=ours
    )
    specification = declare(text).for_alliance("pact")
    sample = assemble(specification, Source(paths))
    panel = pd.read_parquet(paths["dyad_year"])
    panel = {
        "years": panel[panel["year"] >= 1910],
        "where": panel[panel["common_enemies"] & (panel["distance"] <= 6000)],
    }.get(shape, panel)
    found = estimate(specification, sample)
    direct = smf.logit(f"I(ally_pact * 1) ~ {formula}", panel).fit(disp=False, method="newton", tol=1e-12)
    table = found.terms["printed"].set_index("term")
    assert found.statistics["n"] == direct.nobs
    assert found.statistics["log_likelihood"] == pytest.approx(direct.llf, rel=1e-10)
    np.testing.assert_allclose(sorted(table["estimate"]), sorted(direct.params), rtol=1e-6)
    np.testing.assert_allclose(sorted(table["std_error"]), sorted(direct.bse), rtol=1e-6)


def test_a_spline_of_a_duration_fits_as_patsys_natural_spline(declare, paths):
    import statsmodels.formula.api as smf

    terms = "{i: joint_igo, s: {column: status_pact, spline: [0, 4, 7, 19]}}"
    text = FRAME.format(
        unit="dyad_year", estimator="logit", sample="baseline", outcome="ally_pact", terms=terms
    )
    specification = declare(text).for_alliance("pact")
    found = estimate(specification, assemble(specification, Source(paths)))
    # Knots and bounds are the same; the basis is another of the same curves.
    basis = "cr(status_pact, knots=[4, 7], lower_bound=0, upper_bound=19)"
    direct = smf.logit(
        f"I(ally_pact * 1) ~ joint_igo + {basis} - 1", pd.read_parquet(paths["dyad_year"])
    ).fit(disp=False, method="newton", tol=1e-12)
    assert found.terms["printed"]["term"].tolist() == ["i", "s", "s_2", "s_3", "constant"]
    assert found.statistics["log_likelihood"] == pytest.approx(direct.llf, rel=1e-10)
    slope = found.terms["printed"].set_index("term").loc["i"]
    assert (slope["estimate"], slope["std_error"]) == pytest.approx(
        (direct.params["joint_igo"], direct.bse["joint_igo"]), rel=1e-6
    )


def test_year_effects_beside_fixed_effects_are_those_of_linearmodels_in_both_ways(declare, paths):
    from linearmodels.panel import PanelOLS

    text = FRAME.format(
        unit="state_year",
        estimator="fixed_effects",
        sample="baseline",
        outcome="allies_capability_pact",
        terms="{r: regime_score, s: {column: status_pact, polynomial: 2}}",
    )
    specification = declare(text + "year_effects: true\n").for_alliance("pact")
    found = estimate(specification, assemble(specification, Source(paths))).terms["printed"].set_index("term")
    panel = pd.read_parquet(paths["state_year"]).dropna(subset="regime_score").set_index(["ccode", "year"])
    exog = panel[["regime_score"]].assign(s=panel["status_pact"], s2=panel["status_pact"] ** 2.0)
    model = PanelOLS(panel["allies_capability_pact"], exog, entity_effects=True, time_effects=True)
    direct = model.fit(cov_type="unadjusted")
    np.testing.assert_allclose(found.loc[["r", "s", "s_2"], "estimate"], direct.params, rtol=1e-8)
    np.testing.assert_allclose(found.loc[["r", "s", "s_2"], "std_error"], direct.std_errors, rtol=1e-8)


def test_what_a_regression_did_not_ask_for_is_counted_apart_from_what_it_lacks(declare, paths):
    text = FRAME.format(
        unit="dyad_year", estimator="logit", sample="baseline", outcome="ally_pact", terms="{i: joint_igo}"
    )
    specification = declare(text + "where: {trade_dependence: {at_least: 0.5}}\n").for_alliance("pact")
    sample = assemble(specification, Source(paths))
    found, told = estimate(specification, sample), reasons(specification, sample)
    n = found.statistics
    panel = pd.read_parquet(paths["dyad_year"])
    assert n["n_excluded"] == (panel["trade_dependence"] < 0.5).sum()
    assert n["n_rows"] + n["n_dropped"] + n["n_excluded"] == len(panel)
    assert n["missing_where.trade_dependence"] == panel["trade_dependence"].isna().sum()
    assert told["missing_where.trade_dependence"].startswith("trade_dependence missing: ")
