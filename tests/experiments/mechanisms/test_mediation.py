"""Linear mediation and its sensitivity: reference values, identities, and statsmodels' own."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats import mediation as of_statsmodels

from entente.core.errors import ExperimentInputError
from entente.experiments import Pathway, least_squares, linear_mediation, sensitivity
from entente.experiments.mechanisms.resampling import times_drawn

from ..persons import thirty, twelve
from ..tomz_weeks_columns import tomz_weeks


@pytest.fixture(scope="module")
def twelve_persons():
    return Pathway(twelve(), "y", "m", "z", draws=300)


@st.composite
def pathways(draw, covariates=("x",)):
    """Random rows in which everything is correlated."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n = draw(st.integers(20, 60))
    z = rng.permutation(np.arange(n) % 2).astype(float)
    x, u = rng.normal(size=(2, n))
    m = 1 + z * draw(st.sampled_from([-1.0, 0.3, 2.0])) + x + u + rng.normal(size=n)
    y = 100 - z + m * draw(st.sampled_from([-5.0, 0.1, 1.0])) - x - u + rng.normal(size=n)
    frame = pd.DataFrame({"y": y, "m": m, "z": z, "x": x})
    return Pathway(frame, "y", "m", "z", covariates=covariates, draws=12)


def test_twelve_persons(twelve_persons):
    effects = linear_mediation(twelve_persons).effects.estimates.droplevel("setting")
    np.testing.assert_allclose(effects[["acme", "ade", "total"]], [35 / 34, 8 / 17, 3 / 2], rtol=1e-12)
    assert effects["share"] == pytest.approx(35 / 51, rel=1e-12)
    fragility = sensitivity(twelve_persons).fragility.estimates
    assert fragility["r2_star", ""] == pytest.approx(225 / 3706, rel=1e-12)


def test_fragility_of_twelve_persons_from_its_definition(twelve_persons):
    rows = twelve_persons.frame
    with_mediator = sm.OLS(rows["y"], sm.add_constant(rows[["z", "m"]])).fit()
    of_mediator = sm.OLS(rows["m"], sm.add_constant(rows[["z"]])).fit()
    expected = 225 / 3706 * (1 - of_mediator.rsquared) * (1 - with_mediator.rsquared)
    assert sensitivity(twelve_persons).fragility.estimates["r2_tilde", ""] == pytest.approx(
        expected, rel=1e-10
    )


@settings(max_examples=8)
@given(pathways())
def test_acme_and_ade_add_up_to_the_total(pathway):
    effects = linear_mediation(pathway).effects
    for part in (effects.estimates, *(effects.draws.loc[i] for i in range(12))):
        total = part["acme", ""] + part["ade", ""]
        np.testing.assert_allclose(total, part["total", ""], rtol=1e-9, atol=1e-9)


@settings(max_examples=8)
@given(pathways())
def test_with_an_interaction_either_pair_adds_up(pathway):
    effects = linear_mediation(pathway, interaction=True).effects.estimates
    total = effects["total", ""]
    assert effects["acme", "control"] + effects["ade", "treated"] == pytest.approx(total, rel=1e-9, abs=1e-9)
    assert effects["acme", "average"] + effects["ade", "average"] == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_an_interaction_against_regressions_by_hand():
    rows = thirty().assign(m=lambda rows: rows["x"] % 4 + rows["z"])
    found = linear_mediation(Pathway(rows, "y", "m", "z", covariates=["w"], draws=2), interaction=True)
    first = sm.OLS(rows["m"], sm.add_constant(rows[["z", "w"]])).fit().params
    design = sm.add_constant(rows[["z", "m", "w"]].assign(zm=rows["z"] * rows["m"]))
    second = sm.OLS(rows["y"], design).fit().params
    untreated = first["const"] + first["w"] * rows["w"].mean()
    estimates = found.effects.estimates
    assert estimates["acme", "control"] == pytest.approx(first["z"] * second["m"])
    assert estimates["acme", "treated"] == pytest.approx(first["z"] * (second["m"] + second["zm"]))
    assert estimates["ade", "control"] == pytest.approx(second["z"] + second["zm"] * untreated)
    assert estimates["ade", "treated"] == pytest.approx(second["z"] + second["zm"] * (untreated + first["z"]))


