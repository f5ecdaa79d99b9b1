"""What every test of networks needs ready before its time is taken."""

import numpy as np
import pytest

from entente.networks import polarization
from entente.networks.cliques import maximal_cliques


@pytest.fixture(scope="session", autouse=True)
def loaded_libraries():
    """Load the graph library, and compile the search for cliques: seconds, the first time ever."""
    maximal_cliques(np.zeros((1, 1)))
    polarization(np.zeros((1, 1)))
