"""Groups that are left out of the conditional model, and clusters of those that are not."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import ModelDataError
from entente.models.conditional_negative_binomial.model import ConditionalNegativeBinomial, Dropped
from entente.models.data import DroppedGroupsWarning, DroppedRowsWarning

from .counts import panel_of_counts, scores_of_groups


@pytest.fixture
def frame():
    endog, exog, group = panel_of_counts(21, groups=10, rows=4)
    endog[::4] += 1  # an event in each group
    frame = pd.DataFrame(exog[:, :2], columns=["const", "wealth"]).assign(count=endog, state=group)
    return frame.set_axis(np.arange(100, 140))


def build(frame, **changes):
    parts = {"endog": frame["count"], "exog": frame[["const", "wealth"]], "groups": frame["state"], **changes}
    return ConditionalNegativeBinomial(**parts)


def test_all_groups_are_used_without_a_word(frame, recwarn):
    model = build(frame)
    assert model.n_groups == 10 and model.nobs == 40 and model.dropped == Dropped(0, (), ())
    assert not recwarn.list


def test_what_is_dropped_is_counted_and_named(frame):
    frame.loc[[104, 105, 106], "wealth"] = np.nan  # state 1 keeps one row
    frame.loc[108:111, "count"] = 0  # state 2
    frame.loc[112, "count"] = np.nan  # state 3 keeps three rows
    with (
        pytest.warns(DroppedRowsWarning, match="4 of 40 rows"),
        pytest.warns(
            DroppedGroupsWarning, match=r"2 of 10 groups dropped \(5 of 36 rows\): 1 with one row, 1 without"
        ),
    ):
        model = build(frame)
    assert model.dropped.rows_missing == 4
    assert model.dropped.groups_with_one_row == (1,) and model.dropped.groups_without_events == (2,)
    assert model.n_groups == 8 and model.nobs == 31
    assert model.group_labels.tolist() == [0, 3, 4, 5, 6, 7, 8, 9]
    assert frame.index[model.kept].tolist() == [100, 101, 102, 103, *range(113, 140)]


def test_a_row_with_an_event_alone_in_its_group_counts_as_one_row(frame):
    with pytest.warns(DroppedGroupsWarning, match="40 with one row, 0 without events") as caught:
        frame = pd.concat([frame, frame.assign(state=np.arange(50, 90)).set_axis(range(200, 240))])
        model = build(frame)
    assert len(caught) == 1 and model.n_groups == 10


def test_no_group_left_is_an_error(frame):
    with pytest.raises(ModelDataError, match="None of the 40 groups .* 40 with one row, 0 without"):
        build(frame, groups=frame.index.to_numpy())
    with pytest.raises(ModelDataError, match="None of the 10 groups .* 0 with one row, 10 without"):
        build(frame, endog=0 * frame["count"])


def test_a_regressor_that_varies_in_dropped_groups_alone_is_refused(frame):
    frame["peace"] = (frame["state"] == 4).astype(float)
    frame.loc[frame["state"] == 4, "count"] = 0
    with (
        pytest.warns(DroppedGroupsWarning),
        pytest.raises(ModelDataError, match="peace is zero throughout"),
    ):
        build(frame, exog=frame[["const", "wealth", "peace"]])


def test_groups_are_required(frame):
    with pytest.raises(ModelDataError, match="No groups were given"):
        build(frame, groups=None)


# Clusters -------------------------------------------------------------------------------------------------


def test_default_clusters_are_the_groups(frame):
    model = build(frame)
    found = model.fit(cov_type="cluster")
    named = model.fit(cov_type="cluster", cov_kwds={"groups": frame["state"]})
    assert found.cov_params().equals(named.cov_params())


def test_covariance_is_the_sandwich_of_the_scores_of_clusters(frame):
    model = build(frame)
    continent = frame["state"] // 3
    found = model.fit(cov_type="cluster", cov_kwds={"groups": continent})
    params = found.params.to_numpy()
    bread = np.linalg.inv(-model.hessian(params))
    scores = pd.DataFrame(scores_of_groups(model, params)).groupby(model.group_labels // 3).sum().to_numpy()
    expected = bread @ scores.T @ scores @ bread * 4 / 3
    assert found.cov_params().to_numpy() == pytest.approx(expected, rel=1e-8)
    plain = model.fit(cov_type="cluster", cov_kwds={"groups": continent, "use_correction": False})
    assert plain.cov_params().to_numpy() == pytest.approx(expected * 3 / 4, rel=1e-8)


def test_clusters_come_for_the_rows_given_or_for_those_estimated_on(frame):
    frame.loc[[100, 117], "wealth"] = np.nan
    frame.loc[108:111, "count"] = 0
    with pytest.warns(UserWarning, match="dropped"):
        model = build(frame)
    continent = frame["state"] // 3
    given = model.fit(cov_type="cluster", cov_kwds={"groups": continent})
    as_array = model.fit(cov_type="cluster", cov_kwds={"groups": continent.to_numpy()})
    estimated_on = model.fit(cov_type="cluster", cov_kwds={"groups": continent[model.kept]})
    assert given.cov_params().equals(as_array.cov_params())
    assert given.cov_params().equals(estimated_on.cov_params())


WRONG_CLUSTERS = {
    "divided group": (lambda f: np.arange(40) // 5, "lie in two clusters or more, the first is 1"),
    "one cluster": (lambda f: np.zeros(40), "in one cluster"),
    "too few": (lambda f: f["state"].to_numpy()[:39], r"shape \(39,\), but the covariance is of 40 rows"),
    "missing": (lambda f: f["state"].astype(float).replace(3.0, np.nan), "labels of clusters are missing"),
    "other rows": (lambda f: f["state"].iloc[::-1], "different labels"),
}


@pytest.mark.parametrize("what", WRONG_CLUSTERS)
def test_clusters_that_do_not_fit_are_refused(frame, what):
    make, message = WRONG_CLUSTERS[what]
    with pytest.raises(ModelDataError, match=message):
        build(frame).fit(cov_type="cluster", cov_kwds={"groups": make(frame)})


@pytest.mark.parametrize(
    ("cov_type", "cov_kwds", "message"),
    [
        ("HC1", None, "no cov_type 'HC1'"),
        ("nonrobust", {"groups": [1]}, "no keyword groups"),
        ("cluster", {"correction": False}, "no keyword correction"),
    ],
)
def test_other_covariances_are_refused(frame, cov_type, cov_kwds, message):
    with pytest.raises(ModelDataError, match=message):
        build(frame).fit(cov_type=cov_type, cov_kwds=cov_kwds)


def test_clusters_with_labels_belong_to_the_rows_of_the_model():
    endog, exog, group = panel_of_counts(6, groups=20)
    rows = pd.Index([f"row {i}" for i in range(len(endog))])
    clusters = pd.Series(group // 4, index=rows)
    model = ConditionalNegativeBinomial(pd.Series(endog, rows), exog, group)
    bare = model.fit(cov_type="cluster", cov_kwds={"groups": group // 4})
    for same in (clusters, clusters[model.kept]):
        assert model.fit(cov_type="cluster", cov_kwds={"groups": same}).bse.equals(bare.bse)
    for wrong in (clusters[::-1], clusters[model.kept][::-1], clusters.reset_index(drop=True)):
        with pytest.raises(ModelDataError, match="clusters have different labels"):
            model.fit(cov_type="cluster", cov_kwds={"groups": wrong})
