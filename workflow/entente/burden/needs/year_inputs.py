"""What is given of the states in a year: checked, in the order of the states, and as the rounds want it."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.burden.needs.rules import Rules
from entente.core.errors import BurdenInputError
from entente.core.given import as_array, as_numbers, common_labels, labels_of_states

if TYPE_CHECKING:
    import pandas as pd

    from entente.burden.needs.rounds import World

#: What must be given of a year; what is left out of the rest is empty, zero or missing.
REQUIRED = ("capability", "democracy", "culture", "neighbours", "primary_enemies", "allies")


@dataclass(frozen=True, eq=False)
class States:
    """The checked states of a year, n of them.

    Attributes
    ----------
    capability, burden_change : ndarray of float64, shape (n,)
        A change that is not known is NaN.
    democracy : ndarray of bool, shape (n,)
    culture, duration : ndarray of float64, shape (n, n)
    neighbours, primary_enemies, secondary_enemies, allies : ndarray of bool, shape (n, n)
    year : int
    labels : Index or None
    """

    capability: np.ndarray
    democracy: np.ndarray
    culture: np.ndarray
    neighbours: np.ndarray
    primary_enemies: np.ndarray
    secondary_enemies: np.ndarray
    allies: np.ndarray
    burden_change: np.ndarray
    duration: np.ndarray
    year: int
    labels: pd.Index | None

    def name(self, position: int) -> Any:
        """What a state is called: by its label, or else its position."""
        return position if self.labels is None else self.labels[position]


def read_states(rules: Rules, year: Any, vectors: dict[str, Any], networks: dict[str, Any]) -> States:
    """Check the inputs of :func:`entente.burden.needs.run`, by their names; what may be left out may be None.

    Raises
    ------
    BurdenInputError
        What is wrong with which of them, and where.
    """
    for name in REQUIRED:
        if ({**vectors, **networks})[name] is None:
            raise BurdenInputError(f"{name} is not given.", "Give it; of no ties, a network without any.")
    vectors = {name: values for name, values in vectors.items() if values is not None}
    networks = {name: values for name, values in networks.items() if values is not None}
    labels = labels_of_states(vectors, networks, BurdenInputError)
    read = _Reader(np.size(as_array(vectors["capability"], "capability", BurdenInputError)), labels)
    if read.n < 2:
        raise BurdenInputError(f"There are {read.n} states in the year.", "Two or more can have ties.")
    if (rules.secondary == "current") is ("secondary_enemies" in networks):
        raise BurdenInputError(
            "secondary_enemies are given, but the rules take the primary enemies' allies as they come and go."
            if rules.secondary == "current"
            else "secondary_enemies are missing.",
            'Leave them out with secondary="current", as in the rule set v2, and give them otherwise.',
        )
    primary = read.network(networks, "primary_enemies")
    secondary = read.network(networks, "secondary_enemies")
    read.refuse(primary & secondary, "primary_enemies", "a primary and a secondary enemy", "Say which.")
    return States(
        capability=read.numbers(vectors, "capability", least=0),
        democracy=read.switches(vectors, "democracy", (read.n,)),
        culture=read.matrix(networks, "culture", most=1),
        neighbours=read.network(networks, "neighbours", mutual=True),
        primary_enemies=primary,
        secondary_enemies=secondary,
        allies=read.network(networks, "allies", mutual=True),
        burden_change=read.numbers(vectors, "burden_change", least=-np.inf, missing=True),
        duration=read.matrix(networks, "duration", most=np.inf),
        year=_whole_year(year),
        labels=labels,
    )


def with_change(states: States, change: Any) -> States:
    """Return states with other changes of burdens, checked as those that :func:`read_states` is given."""
    labels = labels_of_states({"burden_change": change}, {}, BurdenInputError)
    common_labels({"states": states.labels, "burden_change": labels}, BurdenInputError)
    read = _Reader(len(states.capability), states.labels)
    found = read.numbers({"burden_change": change}, "burden_change", least=-np.inf, missing=True)
    return replace(states, burden_change=found)


def _whole_year(year: Any) -> int:
    try:
        return operator.index(year)
    except TypeError:
        raise BurdenInputError(f"year is {year!r}.", "Give a whole number, such as 1950.") from None


class _Reader:
    """Reads what is given of n states, and names the first of them where something is wrong."""

    def __init__(self, n: int, labels: pd.Index | None):
        self.n, self._labels = n, labels

    def _place(self, cell: tuple[int, ...]) -> str:
        named = cell if self._labels is None else tuple(self._labels[i] for i in cell)
        return f"[{', '.join(map(str, named))}]"

    def refuse(self, wrong: np.ndarray, name: str, said: str, remedy: str) -> None:
        """Raise the error, which names the first cell that is wrong, if one is."""
        if wrong.any():
            cell = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
            raise BurdenInputError(f"{name}{self._place(cell)} is {said}.", remedy)

    def _shaped(self, values: np.ndarray, name: str, shape: tuple[int, ...]) -> np.ndarray:
        if values.shape != shape:
            raise BurdenInputError(
                f"{name} has shape {values.shape}, but there are {self.n} states.",
                f"Give an array of shape {shape}.",
            )
        return values

    def numbers(self, given: dict[str, Any], name: str, least: float, missing: bool = False) -> np.ndarray:
        """Return a number a state, NaN for all of a vector that is not given."""
        if name not in given:
            return np.full(self.n, np.nan)
        values = self._shaped(as_numbers(given[name], name, BurdenInputError), name, (self.n,))
        wrong = ~np.isfinite(values) & ~(np.isnan(values) & missing) | (values < least)
        bound = "a finite number" + f" of at least {least}" * (least > -np.inf)
        self.refuse(wrong, name, f"not {bound}", "Mend it; what has no such number is no state of the year.")
        return values

    def switches(self, given: dict[str, Any], name: str, shape: tuple[int, ...]) -> np.ndarray:
        """Return bools, or the numbers 0 and 1, as bool."""
        values = as_array(given[name], name, BurdenInputError, self._labels)
        values = self._shaped(values, name, shape)
        if values.dtype.kind not in "biuf":
            raise BurdenInputError(
                f"{name} is of type {values.dtype}, or a value is missing.", "Give bools, or 0 and 1."
            )
        wrong = (values != 0) & (values != 1)
        self.refuse(wrong, name, "neither 0 nor 1", "Give bools, or 0 and 1; nothing may be missing.")
        return np.ascontiguousarray(values.astype(bool))

    def network(self, given: dict[str, Any], name: str, mutual: bool = False) -> np.ndarray:
        """Return a network without loops, empty if it is not given; of ties that go both ways if mutual."""
        if name not in given:
            return np.zeros((self.n, self.n), dtype=bool)
        ties = self.switches(given, name, (self.n, self.n))
        self._check_pairs(ties, name, mutual)
        return ties

    def matrix(self, given: dict[str, Any], name: str, most: float) -> np.ndarray:
        """Return symmetric numbers from 0 to ``most`` with a zero diagonal, zeros if they are not given."""
        if name not in given:
            return np.zeros((self.n, self.n))
        array = as_array(given[name], name, BurdenInputError, self._labels)
        values = self._shaped(as_numbers(array, name, BurdenInputError), name, (self.n, self.n))
        wrong = ~(np.isfinite(values) & (values >= 0) & (values <= most))
        bound = f" to {most:g}" if np.isfinite(most) else " on"
        self.refuse(wrong, name, f"no number from 0{bound}", "Mend it; nothing may be missing.")
        self._check_pairs(values, name, mutual=True)
        return np.ascontiguousarray(values)

    def _check_pairs(self, values: np.ndarray, name: str, mutual: bool) -> None:
        loops = np.diag(values.diagonal() != 0)
        self.refuse(loops, name, "of a state with itself, and not 0", "Set the diagonal to zero.")
        if mutual:
            one_way = values != values.T
            self.refuse(one_way, name, "not the same the other way round", "Enter each pair both ways.")


def world_at_start(states: States, rules: Rules) -> World:
    """Return the world of a year as it is given, with room for what becomes of it."""
    from entente.burden.needs import rounds

    n = len(states.capability)
    of_state = np.zeros((9, n))
    of_state[rounds.CAPABILITY], of_state[rounds.DEMOCRACY] = states.capability, states.democracy
    of_state[rounds.FOR_ENEMY :] = attraction_weights(states, rules).T
    of_pair = np.zeros((7, n, n))
    of_pair[rounds.CULTURE], of_pair[rounds.UNSHARED] = states.culture, unshared(states.primary_enemies)
    primary = states.primary_enemies
    barred = np.eye(n, dtype=bool) | (primary if rules.enemies == "never" else False)
    listed = [_listed(network) for network in (states.allies, primary, primary.T)]
    return rounds.World(
        of_state=of_state,
        of_pair=of_pair,
        listed=np.array([positions for positions, _ in listed]),
        counted=np.array([counts for _, counts in listed]),
        common=states.allies.astype(np.int64) @ states.allies.astype(np.int64),
        networks=np.array([states.allies, states.neighbours, primary, states.secondary_enemies, barred]),
        numbers=_numbers(rules, states.year),
        switches=_switches(rules),
    )


def _numbers(rules: Rules, year: int) -> np.ndarray:
    power = 2.0 if year < rules.crowding_changes else 1.0
    weights = [rules.attraction, rules.prevention, rules.trust, rules.cost]
    return np.array([*weights, rules.crowding, power, rules.lower, rules.upper])


def _switches(rules: Rules) -> np.ndarray:
    return np.array(
        [
            rules.averaged,
            rules.common_allies == "two",
            rules.reference == "all",
            rules.secondary == "current",
            rules.offers == "mutual",
            rules.order == "synchronous",
            rules.turns == "capability",
        ]
    )


def attraction_weights(states: States, rules: Rules) -> np.ndarray:
    """Return the weights of EE, D, S, NE and T that hold for each state, (n, 5)."""
    weights = [
        [of.common_enemy, of.democracy, of.culture, of.enemy_neighbour, of.common_allies]
        for of in (rules.others, rules.democracies)
    ]
    return np.array(weights)[states.democracy.astype(int)]


def _listed(network: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The positions of each row's ties, in order from the left, and how many there are."""
    counts = network.sum(axis=1)
    listed = np.argsort(~network, axis=1, kind="stable").astype(np.int64)
    return listed, counts.astype(np.int64)


def unshared(primary: np.ndarray) -> np.ndarray:
    """Return K_ij: 0, 1 or 2 for no primary enemy of j that i does not share, for up to 10, and for more."""
    enemies = primary.astype(np.int64)
    alone = enemies.sum(axis=1)[None, :] - enemies @ enemies.T
    return np.select([alone == 0, alone <= 10], [0.0, 1.0], 2.0)
