"""Estimates on arrays are those of the library on the frame of an experiment."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import DesignError, ExperimentInputError
from entente.experiments import (
    Design,
    Experiment,
    Pathway,
    draw_survey,
    effect,
    lee_bounds,
    linear_mediation,
    read_world,
    simulated_estimates,
)

from .declared import DESIGN, changed, design, world


def by(frame):
    return frame.set_index(["scenario", "country", "hypothesis", "estimator", "draw"])


@pytest.fixture(scope="module")
def two_countries(root):
    """Design and world of the declared study."""
    folder = root / "config/experiments"
    return Design.read(folder / "two_countries.yaml"), read_world(folder / "simulated/two_countries.yaml")


def test_estimates_are_those_of_the_library(two_countries):
    declared, study = two_countries
    found = by(simulated_estimates(declared, study, [3], 5, ["paper"], 400))
    experiment = Experiment.of(declared, draw_survey(study, 5, 3, "paper", 400))
    for country in experiment.countries:
        frame = experiment.of_country(country).frame
        for hypothesis in declared.hypotheses:
            rows = frame[frame[hypothesis.outcome].notna()]
            for called in ("difference", "adjusted", "lin", "lin, weighted"):
                expected = effect(
                    rows,
                    hypothesis.outcome,
                    declared.bases,
                    hypothesis.effect,
                    estimator=called.split(",")[0],
                    covariates=declared.covariates,
                    within=hypothesis.within,
                    weights="weight" if "weighted" in called else None,
                )
                row = found.loc["paper", country, hypothesis.name, called, 3]
                values = (expected.estimate, expected.se, expected.df, *expected.limits())
                np.testing.assert_allclose(row.to_numpy(float), values, rtol=1e-9, atol=1e-12)


def test_bounds_and_pathways_are_those_of_the_library(two_countries):
    declared, study = two_countries
    found = by(simulated_estimates(declared, study, [0], 1, ["entrapment"], 400))
    frame = Experiment.of(declared, draw_survey(study, 1, 0, "entrapment", 400)).of_country("Germany").frame
    present = {name: (frame[name] == "present") for name in ("nuclear", "conventional")}
    bounds = lee_bounds(frame["defence"], present["nuclear"], frame["defence"].notna(), replicates=0)
    row = found.loc["entrapment", "Germany", "D1", "lee", 0]
    assert (row["low"], row["high"]) == pytest.approx((bounds.low, bounds.high)) and np.isnan(row["estimate"])
    rows = frame.assign(**{f"is_{name}": values.astype(float) for name, values in present.items()}).dropna()
    covariates = ["is_nuclear", "hawkishness"]
    pathway = Pathway(rows, "defence", "threat", "is_conventional", covariates, draws=2)
    expected = linear_mediation(pathway)
    row = found.loc["entrapment", "Germany", "conventional → threat", "linear", 0]
    assert row["estimate"] == pytest.approx(expected.effects.estimates["acme", ""])
    assert row["se"] == pytest.approx(expected.delta_se["acme", ""]) and row["df"] == np.inf


def test_draws_are_the_same_in_any_batches():
    whole = simulated_estimates(design(), world(), range(4), seed=2)
    part = simulated_estimates(design(), world(), [2], seed=2)
    same = whole[whole["draw"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, same, check_exact=True)
    alone = simulated_estimates(design(), world(), [2], seed=2, scenarios=["moved"])
    pd.testing.assert_frame_equal(
        alone, same[same["scenario"] == "moved"].reset_index(drop=True), check_exact=False, rtol=1e-12
    )


def test_an_outcome_may_be_made_from_an_answer():
    points = simulated_estimates(design(), world(), [0], scenarios=["moved"])
    percent = changed(
        DESIGN,
        outcomes__need={"kind": "ordinal", "range": [0, 100], "unit": "percent", "margin": 5},
        columns={"need": {"from": "need", "subtract": 1, "times": 25}},
    )
    made = simulated_estimates(Design.of(percent), world(), [0], scenarios=["moved"])
    need = points["hypothesis"].isin(["B", "C", "D"])
    np.testing.assert_allclose(
        made.loc[need, ["estimate", "se", "low"]], 25 * points.loc[need, ["estimate", "se", "low"]]
    )


def test_the_effect_of_absence_is_turned():
    turned = changed(DESIGN, **{f"factors__{name}__reference": "with" for name in ("one", "two")})
    for name in "ABCD":
        turned["hypotheses"][name]["effect"] = dict.fromkeys(turned["hypotheses"][name]["effect"], "without")
    turned["hypotheses"]["D"]["within"] = {"two": "without"}
    first = simulated_estimates(design(), world(), [0], scenarios=["moved"])
    second = simulated_estimates(Design.of(turned), world(), [0], scenarios=["moved"])
    effects = first["hypothesis"].isin(["A", "B", "D"]) & (first["estimator"] != "lee")
    np.testing.assert_allclose(second.loc[effects, "estimate"], -first.loc[effects, "estimate"], atol=1e-12)
    interactions = first["hypothesis"] == "C"
    np.testing.assert_allclose(
        second.loc[interactions, "estimate"], first.loc[interactions, "estimate"], atol=1e-12
    )


def test_without_covariates_and_weight_there_is_less():
    plain = changed(DESIGN, covariates=[], weight=None)
    found = simulated_estimates(Design.of(plain), world(), [0], scenarios=["moved"])
    assert set(found["estimator"]) == {"difference", "adjusted", "lin", "lee", "linear"}
    pivoted = found[found["hypothesis"] == "B"].set_index("estimator")
    assert pivoted.loc["lin", ["estimate", "se", "df"]].equals(
        pivoted.loc["difference", ["estimate", "se", "df"]]
    )


def test_a_survey_that_is_too_small_is_refused():
    """Cells in which one answers, or nobody does."""
    small = world(attrition={"share": 0.5}, countries__Here__persons=40)
    plain = Design.of(changed(DESIGN, covariates=[]))
    for persons in (8, 16):
        with pytest.raises(ExperimentInputError, match="fit exactly|zero in all rows|rows for"):
            simulated_estimates(plain, small, range(20), persons=persons)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"covariates": ["safe_before"]}, "'safe_before' is no trait"),
        ({"factors__two__column": "three"}, "the design's columns are one, three"),
        ({"factors__one__levels": {"with": "with", "none": "without"}}, "'without' is no arm of Here"),
        (
            {"assignment": {"kind": "clustered", "cluster": "town"}},
            "assigns persons one by one, not clustered",
        ),
        ({"columns": {"need": {"from": "want"}}}, "made from want, which is not one answer"),
        ({"columns": {"need": {"from": "need", "missing": [3]}}}, "point 3 of need is declared missing"),
    ],
)
def test_what_the_world_does_not_have_is_refused(changes, said):
    asked = changed(DESIGN, **changes)
    if "levels" in said or "factors__one__levels" in changes:
        asked["hypotheses"]["A"]["effect"] = {"one": "with"}
        asked["hypotheses"]["A"]["within"] = {}
        asked["hypotheses"]["E"] = dict(
            asked["hypotheses"]["A"], outcome="need", effect={"two": "with"}, within={"one": "without"}
        )
    with pytest.raises(DesignError) as error:
        simulated_estimates(Design.of(asked), world(), [0])
    assert said in error.value.what
