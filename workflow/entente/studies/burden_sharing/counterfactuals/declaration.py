"""A counterfactual as a file declares it: the question, whose effort, by which rule sets, and the changes."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import model_validator

from entente.core.checked_yaml import Listed, Several, means
from entente.core.errors import CounterfactualError
from entente.studies.burden_sharing.counterfactuals.actions import ChangeGiven, TiesOf, World
from entente.systems.declared_counterfactuals import AS_ACTION, DeclaredCounterfactual
from entente.systems.state_names import StateNames


class Counterfactual(DeclaredCounterfactual):
    """What would be different in the situations of years, and which rule sets are asked what follows.

    Each rule set runs on each year as it was and as it would have been.  A change touches what it names and
    nothing else: threats, shares of capability, and what else effort and ties depend on stay as they were.
    """

    group: Literal["nato", "defence", "dca"] = means(
        "Whose effort is told, and over which ties states contribute: NATO's members, all tied; or all "
        "states, by ties of defence or by DCAs. Ties of actors are always DCAs, those of needs of defence."
    )
    rule_sets: Several[Literal["observed", "commons", "actors", "needs"]] = means(
        "What is asked: figures as observed, in which nobody responds; rule sets of effort and ties."
    )
    changes: Listed[Annotated[ChangeGiven, AS_ACTION]] = means(
        "What is changed, one change an item.", min_length=1
    )

    @model_validator(mode="after")
    def _can_tell(self) -> Counterfactual:
        for change in self.changes:
            if deaf := [name for name in self.rule_sets if name not in change.concerns]:
                raise ValueError(
                    f"rule_sets: {change.name} makes no difference to {', '.join(deaf)}, only to "
                    f"{', '.join(change.concerns)}"
                )
        return self

    @property
    def is_drawn(self) -> bool:
        """Whether a change depends on chance."""
        return any(change.is_drawn for change in self.changes)

    def applied(self, world: World, names: StateNames, ties_of: TiesOf, seed: int, index: int) -> World:
        """Make the changes to the world of a year.

        What is drawn depends on the seed, the index, the year and the position of the change (from 1) alone.
        CounterfactualError is raised if the year has no change, or one of its changes makes no difference.
        """
        year = world.situation.year
        asked = [item for item in enumerate(self.changes, start=1) if year in item[1].years]
        if not asked:
            raise CounterfactualError(f"Nothing is changed in {year}.", "Leave the year out.")
        for position, change in asked:
            generator = np.random.default_rng([seed, index, year, position])
            changed = change.in_year(names, year).apply(world, ties_of, generator)
            if _same(changed, world):
                raise CounterfactualError(
                    f"Change {position}, {change.sentence(names)}, makes no difference in {year}.",
                    "It may be so already: check states, years and the order of changes.",
                )
            world = changed
        return world


def _same(one: World, other: World) -> bool:
    if one.situation.n != other.situation.n or one.effort_is_held != other.effort_is_held:
        return False
    return np.array_equal(one.situation.network, other.situation.network)
