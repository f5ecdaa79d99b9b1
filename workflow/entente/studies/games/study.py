"""What this study is to the workflow: its tidy tables and its settings."""

from __future__ import annotations

from entente.core.study import Study
from entente.studies.games.settings import Settings

STUDY = Study(
    name="games",
    title="Formal models of alliances",
    tables=("alliance_members", "alliance_treaties", "borders", "capabilities", "regimes", "states"),
    settings=Settings,
    reads_in_demo=False,
)
