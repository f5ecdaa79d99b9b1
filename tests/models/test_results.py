"""What all results share: the tidy table, and a covariance only where there is one."""

import numpy as np
import pytest
from scipy import stats

from entente.models.conditional_negative_binomial import ConditionalNegativeBinomial
from entente.models.results import inverse_information

from .counts import panel_of_counts

pytestmark = pytest.mark.filterwarnings("ignore::entente.models.inputs.DroppedGroupsWarning")


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
