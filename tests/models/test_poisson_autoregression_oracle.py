"""The Poisson autoregression gives what R gives."""

import numpy as np
import pandas as pd
import pytest

from entente.models.poisson_autoregression.model import PoissonAutoregression

from .oracle_blocks import ORACLE, blocks, labelled

R = blocks("poisson_autoregression.out")


def model(case):
    name, order = case.rsplit("_", 1)
    if name == "discoveries":
        counts = pd.read_csv(ORACLE / "discoveries.csv", index_col="year")["discoveries"]
        exog = pd.DataFrame({"const": 1.0, "trend": np.arange(100) / 100}, index=counts.index)
    else:
        table = pd.read_csv(ORACLE / "persistent_counts.csv")
        counts, exog = table["count"], table.assign(const=1.0)[["const", "wealth", "member"]]
    return PoissonAutoregression(counts, exog, int(order))


@pytest.mark.parametrize("case", R)
def test_log_likelihood(case):
    points = {name: value for name, value in R[case].items() if name.startswith("at_")}
    assert points
    for name, value in points.items():
        params = [float(number) for number in name.removeprefix("at_").split(",")]
        # R's gamma functions lose about three digits where they cancel.
        assert model(case).loglike(params) == pytest.approx(value, rel=1e-11)


def test_published_log_likelihood():
    assert model("discoveries_1").loglike([0.3, 1.2, -0.5]) == pytest.approx(-217.95416134228, abs=5e-12)


@pytest.mark.parametrize("case", R)
def test_estimates(case):
    results = model(case).fit()
    names = list(results.params.index)
    assert results.converged
    assert results.llf == pytest.approx(R[case]["llf"], rel=1e-11)
    # optim ends where the likelihood, not the gradient, is flat to rounding: to half the digits.
    assert results.params.tolist() == pytest.approx(labelled(R[case], "b", names), rel=1e-6)
    # R's second derivatives are differences.
    assert results.bse.tolist() == pytest.approx(labelled(R[case], "se", names), rel=1e-5)
