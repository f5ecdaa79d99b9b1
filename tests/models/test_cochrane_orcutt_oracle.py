"""Cochrane–Orcutt and Prais–Winsten give what Stata and R give."""

import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.datasets import macrodata

from entente.models.cochrane_orcutt import CochraneOrcutt, PraisWinsten

from .oracle_blocks import ORACLE, blocks, labelled

R, STATA = blocks("cochrane_orcutt.out"), blocks("prais_stata.txt")
STATISTICS = [
    "nobs",
    "rsquared",
    "rsquared_adj",
    "fvalue",
    "llf",
    "durbin_watson_original",
    "durbin_watson",
]
#: R prints 12 digits, and iterates until rho changes by less than 1e-12, or on Blaisdell's sales by 1e-9.
PRINTED = 1e-9


def blaisdell():
    """Sales in single precision, as Stata holds them: the digits of its estimates depend on it."""
    table = pd.read_csv(ORACLE / "blaisdell.csv").astype(np.float32).astype(float)
    return table["csales"], table[["isales"]].assign(const=1.0)


def written_by_r(name):
    table = pd.read_csv(ORACLE / f"{name}.csv").set_index("year")
    return table["outcome"], table[["wealth", "member"]].assign(const=1.0)[["const", "wealth", "member"]]


def estimated(model, data, tol, **choices):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model(*data).fit(tol=tol, maxiter=1000, **choices)


CASES = {
    "blaisdell": (CochraneOrcutt, blaisdell, 1e-9),
    "blaisdell_prais_winsten": (PraisWinsten, blaisdell, 1e-9),
    "explosive": (CochraneOrcutt, lambda: written_by_r("explosive"), 1e-12),
    "gaps": (CochraneOrcutt, lambda: written_by_r("gaps"), 1e-12),
    "gaps_prais_winsten": (PraisWinsten, lambda: written_by_r("gaps"), 1e-12),
}


@pytest.mark.parametrize("case", CASES)
def test_r(case):
    model, data, tol = CASES[case]
    results, block = estimated(model, data(), tol), R[case]
    names = list(results.params.index)
    assert results.params.tolist() == pytest.approx(labelled(block, "b", names), rel=PRINTED)
    assert results.bse.tolist() == pytest.approx(labelled(block, "se", names), rel=PRINTED)
    assert results.rho == pytest.approx(block["rho"], rel=PRINTED)
    assert results.iterations == block["iterations"]
    assert results.converged
    assert np.sqrt(results.scale) == pytest.approx(block["rmse"], rel=PRINTED)
    for statistic in STATISTICS:
        assert getattr(results, statistic) == pytest.approx(block[statistic], rel=PRINTED), statistic


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("corrected", [False, True])
def test_newey_west_errors_are_those_of_sandwich(case, corrected):
    model, data, tol = CASES[case]
    kinds = {"cov_type": "HAC", "cov_kwds": {"maxlags": 3, "use_correction": corrected}}
    results = estimated(model, data(), tol, **kinds)
    expected = labelled(R[case], "nw_adjusted" if corrected else "nw", results.params.index)
    # sandwich inverts the normal equations by another way, with more rounding where they are near singular.
    assert results.bse.tolist() == pytest.approx(expected, rel=1e-8)
    assert results.use_t


@pytest.mark.parametrize("case", [case for case in CASES if case.endswith("prais_winsten")])
def test_prais_winsten_is_generalised_least_squares_of_nlme(case):
    model, data, tol = CASES[case]
    results = estimated(model, data(), tol)
    names = results.params.index
    assert results.params.tolist() == pytest.approx(labelled(R[case], "gls_b", names), rel=PRINTED)
    assert results.bse.tolist() == pytest.approx(labelled(R[case], "gls_se", names), rel=PRINTED)


def test_published_values_of_blaisdell():
    results = estimated(CochraneOrcutt, blaisdell(), 1e-9)
    # As printed.
    assert results.params.tolist() == pytest.approx([0.1605233, 1.738946], abs=5e-7)
    assert results.bse.tolist() == pytest.approx([0.0068253, 1.432674], abs=5e-7)
    assert results.rho == pytest.approx(0.9588209, abs=5e-8)
    assert [results.fvalue, results.rsquared, results.rsquared_adj] == pytest.approx(
        [553.14, 0.9702, 0.9684], abs=5e-3
    )
    assert (results.nobs, results.iterations) == (19, 379)


class SampleAutocorrelation(CochraneOrcutt):
    """With Stata's rhotype(tscorr): all squares in the denominator."""

    def _autocorrelation(self, residuals):
        return residuals[1:] @ residuals[:-1] / (residuals @ residuals)


def test_every_stored_result_of_stata():
    table = macrodata.load_pandas().data
    growth = 400 * np.log(table[["realinv", "realgdp"]]).diff()
    exog = pd.DataFrame({"g_realgdp": growth["realgdp"], "l_realint": table["realint"].shift(1)})
    exog["const"] = 1.0
    block = STATA["macrodata"]
    results = estimated(SampleAutocorrelation, (growth["realinv"], exog), 1e-6)
    names = list(results.params.index)
    # Both iterate to 1e-6 only, but in the same way: what is left is rounding.
    assert results.params.tolist() == pytest.approx(labelled(block, "b", names), rel=1e-11)
    assert results.bse.tolist() == pytest.approx(labelled(block, "se", names), rel=1e-11)
    assert np.sqrt(results.scale) == pytest.approx(block["rmse"], rel=1e-12)
    assert (results.df_resid, results.iterations) == (block["df_r"], block["iterations"])
    for statistic in [*STATISTICS, "rho"]:
        assert getattr(results, statistic) == pytest.approx(block[statistic], rel=1e-11), statistic


def test_prais_winsten_of_stata_centres_the_total_squares():
    logs = np.log(pd.read_csv(ORACLE / "west_german_consumption.csv")).astype(np.float32).astype(float)
    results = PraisWinsten(logs["consumption"], logs[["income"]].assign(const=1.0)).fit()
    block = STATA["west_german_consumption"]
    # As printed: the square of t would be 19,591.
    assert results.fvalue == pytest.approx(block["fvalue"], abs=0.005)
    assert results.ess == pytest.approx(block["mss"], abs=5e-9)
    assert results.rho == pytest.approx(block["rho"], abs=5e-5)
    assert (results.nobs, results.iterations) == (block["nobs"], block["iterations"])
