"""Time series: what follows what."""

import datetime

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ModelDataError
from entente.models.cochrane_orcutt import CochraneOrcutt
from entente.models.data import model_data
from entente.models.succession import GapWarning, check_continuation, gaps, succession


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
        pd.RangeIndex(310, 314),
        pd.Index([3, 13, 23, 33]),
        pd.to_timedelta([1, 2, 3, 4], unit="D"),
        pd.period_range("1816", periods=4, freq="Y"),
        pd.date_range("1999-12-31", periods=4, freq="ME"),
    ],
)
def test_without_gaps(index):
    assert follows(index) == [False, True, True, True]


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([1816, 1817, 1819, 1820], name="year"),
        pd.Index([1816, 1817, 1819, 1820], name="year", dtype="Int64"),
        pd.Index([1950, 1955, 1965, 1970], name="start_year"),
        pd.Index([1, 2, 4, 5], name="t"),
        pd.PeriodIndex(["1816", "1817", "1819", "1820"], freq="Y"),
        pd.DatetimeIndex(["1999-11-30", "1999-12-31", "2000-02-29", "2000-03-31"]),
    ],
)
def test_years_left_out_are_a_gap(index):
    assert follows(index) == [False, True, False, True]
    data = model_data(*series(index))
    assert gaps(succession(data), data.index) == f"1 gap, before {index[2]}"


@pytest.mark.filterwarnings("ignore::entente.models.data.DroppedRowsWarning")
def test_missing_values_inside_are_a_gap_and_at_the_ends_are_none():
    index = pd.RangeIndex(5)
    assert follows(index, [2]) == [False, True, False, True]
    assert follows(index, [0, 4]) == [False, True, True]
    assert follows(index, [1, 3]) == [False, False, False]


def test_gaps_are_counted_and_named():
    found, index = np.array([False, True, False, False]), pd.Index([1, 2, 4, 7])
    assert gaps(found, index) == "2 gaps, before 4, 7"


@pytest.mark.parametrize("index", [[2, 1, 3], [1, 1, 2]])
def test_order_of_time(index):
    with pytest.raises(ModelDataError, match="in order of time"):
        follows(pd.Index(index, name="year"))


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([1.0, np.nan, 2.0], name="year"),
        pd.DatetimeIndex(["NaT", "1816-01-01", "1817-01-01"]),
        pd.Index([1816, 1817, pd.NA], name="year", dtype="Int64"),
    ],
)
def test_a_period_that_is_missing_is_refused(index):
    with pytest.raises(ModelDataError, match="label of the rows is missing"):
        follows(index)


@pytest.mark.parametrize("index", [[3, 14, 25, 37], [1816, 1817, 1819, 1820], [4, 3, 2, 1], [1, 1, 1, 1]])
def test_numbers_without_a_name_that_may_or_may_not_be_periods_are_refused(index):
    with pytest.raises(ModelDataError, match=r"numbers without a name(.|\n)*set_index\('year'\)"):
        follows(pd.Index(index))
    with pytest.raises(ModelDataError, match="numbers named candidate, "):
        follows(pd.Index(index, name="candidate"))


@pytest.mark.parametrize(
    "index",
    [
        pd.Index(["1816", "1817", "1819", "1820"]),
        pd.Index(["1816-01", "1816-02", "1816-04", "1816-05"]),
        pd.Index([datetime.date(1816, 1, day) for day in (1, 2, 4, 5)]),
        pd.CategoricalIndex([1816, 1817, 1819, 1820]),
        pd.Index(["1900Q1", "1900Q2", "1900Q4", "1901Q1"]),
        pd.Index(["Jan 1900", "Feb 1900", "Apr 1900", "May 1900"]),
        pd.Index(["31/01/1900", "28/02/1900", "30/04/1900", "31/05/1900"]),
        pd.Index(["d", "c", "b", "a"]),
    ],
)
def test_text_is_no_time_whatever_it_reads_like(index):
    with pytest.raises(
        ModelDataError,
        match=rf"text or objects, the first is {index[0]}: (.|\n)*PeriodIndex(.|\n)*reset_index\(drop=True\)",
    ):
        follows(index)
    # What it says to do counts the period that is left out.
    if index[0] == "1900Q1":
        assert follows(pd.PeriodIndex(index, freq="Q")) == [False, True, False, True]


