"""The file of answers that a design names by its role: found through the data registry beside the design."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from entente.core.checked_yaml import near_text, read_yaml
from entente.core.errors import ConfigurationError, RegistryError

if TYPE_CHECKING:
    from entente.data.registry import RawFile

#: The registry that studies share, or that of one; and the configuration beside the former.
REGISTRY, CONFIGURATION = "datasets.yaml", "config.yaml"

#: Where raw files are kept if no configuration says so.
KEPT = "resources"


def registered_survey(role: str, design: Path, folders: Sequence[str | Path] | None = None) -> Path:
    """Return the path of the file that plays a role, with the size and digest of its registry.

    The registry is ``datasets.yaml`` in the folder of the design or one above it: all that there are, the
    nearest being a study's own.  Looked in are the ``folders``; without these, as in the workflow, the folder
    of raw files and the mirrors that ``config.yaml`` beside the registry names, then the address.

    RegistryError is raised if there is no registry, or no one file of that role; DataUnavailable or
    RetrievalError if the file is nowhere to be had.
    """
    from entente.data.retrieval import fetch
    from entente.data.retrieval.fetching import local_problem

    registries = [place / REGISTRY for place in design.resolve().parents if (place / REGISTRY).is_file()]
    raw = _playing(role, registries, design)
    kept, mirrors = _places(registries[-1].parent, folders)
    for place in (kept, *mirrors):
        if local_problem(raw, place / raw.file) is None:
            return place / raw.file
    return fetch(raw, kept, mirrors)


def _playing(role: str, registries: Sequence[Path], design: Path) -> RawFile:
    """The one file of a role, whatever its vintage."""
    from entente.data.registry import Registry

    if not registries:
        raise RegistryError(
            f"{design}: its answers are those of role {role!r}, but there is no {REGISTRY} in its folder or "
            "one above.",
            "Give the file itself: Experiment.read(design, data=file).",
        )
    shared = None
    for path in reversed(registries):
        registry = Registry.load(path, shared=shared)
        others = {raw.name: raw for raw in shared.raw_files} if shared else {}
        shared = Registry(tuple((others | {raw.name: raw for raw in registry.raw_files}).values()))
    playing = [raw for raw in shared.raw_files if raw.role == role]
    if len(playing) != 1:
        raise RegistryError(
            f"{design}: {len(playing)} files play the role {role!r} in {', '.join(map(str, registries))}"
            f"{near_text(role, {raw.role for raw in shared.raw_files})}.",
            "Correct data.role, or give the file itself: Experiment.read(design, data=file).",
        )
    return playing[0]


def _places(config: Path, folders: Sequence[str | Path] | None) -> tuple[Path, tuple[Path, ...]]:
    """The folder in which raw files are kept, and those that are searched beside it."""
    from entente.data.retrieval import mirror_folders

    if folders is not None:
        first, *others = map(Path, folders)
        return first, tuple(others)
    root = config.parent
    configuration = config / CONFIGURATION
    data = (read_yaml(configuration) if configuration.is_file() else {}).get("data", {})
    if not isinstance(data, dict):
        raise ConfigurationError(f"{configuration}: data is no mapping.")
    mirrors = mirror_folders(root / folder for folder in data.get("mirrors", ()))
    return root / data.get("raw", KEPT), mirrors
