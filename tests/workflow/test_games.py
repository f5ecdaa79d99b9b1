"""NATO and facts: what a run makes of history, and a demo run leaves out."""

import re

import pandas as pd
import pytest


def test_the_demo_run_has_no_history(demo):
    study = demo.run / "games"
    assert not any((study / left_out).exists() for left_out in ("data", "nato", "facts"))
    assert "**DEMO**" in (study / "tables/codebook.md").read_text(encoding="utf-8")


def test_a_run_of_the_study_reads_its_own_tables_alone(checkout, real_data):
    made = checkout("games")
    options = {"config": (), "env": {"ENTENTE_MIRRORS": str(real_data)}}
    planned = made.snakemake("--dry-run", "games_nato", "games_facts", **options)
    jobs = dict(re.findall(r"^(\w+) +(\d+)$", planned, re.M))
    assert jobs["games_tidy"] == "6" and jobs["retrieve"] == "6"
    assert {"games_nato_tables", "games_nato_map", "games_nato_curve", "games_facts"} <= set(jobs)
    assert not [job for job in jobs if job.startswith("maoz2011") or job == "tidy"]


@pytest.mark.slow
def test_nato_and_facts_from_the_published_files(checkout, real_data):
    made = checkout("games")
    options = {"config": (), "env": {"ENTENTE_MIRRORS": str(real_data)}}
    made.snakemake("games_nato", "games_facts", "games_data_log", **options)
    study = made.folder / "results/paper/games"
    counts = pd.read_csv(study / "nato/members.csv").pivot(index="year", columns="basis", values="members")
    assert counts.loc[[1951, 2018]].to_numpy().tolist() == [[12, 14], [29, 29]]
    log = pd.read_csv(study / "tables/data_log.csv")
    assert set(log["table"]) == {path.stem for path in (study / "data").glob("*.parquet")}
    assert len(list((study / "facts").glob("*.csv"))) == 4
    assert {path.name for path in (study / "nato").glob("m*.*")} == {
        *(f"map.{kind}" for kind in ("pdf", "svg", "png")),
        *(f"members.{kind}" for kind in ("pdf", "svg", "png", "csv")),
    }
