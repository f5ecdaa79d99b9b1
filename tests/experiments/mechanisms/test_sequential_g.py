"""Controlled direct effects: two steps by hand, and what they allow for."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.experiments import Pathway, controlled_direct_effect, linear_mediation

from ..tomz_weeks_columns import tomz_weeks


def rows(seed, n=80, direct=0.5):
    """A world in which z moves w, an intermediate that moves m and y."""
    rng = np.random.default_rng(seed)
    z = rng.permutation(np.arange(n) % 2).astype(float)
    x = rng.normal(size=n)
    w = z + x + rng.normal(size=n)
    m = 1 + 0.7 * z + w + rng.normal(size=n)
    y = direct * z - 2 * m + 1.5 * w + x + rng.normal(size=n)
    return pd.DataFrame({"y": y, "m": m, "z": z, "x": x, "w": w})


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_two_steps_by_hand(seed):
    frame = rows(seed)
    pathway = Pathway(frame, "y", "m", "z", ["x"], ["w"], draws=4)
    first = sm.OLS(frame["y"], sm.add_constant(frame[["z", "m", "x", "w"]])).fit().params["m"]
    left = frame["y"] - first * frame["m"]
    second = sm.OLS(left, sm.add_constant(frame[["z", "x"]])).fit().params["z"]
    found = controlled_direct_effect(pathway).estimates
    assert found["controlled_direct", ""] == pytest.approx(second, rel=1e-8, abs=1e-8)
    # Without an interaction it is the total effect less γ times the effect on the mediator.
    a = sm.OLS(frame["m"], sm.add_constant(frame[["z", "x"]])).fit().params["z"]
    assert found["eliminated", ""] == pytest.approx(first * a, rel=1e-8, abs=1e-8)


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.floats(-3, 3))
def test_with_an_interaction_the_mediator_is_held_at_a_value(seed, at):
    frame = rows(seed).assign(zm=lambda rows: rows["z"] * rows["m"])
    pathway = Pathway(frame, "y", "m", "z", ["x"], ["w"], draws=2)
    gamma = sm.OLS(frame["y"], sm.add_constant(frame[["z", "m", "zm", "x", "w"]])).fit().params
    held = frame["m"] - at
    left = frame["y"] - gamma["m"] * held - gamma["zm"] * frame["z"] * held
    second = sm.OLS(left, sm.add_constant(frame[["z", "x"]])).fit().params["z"]
    found = controlled_direct_effect(pathway, interaction=True, at=[at]).estimates
    assert found["controlled_direct", at] == pytest.approx(second, rel=1e-8, abs=1e-8)


def test_intermediates_are_allowed_for_where_the_direct_effect_is_not():
    frame = rows(1, n=50_000)
    pathway = Pathway(frame, "y", "m", "z", ["x"], ["w"], draws=2)
    # Held fixed are neither w nor what z does through it: .5 + 1.5.
    assert controlled_direct_effect(pathway).estimates["controlled_direct", ""] == pytest.approx(2, abs=0.06)
    assert abs(linear_mediation(pathway).effects.estimates["ade", ""] - 2) > 0.5


def test_without_intermediates_it_is_the_direct_effect():
    pathway = Pathway(rows(4), "y", "m", "z", ["x"], draws=20)
    controlled, linear = controlled_direct_effect(pathway), linear_mediation(pathway).effects
    np.testing.assert_allclose(controlled.draws["controlled_direct", ""], linear.draws["ade", ""], rtol=1e-8)


@pytest.mark.real_data
def test_obligation_eliminates_a_third_of_the_effect_of_an_alliance(root, real_data):
    rows, main = tomz_weeks(root, real_data)
    pathway = Pathway(rows, "support5", "obligation", "alliance: alliance", main, ["reputation"])
    table = controlled_direct_effect(pathway).table().droplevel("setting")
    total, direct = table.loc["total", "estimate"], table.loc["controlled_direct", "estimate"]
    assert total == pytest.approx(0.4749174681 + 0.4792968089, rel=1e-9)
    assert table.loc["eliminated", "estimate"] == pytest.approx(total - direct, rel=1e-12)
    assert 0.3 < 1 - direct / total < 0.4
    assert table.loc["eliminated", "low"] > 0
