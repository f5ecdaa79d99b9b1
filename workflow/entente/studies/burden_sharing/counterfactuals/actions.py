"""The vocabulary of counterfactuals: what a file may do to the situation of a year."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
from pydantic import Field

from entente.burden.effort_categories import effort_categories
from entente.burden.rule_sets.changed_networks import drawn_layer, without_triangles
from entente.burden.rule_sets.situation import Situation
from entente.core.checked_yaml import Declared, Name, means
from entente.core.errors import CounterfactualError
from entente.systems.declared_counterfactuals import ALL, Change, OneChange, States, StatesChange

#: Ties of a layer and year between all members, by code; None if there are none.
TiesOf = Callable[[str, int], pd.DataFrame | None]

#: Rule sets by what a counterfactual may ask of them: "observed" are figures in which nobody responds.
RULE_SETS = ("observed", "commons", "actors", "needs")


@dataclass(frozen=True)
class World:
    """A situation, and whether efforts are held where they are."""

    situation: Situation
    effort_is_held: bool = False


class Action(Change):
    """One change of the situation of a year."""

    #: Rule sets whose predictions can depend on it.
    concerns: ClassVar[tuple[str, ...]] = RULE_SETS

    @property
    def is_drawn(self) -> bool:
        """Whether what is done depends on chance."""
        return False

    @abstractmethod
    def apply(self, world: World, ties_of: TiesOf, generator: np.random.Generator) -> World:
        """Return the world changed; that given stays as it is.

        CounterfactualError is raised if it cannot be changed so.
        """


class RemoveStates(StatesChange, Action):
    """States are taken out, with their ties; threats and capabilities of those who stay are as they were."""

    words = "Taken out: {states}"

    def apply(self, world: World, ties_of: TiesOf, generator: np.random.Generator) -> World:
        """See :class:`Action`."""
        stay = ~among(world.situation, self.states)
        if stay.sum() < 2:
            raise CounterfactualError(
                f"In {world.situation.year} fewer than two states would be left.", "Take fewer out."
            )
        return world if stay.all() else replace(world, situation=world.situation.restricted(stay))


class HoldEffort(Action):
    """Everyone's effort is this share of GDP, and stays there: ties alone respond."""

    at: float = Field(gt=0, lt=1, description="Effort over GDP.")
    words = "Effort of every state: held at {action.at:g} of GDP"
    # Contributions are what the rules of commons are about, and ties of needs do not know effort.
    concerns = ("observed", "actors")

    def apply(self, world: World, ties_of: TiesOf, generator: np.random.Generator) -> World:
        """See :class:`Action`."""
        effort = np.full(world.situation.n, self.at)
        return World(world.situation.changed(effort=effort, category=effort_categories(effort)), True)


class RemoveTriangles(Action):
    """Ties are taken away until no three states are all tied: always one that is part of most triangles."""

    words = (
        "Ties taken away until there is no triangle, always one that is part of most; of equals one is drawn"
    )
    concerns = ("commons", "actors", "needs")

    @property
    def is_drawn(self) -> bool:
        """True: of equals one is drawn."""
        return True

    def apply(self, world: World, ties_of: TiesOf, generator: np.random.Generator) -> World:
        """See :class:`Action`."""
        network = without_triangles(world.situation.network, generator)
        return replace(world, situation=world.situation.changed(network=network))


class Drawn(Declared):
    """How a layer is drawn of which there are no data."""

    density: float = means("Share of all pairs that are tied.", gt=0, le=1)
    closure: float = means("Chance of each tie to close a triangle, where one is open.", ge=0, le=1)


class AddLayer(Action):
    """Ties of a further layer count as ties, too: those of a table, or drawn ones."""

    layer: Name = means("What the layer is called; of the table of ties, if it is not drawn.")
    drawn: Drawn = means("How it is drawn; left out if the table of ties has it.", None)
    concerns = ("commons", "actors", "needs")

    @property
    def words(self) -> str:
        """What is done."""
        if self.drawn is None:
            return "Layer {action.layer} added, of the table of ties"
        return (
            "Layer {action.layer} added, **drawn, no data**: density {action.drawn.density:g}, closure "
            "{action.drawn.closure:g}"
        )

    @property
    def is_drawn(self) -> bool:
        """Whether the layer is."""
        return self.drawn is not None

    def apply(self, world: World, ties_of: TiesOf, generator: np.random.Generator) -> World:
        """See :class:`Action`."""
        situation = world.situation
        if self.drawn is not None:
            added = drawn_layer(situation.n, self.drawn.density, self.drawn.closure, generator)
        else:
            ties = ties_of(self.layer, situation.year)
            if ties is None:
                raise CounterfactualError(
                    f"There are no ties of layer {self.layer} in {situation.year}.",
                    "Give them as a file (docs/burden_sharing.md), or say under `drawn` how they are drawn.",
                )
            labels = situation.labels
            added = ties.reindex(index=labels, columns=labels, fill_value=False).to_numpy(bool)
        return replace(world, situation=situation.changed(network=situation.network | added))


class ChangeGiven(OneChange):
    """A change, by the one key that says what is done."""

    remove_states: RemoveStates = None
    hold_effort: HoldEffort = None
    remove_triangles: RemoveTriangles = None
    add_layer: AddLayer = None


def among(situation: Situation, states: States) -> np.ndarray:
    """Return which members are among ``states``, by code: bool, shape (n,)."""
    return np.full(situation.n, True) if states == ALL else np.isin(situation.labels, states)
