"""What carries the fit, in the demo run: the columns of Table 2 are those of the store of results."""

import pandas as pd

from entente.studies.maoz2011.dyadic_fit.fits import MEASURES


def test_columns_of_table_2_have_the_statistics_of_the_store(demo):
    results = demo.study
    table = pd.read_csv(results / "tables/dyadic_fit.csv").dropna(subset="column")
    assert len(table) == 8
    for row in table.itertuples():
        path = results / f"models/{row.column}/{row.alliance}/statistics.csv"
        stored = pd.read_csv(path).set_index("statistic")["value"]
        for name in ("n", "base_rate", *MEASURES):
            assert getattr(row, name) == stored[name], (row.column, row.alliance, name)


def test_every_proposition_of_the_demo_run_has_a_verdict_from_the_store(demo):
    results = demo.study
    table = pd.read_csv(results / "tables/propositions.csv", keep_default_na=False)
    assert set(table["proposition"]) == {"P1", "P2", "P3", "P4"}
    assert set(table["verdict"]) <= {"supported", "contradicted", "undetermined"}
    for row in table.itertuples():
        terms = pd.read_csv(results / f"models/{row.model}/{row.alliance}/terms.csv")
        stored = terms[(terms["term"] == row.term) & (terms["variance"] == "printed")]
        assert [float(value) for value in [row.estimate] if value] == stored["estimate"].tolist()
        assert (row.reason != "") == (row.robust_variance == "")
