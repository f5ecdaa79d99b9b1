"""The declared experiments of the study: a file each in config/experiments/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import declared_files, near_text
from entente.core.errors import ConfigurationError
from entente.experiments.designs.design import Design
from entente.experiments.designs.design_form import FromRole, Simulated

#: Files of the folder that declare no experiment, by their names without ending.
NO_DESIGNS = ("settings", "datasets")

#: What stands on all that is made of drawn answers.
SIMULATED = "SIMULATED"


def design_files(folder: str | Path, chosen: Any) -> dict[str, Path]:
    """Return the files of the designs that are chosen, ``all`` or a list of names, by name.

    ConfigurationError is raised if there is no design of a name.
    """
    files = {path.stem: path for path in declared_files(folder) if path.stem not in NO_DESIGNS}
    if chosen == "all":
        return files
    for name in chosen:
        if name not in files:
            raise ConfigurationError(
                f"experiments.designs: there is no design {name!r}{near_text(name, files)}.",
                f"{folder} has {', '.join(files) or 'none'}.",
            )
    return {name: files[name] for name in chosen}


def read_designs(folder: str | Path, chosen: Any) -> dict[str, Design]:
    """Return the designs that are chosen, by name; DesignError is raised if a file is none."""
    return {name: Design.read(path) for name, path in design_files(folder, chosen).items()}


def raw_roles(folder: str | Path, settings: Mapping[str, Any]) -> list[str]:
    """Return the roles of the files of answers that the chosen designs read."""
    designs = read_designs(folder, settings["designs"]).values()
    return sorted({design.data.role for design in designs if isinstance(design.data, FromRole)})


def simulation_file(folder: str | Path, design: Design) -> Path | None:
    """Return the file that says how answers are drawn; None if they are not."""
    if not isinstance(design.data, Simulated):
        return None
    return Path(folder) / "simulated" / f"{design.data.simulate}.yaml"


def label_of(design: Design, run_label: str) -> str:
    """Return what stands on all results of an experiment: the label of the run, and that it is simulated."""
    return ", ".join(filter(None, [run_label, SIMULATED if design.status == "simulated" else ""]))
