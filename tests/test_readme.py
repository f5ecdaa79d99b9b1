"""What the README and the pages of docs/ tell a newcomer to type exists and does what it says."""

import doctest
import re
import subprocess

import pytest


@pytest.fixture
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def pages(root, readme):
    """README and the pages of docs/, as one text."""
    return "\n".join(
        [readme, *(path.read_text(encoding="utf-8") for path in sorted((root / "docs").glob("*.md")))]
    )


def examples(readme, on_results):
    blocks = re.findall(r"```python\n(.*?)```", readme, re.S)
    return [block for block in blocks if ("results/" in block) == on_results]


def run_examples(blocks):
    """Run blocks of examples, and return how many lines were tried and how many failed."""
    runner = doctest.DocTestRunner()
    for number, example in enumerate(blocks):
        runner.run(doctest.DocTestParser().get_doctest(example, {}, f"example {number}", "README.md", 0))
    return runner.summarize().attempted, runner.summarize().failed


def test_python_examples_that_need_no_results_run(pages):
    attempted, failed = run_examples(examples(pages, on_results=False))
    assert attempted >= 5 and failed == 0


def test_python_examples_on_results_run(pages, root, monkeypatch):
    if not (root / "results/paper/maoz2011/random/ranges.csv").is_file():
        pytest.skip("there are no results in results/paper: run make replicate first")
    monkeypatch.chdir(root)
    attempted, failed = run_examples(examples(pages, on_results=True))
    assert attempted >= 15 and failed == 0


def test_its_make_targets_exist(readme, root):
    help_text = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    mentioned = set(re.findall(r"`make ([a-z]+)`", readme))
    assert {"replicate", "demo", "lint", "clean", "help"} <= mentioned
    for target in mentioned:
        assert re.search(rf"\b{target}\b", help_text), target


def test_make_takes_a_target_and_a_configuration(root):
    command = ["make", "-n", "replicate", "TARGET=maoz2011_figures", "CONFIG=config/current.yaml"]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    assert re.search(r"snakemake --cores \d+ maoz2011_figures --configfile config/current\.yaml", told)


def test_the_files_that_they_name_exist(readme, pages, root):
    named = set(re.findall(r"`((?:config|workflow|docs|scripts|rules|tests)/[\w./]+\w)`", pages))
    named |= set(re.findall(r"\]\((docs/[\w.]+)\)", readme))
    named |= {f"docs/{name}" for name in re.findall(r"\]\(([\w.]+\.(?:md|png))\)", pages)}
    assert {"config/datasets.yaml", "config/maoz2011/settings.yaml", "docs/figure5.png"} <= named
    for name in named:
        assert (root / name).exists(), name


def test_the_readme_is_short(readme):
    assert len(readme.splitlines()) <= 160


def test_no_placeholder_is_left(pages):
    assert re.findall(r"^[ \t]*[A-Z][A-Z_]+[ \t]*$", pages, re.M) == []
