"""What docs/experiments.md tells to do works: the answers, their draft, and the tables that it names."""

import re
import shlex
import subprocess
import sys
from importlib import import_module

import pytest

from entente import experiments
from entente.command_line import main
from entente.experiments import Experiment
from entente.studies.experiments.outputs import GROUPS


@pytest.fixture
def page(root):
    return (root / "docs/experiments.md").read_text(encoding="utf-8")


def test_the_answers_of_the_example_are_copied_and_drafted(page, tmp_path, monkeypatch):
    [block] = [block for block in re.findall(r"^```\n(.*?)^```$", page, re.S | re.M) if "draft" in block]
    copy, draft = map(shlex.split, block.strip().splitlines())
    monkeypatch.chdir(tmp_path)
    assert copy[0] == "python"
    subprocess.run([sys.executable, *copy[1:]], check=True)
    assert draft[0] == "entente" and main(draft[1:]) == 0
    skeleton = (tmp_path / "framing.yaml").read_text(encoding="utf-8")
    assert "A design drafted from framing.csv: 265 rows" in skeleton


def test_tables_that_are_said_to_be_methods_are_and_the_others_are_not(page):
    said = page.split("Most tables of a report are methods: ")[1].split("; so is")[0]
    methods = set(re.findall(r"`(\w+)`", said))
    tables = {table for group in GROUPS.values() for table in group}
    assert methods == {table for table in tables if hasattr(Experiment, table)}
    described = import_module("entente.experiments.checking.described_answers")
    assert hasattr(described, "attrition_table") and hasattr(described, "cell_means_table")
    assert tables - methods == {"attrition", "cell_means", "diagnosands"} and hasattr(experiments, "diagnose")
