"""Effects: reference values, what they are in other words, and what is refused."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import ExperimentInputError
from entente.experiments import FewDegreesOfFreedomWarning, effect, least_squares

from ..persons import thirty, twelve

ARM = {"arm": "control"}
TREATED = {"arm": "treated"}


def close(estimate, *values):
    found = (estimate.estimate, estimate.se, estimate.df)[: len(values)]
    assert found == pytest.approx(values, rel=1e-8)


def test_differences_of_twelve_persons():
    frame = twelve()
    close(effect(frame, "y", ARM, TREATED), 3 / 2, (109 / 180) ** 0.5, 11881 / 1261)
    blocked = effect(frame, "y", ARM, TREATED, estimator="difference", block="block")
    close(blocked, 3 / 2, (53 / 96) ** 0.5, 8)
    close(effect(frame, "y", ARM, TREATED, estimator="difference", weights="w"), 7 / 5)


def test_adjusted_effects_of_twelve_persons():
    frame = twelve()
    close(effect(frame, "y", ARM, TREATED, covariates=["x"]), 7 / 6, 0.79754253)
    close(effect(frame, "y", ARM, TREATED, covariates=["x"], estimator="adjusted"), 109 / 102)


def test_effects_of_thirty_persons():
    frame = thirty()
    close(
        effect(frame, "y", ARM, TREATED, covariates=["x"], estimator="adjusted"),
        1.296910885,
        0.4950780184,
        27,
    )
    close(
        effect(
            frame, "y", ARM, TREATED, covariates=["x"], estimator="adjusted", cluster="g", satterthwaite=True
        ),
        1.296910885,
        0.5273410736,
        5.075968395,
    )
    close(effect(frame, "y", ARM, TREATED, covariates=["x"]), 1.354146837, 0.4315576429, 26)
    second = ({"second": "control"}, {"second": "treated"})
    for estimator in ("difference", "lin"):
        blocked = effect(frame, "y", *second, estimator=estimator, block="b")
        close(blocked, 0.1916666667, 0.5302158598, 24)
        assert blocked.p == pytest.approx(0.7208976904, rel=1e-8)


@pytest.fixture
def factorial():
    """Four regions and two threats, unequal cells and weights."""
    rng = np.random.default_rng(3)
    n = 160
    frame = pd.DataFrame(
        {
            "region": rng.choice(["north", "south", "east"], n, p=[0.5, 0.3, 0.2]),
            "threat": rng.choice(["low", "high"], n),
            "age": rng.normal(size=n),
            "w": rng.uniform(0.5, 2, n),
            "street": rng.integers(0, 40, n),
        }
    )
    frame["support"] = (
        rng.normal(size=n) + (frame["region"] == "south") * (frame["threat"] == "high") + frame["age"]
    )
    return frame


FACTORS = {"region": "north", "threat": "low"}
BOTH = {"region": "south", "threat": "high"}


def test_an_interaction_is_the_coefficient_of_the_product(factorial):
    own = factorial[factorial["region"] != "east"]
    south, high = (own["region"] == "south") * 1.0, (own["threat"] == "high") * 1.0
    X = pd.DataFrame({"one": 1.0, "south": south, "high": high, "both": south * high})
    for weights in (None, "w"):
        found = effect(factorial, "support", FACTORS, BOTH, estimator="difference", weights=weights)
        expected = least_squares(own["support"], X, weights=None if weights is None else own[weights])
        close(found, expected.params["both"], expected.bse["both"])
        assert found.df < len(own) - 4


def test_adjusted_interaction_is_that_of_the_regression(factorial):
    found = effect(factorial, "support", FACTORS, BOTH, estimator="adjusted", covariates=["age"], weights="w")
    columns = {"one": 1.0, "age": factorial["age"], "high": (factorial["threat"] == "high") * 1.0}
    for region in ("south", "east"):
        columns[region] = (factorial["region"] == region) * 1.0
        columns[f"{region} high"] = columns[region] * columns["high"]
    fit = sm.WLS(factorial["support"], pd.DataFrame(columns), weights=factorial["w"]).fit(cov_type="HC2")
    close(found, fit.params["south high"], fit.bse["south high"], fit.df_resid)


def test_a_threefold_interaction_has_all_products_below_it(factorial):
    """With all of them the regression is saturated: the coefficient is the alternating sum of means."""
    frame = factorial.assign(costs=np.where(factorial["street"] % 2, "low", "high"))
    factors, asked = FACTORS | {"costs": "high"}, BOTH | {"costs": "low"}
    adjusted, difference = (
        effect(frame, "support", factors, asked, estimator=name) for name in ("adjusted", "difference")
    )
    close(adjusted, difference.estimate, difference.se, len(frame) - 12)


def test_lin_is_separate_regressions_at_the_common_mean(factorial):
    """Interactions are alternating sums of the cells' predictions."""
    at_mean = sm.add_constant(factorial["age"] - factorial["age"].mean())
    cells = {
        cell: sm.OLS(factorial["support"][rows.index], at_mean.loc[rows.index]).fit(cov_type="HC2")
        for cell, rows in factorial.groupby(["region", "threat"])
    }
    signs = {("south", "high"): 1, ("south", "low"): -1, ("north", "high"): -1, ("north", "low"): 1}
    expected = sum(sign * cells[cell].params["const"] for cell, sign in signs.items())
    variance = sum(cells[cell].bse["const"] ** 2 for cell in signs)
    found = effect(factorial, "support", FACTORS, BOTH, covariates=["age"])
    close(found, expected, variance**0.5, len(factorial) - 12)


