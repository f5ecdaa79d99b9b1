"""The demo run as a whole: what it leaves, that it is marked, and that it is the same every time."""

import os
import re
import shutil
import signal
import subprocess
import time
from functools import partial
from types import SimpleNamespace

import pandas as pd
import pytest

from entente.core.configuration import load_configuration


def test_every_output_of_every_rule_is_there(outputs, demo):
    assert len(outputs) >= 200
    for name in outputs.index:
        assert (demo.folder / name).stat().st_size > 0, name


def test_every_result_that_the_page_on_the_study_names_is_there(demo, root):
    page = (root / "docs/maoz2011.md").read_text(encoding="utf-8")
    folders = "|".join(path.name for path in demo.study.iterdir())
    named = re.findall(rf"`(?:results/<?\w+>?/maoz2011/)?((?:{folders})/[^`]+)`", page)
    assert len(named) >= 20
    for name in named:
        pattern = re.sub(r"<[^>]+>", "*", name)
        alternatives = re.search(r"\{(.+)\}", pattern)
        for one in alternatives[1].split(",") if alternatives else [""]:
            assert list(demo.study.glob(re.sub(r"\{.+\}", one, pattern))), (name, one)


def test_every_table_and_figure_says_demo(demo):
    folder = demo.run
    inside = {"data", "provenance", "logs"}  # made to be read on, and what tells of the run itself
    tables = [
        path
        for path in sorted(folder.rglob("*.csv"))
        if path.relative_to(folder).parts[0] not in inside and not path.name.endswith(".counts.csv")
    ]
    assert len(tables) >= 20
    for path in tables:
        # What is simulated whatever the run says so too.
        assert pd.read_csv(path)["label"].isin(["DEMO", "DEMO, SIMULATED"]).all(), path
    pages = [*folder.rglob("*.md"), *folder.rglob("*.svg")]
    assert len(pages) >= 10
    for path in pages:
        assert "DEMO" in path.read_text(encoding="utf-8"), path


def test_the_series_have_a_row_for_every_year_and_network(demo):
    series = pd.read_csv(demo.study / "networks/series.csv")
    years = set(range(1900, 1960))
    for network in ("actual_any", "actual_pact", "abm_first", "abm_last"):
        assert set(series.loc[series["network"] == network, "year"]) == years
    runs = pd.read_parquet(demo.study / "abm/paper/runs.parquet")
    longer = set(runs.loc[runs["iterations"] > 2, "year"])
    assert set(series.loc[series["network"] == "abm_intermediate", "year"]) == longer


@pytest.mark.slow
def test_from_scratch_on_one_core_gives_the_same_bytes(demo, checkout):
    again = checkout("again")
    again.snakemake("--cores", "1")
    assert again.results() == demo.results()


def test_an_interrupted_run_is_taken_up_again(demo, checkout):
    interrupted = checkout("interrupted")
    target = "results/demo/maoz2011/panels/state_attributes.parquet"
    told = interrupted.folder / "told.txt"
    printed = told.open("w")
    process = subprocess.Popen(
        interrupted.command(target),
        cwd=interrupted.folder,
        env=interrupted.environment(),
        stdout=printed,
        stderr=printed,
        start_new_session=True,
        # Where tests run in the background, interrupts are ignored, and children inherit that.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    # The job of the target has begun, so that those before it are done.
    begun = "Capability shares, regimes and major powers"
    deadline = time.monotonic() + 300
    while begun not in told.read_text() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() is None, "the run ended before it could be interrupted"
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=120)
    printed.close()
    assert process.returncode != 0
    assert not list(interrupted.folder.rglob(".*.part"))
    assert "Generating the demo world" not in interrupted.snakemake(target)
    found, expected = interrupted.results(), demo.results()
    assert target.removeprefix("results/demo/") in found
    assert all(found[name] == expected[name] for name in found)


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="there is no pdflatex")
def test_every_table_in_latex_compiles_with_the_packages_that_it_names(demo, tmp_path):
    tables = sorted([*(demo.study / "tables").glob("*.tex"), *(demo.run / "experiments").rglob("*.tex")])
    assert len(tables) >= 10
    (packages,) = {re.match(r"% Needs (.*)\.\n", table.read_text(encoding="ascii"))[1] for table in tables}
    bodies = "".join(rf"\input{{{table}}}" for table in tables)
    document = rf"\documentclass{{article}}{packages}\begin{{document}}{bodies}\end{{document}}"
    (tmp_path / "all.tex").write_text(document)
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "all.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="latin-1")
    assert done.returncode == 0, done.stdout[-2000:]


def test_every_caption_of_the_report_can_be_filled(root):
    import jinja2

    configuration = load_configuration(root / "config/demo.yaml")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    captions = sorted((root / "workflow/report").rglob("*.rst"))
    assert len(captions) >= 15
    wildcards = {"name": "all_democratic", "page": "index", "experiment": "two_countries"}
    params = {"rules": "paper", "title": "T"}
    for path in captions:
        text = environment.from_string(path.read_text(encoding="utf-8"))
        filled = text.render(
            snakemake=SimpleNamespace(config=configuration, wildcards=wildcards, params=params)
        )
        assert filled.strip(), path


def test_every_link_and_image_of_a_page_leads_somewhere(demo):
    pages = [*demo.study.rglob("*.html"), *demo.study.rglob("*.md")]
    assert len(pages) >= 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#:]+)"|\]\(([^)#:\s]+)\)', text):
            assert (page.parent / "".join(link)).is_file(), (page, link)


def test_each_random_run_is_of_one_batch(demo):
    runs = pd.read_parquet(demo.study / "random/runs")
    assert runs["index"].tolist() == list(range(256))
    assert len(list((demo.study / "random/runs").glob("*.parquet"))) == 3


def test_a_job_that_has_nothing_to_tell_leaves_no_log(demo):
    logs = [path for path in (demo.run / "logs").rglob("*") if path.is_file()]
    assert len(logs) >= 20
    assert not [path for path in logs if path.stat().st_size == 0]


def test_no_line_on_the_screen_is_longer_than_some_lines_of_it(demo):
    printed = (demo.folder / "printed.txt").read_text(encoding="utf-8")
    assert "Everything is made" in printed
    assert max(map(len, printed.splitlines())) < 300


def test_the_end_of_a_run_says_where_to_look(finished):
    (finished.study / "figures/figure5.pdf").unlink()
    printed = finished.snakemake("results/demo/maoz2011/figures/figure5.pdf")
    assert "Results are in results/demo/.  Begin with results/demo/maoz2011/pages/index.html" in printed
    assert "Reason:" not in printed
    assert len(printed.splitlines()) < 40
