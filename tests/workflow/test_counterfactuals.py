"""Counterfactuals of the demo world, as the workflow leaves them."""

import re

import pandas as pd

FILES = ("states.csv", "ties.csv", "networks.csv", "networks.svg", "networks.png", "summary.md")


def test_the_configured_counterfactuals_are_there_and_say_demo(demo):
    folder = demo.study / "counterfactuals"
    assert sorted(path.name for path in folder.iterdir()) == ["all_democratic", "twenty_more_states"]
    for path in folder.iterdir():
        assert {file.name for file in path.glob("[!.]*")} == set(FILES)
        assert "**DEMO**" in (path / "summary.md").read_text(encoding="utf-8")
        assert "DEMO" in (path / "networks.svg").read_text(encoding="utf-8")
        for table in FILES[:3]:
            assert (pd.read_csv(path / table)["label"] == "DEMO").all()


def test_a_counterfactual_of_ones_own_is_a_target_and_one_without_effect_ends_with_its_reason(finished):
    specification = finished.folder / "config/maoz2011/counterfactuals/own.yaml"
    specification.write_text(
        "title: Own\nquestion: Does it run?\nyears: all\n"
        "changes:\n  - multiply_capability: {states: all, by: 2}\n"
    )
    printed = finished.snakemake("results/demo/maoz2011/counterfactuals/own/summary.md", ok=False)
    assert "Counterfactual own" in printed and re.search(r"^total +1$", printed, re.M)
    assert printed.count("CounterfactualError: These changes make no difference") == 1
    assert "Traceback" not in printed