def test_a_simple_effect_is_the_effect_among_those_within(factorial):
    high = factorial[factorial["threat"] == "high"]
    for estimator in ("difference", "lin", "adjusted"):
        options = {"estimator": estimator, "covariates": ["age"]}
        found = effect(
            factorial, "support", FACTORS, {"region": "south"}, within={"threat": "high"}, **options
        )
        close(
            found,
            *vars(effect(high, "support", {"region": "north"}, {"region": "south"}, **options)).values(),
        )


@pytest.mark.parametrize("weights", [None, "w"])
def test_blocks_are_weighted_by_all_their_persons(factorial, weights):
    """Also those of arms that are not compared; Lin's regression with dummies of blocks is the same."""
    frame = factorial.assign(block=np.where(factorial["age"] > 0.5, "old", "young"))
    w = frame["w"] if weights else pd.Series(1.0, frame.index)
    expected = 0.0
    for _, block in frame.groupby("block"):
        cells = {
            cell: np.average(rows["support"], weights=w[rows.index])
            for cell, rows in block.groupby(["region", "threat"])
        }
        south, north = (cells[region, "high"] - cells[region, "low"] for region in ("south", "north"))
        expected += w[block.index].sum() / w.sum() * (south - north)
    options = {"block": "block", "weights": weights}
    difference = effect(frame, "support", FACTORS, BOTH, estimator="difference", **options)
    close(difference, expected, difference.se, (frame["region"] != "east").sum() - 8)
    close(effect(frame, "support", FACTORS, BOTH, **options), expected, difference.se, len(frame) - 12)


def test_clusters_can_count_the_same():
    """Of two arms, that is the difference of the means of the clusters' means."""
    frame = thirty()
    found = effect(frame, "y", ARM, TREATED, cluster="g", equal="clusters")
    means = frame.groupby(["z", "g"])["y"].mean().groupby("z").mean()
    assert found.estimate == pytest.approx(means[1] - means[0], rel=1e-12)


@pytest.mark.filterwarnings("ignore::entente.experiments.FewDegreesOfFreedomWarning")
@settings(max_examples=25)
@given(
    data=st.lists(st.tuples(st.integers(1, 7), st.booleans(), st.integers(1, 4)), min_size=8, max_size=30),
    shift=st.floats(-5, 5),
    scale=st.sampled_from([-3.0, 0.01, 40.0]),
)
def test_labels_order_and_units_of_covariates_do_not_matter(data, shift, scale):
    frame = pd.DataFrame(data, columns=["y", "treated", "x"]).astype(float)
    arms = frame["treated"].map({1.0: "treated", 0.0: "control"})
    frame = frame.assign(
        arm=arms, other=arms.map({"control": "z", "treated": "a"}), moved=shift + scale * frame["x"]
    )
    for estimator in ("difference", "adjusted", "lin"):
        options = {"estimator": estimator}
        try:
            one = effect(frame, "y", ARM, TREATED, covariates=["x"], **options)
        except ExperimentInputError:
            continue
        for shuffled in (frame, frame.iloc[::-1]):
            other = effect(shuffled, "y", {"other": "z"}, {"other": "a"}, covariates=["moved"], **options)
            assert other.estimate == pytest.approx(one.estimate, rel=1e-7, abs=1e-7)
            assert (other.se, other.df) == pytest.approx((one.se, one.df), rel=1e-6)
        mirrored = effect(frame, "y", {"arm": "treated"}, {"arm": "control"}, covariates=["x"], **options)
        assert mirrored.estimate == pytest.approx(-one.estimate, abs=1e-9)
        assert (mirrored.se, mirrored.df) == pytest.approx((one.se, one.df), rel=1e-8)


