"""The vocabulary of counterfactuals: what a file may do to a year's inputs, and how it is put in words."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from entente.core.checked_yaml import Declared, Named, Several, Trimmed, means, named
from entente.core.configuration import Span
from entente.core.errors import CounterfactualError, CoverageError
from entente.studies.maoz2011.counterfactuals.year_inputs import (
    ALL,
    States,
    YearInputs,
    renormalised,
    with_random_states,
)
from entente.systems.state_names import State, StateNames

#: A COW code, or a name or abbreviation by which the state is found in each year.
Given = Annotated[int, Field(ge=1, le=999)] | Trimmed

#: A state that is no member in a year is passed over in that year.
StatesGiven = Annotated[
    Literal["all"] | Several[Given],
    BeforeValidator(
        lambda given: [given] if isinstance(given, int) or given != ALL and isinstance(given, str) else given,
        json_schema_input_type=Literal["all"] | Given | Several[Given],
    ),
    means("A state by COW code or name, a list of them, or all."),
]


YearsGiven = Annotated[
    Literal["all"] | Span, means("All years, or first and last, one of which may be left out.")
]


class InYears(Declared):
    """What is about some years."""

    years: YearsGiven = ALL

    def within(self, span: Span, where: str, whose: str) -> Self:
        """Return the same with both years said: an end left open is that of the span in which they must lie.

        CoverageError, which names where the years are given and whose span it is, is raised if they do not.
        """
        if self.years == ALL:
            return self.model_copy(update={"years": span})
        first = span.first if self.years.first is None else self.years.first
        last = span.last if self.years.last is None else self.years.last
        if not span.first <= first <= last <= span.last:
            raise CoverageError(
                f"{where} are {first}–{last}, which do not lie in order within {whose}, "
                f"{span.first}–{span.last}.",
                "Correct them, or leave an end out to take what there is.",
            )
        return self.model_copy(update={"years": Span(first=first, last=last)})


class Action(Named, InYears):
    """One change of the inputs of a year, named as in its file."""

    #: What is done, in words that hold the action and the names of its states, field by field.
    words: ClassVar[str]

    @property
    def _states(self) -> dict[str, States]:
        return {name: getattr(self, name) for name in ("states", "of", "others") if hasattr(self, name)}

    @property
    def named(self) -> list[State]:
        """The states that the action names, each once, as they are given."""
        return list(dict.fromkeys(one for states in self._states.values() if states != ALL for one in states))

    def codes(self, state: State, names: StateNames) -> list[int]:
        """Return the codes that a state named has in the years of the action, sorted.

        UnknownStateError is raised if it may be several in one of these years.
        """
        members = (names.member(state, year) for year in range(self.years.first, self.years.last + 1))
        return sorted({code for code in members if code is not None})

    def in_year(self, names: StateNames, year: int) -> Self:
        """Return the action of a year, states by code; one given by name that is no member is left out."""

        def code(state: State) -> int | None:
            return state if isinstance(state, int) else names.member(state, year)

        found = {
            field: tuple(one for one in map(code, states) if one is not None)
            for field, states in self._states.items()
            if states != ALL
        }
        return self.model_copy(update=found)

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return changed inputs; those given stay as they are.

        CounterfactualError is raised if they cannot be so: shares that sum to more than 1, or to less while
        no other has any; nobody left with any capability; fewer than two states to draw random ones from.
        """
        return self._changed(inputs, generator)

    @abstractmethod
    def _changed(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return changed inputs."""

    def sentence(self, names: StateNames) -> str:
        """Say what is done, with the states' names and codes."""
        listed = {
            field: "every state" if states == ALL else ", ".join(self._told(one, names) for one in states)
            for field, states in self._states.items()
        }
        return self.words.format(action=self, **listed)

    def _told(self, state: State, names: StateNames) -> str:
        if isinstance(state, int):
            return names.of(state)
        return f"{state} ({', '.join(map(str, self.codes(state, names)))})"


class StatesAction(Action):
    """One change that states are named in."""

    states: StatesGiven


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


class ChangeGiven(Declared):
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

    @model_validator(mode="after")
    def _is_one(self) -> ChangeGiven:
        if len(self.model_fields_set) != 1:
            said = ", ".join(sorted(self.model_fields_set)) or "nothing"
            raise ValueError(f"one change an item, not {said}")
        return self

    @property
    def action(self) -> Action:
        """What is done."""
        (name,) = self.model_fields_set
        return named(name, getattr(self, name))
