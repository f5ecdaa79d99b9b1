"""What a run that forms ties was given, and what was considered in each of its rounds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from entente.burden.public_good.replies import Terms


class Start(NamedTuple):
    """What a run was given: the network, what states have, what ties cost, how they are judged."""

    network: np.ndarray
    terms: Terms
    tie_costs: np.ndarray
    at_present: bool


class Visits(NamedTuple):
    """A round: pairs in their order, (p, 2), what each of the two gains by a change, and who changed."""

    pairs: np.ndarray
    gains: np.ndarray
    toggled: np.ndarray
