"""Burden sharing in a run: what the demo has of it, and what a run on real data asks for."""

import re

import pandas as pd


def test_the_demo_run_finds_what_was_put_in_and_has_no_history(demo):
    study = demo.run / "burden_sharing"
    assert {path.name for path in study.iterdir()} - {".digests"} == {
        "recovery",
        "rule_sets",
        "tables",
        "index.md",
        "index.html",
    }
    found = pd.read_csv(study / "tables/recovery.csv").set_index("term")
    assert (found["label"] == "DEMO").all()
    # The mean of twelve panels is within four Monte Carlo standard errors, and both effects have their sign.
    effects = found.loc[["degree", "triangles"]]
    assert ((effects["mean"] - effects["truth"]).abs() < 4 * effects["bias_std_error"]).all()
    assert (effects["mean"] * effects["truth"] > 0).all()


def test_the_demo_run_puts_rule_sets_to_random_systems(demo):
    tables = demo.run / "burden_sharing/tables"
    effects = pd.read_csv(tables / "system_effects.csv")
    assert (effects["label"] == "DEMO").all()
    assert set(effects["rule_set"]) == {"commons", "actors", "needs"}
    # Where partners' effort is half as good as own, a partner more goes with less effort.
    row = effects.query("design == 'public_good' and topology == 'random' and measure == 'effect_degree'")
    assert (row.loc[row["values"] == "phi0 0.5, phi1 0", "high"] < 0).all() and len(row) == 5
    moved = pd.read_csv(tables / "income_transfers.csv").query("topology == 'complete' and same_contributors")
    assert len(moved) and (moved["total"].abs() < 1e-9).all()


def test_its_front_page_says_what_it_leaves_out_and_what_is_not_public(demo):
    page = (demo.run / "burden_sharing/index.md").read_text(encoding="utf-8")
    assert page.startswith("# Burden sharing") and "**DEMO**" in page
    assert "This run has no history" in page and "General security agreements" in page
    links = re.findall(r"\]\(([^)#]+)\)", page)
    assert links and all((demo.run / "burden_sharing" / link).is_file() for link in links)


def test_its_stages_are_targets_that_read_its_own_tables(checkout, real_data):
    made = checkout("burden")
    options = {"config": (), "env": {"ENTENTE_MIRRORS": str(real_data)}}
    planned = made.snakemake("--dry-run", "burden_sharing", **options)
    jobs = dict(re.findall(r"^(\w+) +(\d+)$", planned, re.M))
    assert {
        "repository",
        "panels",
        "exploitation",
        "source_agreement",
        "effort_recovery",
        "burden_index",
    } <= {job.removeprefix("burden_sharing_") for job in jobs}
    assert jobs["burden_sharing_page"] == str(
        len(list((made.folder / "config/burden_sharing/pages").iterdir()))
    )
    assert not [job for job in jobs if job.startswith(("maoz2011", "games", "experiments"))]
    # Models are a target of their own, beside the study's all.
    assert "burden_sharing_models_page" not in jobs
    models = dict(
        re.findall(r"^(\w+) +(\d+)$", made.snakemake("--dry-run", "burden_models", **options), re.M)
    )
    assert {"models_page", "claims_of_models", "needs_on_history", "actor_end_states"} <= {
        job.removeprefix("burden_sharing_") for job in models
    }
    alone = made.snakemake("--dry-run", "burden_sharing_effort_recovery", **options)
    assert dict(re.findall(r"^(\w+) +(\d+)$", alone, re.M))["total"] == "3"
