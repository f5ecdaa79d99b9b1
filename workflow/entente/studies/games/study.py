"""What this study is to the workflow: its tidy tables and its settings."""

from __future__ import annotations

from typing import Any

from entente.core.study import Study
from entente.studies.games.settings import Settings


def forms() -> dict[str, Any]:
    """Return what the study's declared files may say, by file in config/games/."""
    from entente.data.registry import OwnRawFiles

    return {"datasets": OwnRawFiles}


STUDY = Study(
    name="games",
    title="Formal models of alliances",
    tables=("alliance_members", "alliance_treaties", "borders", "capabilities", "regimes", "states"),
    settings=Settings,
    forms=forms,
    reads_in_demo=False,
)
