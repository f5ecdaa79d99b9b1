import pytest

from entente.data.demo.raw_files import write_raw_files
from entente.data.demo.world import generate

SEED = 20110401


@pytest.fixture(scope="session")
def world():
    return generate(SEED)


@pytest.fixture(scope="session")
def folder(world, tmp_path_factory):
    """A folder with the raw files of the demo world."""
    path = tmp_path_factory.mktemp("demo")
    write_raw_files(world, path)
    return path
