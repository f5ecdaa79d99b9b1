"""Survey experiments in a run: the simulated study of the demo, and a design of one's own."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import statsmodels
import yaml

from entente.studies.experiments.outputs import GROUPS

#: Answers that ship with statsmodels, as docs/experiments.md registers them.
FRAMING = Path(statsmodels.__file__).parent / "stats/tests/results/framing.csv"


def test_the_demo_run_has_the_simulated_study_alone(demo):
    study = demo.run / "experiments"
    assert {path.name for path in study.iterdir()} - {".digests"} == {
        "two_countries",
        "tables",
        "index.md",
        "index.html",
    }
    tables = sorted((study / "two_countries").glob("*.csv"))
    assert {path.stem for path in tables} == {table for group in GROUPS.values() for table in group}
    for path in tables:
        assert (pd.read_csv(path)["label"] == "DEMO, SIMULATED").all(), path
    for path in [*(study / "two_countries").glob("*.svg"), study / "two_countries/report.md"]:
        assert "DEMO, SIMULATED" in path.read_text(encoding="utf-8"), path
    assert "SIMULATED, nobody was asked" in (study / "index.md").read_text(encoding="utf-8")


def test_links_and_images_of_its_pages_lead_somewhere(demo):
    pages = [path for ending in ("md", "html") for path in (demo.run / "experiments").rglob(f"*.{ending}")]
    assert len(pages) >= 6
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#:]+)"|\]\(([^)#:\s]+)\)', text):
            assert (page.parent / "".join(link)).is_file(), (page, link)


def test_a_single_table_is_made_again_alone(finished):
    deleted = "results/demo/experiments/two_countries/bounds.csv"
    (finished.folder / deleted).unlink()
    outputs = finished.outputs(deleted)
    assert set(outputs.loc[outputs["again"], "rule"]) == {"experiments_survey_bounds"}


def test_a_real_design_asks_for_its_file_and_for_no_other(checkout, real_data):
    made = checkout("survey")
    options = {"config": (), "env": {"ENTENTE_MIRRORS": str(real_data)}}
    planned = made.snakemake("--dry-run", "results/paper/experiments/tomz_weeks/estimates.csv", **options)
    jobs = dict(re.findall(r"^(\w+) +(\d+)$", planned, re.M))
    assert jobs == {"experiments_survey_estimates": "1", "retrieve": "1", "total": "2"}


def with_framing(made, root):
    """Add the example of docs/experiments.md to a checkout, as that page says; return the environment."""
    page = (root / "docs/experiments.md").read_text(encoding="utf-8")
    [entry] = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.S) if "framing_survey" in block]
    raw = yaml.safe_load(entry)["framing"]
    mirror = made.folder.parent / "mirror"
    (mirror / raw["file"]).parent.mkdir(parents=True)
    shutil.copy(FRAMING, mirror / raw["file"])
    shutil.copy(root / "docs/framing.yaml", made.folder / "config/experiments/framing.yaml")
    with (made.folder / "config/experiments/datasets.yaml").open("a", encoding="utf-8") as registry:
        registry.write(f"\n{entry}")
    (made.folder / "config/mine.yaml").write_text(
        "run: mine\nstudies: [experiments]\nexperiments: {designs: [framing]}\n", encoding="utf-8"
    )
    return {"ENTENTE_MIRRORS": str(mirror)}


@pytest.mark.slow
def test_a_design_of_ones_own_becomes_a_report(checkout, root):
    made = checkout("framing")
    env = with_framing(made, root)
    made.snakemake("experiments", config=("mine.yaml",), env=env)
    study = made.folder / "results/mine/experiments"
    report = (study / "framing/report.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d)", report, re.M) == list("123456789") and "SIMULATED" not in report
    estimates = pd.read_csv(study / "framing/estimates.csv").set_index(["hypothesis", "estimator"])
    # Means of 135 and 130 persons.
    assert estimates.at[("H1", "difference"), "estimate"] == pytest.approx(2.2148148 - 1.8307692, abs=1e-6)
    assert "Framing of immigration" in (study / "index.md").read_text(encoding="utf-8")


def test_a_design_that_contradicts_itself_stops_the_run_by_name(checkout):
    made = checkout("contradicting")
    path = made.folder / "config/experiments/two_countries.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("margin: 0.2,", "", 1), encoding="utf-8")
    printed = made.snakemake("experiments", ok=False)
    assert "outcomes.protection.margin is missing" in printed and "two_countries.yaml" in printed
    assert "Traceback" not in printed
