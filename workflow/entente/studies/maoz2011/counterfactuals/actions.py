"""The vocabulary of counterfactuals: what a file may do to a year's inputs, and how it is put in words."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from entente.core.checked_yaml import means
from entente.core.errors import CounterfactualError
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs, renormalised, with_random_states
from entente.systems.declared_counterfactuals import Change, OneChange, StatesChange, StatesGiven


class Action(Change):
    """One change of the inputs of a year."""

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return changed inputs; those given stay as they are.

        CounterfactualError is raised if they cannot be so: shares that sum to more than 1, or to less while
        no other has any; nobody left with any capability; fewer than two states to draw random ones from.
        """
        return self._changed(inputs, generator)

    @abstractmethod
    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return changed inputs."""


class StatesAction(StatesChange, Action):
    """One change that states are named in."""


class Membership(StatesAction):
    """States join or leave the strategic reference group of others."""

    of: StatesGiven = means("Whose reference group.")
    both_sides: bool = means("Whether the same holds the other way round; false if left out.", False)
    present: ClassVar[bool]

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        return inputs.related("srg", self.of, self.states, self.present, both_sides=self.both_sides)

    @property
    def reverse(self) -> str:
        """Whether the same is done the other way round, in words."""
        return ", and the other way round" if self.both_sides else ""


class LeaveReferenceGroup(Membership):
    """States leave the strategic reference group of others."""

    present = False
    words = "Strategic reference group of {of}: without {states}{action.reverse}"


class JoinReferenceGroup(Membership):
    """States join the strategic reference group of others."""

    present = True
    words = "Strategic reference group of {of}: with {states}{action.reverse}"


class Relation(StatesAction):
    """A mutual relation of states with others is made or undone."""

    others: StatesGiven
    network: ClassVar[str]
    present: ClassVar[bool]

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        return inputs.related(self.network, self.states, self.others, self.present, both_sides=True)


class RemoveDisputes(Relation):
    """No disputes between states and others: fewer common enemies, fewer additions to reference groups."""

    network, present = "mid", False
    words = "Disputes between {states} and {others}: removed"


class AddDisputes(Relation):
    """Disputes between states and others; see join_reference_group for the threat that goes with them."""

    network, present = "mid", True
    words = "Disputes between {states} and {others}: added"


class RemoveCooperation(Relation):
    """No history of cooperation between states and others."""

    network, present = "cooperation", False
    words = "Joint cooperation between {states} and {others}: removed"


class AddCooperation(Relation):
    """A history of cooperation between states and others."""

    network, present = "cooperation", True
    words = "Joint cooperation between {states} and {others}: added"


class MultiplyCapability(StatesAction):
    """Capabilities of states are multiplied, and all divided by the new total."""

    by: float = Field(ge=0, le=1_000_000)
    words = "Capabilities of {states}: times {action.by:g}, all divided by the new total"

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        factor = np.where(inputs.among(self.states), self.by, 1.0)
        return replace(inputs, capability=renormalised(inputs.capability * factor, inputs.year))


class SetCapability(StatesAction):
    """Each of the states gets this share of the system's capabilities; the others divide the rest."""

    share: float = Field(ge=0, le=1)
    words = "Capability share of {states}: {action.share:g} each, the others' scaled to the rest"

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        chosen = inputs.among(self.states)
        if not chosen.any():
            return inputs
        left, others = 1 - self.share * chosen.sum(), inputs.capability[~chosen].sum()
        if left < -1e-9 or (left > 1e-9 and not others > 0):
            raise CounterfactualError(
                f"In {inputs.year} set_capability gives {chosen.sum()} states {self.share:g} each, beside "
                f"{(inputs.capability[~chosen] > 0).sum()} others with capabilities.",
                "The shares given must not sum to more than 1, nor to less where no other state has any.",
            )
        rest = inputs.capability * (max(left, 0.0) / others if others > 0 else 0.0)
        return replace(inputs, capability=renormalised(np.where(chosen, self.share, rest), inputs.year))


class SetDemocracy(StatesAction):
    """States are democracies, or are not."""

    to: bool
    words = "Regime of {states}: {action.regime}"

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        return replace(inputs, democracy=np.where(inputs.among(self.states), self.to, inputs.democracy))

    @property
    def regime(self) -> str:
        """What they are made, in words."""
        return "democracy" if self.to else "no democracy"


class RemoveStates(StatesAction):
    """States are taken out of the system; the shares of those that stay are divided by their total."""

    words = "Removed from the system: {states}"

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        stay = ~inputs.among(self.states)
        return inputs if stay.all() else inputs.restricted(stay)


class AddRandomStates(Action):
    """The system grows by random states, drawn anew every year.

    They depend on the seed, the year and the position of the change: each takes the capabilities and the
    regime of a member of the year, and each new pair the relations of a pair of members, so that all
    densities are those of the year.
    """

    number: int = Field(ge=1, le=1000)
    words = (
        "Added to the system: {action.number} random states, drawn anew every year (each has the "
        "capabilities and the regime of a member of the year, each new pair the relations of a pair)"
    )

    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        return with_random_states(inputs, self.number, generator)


class ChangeGiven(OneChange):
    """A change, by the one key that says what is done."""

    leave_reference_group: LeaveReferenceGroup = None
    join_reference_group: JoinReferenceGroup = None
    multiply_capability: MultiplyCapability = None
    set_capability: SetCapability = None
    set_democracy: SetDemocracy = None
    remove_disputes: RemoveDisputes = None
    add_disputes: AddDisputes = None
    remove_cooperation: RemoveCooperation = None
    add_cooperation: AddCooperation = None
    remove_states: RemoveStates = None
    add_random_states: AddRandomStates = None
