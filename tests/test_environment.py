"""Package versions agree: in pyproject.toml, requirements.lock and environment.yml, and with the imports."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]

#: Packages whose name on conda differs from their name in pyproject.toml.
CONDA_NAMES = {
    "matplotlib": "matplotlib-base",
    "snakemake": "snakemake-minimal",
}
#: What only a conda environment has to name.
CONDA_ONLY = {"python", "pip"}

ADDRESS = re.compile(
    r"\w+://|\bgit\+|--(extra-)?index-?url|--find-links|--trusted-host|\b[\w-]+\.(org|com|net|io|dev)\b"
)


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(requirements: list[str]) -> dict[str, str]:
    """Name to version of requirements of the form ``name==version``."""
    pairs = [requirement.split("==") for requirement in requirements]
    return {normalized(name): version for name, version in pairs}


@pytest.fixture(scope="module")
def declared() -> dict[str, str]:
    """Name to version of every top-level package in pyproject.toml, build backend and extras included."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = content["project"]["optional-dependencies"].values()
    return pinned(
        content["build-system"]["requires"]
        + content["project"]["dependencies"]
        + [requirement for extra in extras for requirement in extra]
    )


@pytest.fixture(scope="module")
def locked() -> dict[str, list[str]]:
    """Lines of requirements.lock for each package: first ``name==version``, then its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    statements = text.replace("\\\n", " ").splitlines()
    return {
        normalized(statement.split("==")[0]): statement.split()
        for statement in statements
        if statement and not statement.lstrip().startswith("#")
    }


def test_lock_has_every_declared_package_at_its_version(declared, locked):
    versions = {name: locked[name][0].split("==")[1] for name in declared if name in locked}
    assert versions == declared


def test_lock_has_a_hash_for_every_package(locked):
    assert len(locked) > 50
    for name, (_, *hashes) in locked.items():
        assert hashes, f"{name} is locked without a hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", item) for item in hashes), name


def test_conda_environment_names_the_same_packages_and_versions(declared):
    content = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = dict((requirement.split("=") + [""])[:2] for requirement in content["dependencies"])
    expected = {CONDA_NAMES.get(name, name): version for name, version in declared.items()}
    assert {name: version for name, version in conda.items() if name not in CONDA_ONLY} == expected


@pytest.mark.parametrize("path", ["environment.yml", *(path.name for path in sorted(ROOT.glob("*.lock")))])
def test_no_package_index_is_named(path):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESS.search(line)] == []


def imported_packages(path: Path) -> set[str]:
    """First parts of the names of all modules that a Python file imports absolutely."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("folder", ["workflow", "scripts", "tests", "benchmarks"])
def test_every_imported_package_is_declared(folder, declared):
    # What made the reference values of tests/oracle is foreign software, not needed to test.
    files = [path for path in sorted((ROOT / folder).rglob("*.py")) if path.parent.name != "oracle"]
    own = {"entente"} | {path.stem for path in [*files, *(ROOT / "scripts").rglob("*.py")]}
    foreign = {name for path in files for name in imported_packages(path)} - own - sys.stdlib_module_names
    distributions = packages_distributions()
    undeclared = {
        name
        for name in foreign
        if not any(normalized(distribution) in declared for distribution in distributions.get(name, []))
    }
    assert undeclared == set()


def test_the_workflow_asks_for_the_release_that_is_pinned(declared):
    text = (ROOT / "Snakefile").read_text(encoding="utf-8")
    assert re.findall(r'min_version\("(.*)"\)', text) == [declared["snakemake"]]
