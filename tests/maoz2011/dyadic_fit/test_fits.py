"""The fits: on the rows of a column, equal to its regression, and on what can bring a new alliance."""

import numpy as np
import pandas as pd
import pytest

from entente.core.storage import RunWriter
from entente.regressions.estimation import estimate
from entente.regressions.samples import assemble
from entente.regressions.source import Source
from entente.studies.maoz2011.dyadic_fit.fits import COLUMNS, MEASURES, compared_rows, fits, read_fits

from ...regressions.tiny import iterations_of


@pytest.fixture
def table(declare, source):
    return fits(declare(), "pact", source)


def test_columns_of_table_2_have_the_statistics_of_their_regressions(table, regressions, source):
    own = table[table["column"] != ""]
    assert sorted(own["column"]) == [
        f"table2_{name}" for name in ("baseline", "first", "intermediate", "last")
    ]
    for row in own.itertuples():
        specification = regressions[row.column].for_alliance("pact")
        found = estimate(specification, assemble(specification, source))
        for name in ("n", "base_rate", *MEASURES):
            assert getattr(row, name) == found.statistics[name], (row.column, name)
        if row.column != "table2_baseline":
            assert (
                row.prediction_coefficient
                == found.terms["printed"].set_index("term").at["expected", "estimate"]
            )


def test_rows_at_risk_and_the_year_before_against_a_plain_loop(declare, source, paths):
    panel = pd.read_parquet(paths["dyad_year"]).set_index(["year", "ccode1", "ccode2"])["ally_any"]
    outcome, terms = compared_rows(declare(), declare().samples[0], "any", source)
    before = [panel.get((year - 1, *pair)) for year, *pair in panel.index]
    assert terms["lagged_outcome"].tolist() == [float(bool(value)) for value in before]
    assert terms["not_at_risk"].tolist() == [float(value is None or bool(value)) for value in before]
    assert before.count(None) > 0
    assert outcome.tolist() == panel.astype(float).tolist()


def test_the_prediction_of_another_iteration_is_that_of_the_same_dyad_and_year(declare, source, paths):
    _, terms = compared_rows(declare(), declare().samples[1], "any", source)
    panel = pd.read_parquet(paths["dyad_year"]).dropna(subset="trade_dependence")
    ties = pd.read_parquet(paths["ties"]).query("alliance")
    allied = set(ties[["year", "iteration", "ccode", "partner"]].itertuples(index=False, name=None))
    expected = [
        float((year, iterations_of(year), first, second) in allied)
        for year, first, second in panel[["year", "ccode1", "ccode2"]].itertuples(index=False)
    ]
    assert terms["expected_last"].tolist() == expected
    assert terms.columns[-1] == "constant"


def test_the_base_rate_says_nothing(table):
    for row in table[table["model"] == "base_rate"].itertuples():
        assert row.pseudo_r2 == pytest.approx(0, abs=1e-12)
        assert (row.roc_area, row.terms, row.description) == (0.5, "", "base rate")
        assert row.precision_recall_area == pytest.approx(row.base_rate)


def test_new_alliances_are_estimated_without_what_cannot_vary_and_each_model_once(table):
    new = table[(table["dyads"] == "new") & (table["sample"] == "all")]
    assert new["model"].tolist() == [
        "base_rate",
        "durations",
        "distance+durations+first",
        "distance+durations+last",
        "last",
    ]
    every = table[(table["dyads"] == "all") & (table["sample"] == "all")]
    assert (new["n"] < every["n"].iloc[0]).all()
    assert (new["column"] == "").all()


def test_models_of_a_sample_have_the_same_rows_and_a_larger_one_fits_no_worse(table):
    for _, models in table.groupby(["sample", "dyads"]):
        assert models["n"].nunique() == models["allied"].nunique() == 1
        likelihood = models.set_index("model")["log_likelihood"]
        for small, value in likelihood.items():
            for large in likelihood.index:
                if small == "base_rate" or set(small.split("+")) < set(large.split("+")):
                    assert likelihood[large] >= value - 1e-6


def test_what_cannot_be_estimated_is_blank_with_the_reason(declare, paths, tmp_path):
    panel = pd.read_parquet(paths["dyad_year"])
    panel["ally_pact"] = panel["ccode1"] == panel["ccode1"].min()
    panel.to_parquet(tmp_path / "dyad_year.parquet")
    found = fits(declare(), "pact", Source({**paths, "dyad_year": tmp_path / "dyad_year.parquet"}))
    new = found[found["dyads"] == "new"]
    assert (new["allied"] == 0).all()
    assert new["reason"].str.contains("0 in all|All .* outcomes are 0").all()
    assert new[[*MEASURES]].isna().all(axis=None)
    every = found[(found["dyads"] == "all") & (found["model"] == "durations")]
    assert (every["reason"] == "").all()


def test_a_single_year_has_nothing_at_risk_and_says_so(declare, paths, tmp_path):
    panel = pd.read_parquet(paths["dyad_year"])
    panel[panel["year"] == 1906].reset_index(drop=True).to_parquet(tmp_path / "dyad_year.parquet")
    found = fits(declare(), "any", Source({**paths, "dyad_year": tmp_path / "dyad_year.parquet"}))
    new = found[found["dyads"] == "new"]
    assert (new["n"] == 0).all()
    assert (new["reason"] != "").all()
    every = found[(found["dyads"] == "all") & (found["sample"] == "all")]
    assert (every["unknown_before"] == every["n"]).all()


def test_a_table_of_fits_is_read_as_it_was_written(table, tmp_path):
    RunWriter("DEMO").csv(table, tmp_path / "fits.csv")
    again = read_fits(tmp_path / "fits.csv")
    assert list(again.columns) == list(COLUMNS)
    for name in COLUMNS:
        if pd.api.types.is_numeric_dtype(table[name]):
            np.testing.assert_allclose(again[name], table[name], rtol=1e-9)
        else:
            assert again[name].tolist() == table[name].tolist()
