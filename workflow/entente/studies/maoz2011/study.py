"""What this study is to the workflow: its tidy tables, its settings, and groups of its coefficients."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.core.study import Study
from entente.studies.maoz2011.settings import Settings

if TYPE_CHECKING:
    from entente.studies.maoz2011.opened_run import OpenedRun

#: Terms that say how high the level is, or that what was stays.
LEVEL_AND_PERSISTENCE = ("constant", "status", "non_alliance_years", "rho")

#: Groups of printed coefficients that the scorecard sums up too: from a term to whether it belongs.  Terms of
#: what the model predicts are called after it.
TERM_GROUPS = {
    "Without constants and persistence": lambda term: term not in LEVEL_AND_PERSISTENCE,
    "The model's prediction": lambda term: term.startswith("abm_"),
}


def forms() -> dict[str, Any]:
    """Return what the study's declared files may say, by file or folder in config/maoz2011/."""
    from entente.judging.claims.declaration import Claims
    from entente.judging.propositions.declaration import Propositions
    from entente.regressions.specification import Regressions
    from entente.reporting.table_specification import TableSpecification
    from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual
    from entente.studies.maoz2011.dyadic_fit.declaration import DyadicFit
    from entente.studies.maoz2011.sensitivity.variants import Switch

    return {
        "models": Regressions,
        "tables": TableSpecification,
        "counterfactuals": Counterfactual,
        "claims": Claims,
        "dyadic_fit": DyadicFit,
        "propositions": Propositions,
        "sensitivity": list[Switch],
    }


def opened(folder: Path, configuration: Mapping[str, Any]) -> OpenedRun:
    """Return a run that can be asked about states, networks and series."""
    from entente.studies.maoz2011.opened_run import OpenedRun

    return OpenedRun(folder, configuration)


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
    rooms=("abm", "judging", "systems"),
    forms=forms,
    opened=opened,
)
