"""One way to run any of the rule sets on a situation, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from entente.burden.actors.coevolution import simulate
from entente.burden.effort_categories import WIDTH
from entente.burden.needs.rules import Rules
from entente.burden.needs.year_run import run as run_needs
from entente.burden.networks.formation import play
from entente.burden.public_good.equilibrium import commons
from entente.burden.rule_sets.designs import (
    PARAMETERS,
    ActorsParameters,
    CommonsParameters,
    NeedsParameters,
)
from entente.burden.rule_sets.drawn_situations import stream
from entente.burden.rule_sets.outcome import Outcome
from entente.burden.rule_sets.security_weights import security_weights
from entente.burden.rule_sets.situation import Situation
from entente.core.checked_yaml import Declared, checked, near_text
from entente.core.errors import BurdenInputError, ConfigurationError

#: The year of a situation without one, as needs asks for one: of those in which its weights are the later.
LATE = 2000

#: Kilometres are counted from here on: nearer than this is next door.
_NEAR = 1.0

#: Half the equator, the longest way.
_FARTHEST = 20_000.0


def run(
    rule_set: str,
    situation: Situation,
    parameters: Mapping[str, Any] | Declared | None = None,
    *,
    seed: int = 0,
    index: int = 0,
    keep: str = "last",
) -> Outcome:
    """Run a rule set on a situation.

    Parameters
    ----------
    rule_set : {"commons", "actors", "needs"}
    situation : Situation
        It must have what the rules ask for: a network; of ``commons`` threat, and, if ties are formed,
        distance, democracy and primary enemies; of ``actors`` category; of ``needs`` capability, democracy,
        culture, neighbours and both kinds of enemies.
    parameters : mapping or Declared, optional
        Those of the rule set, see :mod:`entente.burden.rule_sets.designs`; defaults where left out.
    seed, index : int
        What is drawn depends on these alone.
    keep : {"last", "all"}
        Whether to keep the trace.

    Returns
    -------
    Outcome

    Raises
    ------
    BurdenInputError
        If the situation lacks something, or has what the rules cannot use.
    ConfigurationError
        If there is no such rule set or parameter, or a parameter is out of range.
    """
    if rule_set not in PARAMETERS:
        raise ConfigurationError(
            f"There is no rule set {rule_set!r}{near_text(str(rule_set), PARAMETERS)}.",
            f"Choose from {', '.join(PARAMETERS)}.",
        )
    form = PARAMETERS[rule_set]
    if not isinstance(parameters, form):
        parameters = checked(dict(parameters or {}), form, f"parameters of {rule_set}")
    return _RUNNERS[rule_set](situation, parameters, stream(seed, index), keep)


def _commons(
    situation: Situation, chosen: CommonsParameters, seed: np.random.SeedSequence, keep: str
) -> Outcome:
    situation.require("network", "threat")
    given = {
        "resources": situation.resources,
        "weight": security_weights(situation.threat, chosen.alpha, chosen.tau),
        "network": _network(situation, keep),
        **{name: getattr(chosen, name) for name in ("phi0", "phi1", "floor")},
    }
    if chosen.ties == "given":
        found = commons(**given, commitment=chosen.commitment)
        network, status = situation.network, "settled" if found.converged else "limit"
    else:
        found = play(
            **given,
            tie_cost=tie_costs(situation, chosen),
            utilities=chosen.utilities,
            seed=seed,
            keep=keep,
        )
        network, status = np.asarray(found.network), found.status
    effort = np.asarray(found.contributions)
    return Outcome("commons", situation, network, effort, effort / situation.resources, status, found)


def tie_costs(situation: Situation, chosen: CommonsParameters) -> np.ndarray:
    """Return k_ij = k₀ + k₁ · distance − k₂ · joint democracy − k₃ · common rival, (n, n).

    Distance is the logarithm of kilometres, 0 up to one kilometre and 1 at half the equator.
    """
    costs = np.full((situation.n, situation.n), chosen.k0)
    if chosen.k1:
        situation.require("distance")
        costs += chosen.k1 * np.log(np.maximum(situation.distance, _NEAR)) / np.log(_FARTHEST)
    if chosen.k2:
        situation.require("democracy")
        costs -= chosen.k2 * np.logical_and.outer(situation.democracy, situation.democracy)
    if chosen.k3:
        costs -= chosen.k3 * situation.common_enemies
    np.fill_diagonal(costs, 0.0)
    return costs


def _actors(
    situation: Situation, chosen: ActorsParameters, seed: np.random.SeedSequence, keep: str
) -> Outcome:
    situation.require("network", "category")
    if (unknown := int(np.isnan(situation.category).sum())) > 0:
        raise BurdenInputError(
            f"The effort of {unknown} states is not known.",
            "Leave them out: actors start from a category each.",
        )
    ties = ("density", "degree", "scale", "closure", "partner_effort")
    efforts = ("linear", "quadratic", "direct", "indirect", "conditional")
    found = simulate(
        _network(situation, keep),
        situation.category,
        ties={name: getattr(chosen, name) for name in ties},
        efforts={name: getattr(chosen, name) for name in efforts},
        rates={"ties": chosen.tie_rate, "efforts": chosen.effort_rate},
        rule=chosen.rule,
        seed=seed,
        keep=keep,
    )
    burden = WIDTH * (found.effort - 0.5)
    effort = burden * situation.resources
    return Outcome("actors", situation, np.asarray(found.network), effort, burden, found.status, found)


def _needs(situation: Situation, chosen: NeedsParameters, seed: np.random.SeedSequence, keep: str) -> Outcome:
    names = ("capability", "democracy", "culture", "neighbours", "primary_enemies", "secondary_enemies")
    situation.require("network", *names)
    rules = Rules.named(chosen.rules, upper=chosen.upper)
    given: dict[str, Any] = {name: getattr(situation, name) for name in names}
    if rules.secondary == "current":
        del given["secondary_enemies"]
    found = run_needs(
        **given,
        allies=_network(situation, keep),
        year=LATE if situation.year is None else situation.year,
        burden_change=situation.effort_change,
        duration=situation.duration,
        rules=rules,
        keep=keep,
    )
    nothing = np.full(situation.n, np.nan)
    burden = np.asarray(found.burden)
    return Outcome("needs", situation, np.asarray(found.allies), nothing, burden, found.status, found)


def _network(situation: Situation, keep: str) -> np.ndarray | pd.DataFrame:
    """Ties, with the labels of the states if a trace is to name them."""
    if keep == "last":
        return situation.network
    return pd.DataFrame(situation.network, situation.labels, situation.labels)


_RUNNERS: dict[str, Callable[..., Outcome]] = {"commons": _commons, "actors": _actors, "needs": _needs}
