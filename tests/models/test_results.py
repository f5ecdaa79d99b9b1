"""What all results share: the tidy table, and a covariance only where there is one."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from entente.core.errors import MethodNotOffered, ModelDataError
from entente.models import named_model
from entente.models.cochrane_orcutt import CochraneOrcutt
from entente.models.conditional_negative_binomial.model import ConditionalNegativeBinomial
from entente.models.poisson_autoregression.model import PoissonAutoregression
from entente.models.results import ROBUST, check_covariance, inverse_information

from .counts import panel_of_counts

pytestmark = pytest.mark.filterwarnings("ignore::entente.models.data.DroppedGroupsWarning")


def test_tidy_says_what_the_results_say():
    results = ConditionalNegativeBinomial(*panel_of_counts(1)).fit()
    table = results.tidy(alpha=0.1)
    assert table["term"].tolist() == ["const", "x1", "x2"]
    assert table["estimate"].tolist() == results.params.tolist()
    assert table["std_error"].tolist() == pytest.approx(np.sqrt(np.diag(results.cov_params())))
    assert table["statistic"].tolist() == pytest.approx(table["estimate"] / table["std_error"])
    assert table["p_value"].tolist() == pytest.approx(2 * stats.norm.sf(np.abs(table["statistic"])))
    half = stats.norm.ppf(0.95) * table["std_error"]
    assert table["conf_low"].tolist() == pytest.approx(table["estimate"] - half)
    assert table["conf_high"].tolist() == pytest.approx(table["estimate"] + half)
    assert list(table.columns) == [
        "term", "estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high"
    ]  # fmt: skip


def test_inverse_information_is_the_inverse_in_any_units():
    information = np.array([[4.0, 1.0], [1.0, 3.0]])
    assert inverse_information(-information) == pytest.approx(np.linalg.inv(information))
    units = np.diag([1e12, 1e-12])
    found = inverse_information(-units @ information @ units)
    assert units @ found @ units == pytest.approx(np.linalg.inv(information))


@pytest.mark.parametrize(
    "hessian",
    [
        [[1.0, 0.0], [0.0, -1.0]],
        [[-1.0, -2.0], [-2.0, -1.0]],
        [[-1.0, 0.0], [0.0, 0.0]],
        [[np.nan, 0], [0, -1.0]],
    ],
)
def test_no_covariance_where_the_information_is_not_positive_definite(hessian):
    assert inverse_information(np.array(hessian)) is None


@pytest.mark.parametrize(
    ("cov_type", "cov_kwds", "message"),
    [
        ("HC9", None, "no cov_type 'HC9'"),
        ("HAC", None, "lacks maxlags"),
        ("HAC", {"maxlags": None}, "lacks maxlags"),
        ("HAC", {"maxlags": -1}, "maxlags is -1 for 29 rows"),
        ("HAC", {"maxlags": 29}, "maxlags is 29 for 29 rows"),
        ("HAC", {"maxlags": 1.5}, "maxlags is 1.5"),
        ("HAC", {"maxlags": 2, "lags": 3}, "no keyword lags"),
        ("HC0", {"maxlags": 2}, "no keyword maxlags"),
    ],
)
def test_covariances_that_a_series_cannot_have_are_refused(cov_type, cov_kwds, message):
    rng = np.random.default_rng(2)
    exog = np.column_stack([rng.normal(size=30), np.ones(30)])
    counts = rng.poisson(5, 30)
    for model in (CochraneOrcutt(rng.normal(size=30), exog), PoissonAutoregression(counts, exog, 1)):
        with pytest.raises(ModelDataError, match=message):
            model.fit(cov_type=cov_type, cov_kwds=cov_kwds)


def test_clusters_of_a_series_are_those_of_its_transformed_rows():
    rng = np.random.default_rng(3)
    model = CochraneOrcutt(rng.normal(size=30), np.column_stack([rng.normal(size=30), np.ones(30)]))
    for kwds, message in [({}, "lacks groups"), ({"groups": range(30)}, "of 29 rows")]:
        with pytest.raises(ModelDataError, match=message):
            model.fit(cov_type="cluster", cov_kwds=kwds)
    # A cluster for each row is no clustering.
    singles = model.fit(cov_type="cluster", cov_kwds={"groups": np.arange(29), "use_correction": False})
    assert singles.bse == pytest.approx(model.fit(cov_type="HC0").bse)


def test_covariances_that_are_known_are_let_through():
    for cov_type in ROBUST:
        kwds = {"HAC": {"maxlags": 0, "use_correction": True}, "cluster": {"groups": [1, 2]}}.get(cov_type)
        check_covariance(cov_type, kwds, ROBUST, 2)


def test_clusters_with_labels_belong_to_the_rows_of_the_covariance():
    rng = np.random.default_rng(1220)
    years = pd.Index(range(1816, 1876), name="year")
    exog = pd.DataFrame({"x": rng.normal(size=60).cumsum(), "const": 1.0}, index=years)
    groups = pd.Series(np.arange(60) // 5, index=years)
    model = CochraneOrcutt(pd.Series(rng.normal(size=60).cumsum(), index=years), exog)
    chosen = groups[model.transformed_rows()]
    bare = model.fit(cov_type="cluster", cov_kwds={"groups": chosen.to_numpy()})
    for same in (chosen, chosen.astype("Int64"), chosen.map("decade {}".format)):
        assert model.fit(cov_type="cluster", cov_kwds={"groups": same}).bse.equals(bare.bse)
    shuffled = chosen.sample(frac=1, random_state=1)
    for wrong, message in (
        (shuffled, "1817 and .*, the same ones in another order"),
        (chosen.reset_index(drop=True), "1817 and 0 at position 0"),
        (chosen.astype("Int64").where(chosen != 3), "labels of clusters are missing"),
    ):
        with pytest.raises(ModelDataError, match=message):
            model.fit(cov_type="cluster", cov_kwds={"groups": wrong})


def test_what_is_not_offered_is_refused_by_name():
    with pytest.raises(MethodNotOffered, match=r"CochraneOrcutt has no from_formula(.|\n)*dmatrices"):
        CochraneOrcutt.from_formula("y ~ x", pd.DataFrame())


def test_regressors_to_predict_from_are_read_once_and_one_row_is_the_period_it_is_called_after(monkeypatch):
    rng, years = np.random.default_rng(4), pd.RangeIndex(1816, 1866, name="year")
    exog = pd.DataFrame({"const": 1.0, "x": rng.normal(size=50)}, index=years)
    results = PoissonAutoregression(pd.Series(rng.poisson(3, 50), index=years), exog, 1).fit()
    later = pd.DataFrame({"x": [0.5, -0.5, 0.1], "const": 1.0}, index=[1866, 1867, 1868])
    expected = results.model.predict(results.params, later[["const", "x"]].to_numpy())
    reads, read = [], named_model.new_regressors
    monkeypatch.setattr(named_model, "new_regressors", lambda *given: reads.append(given) or read(*given))
    pd.testing.assert_series_equal(results.predict(later), pd.Series(expected, index=later.index))
    assert len(reads) == 1
    first = results.predict(later.iloc[0])
    assert first.index.tolist() == [1866] and first.tolist() == [expected[0]]
    assert results.predict(later.iloc[1].rename(None)).tolist() == pytest.approx(
        [results.predict(later.iloc[[1]].to_numpy()[:, ::-1])[0]]
    )
    with pytest.raises(ModelDataError, match="series ends in 1865, but the periods to predict are 1867"):
        results.predict(later.iloc[1])
    with pytest.raises(ModelDataError, match="series ends in 1865, but the periods to predict are 1816"):
        results.predict(exog)
