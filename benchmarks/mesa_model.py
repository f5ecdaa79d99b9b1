"""The agent-based model in Mesa, rule set ``paper``: states are agents, iterations are steps.

Two ways to write the same model, as fast as their style allows:

`State` in Mesa's own idiom: a search selects candidates from the model's agents and sorts them.

`ListingState` with what Mesa leaves to plain Python: relations that stay the same during a run are sorted
once, at set-up, and a search goes down the lists.
"""

from __future__ import annotations

import mesa
import numpy as np

#: Relative to the sum of float capabilities: opportunity costs up to here count as balanced.
BALANCE_TOLERANCE = 1e-11


class State(mesa.Agent):
    """A state that looks for allies against its strategic reference group.

    Relations are sets of other agents, set by the model once all agents exist.  A phase binds new sets and
    changes none in place, so that what the data collector has kept stays as it was.
    """

    def __init__(self, model: mesa.Model, capability: float, democratic: bool):
        super().__init__(model)
        self.capability = capability
        self.democratic = democratic
        self.reference_group: set[State] = set()
        self.opponents: set[State] = set()
        self.partners: set[State] = set()
        self.wishes: set[State] = set()
        self.allies: set[State] = set()
        self.cost = 0.0

    def prepare(self) -> None:
        """Nothing to prepare: candidates are selected when they are needed."""

    def search(self) -> None:
        """Weigh the threat and wish for allies, strongest first, module by module, until it is covered."""
        threat = sum(state.capability for state in self.reference_group)
        support = sum(state.capability for state in self.allies)
        self.cost = remaining = threat - self.capability - support
        self.wishes = set(self.allies)
        for module in (self.is_fellow_democracy, self.is_enemy_of_enemy, self.is_partner):
            if remaining <= self.model.tolerance:
                break
            for state in self.candidates(module):
                if remaining <= self.model.tolerance:
                    break
                self.wishes.add(state)
                remaining -= state.capability

    def candidates(self, module) -> mesa.agent.AgentSet:
        """The agents that the module offers and that are open to the state, strongest first."""
        return self.model.agents.select(lambda other: module(other) and self.may_add(other)).sort(
            "capability"
        )

    def may_add(self, other: State) -> bool:
        return (
            other is not self
            and other not in self.reference_group
            and other not in self.wishes
            and other.capability > 0
        )

    def is_fellow_democracy(self, other: State) -> bool:
        return self.democratic and other.democratic

    def is_enemy_of_enemy(self, other: State) -> bool:
        return not self.opponents.isdisjoint(other.opponents)

    def is_partner(self, other: State) -> bool:
        return other in self.partners

    def ally(self) -> None:
        """Ally with those who return the wish."""
        self.allies = {state for state in self.wishes if self in state.wishes}

    def extend_reference_group(self) -> None:
        """Take the allies of opponents into the reference group."""
        allies_of_enemies = set().union(*(enemy.allies for enemy in self.opponents))
        self.reference_group = (self.reference_group | allies_of_enemies) - {self}


class ListingState(State):
    """A state that lists once whom it can turn to."""

    def prepare(self) -> None:
        """List the candidates of each module, strongest first."""
        enemies_of_enemies = set().union(*(enemy.opponents for enemy in self.opponents))
        modules = {
            self.is_fellow_democracy: self.model.democracies if self.democratic else set(),
            self.is_enemy_of_enemy: enemies_of_enemies,
            self.is_partner: self.partners,
        }
        self.listed = {
            module: [state for state in self.model.ranking if state in members]
            for module, members in modules.items()
        }

    def candidates(self, module):
        """Yield the candidates on the module's list that are open to the state."""
        return (state for state in self.listed[module] if self.may_add(state))


class AllianceModel(mesa.Model):
    """A system of states that seek allies until the alliances repeat.

    Arguments are those of `entente.abm.simulate`, and the class of the agents.  ``converged`` says whether
    the alliances repeated; ``datacollector`` holds cost, wishes, allies and reference group of every state in
    every step.
    """

    def __init__(
        self, *, capability, srg, mid, democracy, cooperation, max_iterations: int = 50, agent_class=State
    ):
        super().__init__(seed=0)
        capability = np.asarray(capability).tolist()
        agent_class.create_agents(self, len(capability), capability, np.asarray(democracy).tolist())
        self.tolerance = BALANCE_TOLERANCE * sum(capability) if isinstance(capability[0], float) else 0
        self.max_iterations = max_iterations
        self.converged = False
        states = list(self.agents)
        for name, matrix in (("reference_group", srg), ("opponents", mid), ("partners", cooperation)):
            for state, row in zip(states, np.asarray(matrix), strict=True):
                setattr(state, name, {states[j] for j in np.flatnonzero(row)})
        self.ranking = list(self.agents.sort("capability"))
        self.democracies = {state for state in states if state.democratic}
        self.agents.do("prepare")
        self.datacollector = mesa.DataCollector(
            agent_reporters={
                "aoc": "cost",
                "wishes": "wishes",
                "alliances": "allies",
                "srg": "reference_group",
            }
        )

    def step(self) -> None:
        """One iteration: search, ally, record, and unless alliances repeat extend the reference groups."""
        before = self.agents.get("allies")
        self.agents.do("search")
        self.agents.do("ally")
        self.datacollector.collect(self)
        self.converged = self.steps > 1 and self.agents.get("allies") == before
        self.running = not self.converged and self.steps < self.max_iterations
        if self.running:
            self.agents.do("extend_reference_group")


def simulate_with_mesa(**system) -> AllianceModel:
    """Build the model and run it to its end."""
    model = AllianceModel(**system)
    model.run_model()
    return model
