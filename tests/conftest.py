"""Fixtures shared by all tests."""

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from entente.data.retrieval import mirror_folders

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
        message = f"real data are in none of {[str(folder) for folder in candidates]}"
        if os.environ.get("ENTENTE_REQUIRE_REAL_DATA") == "1":
            pytest.fail(f"ENTENTE_REQUIRE_REAL_DATA is 1, but {message}")
        warnings.warn(f"TESTS ON REAL DATA SKIPPED: {message}", stacklevel=1)
        pytest.skip(message)
    return found.resolve()
