"""Stages that a configuration leaves out, and a run that stands beside no print."""

import re

import pandas as pd
import pytest

LEFT_OUT = "maoz2011: {random: off, sensitivity: off, counterfactuals: [], printed: %s}\n"


@pytest.fixture
def less(finished):
    """The finished demo run, to be made again with less."""

    def configured(printed):
        (finished.folder / "config/less.yaml").write_text(LEFT_OUT % printed)
        return {"config": ("demo.yaml", "less.yaml")}

    return finished, configured


def test_stages_left_out_are_not_made_and_claims_about_them_not_testable(less):
    run, configured = less
    options = configured("always")
    planned = run.snakemake("--dry-run", "--forceall", **options)
    rules = set(re.findall(r"^(maoz2011_\w+) +\d+$", planned, re.M))
    assert {"maoz2011_claims", "maoz2011_scorecard", "maoz2011_figure5"} <= rules
    assert not [rule for rule in rules if re.search("random|sensitivity|counterfactual|figure4", rule)]
    run.snakemake("results/demo/maoz2011/pages/index.html", **options)
    # What an earlier configuration has made stays where it is.
    assert len(list((run.study / "random/runs").glob("*.parquet"))) == 3
    claims = pd.read_csv(run.study / "tables/claims.csv").set_index("claim_id")
    assert claims.loc["p18-01", "verdict"] == "not testable"
    assert "random systems are left out (random: off)" in claims.loc["p18-01", "sentence"]
    page = (run.study / "pages/index.md").read_text(encoding="utf-8")
    assert "What the model does on random systems (left out of this run)" in page
    assert "../tables/random_findings.html" not in page and "../tables/scorecard.html" in page


def test_a_run_of_other_years_stands_beside_nothing_that_the_paper_prints(less):
    run, configured = less
    options = configured("same_years")
    tables = ["text_moments.md", "propositions.md", "dyadic_fit.md", "table1.md", "table1.csv"]
    run.snakemake(
        *(f"results/demo/maoz2011/tables/{table}" for table in tables),
        "results/demo/maoz2011/pages/index.html",
        **options,
    )
    for table in tables:
        text = (run.study / "tables" / table).read_text(encoding="utf-8")
        assert not re.search(r"\| (printed|paper) \||(N|States), printed|N is above the printed", text), table
    moments = pd.read_csv(run.study / "tables/text_moments.csv")
    assert list(moments.columns) == ["quantity", "series", "reproduced", "label"]
    page = (run.study / "pages/index.md").read_text(encoding="utf-8")
    assert "Does it replicate?" not in page and "../tables/scorecard" not in page
    planned = run.snakemake("--dry-run", "--forceall", **options)
    assert not re.search(r"^maoz2011_(claims|scorecard|figure_scorecard) ", planned, re.M)
