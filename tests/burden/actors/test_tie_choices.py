"""The conditional logit of ties made and ended: regressors, another program, known coefficients."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.hazard_regression import PHReg

from entente.burden import actors
from entente.burden.actors.actor_system import read_actors
from entente.burden.actors.change_statistics import TERMS, change_statistics
from entente.burden.actors.objectives import tie_gains
from entente.burden.actors.tie_choices import TieChoices
from entente.burden.actors.years_of_ties import YearOfTies
from entente.core.errors import BurdenInputError, ModelDataError, NetworkError

from .worlds import world

TRUE = {"density": -1.6, "degree": 0.02, "closure": 0.15, "partner_effort": 0.1, "kinship": 0.5}


def panel(n, years, rule, seed, rate=1.0):
    """Years of a process whose coefficients are known, begun where it has run for a while."""
    rng = np.random.default_rng(seed)
    kinship = rng.normal(size=(n, n))
    kinship = (kinship + kinship.T) / np.sqrt(2)
    ties = {term: value for term, value in TRUE.items() if term != "kinship"}
    given = {
        "ties": ties | {"pairs": TRUE["kinship"] * kinship}, "efforts": {"linear": -0.2, "direct": 0.03},
        "rule": rule, "centre": 4.0,
    }  # fmt: skip
    run = actors.simulate(np.zeros((n, n)), rng.integers(1, 9, n), rates=20, seed=(seed, 0), **given)
    found = []
    for year in range(1, years + 1):
        then = actors.simulate(run.network, run.effort, rates=rate, seed=(seed, year), **given)
        found.append(YearOfTies(run.network, then.network, run.effort, {"kinship": kinship}))
        run = then
    return found


@pytest.mark.parametrize("scale", ["linear", "root"])
def test_statistics_times_coefficients_are_gains(scale):
    network, effort, ties, _ = world(9)
    ties |= {"degree": 0.3, "scale": scale}
    system = read_actors(
        network, effort, ties=ties, efforts={}, rates=1, rule="confirm", categories=5, centre=2.2
    )
    statistics = change_statistics(
        network,
        effort,
        [*TERMS, "pairs"],
        {"pairs": ties["pairs"]},
        centre=2.2,
        scale=scale,
        triangles="twice",
    )
    gains = statistics @ [*(ties[term] for term in TERMS), 1.0]
    np.fill_diagonal(gains, 0.0)
    assert gains == pytest.approx(np.array([tie_gains(system, network, effort, i) for i in range(9)]))


def test_the_logit_of_own_initiative_is_that_of_another_program():
    """A Cox model with a stratum a state and year has its likelihood, and its clustered errors."""
    years = panel(40, 3, "unilateral", seed=2)
    model = TieChoices(years, initiative="own", rule="unilateral", centre=4.0)
    found = model.fit()
    rows = []
    for number, year in enumerate(years):
        statistics = change_statistics(
            year.before, year.effort, ["density", "degree", "closure", "partner_effort", "kinship"],
            year.covariates, centre=4.0,
        )  # fmt: skip
        for i in range(40):
            for j in range(40):
                if i != j:
                    dyad = min(i, j) * 40 + max(i, j)
                    rows.append(
                        (number * 40 + i, dyad, year.before[i, j] != year.after[i, j], *statistics[i, j])
                    )
    table = np.array(rows, dtype=float)
    fitted = PHReg(np.ones(len(table)), table[:, 3:], table[:, 2], strata=table[:, 0], ties="breslow").fit()
    assert found.params.to_numpy() == pytest.approx(fitted.params, rel=1e-5)
    # Its own clusters do without states whose ties stayed, whose residuals are missing: they are zero.
    residuals = pd.DataFrame(np.nan_to_num(fitted.score_residuals))
    by_dyad = residuals.groupby(table[:, 1]).sum().to_numpy()
    covariance = fitted.cov_params() @ by_dyad.T @ by_dyad @ fitted.cov_params() * 780 / 779
    assert found.covariance.to_numpy() == pytest.approx(covariance, rel=1e-4, abs=1e-9)
    assert found.dyads == 780 and found.years == 3


@pytest.mark.parametrize("rule", ["confirm", "unilateral"])
def test_known_coefficients_come_back_and_the_plain_logit_misses_them_as_it_says(rule):
    years = panel(90, 6, rule, seed=7)
    found = TieChoices(years, rule=rule, centre=4.0).fit()
    plain = TieChoices(years, rule=rule, centre=4.0, initiative="own").fit()
    true = pd.Series(TRUE)
    assert (((found.params - true) / found.bse).abs() < 3).all()
    assert found.rate == pytest.approx(1, abs=0.25)
    # What only one side looks at is found by halves; what both look at twice, where ties need both.
    assert plain.params["partner_effort"] < 0.75 * found.params["partner_effort"]
    if rule == "confirm":
        assert plain.params["kinship"] > true["kinship"] + 2 * plain.bse["kinship"]
        assert plain.params["density"] < true["density"] - 2 * plain.bse["density"]
    made = sum((~year.before & year.after).sum() // 2 for year in years)
    assert found.made == made and found.ended == sum((year.before & ~year.after).sum() // 2 for year in years)


def test_the_order_of_states_does_not_matter_and_labels_tell_dyads():
    years = panel(30, 2, "confirm", seed=4)
    codes = pd.Index(range(100, 130))
    shuffled = np.random.default_rng(1).permutation(30)
    named = []
    for place, year in enumerate(years):
        order = codes if place else codes[shuffled]
        frame = lambda values, order=order: pd.DataFrame(values, codes, codes).loc[order, order]  # noqa: E731
        named.append(
            YearOfTies(
                frame(year.before), frame(year.after), pd.Series(year.effort, codes).loc[order],
                {"kinship": frame(year.covariates["kinship"])},
            )
        )  # fmt: skip
    terms = ("density", "partner_effort")
    one, other = (TieChoices(given, terms).fit() for given in (years, named))
    assert other.params.to_numpy() == pytest.approx(one.params.to_numpy(), rel=1e-6)
    assert other.bse.to_numpy() == pytest.approx(one.bse.to_numpy(), rel=1e-6)
    assert one.dyads == other.dyads == 435


def test_estimates_are_coefficients_of_runs():
    years = panel(30, 2, "confirm", seed=4)
    found = TieChoices(years, ("density", "partner_effort"), scale="root").fit()
    kinship = years[0].covariates["kinship"]
    ties = found.coefficients({"kinship": kinship})
    assert ties.density == found.params["density"] and ties.scale == "root"
    assert ties.pairs == pytest.approx(found.params["kinship"] * kinship)
    frame = pd.DataFrame(kinship).add_prefix("s", axis=0).add_prefix("s", axis=1)
    assert found.coefficients({"kinship": frame}).pairs.columns.equals(frame.columns)
    with pytest.raises(ModelDataError, match="kinship is not given"):
        found.coefficients()


def changed(year, **parts):
    given = {"before": year.before, "after": year.after, "effort": year.effort, "covariates": year.covariates}
    return YearOfTies(**given | parts)


def test_what_cannot_be_estimated_is_refused():
    years = panel(12, 2, "confirm", seed=4)
    first = years[0]
    hollow = first.covariates["kinship"].copy()
    hollow[0, 1] = np.nan
    for given, said in (
        ([], "There is no year"),
        ([changed(first, after=first.before)], "No tie was made or ended"),
        ([changed(first, after=first.after[:5, :5])], "states at the end of a year are others"),
        ([changed(first, covariates={"kinship": hollow})], "1 of its numbers are missing"),
        ([changed(first, covariates={"kinship": hollow[:3]})], "kinship has shape"),
        ([changed(first, effort=np.full(12, np.nan))], "effort has shape"),
        ([first, changed(first, covariates={})], "A year has the covariates"),
        ([changed(first, covariates={"closure": hollow})], "called closure, as a term is"),
        ([changed(first, covariates={"kinship": pd.DataFrame(hollow)})], "or only it has labels"),
        ([changed(first, after=pd.DataFrame(first.after))], "or only they have labels"),
    ):
        with pytest.raises(ModelDataError, match=said):
            TieChoices(given)
    with pytest.raises(ModelDataError, match="term 1 is 'densty'"):
        TieChoices(years, ("densty",))
    with pytest.raises(ModelDataError, match="initiative is 'both'"):
        TieChoices(years, initiative="both")
    with pytest.raises(BurdenInputError, match="rule is 'both'"):
        TieChoices(years, rule="both")
    with pytest.raises(NetworkError):
        TieChoices([changed(first, before=np.triu(np.ones((12, 12)), 1))])
    with pytest.raises(ModelDataError, match="no solution"):
        TieChoices([changed(year, covariates={"same": np.ones((12, 12))}) for year in years]).fit()
