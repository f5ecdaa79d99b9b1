"""The model with some of its modules only, held against actual alliances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.abm.history import run_systems
from entente.abm.rules import Rules
from entente.core.schema import load_schema
from entente.systems.alliance_types import ALLIANCES
from entente.systems.international_system import InternationalSystem

#: All modules, and all, each left out, each alone: the names are those of the table.
FULL = "D EE JC"
SUBSETS = (FULL, "EE JC", "D JC", "D EE", "D", "EE", "JC")


def module_fits(systems: Iterable[InternationalSystem], rules: Rules) -> pd.DataFrame:
    """Run the model with each subset of its modules on every year and correlate prediction and history.

    ``systems`` are those of the years; modules are left out of the order of ``rules``, the run's.  Table
    module_fits counts pairs, and those allied by the model's last iteration (predicted), in history (actual)
    and by both (shared); the correlation is missing where nobody is allied by one of them, or everybody.
    """
    systems, rows = list(systems), []
    for subset in SUBSETS:
        searched = tuple(module for module in rules.modules if module in subset.split())
        if searched:
            for system, run in run_systems(systems, replace(rules, modules=searched), keep="last"):
                expected = run.alliances[-1]
                rows += [(system.year, subset, kind, *_counts(system, expected, kind)) for kind in ALLIANCES]
    columns = ["year", "modules", "alliance", "pairs", "predicted", "actual", "shared"]
    table = pd.DataFrame(rows, columns=columns)
    table["correlation"] = [correlation_of_counts(*row) for row in table[columns[3:]].itertuples(index=False)]
    return load_schema("maoz2011/module_fits").validate(table)


def correlation_of_counts(pairs: int, predicted: int, actual: int, shared: int) -> float:
    """Return the correlation of two indicators of the same pairs from how many each and both mark."""
    spread = predicted * (pairs - predicted) * actual * (pairs - actual)
    return (pairs * shared - predicted * actual) / spread**0.5 if spread else float("nan")


def _counts(system: InternationalSystem, expected: np.ndarray, kind: str) -> tuple[int, ...]:
    """Pairs, and predicted, actual and shared alliances."""
    n, actual = len(expected), system.matrix(f"ally_{kind}")
    return n * (n - 1) // 2, *(int(ties.sum()) // 2 for ties in (expected, actual, expected & actual))
