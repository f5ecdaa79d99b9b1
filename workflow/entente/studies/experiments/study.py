"""What this study is to the workflow: its settings, its designs, and the files of answers that they read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from entente.core.study import Study
from entente.studies.experiments.settings import Settings


def forms() -> dict[str, Any]:
    """Return what the study's declared files may say, by file in config/experiments/; "" is a design."""
    from entente.data.registry import OwnRawFiles
    from entente.experiments.designs.design import Design
    from entente.experiments.simulation.declared_world import World

    return {"datasets": OwnRawFiles, "simulated": World, "": Design}


def raw_roles(folder: Path, settings: Mapping[str, Any]) -> Iterable[str]:
    """Return the roles of the files of answers that the chosen designs read."""
    from entente.studies.experiments import designs

    return designs.raw_roles(folder, settings)


STUDY = Study(
    name="experiments",
    title="Survey experiments",
    tables=(),
    settings=Settings,
    forms=forms,
    raw_roles=raw_roles,
    reads_in_demo=False,
)
