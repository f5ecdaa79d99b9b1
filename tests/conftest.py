"""Fixtures shared by all tests."""

import os
import shutil
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from xdist.scheduler import LoadScopeScheduling

from entente.data.readers.country_codes import load_recodes
from entente.data.registry import Registry
from entente.data.retrieval import mirror_folders

from .data.tables import READERS, Tidy, read_valid

ROOT = Path(__file__).resolve().parents[1]

# The same examples every time, however long they take on a busy machine; what fails is shrunk, not explained,
# which takes minutes on worlds.
settings.register_profile(
    "entente",
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("entente")


class ByFolder(LoadScopeScheduling):
    """Tests of a folder share what takes long to make, so one worker of pytest-xdist runs them all.

    Those that read every published file, wherever they are, count as a folder.  Marks of ``--dist loadgroup``
    would say the same, but have no effect under pytest 9.2 (pytest-xdist 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        path = Path(nodeid.split("::")[0])
        return path.stem if path.stem == "test_real_data" else str(path.parent)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Distribute folders in the order of the tests."""
    config.option.loadscopereorder = False
    return ByFolder(config, log)


def pytest_collection_modifyitems(items):
    """Begin with the workflow, which takes longest."""
    items.sort(key=lambda item: item.path.parent != ROOT / "tests/workflow")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of raw files; a test that needs it skips loudly where there is none.

    With ENTENTE_REQUIRE_REAL_DATA=1, as in continuous integration, it fails instead.
    """
    candidates = mirror_folders([ROOT / "../shared/data"])
    found = next((folder for folder in candidates if (folder / "cow_states").is_dir()), None)
    if found is None:
        skip_loudly(
            "TESTS ON REAL DATA",
            f"real data are in none of {[str(folder) for folder in candidates]}",
            "ENTENTE_REQUIRE_REAL_DATA",
        )
    return found.resolve()


@pytest.fixture(scope="session")
def browser() -> str:
    """The command of Chromium; a test that needs it skips loudly where there is none.

    With ENTENTE_REQUIRE_BROWSER=1, as in continuous integration, it fails instead.
    """
    found = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if found is None:
        skip_loudly("TESTS IN A BROWSER", "there is no Chromium", "ENTENTE_REQUIRE_BROWSER")
    return found


def skip_loudly(tests: str, message: str, variable: str) -> None:
    """Skip for want of what tests need, or fail if a variable of the environment requires it."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{variable} is 1, but {message}")
    warnings.warn(f"{tests} SKIPPED: {message}", stacklevel=2)
    pytest.skip(message)


@pytest.fixture(scope="session")
def recode_path(root) -> Path:
    """The lines that say which codes of other sources are which states."""
    return root / "config/recodes/country_codes.csv"


@pytest.fixture(scope="session")
def published(root, real_data) -> dict[str, Path]:
    """Role to path of the published file of the paper's vintage."""
    registry = Registry.load(root / "config/datasets.yaml")
    return {raw.role: real_data / raw.file for raw in registry.files("paper")}


@pytest.fixture(scope="session")
def tidy_published(published, recode_path) -> dict[str, Tidy]:
    """Every table of the paper's vintage with its log; minutes of reading, so its tests share one group."""
    recodes = load_recodes(recode_path)
    tables = {"states": read_valid("states", published, None, recodes)}
    for table in sorted(set(READERS) - {"states"}):
        tables[table] = read_valid(table, published, tables["states"].table, recodes)
    return tables
