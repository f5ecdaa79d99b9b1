"""Ordered logits: a likelihood of our own, and probabilities that a saturated model fits exactly."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special

from entente.core.errors import ExperimentInputError
from entente.experiments import ordered_logit

FACTORS = {"arm": "control", "second": "control"}


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(21)
    z, zz = rng.integers(0, 2, (2, 400))
    x = rng.normal(size=400)
    latent = 0.8 * z - 0.4 * zz + 0.5 * z * zz + x + rng.logistic(size=400)
    label = np.array(["control", "treated"])
    y = np.searchsorted([-1, 0, 1, 2], latent) + 1.0
    return pd.DataFrame({"y": y, "arm": label[z], "second": label[zz], "x": x, "g": np.arange(400) // 4})


def by_hand(y, design):
    """Slopes and thresholds of an ordered logit, its covariance from the numerical Hessian."""
    codes = y.astype(int) - 1
    k = design.shape[1]

    def loss(params):
        edges = np.concatenate([[-np.inf], params[k:], [np.inf]])
        index = design @ params[:k]
        high, low = special.expit(edges[codes + 1] - index), special.expit(edges[codes] - index)
        return -np.log(np.maximum(high - low, 1e-300)).sum()

    start = np.concatenate([np.zeros(k), np.linspace(-1.5, 1.5, codes.max())])
    return optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-7}).x


def columns(rows):
    return (rows[["arm", "second"]] == "treated").astype(float).to_numpy()


def test_against_a_likelihood_of_our_own(rows):
    design = np.column_stack([columns(rows), rows["x"]])
    params = by_hand(rows["y"].to_numpy(), design)
    found = ordered_logit(rows, "y", FACTORS, {"arm": "treated"}, covariates=["x"])
    assert found.coefficient.estimate == pytest.approx(params[0], rel=1e-4)
    treated, control = design.copy(), design.copy()
    treated[:, 0], control[:, 0] = 1, 0
    change = special.expit(treated @ params[:3] - params[5]) - special.expit(control @ params[:3] - params[5])
    assert found.change.estimate == pytest.approx(change.mean(), rel=1e-4)
    assert found.top == (4, 5) and found.n == 400


def test_an_interaction_is_a_difference_of_differences(rows):
    design = np.column_stack([columns(rows), columns(rows).prod(axis=1)])
    params = by_hand(rows["y"].to_numpy(), design)
    found = ordered_logit(rows, "y", FACTORS, {"arm": "treated", "second": "treated"})
    assert found.coefficient.estimate == pytest.approx(params[2], rel=1e-4)
    cells = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]], dtype=float)
    change = [1, -1, -1, 1] @ special.expit(cells @ params[:3] - params[5])
    assert found.change.estimate == pytest.approx(change, rel=1e-3)


@pytest.mark.slow
def test_errors_are_about_those_of_repeated_samples(rows):
    rng = np.random.default_rng(5)
    changes = [
        ordered_logit(rows.sample(400, replace=True, random_state=rng), "y", FACTORS, {"arm": "treated"})
        for _ in range(60)
    ]
    spread = np.std([found.change.estimate for found in changes], ddof=1)
    found = ordered_logit(rows, "y", FACTORS, {"arm": "treated"})
    assert found.change.se == pytest.approx(spread, rel=0.3)


def test_rows_of_their_own_as_clusters_have_about_the_same_error(rows):
    alone = ordered_logit(rows.assign(g=np.arange(400)), "y", FACTORS, {"arm": "treated"}, cluster="g")
    plain = ordered_logit(rows, "y", FACTORS, {"arm": "treated"})
    assert alone.change.estimate == plain.change.estimate
    assert alone.change.se == pytest.approx(plain.change.se, rel=0.15)
    doubled = pd.concat([rows, rows], ignore_index=True).assign(g=np.tile(np.arange(400), 2))
    twice = ordered_logit(doubled, "y", FACTORS, {"arm": "treated"}, cluster="g")
    assert twice.change.se == pytest.approx(alone.change.se, rel=1e-3)


def test_a_simple_effect_is_of_its_rows(rows):
    within = ordered_logit(rows, "y", FACTORS, {"arm": "treated"}, within={"second": "control"})
    alone = ordered_logit(rows[rows["second"] == "control"], "y", {"arm": "control"}, {"arm": "treated"})
    assert within == alone


def test_the_top_of_a_scale_may_be_named(rows):
    found = ordered_logit(rows, "y", FACTORS, {"arm": "treated"}, top=[5])
    assert found.top == (5,)
    assert 0 < found.change.estimate < ordered_logit(rows, "y", FACTORS, {"arm": "treated"}).change.estimate


def test_what_is_refused(rows):
    with pytest.raises(ExperimentInputError, match="no scale whose top is 0, 1"):
        ordered_logit(rows.assign(y=(rows["y"] > 3).astype(float)), "y", FACTORS, {"arm": "treated"})
    apart = rows.head(60).assign(y=np.where(rows["arm"].head(60) == "treated", 3.0, 1.0))
    apart["y"] += apart["x"] > 0
    with pytest.raises(ExperimentInputError, match="no maximum"):
        ordered_logit(apart, "y", FACTORS, {"arm": "treated"})


def test_a_column_that_does_not_vary_is_named():
    frame = pd.DataFrame({"arm": list("ab") * 30, "y": np.arange(60) % 3 + 1.0, "age": 0.3})
    with pytest.raises(ExperimentInputError, match="The column age is 0.3 in all rows"):
        ordered_logit(frame, "y", {"arm": "a"}, {"arm": "b"}, covariates=["age"])
