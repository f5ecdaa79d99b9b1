"""What is kept of a regression."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.core.storage import RunWriter
from entente.regressions.inference import Estimate, coefficient_table
from entente.regressions.store import read_store, rows_of, statistic_table, term_table


@pytest.fixture
def found():
    table = coefficient_table(["x", "constant"], np.array([1.0, -2.0]), np.diag([0.25, 1.0]))
    robust = coefficient_table(["x", "constant"], np.array([1.0, -2.0]), np.diag([0.0, 4.0]))
    return Estimate(
        {"printed": table, "newey_west": robust}, {"n": 12, "missing_x": 3}, {"f": "there is none"}
    )


def test_terms_are_kept_under_each_variance(found):
    table = term_table({("table3_x", "pact"): found}).set_index(["term", "variance"])
    assert (table["model"] == "table3_x").all() and (table["alliance"] == "pact").all()
    assert table.loc[("x", "printed"), ["estimate", "std_error", "statistic"]].tolist() == [1, 0.5, 2]
    assert table.at[("x", "printed"), "p_value"] == pytest.approx(0.0455, abs=1e-4)
    assert table.at[("constant", "newey_west"), "std_error"] == 2
    # No variance, no inference; the estimate stays.
    assert table.loc[("x", "newey_west"), ["std_error", "p_value", "conf_low"]].isna().all()
    assert table.at[("x", "newey_west"), "estimate"] == 1


def test_what_was_not_estimated_has_no_term_and_says_why(tmp_path):
    nothing = Estimate(statistics={"n_rows": 4}, blank={"n": "too few", "rho": "too few"})
    terms = term_table({("m", "any"): nothing})
    assert len(terms) == 0
    assert "estimate" in terms.columns
    table = statistic_table({("m", "any"): nothing}, {("m", "any"): {}})
    assert table["statistic"].tolist() == ["n", "n_rows", "rho"]
    assert table["value"].isna().tolist() == [True, False, True]
    assert table["reason"].fillna("").tolist() == ["too few", "", "too few"]
    RunWriter("DEMO").csv(terms, tmp_path / "terms.csv")
    RunWriter("DEMO").csv(table, tmp_path / "statistics.csv")
    read = read_store([tmp_path / "terms.csv"], [tmp_path / "statistics.csv"])["m", "any"]
    assert read.statistics == {"n_rows": 4}
    assert read.reasons == {"n": "too few", "rho": "too few"}
    assert not read.estimated and read.terms == [] and read.variances == []
    assert read.coefficient("x") is None


def test_counts_of_missing_rows_carry_their_reason(found):
    told = {("m", "any"): {"missing_x": "x missing: no data"}}
    table = statistic_table({("m", "any"): found}, told).set_index("statistic")
    assert table.at["missing_x", "value"] == 3
    assert table.at["missing_x", "reason"] == "x missing: no data"
    assert pd.isna(table.at["n", "reason"])


def test_an_unknown_type_of_alliance_is_refused(found):
    with pytest.raises(SchemaError, match="some"):
        term_table({("m", "some"): found})


def test_what_is_kept_is_read_again(found, tmp_path):
    estimates, told = {("m", "pact"): found}, {("m", "pact"): {"missing_x": "no data"}}
    RunWriter().csv(term_table(estimates), tmp_path / "terms.csv")
    RunWriter().csv(statistic_table(estimates, told), tmp_path / "statistics.csv")
    read = read_store([tmp_path / "terms.csv"], [tmp_path / "statistics.csv"])["m", "pact"]
    assert read.estimated and read.terms == ["constant", "x"]
    assert read.variances == ["newey_west"]
    assert read.coefficient("x")[["estimate", "std_error", "statistic"]].tolist() == [1, 0.5, 2]
    assert read.coefficient("x")[["conf_low", "conf_high"]].tolist() == pytest.approx([0.02, 1.98], abs=1e-3)
    assert read.coefficient("constant", "newey_west")["std_error"] == 2
    assert pd.isna(read.coefficient("x", "newey_west")["std_error"])
    assert read.coefficient("y") is None and read.coefficient("x", "state_clustered") is None
    assert read.statistics == {"n": 12, "missing_x": 3}
    assert read.reasons == {"f": "there is none", "missing_x": "no data"}
    # What is compared needs no coefficients.
    alone = read_store([], [tmp_path / "statistics.csv"])["m", "pact"]
    assert alone.statistics == read.statistics and not alone.estimated


def test_regressions_are_kept_together_and_taken_apart(found):
    nothing = Estimate(statistics={"n_rows": 4}, blank={"n": "too few"})
    estimates = {("m", "any"): found, ("m", "pact"): nothing, ("other", "any"): found}
    terms, statistics = term_table(estimates), statistic_table(estimates, dict.fromkeys(estimates, {}))
    for key, estimate in estimates.items():
        for whole, alone in (
            (terms, term_table({key: estimate})),
            (statistics, statistic_table({key: estimate}, {key: {}})),
        ):
            part = rows_of(whole, *key).reset_index(drop=True)
            pd.testing.assert_frame_equal(part, alone)
