"""What the benchmark of experiments times is there to be called, part by part."""

import inspect
import runpy
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def parts():
    with pytest.MonkeyPatch.context() as patched:
        # As if it were run, it finds its neighbours.
        patched.syspath_prepend(str(BENCHMARKS))
        return runpy.run_path(str(BENCHMARKS / "experiments.py"))["PARTS"]


def test_every_table_that_is_timed_is_made_by_a_function_that_takes_what_it_is_given(parts):
    tables = {part: make for part, make in parts.items() if hasattr(make, "names")}
    assert set(tables) == {"checks", "estimates", "randomization", "bounds", "mechanism", "power"}
    for make in tables.values():
        for name in make.names:
            module, _, function = name.rpartition(".")
            called = getattr(import_module(f"entente.experiments.{module}"), function)
            inspect.signature(called).bind("an experiment", **make.options)
