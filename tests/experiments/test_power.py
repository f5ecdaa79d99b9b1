"""Power of a design: analytic, and by drawing respondents again."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ExperimentInputError
from entente.core.schema import load_schema
from entente.experiments import (
    Design,
    Experiment,
    draw_survey,
    effect,
    minimum_detectable_effect,
    power_of_t_test,
    power_table,
)
from entente.experiments.power import Resampler

from .simulation.declared import DESIGN, changed, design, world


def drawn(**changes):
    """An experiment, with blocks of thirds of age, and its design changed."""
    frame = draw_survey(world(), seed=2)
    frame["third"] = np.searchsorted([-0.5, 0.5], frame["age"])
    return Experiment.of(Design.of(changed(DESIGN, **changes)), frame)


@pytest.fixture(scope="module")
def table():
    return power_table(drawn(), [200, 400, 1600], draws=200)


def test_analytic_power_is_that_of_the_standard_error(table):
    experiment = drawn()
    own = effect(experiment.frame, "need", design().bases, {"one": "with"}, covariates=["age"])
    rows = table[(table["hypothesis"] == "B") & (table["n"] == 1600)].set_index("effect")
    se, df = own.se / 2, own.df * 4
    assert rows.loc[0.2, "analytic"] == pytest.approx(power_of_t_test(0.2, se, df))
    assert rows.loc[0.0, "analytic"] == pytest.approx(0.05)
    np.testing.assert_allclose(rows["mde"], minimum_detectable_effect(se, df))
    assert power_of_t_test(rows["mde"].iloc[0], se, df) == pytest.approx(0.8)


def test_simulated_power_is_near_it(table):
    """Within four Monte Carlo errors, wherever it is not at an end."""
    errors = np.sqrt(table["analytic"] * (1 - table["analytic"]) / 200)
    assert (np.abs(table["simulated"] - table["analytic"]) < 4 * errors + 0.02).all()
    assert table["mc_se"].max() <= 0.036 and table["simulated"].between(0, 1).all()
    assert (
        table.groupby(["hypothesis", "n"])["simulated"]
        .apply(lambda power: power.is_monotonic_increasing)
        .mean()
        > 0.8
    )


def test_the_table_keeps_to_its_schema(table):
    load_schema("experiments/power").validate(table)
    assert power_table(drawn(), draws=2)["n"].unique().tolist() == [100, 200, 400, 800, 1600]


@pytest.mark.parametrize("estimator", ["lin", "difference", "adjusted"])
@pytest.mark.parametrize("blocked", [False, True])
def test_each_resample_is_what_the_estimator_says_of_its_rows(estimator, blocked):
    changes = {"analysis": {"estimator": estimator}}
    if blocked:
        changes["assignment"] = {"kind": "blocked", "block": "third"}
    experiment = drawn(**changes)
    for hypothesis in experiment.design.hypotheses:
        resampler = Resampler.of(experiment.frame, experiment.design, hypothesis)
        times = resampler._times_drawn(300, np.random.default_rng(1))
        rows = experiment.frame
        for factor, level in hypothesis.within.items():
            rows = rows[rows[factor] == level]
        again = rows.loc[rows.index.repeat(times.astype(int))].reset_index(drop=True)
        bases = {name: base for name, base in design().bases.items() if name not in hypothesis.within}
        expected = effect(
            again,
            hypothesis.outcome,
            bases,
            hypothesis.effect,
            estimator=estimator,
            covariates=["age"],
            block="third" if blocked else None,
        )
        estimate, se, _ = resampler._estimate(times)
        if blocked and estimator == "difference":
            # Blocks keep the shares that they have among all; here they have them up to whole persons.
            assert estimate == pytest.approx(expected.estimate, abs=0.02)
        else:
            assert (estimate, se) == pytest.approx((expected.estimate, expected.se)), hypothesis.name


def test_an_added_effect_shifts_the_estimate_and_nothing_else():
    """What lets each resample serve for all effects."""
    experiment = drawn()
    treated = (experiment.frame["one"] == "with").to_numpy()
    for hypothesis in ("B", "D"):
        declared = experiment.design.hypothesis(hypothesis)
        before = Resampler.of(experiment.frame, experiment.design, declared)
        shifted = experiment.frame.assign(need=experiment.frame["need"] + 0.7 * treated)
        after = Resampler.of(shifted, experiment.design, declared)
        times = before._times_drawn(400, np.random.default_rng(0))
        one, other = before._estimate(times), after._estimate(times)
        assert (other[0] - one[0], other[1]) == pytest.approx((0.7, one[1]))


def test_draws_are_the_same_in_any_number_of_them():
    experiment = drawn()
    resampler = Resampler.of(experiment.frame, experiment.design, experiment.design.hypothesis("B"))
    np.testing.assert_array_equal(resampler.estimates(200, 5, 9)[:3], resampler.estimates(200, 3, 9))


def test_clustered_experiments_are_not_simulated():
    frame = draw_survey(world(), seed=2).assign(town=lambda table: table["person"] % 40)
    for name in ("one", "two"):
        frame[name] = frame.groupby("town")[name].transform("first")
    declared = changed(DESIGN, assignment={"kind": "clustered", "cluster": "town"})
    table = power_table(Experiment.of(Design.of(declared), frame), [400], draws=2)
    assert table["simulated"].isna().all() and table["analytic"].between(0.04, 1).all()


def test_too_few_respondents_find_nothing():
    experiment = drawn()
    resampler = Resampler.of(experiment.frame, experiment.design, experiment.design.hypothesis("B"))
    assert np.isnan(resampler.estimates(4, 3, 0)).all()
    table = power_table(experiment, [4], draws=3)
    assert (table["simulated"] == 0).all()


@pytest.mark.parametrize(
    ("arguments", "said"), [({"draws": 1}, "draws is 1"), ({"respondents": [0]}, "respondents")]
)
def test_bad_arguments_are_named(arguments, said):
    with pytest.raises(ExperimentInputError, match=said):
        power_table(drawn(), **arguments)


def test_a_real_experiment(root, real_data):
    """Tomz & Weeks (2021): its own standard error, 2.5 points, finds an effect of 7 with a power of 80 %."""
    experiment = Experiment.read(root / "config/experiments/tomz_weeks.yaml", folders=[real_data])
    table = power_table(experiment, [1200], draws=100)
    alliance = table[table["hypothesis"] == "H1"]
    assert alliance["mde"].iloc[0] == pytest.approx((1.96 + 0.842) * 2.5056, rel=2e-3)
    assert np.abs(alliance["simulated"] - alliance["analytic"]).max() < 0.2
    assert isinstance(table, pd.DataFrame) and set(table["hypothesis"]) == {f"H{i}" for i in range(1, 7)}
