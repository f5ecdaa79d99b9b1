"""Targets of the command line: one that nothing makes is refused with those that are near it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable

from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError


def check_targets(
    asked: Iterable[str], names: Collection[str], files: Iterable[str], is_made: Callable[[str], bool]
) -> None:
    """Raise a ConfigurationError for a target that is no rule and made by none.

    ``names`` are those of rules, ``files`` results by their paths, which are told where they are near.
    """
    for given in asked:
        target = os.path.normpath(given)
        if target not in names and not is_made(target):
            near = near_text(target, files if "/" in target else names)
            raise ConfigurationError(
                f"There is no target {target}{near}.",
                "`snakemake --list` names studies and stages; a file is asked for by its path from here.",
            )
