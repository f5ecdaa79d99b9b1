"""How often intervals of mechanisms contain the truth: 2,000 simulated studies of 400 persons each."""

import numpy as np
import pandas as pd
import pytest

from entente.experiments import (
    Pathway,
    acme_bounds,
    acme_bounds_of_shares,
    controlled_direct_effect,
    linear_mediation,
)

STUDIES, PERSONS = 2000, 400

#: Three Monte-Carlo standard errors of a share of .95.
TOLERANCE = 3 * (0.95 * 0.05 / STUDIES) ** 0.5


def study(index, confounded=0.0):
    """Persons of a world in which z moves m by .5, m moves y by .6, and z itself y by .2."""
    rng = np.random.default_rng([44, index])
    z = rng.permutation(np.arange(PERSONS) % 2).astype(float)
    x, u, e, f = rng.normal(size=(4, PERSONS))
    m = 0.5 * z + 0.4 * x + confounded * u + e
    y = 0.2 * z + 0.6 * m + 0.3 * x - confounded * u + f
    return pd.DataFrame({"y": y, "m": m, "z": z, "x": x})


def covered(found, truths):
    """Whether the limits of each quantity contain its truth."""
    table = found.table().droplevel("setting")
    return {
        name: table.loc[name, "low"] <= truth <= table.loc[name, "high"] for name, truth in truths.items()
    }


@pytest.mark.slow
def test_intervals_of_linear_and_controlled_effects_cover():
    truths = {"acme": 0.3, "ade": 0.2, "total": 0.5}
    linear, delta, controlled = [], [], []
    for index in range(STUDIES):
        pathway = Pathway(study(index), "y", "m", "z", ["x"], draws=500, seed=[7, index])
        fit = linear_mediation(pathway)
        linear.append(covered(fit.effects, truths))
        row = fit.table().loc["acme"].iloc[0]
        delta.append(row["delta_low"] <= 0.3 <= row["delta_high"])
        found = controlled_direct_effect(pathway)
        controlled.append(covered(found, {"controlled_direct": 0.2, "eliminated": 0.3}))
    shares = pd.concat([pd.DataFrame(linear).mean(), pd.DataFrame(controlled).mean()])
    shares["delta"] = np.mean(delta)
    assert (abs(shares - 0.95) < TOLERANCE).all(), shares


@pytest.mark.slow
def test_a_confounder_takes_the_coverage_away():
    studies = 300
    hits = [
        covered(
            linear_mediation(Pathway(study(index, 0.8), "y", "m", "z", ["x"], draws=300)).effects,
            {"acme": 0.3, "total": 0.5},
        )
        for index in range(studies)
    ]
    shares = pd.DataFrame(hits).mean()
    assert shares["acme"] < 0.6 and shares["total"] > 0.9, shares


def binary(rng, n):
    """Persons whose mediator and outcome are 0 or 1, confounded, half of them treated."""
    z = rng.permutation(np.arange(n) % 2)
    u = rng.random(n)
    m = (u + 0.3 * z + 0.4 * rng.random(n) > 0.9).astype(int)
    y = (u + 0.2 * m - 0.1 * z + 0.4 * rng.random(n) > 0.8).astype(int)
    return pd.DataFrame({"y": y, "m": m, "z": z}, dtype=float)


def shares_of(rows):
    """The shares of the cells [m, y] in either arm."""
    return [pd.crosstab(arm["m"], arm["y"], normalize=True).to_numpy() for _, arm in rows.groupby("z")]


@pytest.mark.slow
def test_intervals_of_bounds_cover_the_bounds():
    truth = acme_bounds_of_shares(*shares_of(binary(np.random.default_rng(1), 1_000_000)))
    hits = []
    for index in range(STUDIES):
        found = acme_bounds(binary(np.random.default_rng([9, index]), PERSONS), "y", "m", "z")
        hits.append((found["interval_low"] <= truth["low"]) & (found["interval_high"] >= truth["high"]))
    shares = pd.DataFrame(hits).mean()
    assert (shares >= 0.94).all(), shares
