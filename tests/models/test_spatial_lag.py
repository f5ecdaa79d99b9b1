"""The spatial lag against spreg's numbers, linearmodels with indicators, and what was put in."""

import warnings

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from linearmodels.iv import IV2SLS, IVGMM
from scipy import sparse
from statsmodels.tools.sm_exceptions import ModelWarning

from entente.core.errors import MethodNotOffered, ModelDataError, TotalMinusOwnError
from entente.models import SpatialLag
from entente.models.data import DroppedRowsWarning
from entente.models.spatial_lag.absorption import Absorption
from entente.models.spatial_lag.model import (
    DroppedInstrumentsWarning,
    IsolateTermWarning,
    WeakInstrumentsWarning,
)
from entente.models.spatial_lag.weights import weights_of_ties

TIES = "0-1 0-2 1-2 2-3 3-4 4-5 5-6 6-7 7-8 8-9 9-10 10-11 11-0 3-8 2-9"
X1 = [0.2, -1.1, 0.7, 1.4, -0.3, 0.9, -1.6, 0.1, 0.5, -0.8, 1.2, -0.4]
X2 = [1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0]
Y = [1.9, -0.4, 1.1, 3.2, 1.3, 1.7, -1, 0.6, 2.4, 0.3, 2.2, -0.2]
STATES = pd.Index([f"state {i}" for i in range(12)])


def reference():
    pairs = [tuple(map(int, pair.split("-"))) for pair in TIES.split()]
    network = nx.to_pandas_adjacency(nx.Graph(pairs), nodelist=range(12))
    exog = pd.DataFrame({"x1": X1, "x2": X2, "const": 1.0}, index=STATES)
    return pd.Series(Y, STATES, name="y"), exog, network.set_axis(STATES).set_axis(STATES, axis=1)


def test_it_is_gm_lag_of_spreg():
    found = SpatialLag(*reference()).fit()
    assert list(found.params.index) == ["x1", "x2", "const", "rho"]
    printed = {"const": 0.5092426865, "x1": 1.3202246264, "x2": 0.9484879480, "rho": 0.0168823516}
    errors = {"const": 0.1547909144, "x1": 0.0898407786, "x2": 0.1538978452, "rho": 0.1115317165}
    np.testing.assert_allclose(found.params[list(printed)], list(printed.values()), atol=5.1e-11)
    np.testing.assert_allclose(found.bse[list(errors)], list(errors.values()), atol=5.1e-11)
    assert found.model.instruments == ("W x1", "W x2")


def test_weights_may_be_sparse_or_normalised_before():
    y, x, network = reference()
    whole = SpatialLag(y, x, network).fit()
    shares = network.div(network.sum(axis=1), axis=0)
    for weights in (sparse.csr_array(network.to_numpy()), network.to_numpy() * 3, shares):
        np.testing.assert_allclose(SpatialLag(y, x, weights).fit().params, whole.params, rtol=1e-12)


class Panel:
    """An unbalanced panel with ties of each year, among which some rows have none."""

    def __init__(self, seed=1, states=30, years=8):
        rng = np.random.default_rng(seed)
        rows = rng.permutation(states * years)[: int(0.9 * states * years)]
        self.entity, self.time = np.divmod(rows, years)
        one, other = np.nonzero(np.triu(rng.random((states, states)) < 0.07, 1))
        lists = [(i, j, t) for i, j in zip(one, other, strict=True) for t in range(years)]
        kept = rng.random(len(lists)) < 0.7
        self.ties = pd.DataFrame(lists, columns=["i", "j", "t"])[kept]
        self.weights = weights_of_ties(self.entity, self.time, self.ties.i, self.ties.j, self.ties.t)
        self.n, self.rho, self.beta = len(self.entity), 0.3, np.array([1.0, -0.5])
        sums = self.weights.sum(axis=1)
        self.isolates = sums == 0
        self.w = self.weights.toarray() / np.where(self.isolates, 1, sums)[:, None]
        self.x = rng.normal(size=(self.n, 2))
        errors = rng.normal(size=states)[self.entity] + 0.7 * rng.normal(size=self.n)
        self.y = np.linalg.solve(
            np.eye(self.n) - self.rho * self.w, self.x @ self.beta - 0.4 * self.isolates + errors
        )

    @property
    def indicators(self):
        of_time = pd.get_dummies(self.time).to_numpy(float)[:, 1:]
        return np.column_stack([pd.get_dummies(self.entity).to_numpy(float), of_time])


