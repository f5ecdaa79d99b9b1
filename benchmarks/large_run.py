"""Print, as JSON, what one run of n states takes in a process of its own: seconds, and peak memory in GiB.

Usage: python benchmarks/large_run.py N
"""

import json
import resource
import sys
import time

from systems import random_inputs

from entente.abm import simulate


def peak_memory() -> float:
    """Largest resident memory of this process so far, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


simulate(**random_inputs("sparse", 100), keep="last")  # loads the compiled code
inputs = random_inputs("sparse", int(sys.argv[1]))
before = peak_memory()
started = time.perf_counter()
run = simulate(**inputs, keep="last")
seconds = time.perf_counter() - started
print(
    json.dumps(
        {
            "seconds": seconds,
            "iterations": run.iterations,
            "converged": run.converged,
            "memory_before": before,
            "memory": peak_memory(),
        }
    )
)
