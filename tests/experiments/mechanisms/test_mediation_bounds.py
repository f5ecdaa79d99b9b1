"""Bounds of the ACME: reference values, linear programs, and the truth of simulated types."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from entente.core.errors import ExperimentInputError
from entente.experiments import acme_bounds, acme_bounds_of_shares

#: Every type of person: the mediator under each arm, and the outcome under each arm and mediator.
TYPES = [
    ((m0, m1), ((y00, y01), (y10, y11))) for m0, m1, y00, y01, y10, y11 in itertools.product((0, 1), repeat=6)
]


def effects(arm):
    """δ(arm) of each type."""
    return np.array([y[arm][m[1]] - y[arm][m[0]] for m, y in TYPES], dtype=float)


def shares_of(types):
    """The shares of the cells [m, y] in either arm of a population of types."""
    found = np.zeros((2, 2, 2))
    for share, (m, y) in zip(types, TYPES, strict=True):
        for arm in (0, 1):
            found[arm, m[arm], y[arm][m[arm]]] += share
    return found


def programmed(untreated, treated, arm):
    """The least and the greatest δ(arm) of all populations of types that have these shares."""
    rows, right = [], []
    for t, shares in enumerate((untreated, treated)):
        for m, y in itertools.product((0, 1), repeat=2):
            rows.append([float(M[t] == m and Y[t][m] == y) for M, Y in TYPES])
            right.append(shares[m, y])
    ends = [linprog(sign * effects(arm), A_eq=rows, b_eq=right, bounds=(0, 1)) for sign in (1, -1)]
    assert all(end.success for end in ends)
    return ends[0].fun, -ends[1].fun


def test_reference_values():
    bounds = acme_bounds_of_shares([[0.3, 0.2], [0.1, 0.4]], [[0.15, 0.1], [0.2, 0.55]])
    np.testing.assert_allclose(bounds.loc["control"], [-9 / 20, 2 / 5], rtol=1e-12)
    np.testing.assert_allclose(bounds.loc["treated"], [-7 / 20, 3 / 5], rtol=1e-12)


populations = st.integers(0, 10**6).map(
    lambda seed: np.random.default_rng(seed).dirichlet(np.full(len(TYPES), 0.05 + seed % 3))
)


@settings(max_examples=20)
@given(populations)
def test_the_closed_form_is_the_linear_program(types):
    untreated, treated = shares_of(types)
    bounds = acme_bounds_of_shares(untreated, treated)
    for arm, setting in enumerate(("control", "treated")):
        np.testing.assert_allclose(bounds.loc[setting], programmed(untreated, treated, arm), atol=1e-8)


@given(populations)
def test_bounds_contain_the_truth_of_types(types):
    bounds = acme_bounds_of_shares(*shares_of(types))
    for arm, setting in enumerate(("control", "treated")):
        truth = float(types @ effects(arm))
        assert bounds.loc[setting, "low"] - 1e-12 <= truth <= bounds.loc[setting, "high"] + 1e-12


def sample(types, n, rng):
    """Rows of persons of random types, half of them treated."""
    drawn = rng.choice(len(TYPES), n, p=types)
    z = rng.permutation(np.arange(n) % 2)
    m = np.array([TYPES[i][0][arm] for i, arm in zip(drawn, z, strict=True)])
    y = np.array([TYPES[i][1][arm][value] for i, arm, value in zip(drawn, z, m, strict=True)])
    return pd.DataFrame({"y": y, "m": m, "z": z}, dtype=float)


def test_bounds_of_rows_are_those_of_their_shares():
    rows = sample(np.full(64, 1 / 64), 200, np.random.default_rng(1))
    arms = [
        pd.crosstab(arm["m"], arm["y"], normalize=True).reindex(index=[0, 1], columns=[0, 1]).to_numpy()
        for _, arm in rows.groupby("z")
    ]
    found = acme_bounds(rows, "y", "m", "z")
    np.testing.assert_allclose(found[["low", "high"]], acme_bounds_of_shares(*arms), rtol=1e-10)
    assert (found["interval_low"] < found["low"]).all() and (found["interval_high"] > found["high"]).all()


def test_clusters_widen_the_interval_alone():
    rng = np.random.default_rng(2)
    rows = sample(rng.dirichlet(np.full(64, 0.2)), 60, rng).sort_values("z", ignore_index=True)
    rows = rows.loc[rows.index.repeat(5)].assign(g=lambda rows: rows.index // 1).reset_index(drop=True)
    plain, clustered = (acme_bounds(rows, "y", "m", "z", clusters=g) for g in (None, "g"))
    np.testing.assert_allclose(plain[["low", "high"]], clustered[["low", "high"]])
    assert (clustered["interval_low"] < plain["interval_low"]).all()


def test_what_is_refused():
    rows = sample(np.full(64, 1 / 64), 20, np.random.default_rng(1))
    with pytest.raises(ExperimentInputError, match="'m' is 3.0 in row 4"):
        acme_bounds(rows.assign(m=rows["m"].where(rows.index != 4, 3.0)), "y", "m", "z")
    with pytest.raises(ExperimentInputError, match="An arm of 'z'"):
        acme_bounds(rows.assign(z=0.0), "y", "m", "z")
    with pytest.raises(ExperimentInputError, match="sum to one"):
        acme_bounds_of_shares([[0.3, 0.2], [0.1, 0.3]], [[0.25, 0.25], [0.25, 0.25]])
