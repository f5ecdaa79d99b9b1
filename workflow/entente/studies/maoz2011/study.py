"""What this study is to the workflow: the tidy tables that it reads, and checks of its settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.core.errors import ConfigurationError
from entente.core.study import Study


def check_settings(settings: Mapping[str, Any]) -> None:
    """Refuse settings that contradict each other.

    Raises
    ------
    ConfigurationError
        If the smallest random system is larger than the largest, or the rule set chosen is not defined.
    """
    smallest, largest = settings["random"]["states"]
    if smallest > largest:
        raise ConfigurationError(
            f"maoz2011.random.states: {smallest} states are more than {largest}.", "Exchange them."
        )
    model = settings["model"]
    if model["rules"] not in model["rule_sets"]:
        raise ConfigurationError(
            f"maoz2011.model.rules is {model['rules']!r}, which is no rule set.",
            f"Choose one of {', '.join(model['rule_sets'])}, or define it under maoz2011.model.rule_sets.",
        )


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
    check=check_settings,
)