def test_delta_errors_without_an_interaction():
    rows = thirty().assign(m=lambda rows: rows["x"] % 4 + rows["z"])
    found = linear_mediation(Pathway(rows, "y", "m", "z", covariates=["w"], draws=2)).delta_se
    first = sm.OLS(rows["m"], sm.add_constant(rows[["z", "w"]])).fit(cov_type="HC2")
    second = sm.OLS(rows["y"], sm.add_constant(rows[["z", "m", "w"]])).fit(cov_type="HC2")
    variance = first.params["z"] ** 2 * second.bse["m"] ** 2 + second.params["m"] ** 2 * first.bse["z"] ** 2
    assert found["acme", ""] == pytest.approx(variance**0.5)
    assert found["ade", ""] == pytest.approx(second.bse["z"])


def test_clusters_are_drawn_whole_and_have_their_own_errors():
    rows = thirty().assign(m=lambda rows: rows["x"] % 4 + rows["z"])
    fit = Pathway(rows, "y", "m", "z", ["w"], clusters="g", draws=400, seed=3)
    found = linear_mediation(fit)
    design = rows[["z", "m", "w"]].assign(const=1.0)
    expected = least_squares(rows["y"], design, cov="CR2", clusters=rows["g"]).bse["z"]
    assert found.delta_se["ade", ""] == pytest.approx(expected)
    times = times_drawn(30, 400, 3, rows["g"])
    drawn = rows.loc[np.repeat(rows.index, times[5].astype(int))]
    total = sm.OLS(drawn["y"], sm.add_constant(drawn[["z", "w"]])).fit().params["z"]
    assert found.effects.draws.loc[5, ("total", "")] == pytest.approx(total)
    # A draw without clusters of both arms has no effect: it is left out, and counted.
    used = found.table().loc[("total", ""), "draws"]
    both = [rows.loc[row > 0, "z"].nunique() == 2 for row in times]
    assert used == sum(both) < 400
    with pytest.raises(ExperimentInputError, match="cluster of row 'person 2' is missing"):
        Pathway(rows.assign(g=rows["g"].where(rows.index != "person 2")), "y", "m", "z", clusters="g")


@pytest.mark.parametrize("interaction", [False, True])
def test_delta_errors_are_about_those_of_the_bootstrap(interaction):
    rng = np.random.default_rng(11)
    z = rng.integers(0, 2, 4000).astype(float)
    x = rng.normal(size=4000)
    m = z + x + rng.normal(size=4000) * (1 + z)
    y = z - m + 0.5 * z * m + x + rng.normal(size=4000)
    rows = pd.DataFrame({"y": y, "m": m, "z": z, "x": x})
    table = linear_mediation(Pathway(rows, "y", "m", "z", ["x"], draws=1000), interaction=interaction).table()
    table = table.loc[["acme", "ade", "total"]]
    np.testing.assert_allclose(table["delta_se"], table["se"], rtol=0.1)
    np.testing.assert_allclose(table["delta_low"], table["low"], atol=0.25 * table["se"].max())


@settings(max_examples=8)
@given(pathways())
def test_a_curve_is_zero_at_its_correlation_and_the_acme_at_none(pathway):
    r = sensitivity(pathway).fragility.estimates["rho_at_zero", ""]
    curve = sensitivity(pathway, rho=[0.0, r]).curve
    scale = abs(curve.estimates).max()
    assert curve.estimates["acme", 0.0] == pytest.approx(
        linear_mediation(pathway).effects.estimates["acme", ""], rel=1e-8, abs=1e-9
    )
    assert abs(curve.estimates["acme", r]) < 1e-9 * max(scale, 1)


def test_a_confounder_of_known_correlation_is_undone():
    """Errors that are correlated by ρ: the curve at ρ is the truth, the linear estimate is not."""
    rng = np.random.default_rng(3)
    n, rho = 50_000, 0.5
    z = rng.integers(0, 2, n).astype(float)
    errors = rng.multivariate_normal([0, 0], [[1, rho], [rho, 1]], n).T
    m = 0.8 * z + errors[0]
    rows = pd.DataFrame({"z": z, "m": m, "y": 0.3 * z - 0.5 * m + 2 * errors[1]})
    pathway = Pathway(rows, "y", "m", "z", draws=2)
    curve = sensitivity(pathway, rho=[0.0, rho]).curve.estimates
    assert curve["acme", rho] == pytest.approx(-0.4, abs=0.04)
    assert curve["acme", 0.0] == pytest.approx(0.4, abs=0.04)