@pytest.fixture(scope="module")
def panel():
    return Panel()


@pytest.mark.parametrize("lags", [1, 2])
@pytest.mark.parametrize("kind", ["nonrobust", "HC0", "cluster"])
def test_absorbed_effects_are_indicators(panel, lags, kind):
    """linearmodels with an indicator for each state and year."""
    clusters = panel.entity // 2 if kind == "cluster" else None
    model = SpatialLag(panel.y, panel.x, panel.weights, lags=lags, entity=panel.entity, time=panel.time)
    given = {"groups": clusters, "use_correction": False} if kind == "cluster" else None
    found = model.fit(kind, given)
    exog = np.column_stack([panel.x, panel.isolates, panel.indicators])
    lagged = panel.w @ panel.x
    instruments = lagged if lags == 1 else np.column_stack([lagged, panel.w @ lagged])
    asked = {"nonrobust": "unadjusted", "HC0": "robust", "cluster": "clustered"}[kind]
    more = {"clusters": clusters} if kind == "cluster" else {}
    other = IV2SLS(panel.y, exog, panel.w @ panel.y, instruments).fit(cov_type=asked, **more)
    same = [0, 1, 2, -1]
    np.testing.assert_allclose(found.params, other.params.iloc[same], rtol=1e-9)
    left = panel.n - model.effects_rank
    factor = np.sqrt(panel.n / left) if kind == "nonrobust" else 1
    np.testing.assert_allclose(found.bse, other.std_errors.iloc[same] * factor, rtol=1e-9)
    np.testing.assert_allclose(found.resid, other.resids, atol=1e-9)
    first = other.first_stage.diagnostics
    f = first["f.stat"].iloc[0] * (1 / panel.n if kind == "nonrobust" else 1 / len(model.instruments))
    f *= found.first_stage["df_denom"] if kind == "nonrobust" else 1
    assert found.first_stage["F"] == pytest.approx(f, rel=1e-9)
    assert found.first_stage["partial_r2"] == pytest.approx(first["partial.rsquared"].iloc[0], rel=1e-9)
    over = found.overidentification
    assert over["df"] == len(model.instruments) - 1
    if kind == "nonrobust":
        assert over["statistic"] == pytest.approx(other.sargan.stat * left / panel.n, rel=1e-9)
    if kind == "HC0":
        steps = IVGMM(panel.y, exog, panel.w @ panel.y, instruments, weight_type=asked).fit(iter_limit=2)
        assert over["statistic"] == pytest.approx(steps.j_stat.stat, rel=1e-6)


@pytest.mark.parametrize("which", ["entity", "time"])
def test_one_set_of_effects(panel, which):
    labels = getattr(panel, which)
    found = SpatialLag(panel.y, panel.x, panel.weights, **{which: labels}).fit()
    exog = np.column_stack([panel.x, panel.isolates, pd.get_dummies(labels).to_numpy(float)])
    other = IV2SLS(panel.y, exog, panel.w @ panel.y, panel.w @ panel.x).fit()
    np.testing.assert_allclose(found.params, other.params.iloc[[0, 1, 2, -1]], rtol=1e-9)
    assert found.model.effects_rank == len(np.unique(labels))


def test_effects_that_overlap_are_counted_once():
    rng = np.random.default_rng(2)
    first, second = np.repeat(np.arange(6), 5), np.repeat([0, 1, 2, 3], [5, 5, 10, 10])
    columns = rng.normal(size=(30, 2))
    absorption = Absorption([first, second])
    indicators = np.column_stack([np.eye(6)[first], np.eye(4)[second]])
    assert absorption.rank == np.linalg.matrix_rank(indicators) == 6
    expected = columns - indicators @ np.linalg.lstsq(indicators, columns, rcond=None)[0]
    np.testing.assert_allclose(absorption.within(columns), expected, atol=1e-12)
    assert not absorption.within(np.eye(4)[second][:, 1]).any()


