"""Timing calls side by side, with `timeit`, and scripts in processes of their own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any


def side_by_side(calls: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each call.

    Each is warmed up, which also finds how many calls make a sample that the clock can measure well.  Then
    every round takes one sample of each in turn, so that whatever slows the machine for a while slows all of
    them.  The garbage collector is off during a sample, as always in timeit.
    """
    timers = {name: timeit.Timer(call) for name, call in calls.items()}
    numbers = {name: timer.autorange()[0] for name, timer in timers.items()}
    samples = {name: [] for name in timers}
    for _ in range(rounds):
        for name, timer in timers.items():
            samples[name].append(timer.timeit(numbers[name]) / numbers[name])
    return {name: statistics.median(seconds) for name, seconds in samples.items()}


def in_fresh_process(script: str, *arguments: str, **environment: str) -> dict[str, float]:
    """Run a script of this folder in a new interpreter and return what it prints, which is JSON."""
    path = Path(__file__).with_name(script)
    finished = subprocess.run(
        [sys.executable, str(path), *arguments],
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(finished.stdout)