@pytest.mark.real_data
def test_tomz_weeks(root, real_data):
    rows, main = tomz_weeks(root, real_data)
    fit = Pathway(rows, "support5", "obligation", "alliance: alliance", main)
    table = linear_mediation(fit).table().droplevel("setting")
    assert table.loc["acme", "estimate"] == pytest.approx(0.4749174681, rel=1e-9)
    assert table.loc["ade", "estimate"] == pytest.approx(0.4792968089, rel=1e-9)
    b = fit.regress(rows["support5"], ["alliance: alliance", "obligation", *main]).params["obligation"]
    assert b == pytest.approx(0.01751082901, rel=1e-9)
    assert (table["draws"] == 2000).all()


@pytest.mark.real_data
def test_shares_of_several_mediators_exceed_one(root, real_data):
    rows, main = tomz_weeks(root, real_data)
    shares = [
        linear_mediation(Pathway(rows, "support5", mediator, "alliance: alliance", main, draws=2))
        for mediator in ("reputation", "obligation", "r_hn")
    ]
    assert [round(fit.effects.estimates["share", ""], 2) for fit in shares] == [0.71, 0.50, 0.21]


@pytest.mark.slow
def test_framing_as_statsmodels_has_it():
    """The experiment of Brader, Valentino & Suhay, as statsmodels ships it."""
    from importlib.resources import files

    path = files("statsmodels") / "stats/tests/results/framing.csv"
    rows = pd.read_csv(str(path))
    rows["college"] = (rows["educ"] == "bachelor's degree or higher").astype(float)
    covariates = ["age", "income", "college"]
    found = linear_mediation(Pathway(rows, "immigr", "emo", "treat", covariates)).table().droplevel("setting")
    before = sm.add_constant(rows[["treat", *covariates]]).astype(float)
    after = sm.add_constant(rows[["treat", "emo", *covariates]]).astype(float)
    theirs = of_statsmodels.Mediation(
        sm.OLS(rows["immigr"].to_numpy(float), after), sm.OLS(rows["emo"].to_numpy(float), before), [1, 1], 2
    )
    summary = theirs.fit(method="parametric", n_rep=2000, rng=np.random.RandomState(5)).summary()
    for ours, name in (("acme", "ACME (average)"), ("ade", "ADE (average)"), ("total", "Total effect")):
        noise = found.loc[ours, "se"]
        assert found.loc[ours, "estimate"] == pytest.approx(summary.loc[name, "Estimate"], abs=noise / 5)
        assert found.loc[ours, "low"] == pytest.approx(summary.loc[name, "Lower CI bound"], abs=noise / 3)
        assert found.loc[ours, "high"] == pytest.approx(summary.loc[name, "Upper CI bound"], abs=noise / 3)
    assert found.loc["acme", "low"] > 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"z": 2.0}, "Treatment 'z' is 2.0 in row 3"),
        ({"m": np.nan}, "column m is nan in row 3"),
        ({"y": np.inf}, "column y is inf in row 3"),
    ],
)
def test_rows_that_are_refused(change, said):
    rows = twelve()
    rows.loc[3, list(change)] = list(change.values())
    with pytest.raises(ExperimentInputError, match=said):
        Pathway(rows, "y", "m", "z")


def test_columns_that_are_refused():
    rows = twelve()
    with pytest.raises(ExperimentInputError, match="'m' is 2 in every row of arm 0"):
        Pathway(rows.assign(m=rows["m"].where(rows["z"] == 1, 2)), "y", "m", "z")
    with pytest.raises(ExperimentInputError, match="twice"):
        Pathway(rows.assign(twice=2 * rows["x"]), "y", "m", "z", ["x"], ["twice"])
    with pytest.raises(ExperimentInputError, match="two places"):
        Pathway(rows, "y", "m", "z", ["m"])
    with pytest.raises(ExperimentInputError, match="arm 1 has 1 rows"):
        Pathway(rows.assign(z=(rows.index == 2).astype(float)), "y", "m", "z")
    with pytest.raises(ExperimentInputError, match="nothing is missing"):
        Pathway(rows, "y", "nothing", "z")
    with pytest.raises(ExperimentInputError, match="correlation of errors is 1"):
        sensitivity(Pathway(rows, "y", "m", "z", draws=2), rho=[0, 1.0])
