"""Data of the estimators: what is kept, what is counted, and what is refused by name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.core.errors import ModelDataError
from entente.models.data import (
    DroppedRowsWarning,
    check_counts,
    check_full_rank,
    check_magnitude,
    largest,
    model_data,
    named_parameters,
    new_regressors,
)


@pytest.fixture
def frame():
    random = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "count": random.poisson(3, 12),
            "const": 1.0,
            "wealth": random.normal(size=12),
            "year": np.arange(1816, 1828),
            "state": np.repeat(["USA", "GMY", "FRN"], 4),
        },
        index=[f"row {i}" for i in range(12)],
    )


def regressors(frame):
    return frame[["const", "wealth", "year"]]


def test_complete_data_come_back_as_floats_with_names(frame):
    data = model_data(frame["count"], regressors(frame), groups=frame["state"])
    assert data.endog.dtype == data.exog.dtype == np.float64
    assert data.endog.tolist() == frame["count"].tolist()
    assert data.exog.tolist() == regressors(frame).to_numpy().tolist()
    assert data.groups.tolist() == frame["state"].tolist()
    assert data.endog_name == "count" and data.exog_names == ("const", "wealth", "year")
    assert data.index.equals(frame.index) and data.kept.all()
    endog, exog = data.design
    assert endog.equals(frame["count"].astype(float)) and exog.equals(regressors(frame).astype(float))


def test_arrays_are_named_as_statsmodels_names_them(frame):
    data = model_data(frame["count"].tolist(), regressors(frame)[["wealth", "const", "year"]].to_numpy())
    assert data.endog_name == "y" and data.exog_names == ("x1", "const", "x2")
    assert data.index.equals(pd.RangeIndex(12)) and data.groups is None
    assert all(isinstance(part, np.ndarray) for part in data.design)


def test_one_regressor_may_be_a_vector(frame):
    assert model_data(frame["count"], frame["wealth"]).exog_names == ("wealth",)
    assert model_data(frame["count"].to_numpy(), frame["wealth"].to_numpy()).exog.shape == (12, 1)


def test_rows_with_missing_values_are_dropped_and_counted_by_column(frame):
    frame["count"] = frame["count"].astype("Int64")
    frame.loc["row 1", "count"] = pd.NA
    frame.loc[["row 1", "row 3"], "wealth"] = np.nan
    frame.loc["row 5", "state"] = None
    frame.loc["row 11", "year"] = np.nan
    said = r"4 of 12 rows.*outcome count \(1\).*wealth \(2\).*year \(1\).*groups \(1\)"
    with pytest.warns(DroppedRowsWarning, match=said):
        data = model_data(frame["count"], regressors(frame), groups=frame["state"])
    kept = [i for i in range(12) if i not in (1, 3, 5, 11)]
    assert np.flatnonzero(data.kept).tolist() == kept
    assert data.index.tolist() == [f"row {i}" for i in kept]
    assert data.exog[:, 1].tolist() == frame["wealth"].iloc[kept].tolist()
    assert data.groups.tolist() == frame["state"].iloc[kept].tolist()


def test_a_column_the_model_does_not_use_drops_nothing(frame):
    frame["unused"] = np.nan
    assert model_data(frame["count"], regressors(frame)).kept.all()


def test_an_infinite_value_in_a_dropped_row_does_no_harm(frame):
    frame.loc["row 2", "wealth"] = np.inf
    frame.loc["row 2", "state"] = None
    with pytest.warns(DroppedRowsWarning):
        data = model_data(frame["count"], regressors(frame), groups=frame["state"])
    assert (~data.kept).sum() == 1


def change(**columns):
    return lambda frame: {"exog": regressors(frame).assign(**columns)}


REFUSED = {
    "infinite regressor": (change(wealth=[np.inf] + [0.5] * 11), "column wealth are infinite.*row row 0"),
    "infinite outcome": (lambda f: {"endog": f["count"] * 0 - np.inf}, "outcome count are infinite"),
    "second constant": (change(one=5.0), "const, one are all constant"),
    "zero column": (change(none=0), "none is zero throughout"),
    "all missing": (change(wealth=np.nan), r"No complete row.*wealth \(12\)"),
    "text": (change(wealth="rich"), "column wealth holds no numbers"),
    "numbers as text": (change(wealth="1"), "column wealth holds no numbers"),
    "dates": (change(wealth=pd.Timestamp("1914-07-28")), "column wealth holds no numbers but datetime"),
    "no regressor": (lambda f: {"exog": f[[]]}, "at least one column"),
    "short exog": (
        lambda f: {"exog": regressors(f).iloc[:11]},
        "12 outcomes, but the regressors have length 11",
    ),
    "short groups": (lambda f: {"groups": [1, 2]}, "the groups have length 2"),
    "other index": (lambda f: {"groups": f["state"].reset_index(drop=True)}, "different labels"),
    "shuffled index": (lambda f: {"exog": regressors(f).iloc[::-1]}, "different labels"),
    "two outcomes": (lambda f: {"endog": f[["count", "year"]]}, r"outcome has shape \(12, 2\)"),
    "shared name": (lambda f: {"exog": f[["const", "wealth", "wealth"]]}, "share the name wealth"),
    "more columns than rows": (
        lambda f: {"endog": [1, 2], "exog": [[1.0, 2.0, 3.0], [1.0, 5.0, 7.0]]},
        "linearly dependent on these 2 rows",
    ),
    "nothing": (lambda f: {"endog": [], "exog": np.empty((0, 2))}, "No complete row is left of 0"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_unfit_data_are_refused(frame, what):
    make, message = REFUSED[what]
    parts = {"endog": frame["count"], "exog": regressors(frame), **make(frame)}
    with pytest.raises(ModelDataError, match=message):
        model_data(parts.pop("endog"), parts.pop("exog"), **parts)


def test_collinear_columns_are_named_and_the_others_are_not(frame):
    exog = regressors(frame).assign(other=np.arange(12.0) ** 2)
    exog["sum"] = 3 * exog["wealth"] - 0.25 * exog["year"] + 2
    with pytest.raises(ModelDataError, match="const, wealth, year, sum are linearly dependent"):
        model_data(frame["count"], exog)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([1e-12, 1e-6, 1.0, 1e6, 1e12]), min_size=3, max_size=3))
def test_units_do_not_make_columns_collinear(units):
    random = np.random.default_rng(3)
    exog = np.column_stack([np.ones(50), random.normal(size=(50, 2))]) * units
    assert model_data(random.normal(size=50), exog).exog.shape == (50, 3)
    with pytest.raises(ModelDataError, match="linearly dependent"):
        model_data(random.normal(size=50), np.column_stack([exog, exog @ (np.array([1, 2, 3]) / units)]))


@pytest.mark.parametrize("unit", [1e-300, 1e-170, 1e-110, 1e-70, 1e70, 1e170, 1e300])
@pytest.mark.parametrize("nearly", [0.0, 1e-12, 1e-8, 1e-4, 1e-2])
def test_columns_are_collinear_in_any_unit_and_where_products_cannot_tell(unit, nearly):
    random = np.random.default_rng(4)
    exog = random.normal(size=(50, 3))
    exog[:, 2] = exog[:, 0] + exog[:, 1] + nearly * exog[:, 2]
    exog[:, 1] *= unit
    if nearly > 1e-10:
        check_full_rank(exog, ("a", "b", "c"))
    else:
        with pytest.raises(ModelDataError, match="a, b, c are linearly dependent"):
            check_full_rank(exog, ("a", "b", "c"))


def test_the_largest_number_of_each_column_whatever_its_sign():
    columns = np.array([[1.0, -3.0, 0.0], [-2.0, 1.0, 0.0]])
    assert largest(columns).tolist() == [2, 3, 0]
    assert largest(columns[:0]).tolist() == [0, 0, 0]


def test_years_and_their_squares_beside_a_constant_are_not_collinear():
    year = np.arange(1816.0, 2002.0)
    assert model_data(year, np.column_stack([np.ones(186), year, year**2])).exog.shape == (186, 3)


@pytest.mark.parametrize(
    ("value", "message"), [(-1, "-1.0 in row 1914"), (2.5, "2.5 in row 1914"), (1e-9, "in row 1914")]
)
def test_counts_must_be_whole_and_not_negative(value, message):
    endog = pd.Series([0.0, value, 3.0], index=[1913, 1914, 1915], name="wars")
    with pytest.raises(ModelDataError, match=f"outcome wars is .*{message}"):
        check_counts(model_data(endog, pd.Series([1.0, 2.0, 4.0], index=endog.index)))


def test_counts_pass():
    check_counts(model_data([0, 1, 10**9], [1.0, 2.0, 4.0]))


def test_subset_keeps_rows_and_positions_together(frame):
    frame.loc["row 0", "wealth"] = np.nan
    with pytest.warns(DroppedRowsWarning):
        data = model_data(frame["count"], regressors(frame), groups=frame["state"])
    part = data.subset(data.groups != "GMY")
    assert np.flatnonzero(part.kept).tolist() == [1, 2, 3, 8, 9, 10, 11]
    assert part.index.tolist() == [f"row {i}" for i in (1, 2, 3, 8, 9, 10, 11)]
    assert part.endog.tolist() == frame["count"].iloc[[1, 2, 3, 8, 9, 10, 11]].tolist()


def test_subset_notices_what_no_longer_varies(frame):
    exog = regressors(frame).assign(german=(frame["state"] == "GMY").astype(float))
    data = model_data(frame["count"], exog, groups=frame["state"])
    with pytest.raises(ModelDataError, match="german is zero throughout"):
        data.subset(data.groups != "GMY")
    with pytest.raises(ModelDataError, match="No row is left"):
        data.subset(np.zeros(12, dtype=bool))


@pytest.mark.parametrize("size", [1e101, -1e101, 1e-101])
def test_magnitude(size):
    outcome, exog = pd.Series([0.0, 1.0, 4.0]), pd.DataFrame({"const": [1.0, 1.0, 1.0]})
    with pytest.raises(ModelDataError, match="Column x has numbers up to 1.0e"):
        check_magnitude(model_data(outcome, exog.assign(x=[0.0, size, size / 2])))
    check_magnitude(model_data(outcome, exog.assign(x=[0.0, 1e99, 1e-200])))
    check_magnitude(model_data(outcome * 0, exog))


def test_rows_have_labels_if_any_of_the_parts_does(frame):
    matrix, groups = regressors(frame).to_numpy(), frame["state"].to_numpy()
    for parts in ((frame["count"], matrix, groups), (frame["count"].to_numpy(), matrix, frame["state"])):
        data = model_data(*parts[:2], groups=parts[2])
        assert data.index.equals(frame.index) and data.design[1].columns.tolist() == ["const", "x1", "x2"]
    assert isinstance(model_data(frame["count"].to_numpy(), matrix).design[1], np.ndarray)


def test_regressors_to_predict_from_are_found_by_name(frame):
    names = ("const", "wealth", "year")
    expected = regressors(frame)[list(names)].to_numpy()
    for exog in (frame[["year", "state", "wealth", "const"]], frame[list(names)].convert_dtypes()):
        found, index = new_regressors(exog, names)
        assert np.array_equal(found, expected) and index.equals(frame.index)
    found, index = new_regressors(expected, names)
    assert np.array_equal(found, expected) and index is None
    found, index = new_regressors(pd.Series({"year": 1.0, "wealth": 2.0, "const": 3.0}), names)
    assert found.tolist() == [[3, 2, 1]] and index is None
    row = frame[["year", "state", "wealth", "const"]].iloc[4]
    found, index = new_regressors(row, names)
    assert np.array_equal(found, expected[4:5]) and index.tolist() == [frame.index[4]]
    found, index = new_regressors(frame["wealth"], ("wealth",))
    assert found.shape == (12, 1) and index.equals(frame.index)
    for wrong, message in (
        (frame[["const", "wealth"]], "regressors, year is missing"),
        (frame[["const", "wealth", "year", "year"]], "year is there twice"),
        (expected[:, :2], "shape"),
        (frame.assign(wealth="rich"), "column wealth holds no numbers"),
        (frame.assign(wealth="rich").iloc[4], "column wealth holds no numbers"),
        ([frame["const"], frame["wealth"]], "matrix of regressors is a list of pandas objects"),
    ):
        with pytest.raises(ModelDataError, match=message):
            new_regressors(wrong, names)


def test_parameters_are_found_by_name():
    names = ("rho", "x")
    assert named_parameters(pd.Series({"x": 2.0, "rho": 1.0}), names).tolist() == [1, 2]
    assert named_parameters([1, 2], names).tolist() == [1, 2]
    for wrong, message in (
        (pd.Series({"x": 2.0}), "parameters, rho is missing"),
        (pd.Series({"x": 2.0, "rho": 1.0, "y": 1.0}), "y is none of the model's"),
        ([1.0], "1 values for the 2 parameters rho, x"),
        ([1.0, None], "Of the values, x is missing"),
    ):
        with pytest.raises(ModelDataError, match=message):
            named_parameters(wrong, names)
