"""States that never were: a system grown by members drawn from its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from entente.core.errors import CounterfactualError
from entente.studies.maoz2011.counterfactuals.changed_inputs import YearInputs, renormalised

#: COW codes stay below 1000: random states are numbered from 1001.
LAST_REAL_CODE = 1000


def with_random_states(inputs: YearInputs, number: int, generator: np.random.Generator) -> YearInputs:
    """Add so many states whose relations, capabilities and regimes are drawn from the year's (a choice).

    Each new state takes the capability share and the regime of a member drawn with replacement; shares are
    then renormalised.  Each new pair takes what holds between an ordered pair of members drawn with
    replacement: whether either is in the other's reference group, a dispute, joint cooperation.  All
    densities are those of the year in expectation, and relations go together as they do in the year: disputes
    stay inside reference groups, and mutual groups mutual.

    The new states are the last, with codes from 1001.  CounterfactualError is raised if there are fewer than
    two states to draw relations from.
    """
    n = len(inputs.codes)
    if n < 2:
        raise CounterfactualError(
            f"In {inputs.year} there are fewer than two states to draw the relations of random states from.",
            "Add the states before others are removed, or leave the year out.",
        )
    model = generator.integers(n, size=number)
    row, column = np.tril_indices(n + number, -1)
    row, column = row[row >= n], column[row >= n]
    first = generator.integers(n, size=len(row))
    second = (first + generator.integers(1, n, size=len(row))) % n

    def grown(network: np.ndarray) -> np.ndarray:
        matrix = np.zeros((n + number, n + number), dtype=bool)
        matrix[:n, :n] = network
        matrix[row, column], matrix[column, row] = network[first, second], network[second, first]
        return matrix

    start = max(LAST_REAL_CODE, int(inputs.codes.max())) + 1
    capability = np.concatenate([inputs.capability, inputs.capability[model]])
    return replace(
        inputs,
        codes=np.concatenate([inputs.codes, np.arange(start, start + number, dtype=inputs.codes.dtype)]),
        capability=renormalised(capability, inputs.year),
        srg=grown(inputs.srg),
        mid=grown(inputs.mid),
        democracy=np.concatenate([inputs.democracy, inputs.democracy[model]]),
        cooperation=grown(inputs.cooperation),
    )
