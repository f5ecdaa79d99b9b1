"""What this study is to the workflow: its tidy tables and its settings."""

from __future__ import annotations

from typing import Any

from entente.core.study import Study
from entente.studies.burden_sharing.settings import Settings


def forms() -> dict[str, Any]:
    """Return what the study's declared files may say, by file or folder in config/burden_sharing/."""
    from entente.burden.actors.declared_design import ActorDesign
    from entente.burden.rule_sets.designs import SystemDesigns
    from entente.data.registry import OwnRawFiles
    from entente.judging.claims.declaration import Claims
    from entente.regressions.specification import Regressions
    from entente.reporting.table_specification import TableSpecification
    from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
    from entente.studies.burden_sharing.sensitivity.variants import Switch

    return {
        "actors": ActorDesign,
        "claims": Claims,
        "counterfactuals": Counterfactual,
        "datasets": OwnRawFiles,
        "model_claims": Claims,
        "models": Regressions,
        "random_systems": SystemDesigns,
        "sensitivity": list[Switch],
        "tables": TableSpecification,
    }


STUDY = Study(
    name="burden_sharing",
    title="Burden sharing in networks of security cooperation",
    tables=(
        "alliance_members",
        "arms_transfers",
        "borders",
        "capitals",
        "conflicts",
        "contiguity",
        "defence_agreements",
        "disputes",
        "dyadic_wars",
        "economy_gleditsch",
        "mission_contributors",
        "religions",
        "rivalries",
        "spending_nato",
        "spending_sipri",
        "states",
        "un_contributions",
        "un_mission_contributors",
        "us_troops",
        "wars",
    ),
    settings=Settings,
    forms=forms,
    reads_in_demo=False,
    targets={"burden_models": "effort_and_ties"},
)
