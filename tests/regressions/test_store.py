"""What is kept of a regression."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.core.run_writer import RunWriter
from entente.regressions.estimate import Estimate
from entente.regressions.inference import coefficient_table
from entente.regressions.store import read_statistics, statistic_table, term_table


@pytest.fixture
def found():
    table = coefficient_table(["x", "constant"], np.array([1.0, -2.0]), np.diag([0.25, 1.0]))
    robust = coefficient_table(["x", "constant"], np.array([1.0, -2.0]), np.diag([0.0, 4.0]))
    return Estimate(
        {"printed": table, "newey_west": robust}, {"n": 12, "missing_x": 3}, {"f": "there is none"}
    )


def test_terms_are_kept_under_each_variance(found):
    table = term_table("table3_x", "pact", found).set_index(["term", "variance"])
    assert (table["model"] == "table3_x").all() and (table["alliance"] == "pact").all()
    assert table.loc[("x", "printed"), ["estimate", "std_error", "statistic"]].tolist() == [1, 0.5, 2]
    assert table.at[("x", "printed"), "p_value"] == pytest.approx(0.0455, abs=1e-4)
    assert table.at[("constant", "newey_west"), "std_error"] == 2
    # No variance, no inference; the estimate stays.
    assert table.loc[("x", "newey_west"), ["std_error", "p_value", "conf_low"]].isna().all()
    assert table.at[("x", "newey_west"), "estimate"] == 1


def test_what_was_not_estimated_has_no_term_and_says_why(tmp_path):
    nothing = Estimate(statistics={"n_rows": 4}, blank={"n": "too few", "rho": "too few"})
    terms = term_table("m", "any", nothing)
    assert len(terms) == 0
    assert "estimate" in terms.columns
    table = statistic_table("m", "any", nothing, {})
    assert table["statistic"].tolist() == ["n", "n_rows", "rho"]
    assert table["value"].isna().tolist() == [True, False, True]
    assert table["reason"].fillna("").tolist() == ["too few", "", "too few"]
    RunWriter("DEMO").csv(table, tmp_path / "statistics.csv")
    assert read_statistics(tmp_path / "statistics.csv") == {"n_rows": 4}


def test_counts_of_missing_rows_carry_their_reason(found):
    table = statistic_table("m", "any", found, {"missing_x": "x missing: no data"}).set_index("statistic")
    assert table.at["missing_x", "value"] == 3
    assert table.at["missing_x", "reason"] == "x missing: no data"
    assert pd.isna(table.at["n", "reason"])


def test_an_unknown_type_of_alliance_is_refused(found):
    with pytest.raises(SchemaError, match="some"):
        term_table("m", "some", found)
