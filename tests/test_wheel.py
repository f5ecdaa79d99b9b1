"""The package as pip installs it: with all that it reads."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from entente.command_line import main

USES = """
import entente, pandas as pd
from entente.core.errors import ConfigurationError
from entente.core.configuration import load_configuration
from entente.core.schema import load_schema, schema_names
from entente.core.storage import read_table, write_table
from entente.core.study import load_study, study_names
from entente.data.demo.system import STATES
from entente.reporting.pages import parsed, template_files

assert entente.__file__.endswith("installed/entente/__init__.py")
for name in schema_names():
    load_schema(name)
assert all(load_study(name).schemas for name in study_names()) and len(STATES)
assert [parsed(file) for file in template_files("reporting/page.html")]
write_table(pd.DataFrame({"direct": True, "member": [2], "ccode": [20], "year": 1900}), "srg", "maoz2011/srg")
assert read_table("srg")["member"].tolist() == [2]
try:
    load_configuration("config/config.yaml")
except ConfigurationError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    leaving_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(root / "workflow", folder / "workflow", ignore=leaving_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(root / name, folder)
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "wheel", "--no-deps"]
    subprocess.run([*command, "--no-build-isolation", "-w", "built", "."], cwd=folder, check=True)
    return next((folder / "built").glob("*.whl"))


def test_the_wheel_has_every_file_of_the_package(wheel, root):
    package = root / "workflow"
    files = [path for path in (package / "entente").rglob("*") if path.is_file()]
    own = {
        path.relative_to(package).as_posix() for path in files if path.suffix not in (".pyc", ".nbc", ".nbi")
    }
    assert {path.rpartition(".")[2] for path in own} == {"css", "csv", "j2", "js", "py", "yaml"}
    with zipfile.ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if name.startswith("entente/")} == own


def test_the_installed_package_reads_what_it_needs_and_asks_for_what_is_the_checkouts(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-c", USES],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.strip()
        == "The configuration config/config.yaml cannot be read (No such file or directory)."
    )


def test_the_wheel_has_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (declared,) = (name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt"))
        said = archive.read(declared).decode().split()
    assert said == ["[console_scripts]", "entente", "=", "entente.command_line:main"]
    assert callable(main)
