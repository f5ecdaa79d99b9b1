import pytest

from entente.data.demo.world import generate

SEED = 20110401


@pytest.fixture(scope="session")
def world():
    return generate(SEED)
