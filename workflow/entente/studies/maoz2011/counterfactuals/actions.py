"""The vocabulary of counterfactuals: what can be done to the inputs of a year, and how it is put in words.

An action touches what it names and nothing else: a dispute added makes nobody a member of a reference group,
and a democracy no partner in cooperation.  States that are no members in the year are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from entente.core.errors import CounterfactualError
from entente.studies.maoz2011.counterfactuals.changed_inputs import ALL, States, YearInputs, renormalised
from entente.studies.maoz2011.counterfactuals.random_states import with_random_states


class Action:
    """One change of the inputs of a year, to the states of its fields ``states`` and ``partners``, if any."""

    @property
    def named(self) -> set[int]:
        """Codes of the states that the action names."""
        given = [getattr(self, field, ()) for field in ("states", "partners")]
        return {code for states in given if states != ALL for code in states}

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return changed inputs; those given stay as they are."""
        raise NotImplementedError

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say what is done, with the states' names by code."""
        raise NotImplementedError


@dataclass(frozen=True)
class SetRelation(Action):
    """Make or undo a relation of each of ``states`` with each of ``partners``.

    Attributes
    ----------
    network : {"srg", "mid", "cooperation"}
    present : bool
        Whether the relation is made or undone.
    states, partners : States
        Rows and columns of the network: in ``srg`` the states whose groups change, and who joins or leaves.
    both_sides : bool
        Whether the same holds with rows and columns exchanged; always in ``mid`` and ``cooperation``.
    """

    network: str
    present: bool
    states: States
    partners: States
    both_sides: bool

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs with the relation made or undone; nobody is related to itself."""
        pairs = np.logical_and.outer(inputs.among(self.states), inputs.among(self.partners))
        if self.both_sides:
            pairs |= pairs.T
        np.fill_diagonal(pairs, False)
        return replace(inputs, **{self.network: np.where(pairs, self.present, getattr(inputs, self.network))})

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say which relation is made or undone between whom."""
        states, partners = _listed(self.states, names), _listed(self.partners, names)
        if self.network == "srg":
            reverse = ", and the other way round" if self.both_sides else ""
            link = "with" if self.present else "without"
            return f"Strategic reference group of {states}: {link} {partners}{reverse}"
        relation = {"mid": "Disputes", "cooperation": "Joint cooperation"}[self.network]
        return f"{relation} between {states} and {partners}: {'added' if self.present else 'removed'}"


@dataclass(frozen=True)
class MultiplyCapability(Action):
    """Multiply the capabilities of states, and divide all by the new total."""

    states: States
    by: float

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs with the capabilities multiplied."""
        factor = np.where(inputs.among(self.states), self.by, 1.0)
        return replace(inputs, capability=renormalised(inputs.capability * factor, inputs.year))

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say whose capabilities are multiplied by what."""
        return (
            f"Capabilities of {_listed(self.states, names)}: times {self.by:g}, all divided by the new total"
        )


@dataclass(frozen=True)
class SetCapability(Action):
    """Give each of the states a share of the system's capabilities; the others divide the rest as before."""

    states: States
    share: float

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs with the shares set.

        CounterfactualError is raised if they sum to more than 1, or to less while no other state has any
        capability.
        """
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

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say whose share is set to what."""
        states = _listed(self.states, names)
        return f"Capability share of {states}: {self.share:g} each, the others' scaled to the rest"


@dataclass(frozen=True)
class SetDemocracy(Action):
    """Make states democracies, or not."""

    states: States
    to: bool

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs with the regimes set."""
        return replace(inputs, democracy=np.where(inputs.among(self.states), self.to, inputs.democracy))

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say whose regime is set to what."""
        return f"Regime of {_listed(self.states, names)}: {'democracy' if self.to else 'no democracy'}"


@dataclass(frozen=True)
class RemoveStates(Action):
    """Take states out of the system; the shares of those that stay are renormalised."""

    states: States

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs over the states that stay; CounterfactualError if none with any capability does."""
        stay = ~inputs.among(self.states)
        if stay.all():
            return inputs
        square = np.ix_(stay, stay)
        return replace(
            inputs,
            codes=inputs.codes[stay],
            capability=renormalised(inputs.capability[stay], inputs.year),
            srg=inputs.srg[square],
            mid=inputs.mid[square],
            democracy=inputs.democracy[stay],
            cooperation=inputs.cooperation[square],
        )

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say who is removed."""
        return f"Removed from the system: {_listed(self.states, names)}"


@dataclass(frozen=True)
class AddStates(Action):
    """Add random states, drawn from the system's own members."""

    number: int

    def apply(self, inputs: YearInputs, generator: np.random.Generator) -> YearInputs:
        """Return inputs over the members and the random states."""
        return with_random_states(inputs, self.number, generator)

    def sentence(self, names: Mapping[int, str]) -> str:
        """Say how many states are added, and what they are made of."""
        return (
            f"Added to the system: {self.number} random states, drawn anew every year (each has the "
            "capabilities and the regime of a member of the year, each new pair the relations of a pair)"
        )


def _reference_group(present: bool) -> Callable[..., SetRelation]:
    def make(states: States, of: States, both_sides: bool = False) -> SetRelation:
        return SetRelation("srg", present, states=of, partners=states, both_sides=both_sides)

    return make


def _mutual(network: str, present: bool) -> Callable[..., SetRelation]:
    def make(states: States, others: States) -> SetRelation:
        return SetRelation(network, present, states=states, partners=others, both_sides=True)

    return make


#: How a change is written in a file, and the action that it makes of its settings.
ACTIONS: dict[str, Callable[..., Action]] = {
    "leave_reference_group": _reference_group(False),
    "join_reference_group": _reference_group(True),
    "multiply_capability": MultiplyCapability,
    "set_capability": SetCapability,
    "set_democracy": SetDemocracy,
    "remove_disputes": _mutual("mid", False),
    "add_disputes": _mutual("mid", True),
    "remove_cooperation": _mutual("cooperation", False),
    "add_cooperation": _mutual("cooperation", True),
    "remove_states": RemoveStates,
    "add_random_states": AddStates,
}


def _listed(states: States, names: Mapping[int, str]) -> str:
    return "every state" if states == ALL else ", ".join(f"{names[code]} ({code})" for code in states)