def test_what_was_put_in_is_found():
    found, errors = [], []
    for seed in range(60):
        world = Panel(seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", WeakInstrumentsWarning)
            fit = SpatialLag(world.y, world.x, world.weights, entity=world.entity, time=world.time).fit()
        found.append(fit.params)
        errors.append(fit.bse)
    off = np.mean(found, axis=0) - [1.0, -0.5, -0.4, 0.3]
    assert (np.abs(off) < 3.5 * np.std(found, axis=0) / np.sqrt(60)).all()
    np.testing.assert_allclose(np.mean(errors, axis=0), np.std(found, axis=0), rtol=0.3)


def test_isolates_have_a_term_unless_others_say_it(panel):
    model = SpatialLag(panel.y, panel.x, panel.weights, time=panel.time)
    assert model.data.param_names == ["x1", "x2", "isolate", "rho"]
    assert (model.isolates == panel.isolates).all() and (model.lagged[panel.isolates] == 0).all()
    without = SpatialLag(panel.y, panel.x, panel.weights, time=panel.time, isolate_term=False)
    assert without.data.param_names == ["x1", "x2", "rho"]
    said = np.column_stack([panel.x, panel.isolates])
    with (
        pytest.warns(IsolateTermWarning, match=f"{panel.isolates.sum()} of {panel.n} rows"),
        pytest.warns(DroppedInstrumentsWarning, match="W x3"),
    ):
        other = SpatialLag(panel.y, said, panel.weights, time=panel.time)
    assert other.data.param_names == ["x1", "x2", "x3", "rho"]


def test_dropped_rows_are_nobodys_partners():
    y, x, network = reference()
    with pytest.warns(DroppedRowsWarning, match="1 of 12"):
        found = SpatialLag(y.where(y.index != "state 2"), x, network)
    rest = STATES.drop("state 2")
    other = SpatialLag(y[rest], x.loc[rest], network.loc[rest, rest])
    np.testing.assert_allclose(found.lagged, other.lagged)
    np.testing.assert_allclose(found.fit().params, other.fit().params)
    assert found.kept.tolist() == (y.index != "state 2").tolist()


def complete_by(time):
    time = np.asarray(time)
    return (time[:, None] == time) & ~np.eye(len(time), dtype=bool)


def test_the_total_minus_own_is_refused_with_effects_of_time(panel):
    rows = slice(0, 120)
    y, x, time = panel.y[rows], panel.x[rows], panel.time[rows]
    network = complete_by(time)
    weighted = network * np.random.default_rng(1).uniform(1, 2, 120)[None, :]
    for weights in (network.astype(float), weighted, sparse.csr_array(network.astype(float))):
        with pytest.raises(
            TotalMinusOwnError, match="120 of 120 rows.*total minus the own outcome"
        ) as raised:
            SpatialLag(y, x, weights, time=time)
        assert "regressed on itself" in raised.value.remedy
    # Members of one alliance, all of them partners, among states that have none.
    members = np.arange(120) % 2 == 0
    alliance = network & members[:, None] & members
    with pytest.raises(TotalMinusOwnError, match="60 of 60 rows"):
        SpatialLag(y, x, alliance, time=time)
    # Indicators of the years do what effects do.
    years = pd.get_dummies(pd.Series(time), dtype=float).assign(x=x[:, 0])
    with pytest.raises(TotalMinusOwnError):
        SpatialLag(y, years, network)
    # Without them the total is not absorbed, and with one tie in ten missing there is none.
    SpatialLag(y, np.column_stack([x, np.ones(120)]), network)
    fewer = np.triu(network & (np.random.default_rng(2).random((120, 120)) < 0.9))
    SpatialLag(y, x, fewer | fewer.T, time=time)


def test_it_would_be_a_regression_of_the_outcome_on_itself(panel):
    """What is refused: within years the lag is the own outcome, times a negative number."""
    rows = panel.time == 3
    y = panel.y[rows]
    lag = complete_by(panel.time[rows]) @ y
    assert np.corrcoef(lag, y)[0, 1] == pytest.approx(-1)


def test_weak_instruments_are_warned_of(panel):
    rng = np.random.default_rng(8)
    noise = rng.normal(size=panel.n)
    with pytest.warns(WeakInstrumentsWarning, match="below 10: the instruments W x1 explain little"):
        found = SpatialLag(noise, rng.normal(size=panel.n), panel.weights, time=panel.time).fit()
    assert found.first_stage["F"] < 10
    assert np.isnan(found.overidentification["p_value"]) and found.overidentification["df"] == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        SpatialLag(panel.y, panel.x, panel.weights, time=panel.time).fit()


def test_instruments_that_say_nothing_new_are_named(panel):
    lagged = panel.w @ panel.x[:, 0]
    both = np.column_stack([panel.x[:, 0], lagged, panel.x[:, 1]])
    with pytest.warns(DroppedInstrumentsWarning, match="left out: W x1"):
        model = SpatialLag(panel.y, both, panel.weights, time=panel.time)
    assert model.instruments == ("W x2", "W x3")
    with pytest.raises(ModelDataError, match="No instrument is left"):
        SpatialLag(panel.y, np.ones(panel.n), panel.weights)


def test_a_constant_belongs_where_there_are_no_effects(panel):
    with pytest.warns(ModelWarning, match="no constant"):
        SpatialLag(panel.y, panel.x, panel.weights)
    with pytest.raises(ModelDataError, match="Within the effects: .* const is zero throughout"):
        exog = np.column_stack([panel.x, np.ones(panel.n)])
        SpatialLag(panel.y, exog, panel.weights, time=panel.time)


def changed_weights(row, column, value):
    def change(network):
        network = network.astype(float)
        network.iloc[row, column] = value
        return network

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (changed_weights(0, 0, 1), "'?state 0'? for '?state 0'? makes a row its own partner"),
        (changed_weights(0, 5, -1), "weight of state 5 for state 0 is negative"),
        (changed_weights(0, 5, np.nan), "is missing or infinite"),
        (lambda w: w.iloc[:11, :11], "different labels"),
        (lambda w: w.to_numpy()[:11], r"shape \(11, 12\), but there are 12 rows"),
        (lambda w: w.iloc[::-1, ::-1], "different labels"),
        (lambda w: w.iloc[:, ::-1], "rows of the weights and the columns of the weights"),
        (lambda w: w * 0, "No row has a partner"),
        (lambda w: w.to_numpy()[0], r"shape"),
    ],
)
def test_weights_that_are_none(change, message):
    y, x, network = reference()
    with pytest.raises(ModelDataError, match=message) as raised:
        SpatialLag(y, x, change(network))
    assert raised.value.remedy