@settings(max_examples=25)
@given(
    data=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=8, max_size=30),
    times=st.sampled_from([0.01, 7.0]),
)
def test_a_weighted_difference_is_of_weighted_means_with_hc2(data, times):
    """Whatever the weights sum to; equal ones are as none."""
    frame = pd.DataFrame(data, columns=["y", "w"]).astype(float)
    frame = frame.assign(arm=["treated", "control"] * (len(data) // 2) + ["control"] * (len(data) % 2))
    frame.loc[:3, "y"] = [0.0, 1, 2, 3]
    treated = (frame["arm"] == "treated") * 1.0
    X = pd.DataFrame({"one": 1.0, "arm": treated})
    fit = sm.WLS(frame["y"], X, weights=frame["w"]).fit(cov_type="HC2")
    means = [np.average(rows["y"], weights=rows["w"]) for _, rows in frame.groupby("arm")]
    found = effect(frame, "y", ARM, TREATED, estimator="difference", weights="w")
    assert found.estimate == pytest.approx(means[1] - means[0], abs=1e-12)
    assert found.se == pytest.approx(fit.bse["arm"], rel=1e-9)
    scaled = frame.assign(w=times * frame["w"])
    other = effect(scaled, "y", ARM, TREATED, estimator="difference", weights="w")
    assert (other.se, other.df) == pytest.approx((found.se, found.df), rel=1e-9)
    equal = effect(frame.assign(w=times), "y", ARM, TREATED, estimator="difference", weights="w")
    none = effect(frame, "y", ARM, TREATED, estimator="difference")
    assert vars(equal) == pytest.approx(vars(none), abs=1e-12)


def refused(words, frame, factors=ARM, asked=TREATED, **options):
    with pytest.raises(ExperimentInputError, match=words):
        effect(frame, "y", factors, asked, **options)


def test_what_cannot_be_estimated_is_refused_by_name():
    frame = thirty()
    refused("treat.*no such column", frame, {"treat": "control"})
    refused("Nobody has the level 'placebo' of arm", frame, asked={"arm": "placebo"})
    refused("second is no factor", frame, asked={"second": "treated"})
    refused("reference of arm with itself", frame, asked={"arm": "control"})
    refused("names no factor", frame, asked={})
    refused("its own factor", frame, within={"arm": "treated"})
    refused("column y is nan in row 'person 3'", frame.assign(y=frame["y"].where(frame.index != "person 3")))
    refused(
        "arm of row 'person 2' is missing", frame.assign(arm=frame["arm"].where(frame.index != "person 2"))
    )
    refused("column y holds no numbers", frame.assign(y="3"))
    refused("column x stands twice", pd.concat([frame, frame[["x"]]], axis=1), covariates=["x"])
    refused("'ols' is no estimator", frame, estimator="ols")
    refused(
        "weight of row 'person 1' is 0 ",
        frame.assign(w=frame["w"] * (frame.index != "person 1")),
        weights="w",
    )
    refused("name their column", frame, equal="clusters")
    refused("standard error is 0", frame.assign(y=1.0))
    for estimator in ("lin", "adjusted"):
        refused(
            "combination of",
            frame.assign(twin=2 * frame["x"] + 1),
            covariates=["x", "twin"],
            estimator=estimator,
        )


def test_a_cell_too_small_is_refused_by_name():
    frame = thirty()
    alone = frame.assign(arm=np.where(frame.index == "person 4", "treated", "control"))
    refused("arm treated has 1 persons", alone)
    one_street = frame.assign(arm=np.where(frame["g"] == 3, "treated", "control"))
    for estimator in ("lin", "difference", "adjusted"):
        refused("arm treated has 1 clusters", one_street, cluster="g", estimator=estimator)
    refused("b 1, arm treated has 1 persons", frame.assign(b=np.where(np.arange(30) == 2, 1, 2)), block="b")
    both = {"arm": "treated", "second": "treated"}
    factors = {"arm": "control", "second": "control"}
    empty = frame[(frame["arm"] == "control") | (frame["second"] == "control")]
    for estimator in ("lin", "difference", "adjusted"):
        refused("arm treated, second treated has 0", empty, factors, both, estimator=estimator)


def test_few_degrees_of_freedom_warn():
    frame = thirty()
    with pytest.warns(FewDegreesOfFreedomWarning, match="arm: treated on y has .* fewer than 4"):
        effect(frame[frame["g"] < 5], "y", ARM, TREATED, cluster="g")


def test_messages_name_rows_without_the_types_of_numpy():
    frame = pd.DataFrame({"arm": list("ab") * 5, "y": np.arange(10.0)}, index=np.arange(10) * 7)
    for changed in (
        frame.replace({"y": {3.0: np.nan}}),
        frame.assign(arm=frame["arm"].where(frame["y"] != 3)),
    ):
        with pytest.raises(ExperimentInputError, match="row 21 "):
            effect(changed, "y", {"arm": "a"}, {"arm": "b"})
