"""Factorial experiments: what averages over cells are, in other words, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ExperimentInputError
from entente.experiments import effect, least_squares
from entente.experiments.estimation.factorial import (
    amce,
    amces,
    cell_means,
    factorial_regression,
    joint_test,
    simple_effects,
)

FACTORS = {"region": "north", "threat": "low", "costs": "high"}
SOUTH = {"region": "south"}


@pytest.fixture
def frame():
    """Three factors, with cells of unequal size, and effects that depend on each other."""
    rng = np.random.default_rng(8)
    n = 240
    frame = pd.DataFrame(
        {
            "region": rng.choice(["north", "south", "east"], n, p=[0.5, 0.3, 0.2]),
            "threat": rng.choice(["low", "high"], n, p=[0.7, 0.3]),
            "costs": rng.choice(["low", "high"], n),
            "w": rng.uniform(0.5, 2, n),
            "street": rng.integers(0, 30, n),
            "age": rng.normal(size=n),
        }
    )
    south, high = frame["region"] == "south", frame["threat"] == "high"
    return frame.assign(y=rng.normal(size=n) + 2 * south * high - south + 0.5 * (frame["costs"] == "low"))


def saturated(frame, contrast, weights=None, clusters=None):
    """A combination of the coefficients of the dummies of all cells."""
    names = frame[list(FACTORS)].agg("/".join, axis=1)
    X = pd.get_dummies(names).astype(float)
    fit = least_squares(frame["y"], X, "HC2" if clusters is None else "CR2", clusters, weights)
    return fit.contrast({cell: contrast(*cell.split("/")) for cell in X})


def same(found, expected):
    values = (expected.estimate, expected.se, expected.df)
    assert (found.estimate, found.se, found.df) == pytest.approx(values, rel=1e-9)


SIGN = {"south": 1, "north": -1, "east": 0}


def test_cells_that_count_the_same(frame):
    same(amce(frame, "y", FACTORS, SOUTH), saturated(frame, lambda region, *_: SIGN[region] / 4))
    weighted = amce(frame, "y", FACTORS, SOUTH, weights="w")
    same(weighted, saturated(frame, lambda region, *_: SIGN[region] / 4, frame["w"]))
    clustered = amce(frame, "y", FACTORS, SOUTH, cluster="street")
    same(clustered, saturated(frame, lambda region, *_: SIGN[region] / 4, clusters=frame["street"]))


def test_cells_as_they_are(frame):
    shares = frame.groupby(["threat", "costs"]).size() / len(frame)
    found = amce(frame, "y", FACTORS, SOUTH, cells="realised")
    same(found, saturated(frame, lambda region, *cell: SIGN[region] * shares[tuple(cell)]))
    weighted = frame.groupby(["threat", "costs"])["w"].sum() / frame["w"].sum()
    found = amce(frame, "y", FACTORS, SOUTH, cells="realised", weights="w")
    same(found, saturated(frame, lambda region, *cell: SIGN[region] * weighted[tuple(cell)], frame["w"]))


def test_cells_of_a_population(frame):
    population = {"threat": {"high": 0.9, "low": 0.1}, "costs": {"low": 1, "high": 0}}
    found = amce(frame, "y", FACTORS, SOUTH, cells=population)
    threat = population["threat"]
    same(found, saturated(frame, lambda region, t, c: SIGN[region] * threat[t] * (c == "low")))
    # Cells that nobody of the population is in may be empty.
    kept = frame[(frame["region"] != "south") | (frame["costs"] == "low")]
    assert amce(kept, "y", FACTORS, SOUTH, cells=population).estimate == pytest.approx(found.estimate)


def test_an_interaction_is_averaged_too(frame):
    both = {"region": "south", "threat": "high"}
    sign = {"high": 1, "low": -1}
    same(
        amce(frame, "y", FACTORS, both),
        saturated(frame, lambda region, threat, _: SIGN[region] * sign[threat] / 2),
    )


def test_one_factor_alone_is_a_difference_of_means(frame):
    own = {"region": "north"}
    found, difference = amce(frame, "y", own, SOUTH), effect(frame, "y", own, SOUTH)
    assert (found.estimate, found.se) == pytest.approx((difference.estimate, difference.se))


def test_all_effects_in_a_table(frame):
    population = {
        "region": {"north": 0.2, "south": 0.8},
        "threat": {"high": 0.9, "low": 0.1},
        "costs": {"low": 0.5, "high": 0.5},
    }
    for cells in ("uniform", "realised", population):
        table = amces(frame, "y", FACTORS, cells=cells).set_index(["factor", "level"])
        assert list(table.index.get_level_values("level")) == ["east", "south", "high", "low"]
        others = cells if isinstance(cells, str) else {k: cells[k] for k in ("threat", "costs")}
        expected = amce(frame, "y", FACTORS, SOUTH, cells=others)
        assert table.loc[("region", "south"), "estimate"] == expected.estimate
        assert table.loc[("region", "south"), "low"] == expected.limits()[0]


def test_cell_means(frame):
    table = cell_means(frame, "y", ["region", "threat"])
    cells = frame.groupby(["region", "threat"])["y"]
    expected = cells.agg(["size", "mean", "sem"]).reset_index()
    np.testing.assert_allclose(table[["n", "mean", "se"]], expected[["size", "mean", "sem"]], rtol=1e-10)
    assert table[["region", "threat"]].equals(expected[["region", "threat"]])
    south = table.iloc[4]
    rows = frame[(frame["region"] == "south") & (frame["threat"] == "high")]
    alone = least_squares(rows["y"], pd.DataFrame({"one": 1.0}, rows.index)).contrast({"one": 1})
    assert (south["low"], south["high"]) == pytest.approx(alone.limits())
    clustered = cell_means(frame, "y", ["region", "threat"], "w", cluster="street").iloc[4]
    alone = least_squares(rows["y"], pd.DataFrame({"one": 1.0}, rows.index), "CR2", rows["street"], rows["w"])
    assert (clustered["mean"], clustered["se"]) == pytest.approx((alone.params["one"], alone.bse["one"]))


def test_a_cell_of_one_has_a_mean_only(frame):
    alone = frame.assign(threat=np.where(frame.index == 0, "none", frame["threat"]))
    row = cell_means(alone, "y", ["threat"]).set_index("threat").loc["none"]
    assert row["mean"] == frame["y"][0] and row[["se", "low", "high"]].isna().all()
    row = cell_means(alone, "y", ["threat"], cluster="street").set_index("threat").loc["none"]
    assert row["mean"] == frame["y"][0] and row[["se", "low", "high"]].isna().all()


def test_main_effects_and_joint_tests(frame):
    fit = factorial_regression(frame, "y", FACTORS, covariates=["age"])
    adjusted = effect(frame, "y", FACTORS, SOUTH, estimator="adjusted", covariates=["age"])
    same(fit.contrast({"region: south": 1}), adjusted)
    joint = joint_test(frame, "y", FACTORS, ["region", "threat"], covariates=["age"])
    with_products = factorial_regression(
        frame, "y", FACTORS, interactions=[["region", "threat"]], covariates=["age"]
    )
    names = [f"region: {level} × threat: high" for level in ("east", "south")]
    assert joint == with_products.wald([{name: 1} for name in names])
    assert (joint.df1, joint.df2) == (2, len(frame) - 8) and joint.p < 1e-4
    assert joint_test(frame, "y", FACTORS, ["region", "costs"]).p > 0.01
    assert joint_test(frame, "y", FACTORS, ["region"]).df1 == 2
    clustered = joint_test(frame, "y", FACTORS, ["costs"], cluster="street")
    one = factorial_regression(frame, "y", FACTORS, cluster="street")
    t = one.params["costs: low"] / one.bse["costs: low"]
    assert (clustered.F, clustered.df2) == (pytest.approx(t**2), 29)


def test_simple_effects(frame):
    table = simple_effects(frame, "y", FACTORS, SOUTH, ["threat"], estimator="difference")
    assert list(table["threat"]) == ["high", "low"]
    low = effect(frame[frame["threat"] == "low"], "y", {"region": "north"}, SOUTH, estimator="difference")
    assert table.loc[1, "estimate"] == pytest.approx(low.estimate) and table.loc[1, "p"] == pytest.approx(
        low.p
    )


def refused(words, function, *given, **options):
    with pytest.raises(ExperimentInputError, match=words):
        function(*given, **options)


def test_what_cannot_be_averaged_is_refused_by_name(frame):
    without = frame[(frame["region"] != "south") | (frame["costs"] == "low") | (frame["threat"] == "low")]
    refused("region south, threat high, costs high has 0 persons", amce, without, "y", FACTORS, SOUTH)
    refused("no distribution of threat, costs", amce, frame, "y", FACTORS, SOUTH, cells="even")
    refused(
        "no distribution of threat, costs", amce, frame, "y", FACTORS, SOUTH, cells={"threat": {"low": 1}}
    )
    shares = {"threat": {"low": 0.5, "high": 0.4}, "costs": {"low": 1}}
    refused("shares of threat are .* with sum 0.9", amce, frame, "y", FACTORS, SOUTH, cells=shares)
    shares = {"threat": {"low": 0.5, "middling": 0.5}, "costs": {"low": 1}}
    refused("Nobody has the level 'middling'", amce, frame, "y", FACTORS, SOUTH, cells=shares)
    refused("age is no factor", joint_test, frame, "y", FACTORS, ["age"])
    refused("year: no such column", cell_means, frame, "y", ["year"])


def test_averaged_effects_of_what_does_not_vary_are_refused():
    frame = pd.DataFrame({"arm": list("ababab" * 4), "other": list("xxyyxx" * 4)})
    with pytest.raises(ExperimentInputError, match="standard error is 0"):
        amce(frame.assign(y=0.1), "y", {"arm": "a", "other": "x"}, {"arm": "b"})
