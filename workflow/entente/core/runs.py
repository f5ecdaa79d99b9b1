"""Results of a run, opened to be asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from entente.core.checked_yaml import near_text, read_declared
from entente.core.configuration import check_configuration
from entente.core.errors import ConfigurationError


def open_run(folder: str | Path, study: str | None = None) -> Any:
    """Open the results of a run, to ask one of its studies.

    Parameters
    ----------
    folder : path
        Of the run, ``results/<run>``, which the workflow has finished.
    study : str, optional
        The study that is asked; by default the first of the run's that answers.

    Returns
    -------
    object
        What the study answers with, such as :class:`entente.studies.maoz2011.opened_run.OpenedRun`.

    Raises
    ------
    ConfigurationError
        If the folder holds no finished run, its record is damaged or of settings that there are no more, or
        the run has no such study, or none that can be asked.
    """
    recorded = Path(folder) / "provenance/configuration.yaml"
    if not recorded.is_file():
        raise ConfigurationError(
            f"{folder} holds no finished run: there is no {recorded}.",
            "Name a folder results/<run>, and let `snakemake --cores 2` finish there first.",
        )
    configuration = read_declared(recorded, dict[str, Any], "The configuration")
    answering = {one.name: one.opened for one in check_configuration(configuration) if one.opened}
    if not answering:
        raise ConfigurationError(f"No study of {folder} can be asked.", "Its results are files: read these.")
    chosen = study or next(iter(answering))
    if chosen not in answering:
        raise ConfigurationError(
            f"{folder} has no study {chosen!r} that can be asked{near_text(chosen, answering)}.",
            f"Those that can be are {', '.join(answering)}.",
        )
    return answering[chosen](Path(folder), configuration)
