"""The experiment that a job of the workflow is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from entente.core.storage import read_csv
from entente.data.readers.raw_file import refuse_changed
from entente.experiments.experiment import Experiment
from entente.experiments.simulation.declared_world import World, read_world


def read_experiment(design: str | Path, digests: Mapping[str, str], seed: int) -> Experiment:
    """Return the experiment of a design: of the file of answers that is given with its digest, or drawn.

    RawFileError is raised if the file is not the one of that digest, other errors as by Experiment.read.
    """
    for path, digest in digests.items():
        refuse_changed(path, digest)
    return Experiment.read(design, next(iter(digests), None), seed=seed)


def read_results(paths: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Return tables of results by name; a scenario may be called null, and is not missing then."""
    return {Path(path).stem: read_csv(path, keep_default_na=False, na_values=[""]) for path in paths}


def world_of(simulations: Iterable[str | Path]) -> World | None:
    """Return the simulated world that answers; None where nothing is simulated."""
    return next(map(read_world, simulations), None)
