import pytest

from entente.regressions.declaration import read_regression_files
from entente.studies.maoz2011.units import UNITS

from .tiny import as_file, write_tables


@pytest.fixture(scope="session")
def paths(tmp_path_factory):
    """Tables of a small system."""
    return write_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
def declare(tmp_path):
    """Read a regression from what a file says of it."""

    def read(text):
        path = tmp_path / "some_file.yaml"
        path.write_text(as_file(some_model=text), encoding="utf-8")
        return read_regression_files([path], UNITS)["some_model"]

    return read
