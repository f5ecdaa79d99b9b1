import pytest

from entente.regressions.specification import read_specification

from .tiny import write_tables


@pytest.fixture(scope="session")
def paths(tmp_path_factory):
    """Tables of a small system."""
    return write_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
def declare(tmp_path):
    """Read a specification from the text of its file."""

    def read(text, name="some_model"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return read_specification(path)

    return read
