"""The demo run as a whole: what it leaves, that it is marked, and that it is the same every time."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

pytestmark = pytest.mark.xdist_group("workflow")


def test_a_second_run_has_nothing_to_do(demo):
    assert "Nothing to be done" in demo.snakemake()


def test_every_promised_result_is_there(demo):
    results = demo.results()
    for name in (
        "panels/state_year.parquet",
        "panels/dyad_year.parquet",
        "panels/system_year.parquet",
        "panels/srg.parquet",
        "abm/paper/ties.parquet",
        "abm/program/states.parquet",
        "networks/series.csv",
        "networks/program/series.csv",
        "networks/inputs.csv",
        "random/ranges.csv",
        "random/runs/0000000.parquet",
        "random/responses.csv",
        "random/regressions.csv",
        "counterfactuals/all_democratic/summary.md",
        "tables/text_moments.csv",
        "tables/text_moments.md",
        "tables/missing.csv",
        "tables/sensitivity.csv",
        "tables/sensitivity.md",
        "tables/random_findings.csv",
        "tables/random_findings.md",
        "tables/table1.tex",
        "tables/table2.html",
        "tables/table3.md",
        "tables/table4_any.csv",
        "tables/scorecard.csv",
        "tables/scorecard_summary.md",
        "tables/claims.md",
        "tables/propositions.md",
        "tables/dyadic_fit.md",
        "figures/scorecard.svg",
        "tables/codebook.md",
        "tables/data_log.csv",
        "figures/figure4.pdf",
        "figures/figure4_flat.png",
        "figures/figure5.pdf",
        "figures/figure5.svg",
        "figures/figure5.png",
    ):
        assert results.get(name), name


def test_every_table_and_figure_says_demo(demo):
    folder = demo.folder / "results" / "demo"
    inside = {"data", "provenance", "logs"}  # raw files, and what tells of the run itself
    tables = [
        path
        for path in sorted(folder.rglob("*.csv"))
        if path.relative_to(folder).parts[0] not in inside and not path.name.endswith(".counts.csv")
    ]
    assert len(tables) >= 20
    for path in tables:
        assert (pd.read_csv(path)["label"] == "DEMO").all(), path
    pages = [*folder.rglob("*.md"), *folder.rglob("*.svg")]
    assert len(pages) >= 10
    for path in pages:
        assert "DEMO" in path.read_text(encoding="utf-8"), path


def test_the_series_have_a_row_for_every_year_and_network(demo):
    series = pd.read_csv(demo.folder / "results/demo/maoz2011/networks/series.csv")
    years = set(range(1900, 1960))
    for network in ("actual_any", "actual_pact", "abm_first", "abm_last"):
        assert set(series.loc[series["network"] == network, "year"]) == years
    runs = pd.read_parquet(demo.folder / "results/demo/maoz2011/abm/paper/runs.parquet")
    longer = set(runs.loc[runs["iterations"] > 2, "year"])
    assert set(series.loc[series["network"] == "abm_intermediate", "year"]) == longer


def test_from_scratch_on_one_core_gives_the_same_bytes(demo, checkout):
    again = checkout("again")
    again.snakemake("--cores", "1")
    assert again.results() == demo.results()


def test_an_interrupted_run_is_taken_up_again(demo, checkout):
    interrupted = checkout("interrupted")
    targets = ["panels", "networks"]
    options = ["--cores", "2", "--configfile", "config/demo.yaml"]
    command = [sys.executable, "-m", "snakemake", *targets, *options]
    process = subprocess.Popen(
        command,
        cwd=interrupted.folder,
        env=interrupted.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wanted = interrupted.folder / "results/demo/maoz2011/panels/state_attributes.parquet"
    deadline = time.monotonic() + 120
    while not wanted.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() is None, "the run ended before it could be interrupted"
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=60)
    assert process.returncode != 0
    assert not list(interrupted.folder.rglob(".*.part"))
    interrupted.snakemake(*targets)
    found, expected = interrupted.results(), demo.results()
    assert "networks/program/series.csv" in found
    assert all(found[name] == expected[name] for name in found)


def test_the_panel_gives_back_the_coefficients_that_its_alliances_follow(demo):
    import statsmodels.api as sm

    folder = demo.folder / "results/demo"
    truth = pd.read_csv(folder / "data/raw/demo_alliance_logit.csv").set_index("term")["coefficient"]
    panel = pd.read_parquet(folder / "panels/dyad_year.parquet")
    panel = panel.sort_values(["ccode1", "ccode2", "year"])
    pair = panel.groupby(["ccode1", "ccode2"])
    follows = pair["year"].diff() == 1
    design = pd.DataFrame(
        {
            "constant": 1.0,
            "contiguous": panel["contiguous"],
            "common_enemies": panel["common_enemies"],
            "minimum_regime_score": panel["minimum_regime_score"],
            "distance_1000_km": panel["distance"] / 1000,
            "ally_any_before": pair["ally_any"].shift().eq(True) & follows,
        }
    ).astype("float64")
    known = design.notna().all(axis=1)
    fit = sm.Logit(panel.loc[known, "ally_any"].astype("float64"), design[known]).fit(disp=False)
    z = (fit.params - truth[design.columns]) / fit.bse
    assert np.abs(z).max() < 3.5, z
    assert (fit.bse < 0.3).all()