def test_old_row_numbers_of_a_panel_are_no_periods():
    """The series of one state from a panel: by year it has a gap, by row numbers nobody could tell."""
    rng = np.random.default_rng(206)
    rows = [(year, state) for year in range(1900, 1940) for state in "ABC"[: 2 + (year >= 1910)]]
    panel = pd.DataFrame(rows, columns=["year", "state"])
    panel = panel.assign(y=rng.normal(size=len(panel)).cumsum(), x=rng.normal(size=len(panel)), const=1.0)
    state = panel[(panel["state"] == "A") & (panel["year"] != 1925)]
    with pytest.raises(ModelDataError, match="numbers without a name"):
        CochraneOrcutt(state["y"], state[["const", "x"]])
    by_year = state.set_index("year")
    with pytest.warns(GapWarning, match="1 gap, before 1926"):
        found = CochraneOrcutt(by_year["y"], by_year[["const", "x"]]).fit(tol=1e-12, maxiter=1000)
    follows = np.append(False, np.diff(by_year.index) == 1)
    rho, beta = iterated(by_year["y"].to_numpy(), by_year[["const", "x"]].to_numpy(), follows)
    assert found.rho == pytest.approx(rho, rel=1e-8) and found.params.tolist() == pytest.approx(beta.tolist())
    # Those of a state that has the same neighbours every year are evenly spaced, and as good as reset.
    later = panel[(panel["state"] == "A") & (panel["year"] >= 1910)]
    same = CochraneOrcutt(later["y"], later[["const", "x"]]).fit()
    reset = later.reset_index(drop=True)
    assert same.rho == CochraneOrcutt(reset["y"], reset[["const", "x"]]).fit().rho


def iterated(y, x, follows, rounds=500):
    """Cochrane–Orcutt by hand."""
    later = np.flatnonzero(follows)
    beta, rho = np.linalg.lstsq(x, y, rcond=None)[0], 0.0
    for _ in range(rounds):
        e = y - x @ beta
        rho = (e[later] @ e[later - 1]) / (e[later - 1] @ e[later - 1])
        beta = np.linalg.lstsq(x[later] - rho * x[later - 1], y[later] - rho * y[later - 1], rcond=None)[0]
    return rho, beta


YEARS = pd.Index([1816, 1817, 1818], name="year")
FIVE_YEARLY = pd.Index([1980, 1985, 1990], name="year")


@pytest.mark.parametrize(
    ("index", "following"),
    [
        (YEARS, pd.Index([1819, 1820])),
        (YEARS, pd.Index([1819], name="year")),
        (pd.RangeIndex(3), pd.RangeIndex(2)),
        (pd.RangeIndex(3), pd.Index([3, 4])),
        (pd.period_range("1816", periods=3, freq="Y"), pd.period_range("1819", periods=2, freq="Y")),
        (FIVE_YEARLY, pd.Index([1995, 2000])),
        (pd.date_range("1999-10-31", periods=3, freq="ME"), pd.DatetimeIndex(["2000-01-31", "2000-02-29"])),
        (pd.date_range("1816", periods=3, freq="YS", unit="s"), pd.date_range("1819", periods=2, freq="YS")),
    ],
)
def test_periods_that_come_next(index, following):
    check_continuation(index, following)


@pytest.mark.parametrize(
    ("index", "following"),
    [
        (YEARS, pd.Index([1820, 1821])),
        (YEARS, pd.Index([1820, 1819])),
        (YEARS, pd.RangeIndex(2)),
        (pd.RangeIndex(3), pd.Index([1, 0])),
        (pd.period_range("1816", periods=3, freq="Y"), pd.RangeIndex(2)),
        (pd.date_range("1816", periods=3, freq="YS"), pd.Index([1819])),
        (YEARS, pd.Index(["next"])),
        (YEARS, pd.Index(["1819"])),
        (YEARS, YEARS),
        (YEARS, pd.Index([1819, np.nan])),
        (YEARS, pd.Index([1819, pd.NA], dtype="Int64")),
        (YEARS, pd.MultiIndex.from_product([[1819], ["USA"]])),
        (pd.date_range("1816", periods=3, freq="YS"), pd.DatetimeIndex(["1819-01-01", None])),
        (FIVE_YEARLY, pd.Index([1991, 1992])),
        (FIVE_YEARLY, pd.Index([1995, 1996, 1997])),
        (pd.RangeIndex(0, 30, 10), pd.Index([30, 33])),
    ],
)
def test_periods_that_do_not_come_next_are_refused(index, following):
    with pytest.raises(ModelDataError) as raised:
        check_continuation(index, following)
    assert raised.value.what.startswith(f"The series ends in {index[-1]}, but the periods to predict are ")
    assert str(following.tolist()[0]).split()[0] in raised.value.what


def test_a_panel_is_no_series():
    with pytest.raises(ModelDataError, match="2 levels"):
        follows(pd.MultiIndex.from_product([["USA"], [1816, 1817]]))
