"""Runs of a rule set on systems that are drawn, one a row, by their index: the same in any batch."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator

import pandas as pd

from entente.burden.rule_sets.designs import SystemDesign
from entente.burden.rule_sets.drawn_situations import drawn_situation
from entente.burden.rule_sets.running import run
from entente.burden.rule_sets.system_measures import measures

logger = logging.getLogger(__name__)

#: What may be varied, as columns of the table of runs: missing where a rule set has no such parameter.
VARIED = (
    "alpha", "tau", "phi0", "phi1", "floor", "k0", "k1", "k2", "k3",
    "density_worth", "degree_worth", "closure", "partner_effort", "direct", "indirect", "conditional",
    "upper",
)  # fmt: skip

#: Parameters that are called otherwise as columns: two words of theirs are measures, too.
COLUMNS = {"density": "density_worth", "degree": "degree_worth"}

#: Status of a run that did not come to rest.
RESTLESS = ("cycle", "limit")


def run_batch(design: SystemDesign, first: int, count: int, seed: int) -> pd.DataFrame:
    """Run a design on the systems from an index on.

    Parameters
    ----------
    design : SystemDesign
    first, count : int
        The first index, and how many.
    seed : int

    Returns
    -------
    DataFrame
        A row a system, topology and combination of levels: design, rule_set, index, topology, level, the
        combination by its number, the values varied, ``VARIED`` (missing of what is not), states, dispersion,
        status, and what :func:`entente.burden.rule_sets.system_measures.measures` finds.
    """
    rows = [row for index in range(first, first + count) for row in _rows(design, index, seed)]
    table = pd.DataFrame(rows)
    for name in VARIED:
        if name not in table:
            table[name] = float("nan")
    logger.info(
        "%s, systems %d to %d: %d of %d runs did not come to rest",
        design.name,
        first,
        first + count - 1,
        table["status"].isin(RESTLESS).sum(),
        len(table),
    )
    return table


def _rows(design: SystemDesign, index: int, seed: int) -> Iterator[dict[str, object]]:
    """Yield the rows of one system."""
    for topology in design.draws.topologies:
        situation, dispersion = drawn_situation(design.draws, topology, seed, index)
        for number, values in enumerate(itertools.product(*design.levels.values())):
            level = dict(zip(design.levels, values, strict=True))
            outcome = run(design.rule_set, situation, design.at(level), seed=seed, index=index)
            yield {
                "design": design.name,
                "rule_set": design.rule_set,
                "index": index,
                "topology": topology,
                "level": number,
                **{COLUMNS.get(name, name): value for name, value in level.items()},
                "states": situation.n,
                "dispersion": dispersion,
                "status": outcome.status,
                **measures(outcome),
            }