def test_other_input_that_is_refused(panel):
    y, x, network = reference()
    for wrong, message in (
        ({"lags": 3}, "lags is 3"),
        ({"time": np.arange(12) % 2}, "are partners, but not of one time"),
        ({"entity": np.arange(12)}, "Within the effects"),
        ({"entity": pd.Series(1, STATES[::-1])}, "different labels"),
    ):
        with pytest.raises(ModelDataError, match=message):
            SpatialLag(y, x, network, **wrong)
    with pytest.raises(ModelDataError, match="name rho or isolate"):
        SpatialLag(y, x.rename(columns={"x1": "rho"}), network)
    found = SpatialLag(y, x, network).fit()
    with pytest.raises(MethodNotOffered):
        found.predict(x)
    for kind, given, message in (
        ("HC3", None, "no cov_type"),
        ("cluster", {"groups": np.zeros(12)}, "one cluster"),
        ("cluster", {"groups": pd.Series(range(12), STATES[::-1])}, "different labels"),
    ):
        with pytest.raises(ModelDataError, match=message):
            found.model.fit(kind, given)


def test_weights_of_a_list_of_ties():
    entity, time = ["a", "b", "c", "a", "b"], [1, 1, 1, 2, 2]
    found = weights_of_ties(entity, time, ["b", "c", "b"], ["a", "b", "c"], [2, 1, 2], [2.0, 3.0, 5.0])
    expected = np.zeros((5, 5))
    expected[3, 4] = expected[4, 3] = 2  # c has no row in year 2
    expected[1, 2] = expected[2, 1] = 3
    assert (found.toarray() == expected).all()
    for ties, message in (
        ((["a", "b"], ["b", "a"], [1, 1]), "stands twice"),
        ((["a"], ["a"], [1]), "of a state with itself"),
    ):
        with pytest.raises(ModelDataError, match=message):
            weights_of_ties(entity, time, *ties)
    with pytest.raises(ModelDataError, match="has two rows"):
        weights_of_ties(["a", "a"], [1, 1], ["a"], ["b"], [1])


def test_the_summary_has_both_tests(panel):
    text = SpatialLag(panel.y, panel.x, panel.weights, time=panel.time).fit().summary().as_text()
    for part in ("Instruments: W x1, W x2.", "First stage: F = ", "Overidentification: ", "Isolates:"):
        assert part in text
