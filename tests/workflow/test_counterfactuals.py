"""Counterfactuals of the demo world, as the workflow leaves them."""

import re

import pandas as pd

FILES = ("states.csv", "ties.csv", "networks.csv", "networks.svg", "networks.png", "summary.md")


def test_the_configured_counterfactuals_are_there_and_say_demo(demo):
    folder = demo.study / "counterfactuals"
    assert sorted(path.name for path in folder.iterdir()) == ["all_democratic", "twenty_more_states"]
    for path in folder.iterdir():
        assert {file.name for file in path.iterdir()} == set(FILES)
        assert "**DEMO**" in (path / "summary.md").read_text(encoding="utf-8")
        assert "DEMO" in (path / "networks.svg").read_text(encoding="utf-8")
        for table in FILES[:3]:
            assert (pd.read_csv(path / table)["label"] == "DEMO").all()


def test_the_baseline_is_the_stored_run_of_the_model(demo):
    results = demo.study
    ties, runs = (pd.read_parquet(results / f"abm/paper/{table}.parquet") for table in ("ties", "runs"))
    last = ties["iteration"] == ties["year"].map(runs.set_index("year")["iterations"])
    for iteration, chosen in (("first", ties["iteration"] == 1), ("last", last)):
        stored = ties[chosen & ties["alliance"]].groupby(["year", "ccode"]).size()
        assert len(stored) > 100
        for name in ("all_democratic", "twenty_more_states"):
            states = pd.read_csv(results / f"counterfactuals/{name}/states.csv")
            states = states[(states["iteration"] == iteration) & (states["member"] == "both")]
            found = states.set_index(["year", "ccode"])["allies_baseline"].astype(int)
            assert found.to_dict() == stored.reindex(found.index, fill_value=0).to_dict()


def test_the_baseline_networks_are_those_of_the_series(demo):
    results = demo.study
    series = pd.read_csv(results / "networks/series.csv").set_index(["year", "network"])
    networks = pd.read_csv(results / "counterfactuals/all_democratic/networks.csv")
    for measure in ("density", "transitivity", "npi", "centralization"):
        for iteration in ("first", "last"):
            found = networks.query("measure == @measure and iteration == @iteration").set_index("year")[
                "baseline"
            ]
            pd.testing.assert_series_equal(
                found, series[measure].xs(f"abm_{iteration}", level="network"), check_names=False
            )


def test_a_counterfactual_of_ones_own_is_a_target_and_one_without_effect_ends_with_its_reason(finished):
    specification = finished.folder / "config/maoz2011/counterfactuals/own.yaml"
    specification.write_text(
        "title: Own\nquestion: Does it run?\nyears: all\n"
        "changes:\n  - multiply_capability: {states: all, by: 2}\n"
    )
    printed = finished.snakemake("results/demo/maoz2011/counterfactuals/own/summary.md", ok=False)
    assert "Counterfactual own" in printed and re.search(r"^total +1$", printed, re.M)
    assert "CounterfactualError: These changes make no difference" in printed
    assert "Traceback" not in printed
