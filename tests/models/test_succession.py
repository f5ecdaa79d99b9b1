"""Time series: what follows what."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ModelDataError
from entente.models.data import model_data
from entente.models.succession import gaps, succession


def series(index, missing=()):
    outcome = pd.Series(np.arange(len(index)) ** 2.0, index=index, name="y")
    outcome.iloc[list(missing)] = np.nan
    return outcome, pd.DataFrame({"const": 1.0}, index=index)


def follows(index, missing=()):
    return succession(model_data(*series(index, missing))).tolist()


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(4),
        pd.Index([1816, 1817, 1818, 1819]),
        pd.Index([1950, 1955, 1960, 1965]),
        pd.Index([0.25, 0.5, 0.75, 1.0]),
        pd.period_range("1816", periods=4, freq="Y"),
        pd.date_range("1999-12-31", periods=4, freq="ME"),
        pd.Index(["d", "c", "b", "a"]),
    ],
)
def test_without_gaps(index):
    assert follows(index) == [False, True, True, True]


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([1816, 1817, 1819, 1820]),
        pd.Index([1816, 1817, 1819, 1820], dtype="Int64"),
        pd.Index([1950, 1955, 1965, 1970]),
        pd.PeriodIndex(["1816", "1817", "1819", "1820"], freq="Y"),
        pd.DatetimeIndex(["1999-11-30", "1999-12-31", "2000-02-29", "2000-03-31"]),
    ],
)
def test_years_left_out_are_a_gap(index):
    assert follows(index) == [False, True, False, True]
    data = model_data(*series(index))
    assert gaps(succession(data), data.index) == f"1 gap, before {index[2]}"


@pytest.mark.parametrize("index", [pd.RangeIndex(5), pd.Index(list("edcba"))])
@pytest.mark.filterwarnings("ignore::entente.models.data.DroppedRowsWarning")
def test_missing_values_inside_are_a_gap_and_at_the_ends_are_none(index):
    assert follows(index, [2]) == [False, True, False, True]
    assert follows(index, [0, 4]) == [False, True, True]
    assert follows(index, [1, 3]) == [False, False, False]


def test_gaps_are_counted_and_named():
    found, index = np.array([False, True, False, False]), pd.Index([1, 2, 4, 7])
    assert gaps(found, index) == "2 gaps, before 4, 7"


@pytest.mark.parametrize("index", [[2, 1, 3], [1, 1, 2], [1.0, np.nan, 2.0]])
def test_order_of_time(index):
    with pytest.raises(ModelDataError, match="in order of time"):
        follows(pd.Index(index))


def test_a_panel_is_no_series():
    with pytest.raises(ModelDataError, match="2 levels"):
        follows(pd.MultiIndex.from_product([["USA"], [1816, 1817]]))
