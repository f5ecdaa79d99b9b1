"""What this study is to the workflow: the tidy tables that it reads, and its settings."""

from __future__ import annotations

from entente.core.study import Study
from entente.studies.maoz2011.settings import Settings

STUDY = Study(
    name="maoz2011",
    title="Maoz (2011), How Cooperation Emerges from Conflict",
    tables=(
        "alliances",
        "capabilities",
        "capitals",
        "contiguity",
        "disputes",
        "dyadic_wars",
        "igo_dyads",
        "igo_states",
        "major_powers",
        "regimes",
        "religions",
        "rivalries",
        "states",
        "trade_dyads",
        "trade_national",
        "wars",
    ),
    settings=Settings,
)
