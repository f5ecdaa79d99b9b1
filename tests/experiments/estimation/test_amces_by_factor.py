"""Effects of every level, averaged over the cells that a design declares."""

import numpy as np
import pytest

from entente.core.schema import load_schema
from entente.experiments import Design, Experiment
from entente.experiments.estimation.estimates import NotEstimated

from ..small_survey import declared, survey


def amces(raw=None, **changes):
    found = Experiment.of(Design.of(declared(**changes)), survey(240) if raw is None else raw)
    table = load_schema("experiments/amces").validate(found.amces())
    return found.frame.dropna(subset=["support"]), table.set_index(["factor", "weights"])


def test_cells_count_the_same_unless_another_distribution_is_declared():
    raw = survey(240)
    raw = raw[(raw["ally"] == "y") | (np.arange(240) % 3 > 0)]
    complete = {"assignment": {"kind": "complete"}}
    frame, table = amces(raw, **complete)
    means = frame.groupby(["ally", "troops"])["support"].mean().unstack()
    differences = means["withdrawn"] - means["stationed"]
    row = table.loc["troops", "none"]
    assert row["estimate"] == pytest.approx(differences.mean()) and row["averaged_over"] == "uniform cells"
    realised = amces(raw, analysis={"cells": "realised"}, **complete)[1].loc["troops", "none"]
    shares = frame["ally"].value_counts(normalize=True)
    assert realised["estimate"] == pytest.approx((differences * shares).sum())
    cells = {"ally": {"none": 0.9, "allied": 0.1}, "troops": {"stationed": 0.5, "withdrawn": 0.5}}
    population = amces(raw, analysis={"cells": cells}, **complete)[1].loc["troops", "none"]
    assert population["estimate"] == pytest.approx(0.9 * differences["none"] + 0.1 * differences["allied"])
    assert population["averaged_over"] == "cells of a population"


def test_blocks_count_by_their_sizes():
    raw = survey(240).assign(town=np.where(np.arange(240) < 80, "A", "B"))
    frame, table = amces(raw)
    means = frame.groupby(["town", "ally", "troops"])["support"].mean().unstack()
    by_town = (means["withdrawn"] - means["stationed"]).groupby("town").mean()
    expected = (by_town * frame["town"].value_counts(normalize=True)).sum()
    assert table.loc[("troops", "none"), "estimate"] == pytest.approx(expected)


def test_levels_whose_cells_are_too_small_are_left_out_with_a_warning():
    raw = survey(240)
    raw = raw[(raw["arm"] == 1) | (raw["ally"] == "n")]
    with pytest.warns(NotEstimated) as warned:
        _, table = amces(raw, hypotheses__H2=None)
    assert "support, troops withdrawn: " in str(warned[0].message)
    assert table.empty
