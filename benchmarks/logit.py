"""Measure a logit of millions of dyad-years, beside what a user would otherwise run; print a table.

Usage: python benchmarks/logit.py [ROWS]

Every way is given the same table of data and has to find the same coefficients and standard errors.  Each
measurement is a process of its own, so that its peak memory is its own; loading code is not timed.
"""

from __future__ import annotations

import statistics
import sys
from importlib.util import find_spec

import numpy as np
import pandas as pd
from timing import in_fresh_process

from entente.reporting.markdown import markdown_table

ROUNDS = 3
ROWS = 3_425_712
WAYS = {
    "entente": ("ordinary", "dyad_clustered", "dyadic_robust"),
    "statsmodels": ("ordinary", "dyad_clustered"),
    "statsmodels formula": ("ordinary", "dyad_clustered"),
    "pyfixest": ("ordinary", "dyad_clustered"),
}


def main() -> None:
    """Measure and print; pyfixest only if installed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    measured = {
        (way, variance): [] for way in WAYS if way != "pyfixest" or find_spec(way) for variance in WAYS[way]
    }
    for _ in range(ROUNDS):
        for (way, variance), results in measured.items():
            results.append(in_fresh_process("logit_run.py", way, variance, str(rows), OMP_NUM_THREADS="1"))
    check_agreement(measured)
    seconds = {key: statistics.median(one["seconds"] for one in results) for key, results in measured.items()}
    table = [describe(*key, seconds, measured[key]) for key in measured]
    print(f"A logit of {rows} rows on five regressors and a constant:\n")
    print(markdown_table(pd.DataFrame(table)))


def check_agreement(measured: dict[tuple[str, str], list[dict]]) -> None:
    """Refuse to compare ways that find other numbers."""
    for (way, variance), results in measured.items():
        for result in results:
            ours = measured["entente", variance][0]
            # Others correct their standard errors by factors like n/(n − k).
            for what, tolerance in (("estimates", 1e-6), ("std_errors", 1e-4)):
                if not np.allclose(result[what], ours[what], rtol=tolerance, atol=0):
                    raise AssertionError(
                        f"{way} finds other {what} ({variance}): {result[what]}, {ours[what]}"
                    )


def describe(
    way: str, variance: str, seconds: dict[tuple[str, str], float], results: list[dict]
) -> dict[str, str]:
    """Return one row of the table: seconds, their ratio to entente's, and peak memory."""
    peak = max(result["memory"] for result in results)
    return {
        "way": way,
        "standard errors": variance.replace("_", " "),
        "seconds": f"{seconds[way, variance]:.1f}",
        "ratio": f"{seconds[way, variance] / seconds['entente', variance]:.1f} ×",
        "peak memory (GiB)": f"{peak:.2f}",
        "of which before": f"{max(result['memory_before'] for result in results):.2f}",
    }


if __name__ == "__main__":
    main()
