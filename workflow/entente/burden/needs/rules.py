"""Weights and switches of the rule set: what an ally is worth, who asks and who accepts, what burdens follow.

All numbers are the project's: those of its program of November 2022 are the defaults, those of January 2022
are the rule set ``v2``.  None of them is estimated here.
"""

from __future__ import annotations

import math
from typing import Any, Literal

from pydantic import ConfigDict, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from entente.core.checked_yaml import explained, listed, means, near_text
from entente.core.errors import ConfigurationError

_CHECKED = ConfigDict(extra="forbid", strict=True)


class _RefusedByName:
    """A declaration whose errors are those of the package, and name what is wrong."""

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_by_name(cls, given: Any, validate: Any) -> Any:
        try:
            return validate(given)
        except ValidationError as error:
            problems, remedy = explained(error, getattr(given, "kwargs", None) or {}, cls)
            raise ConfigurationError(listed(cls.__name__, problems), remedy) from None


def _number(words: str, default: float) -> Any:
    return means(words, default, allow_inf_nan=False)


@dataclass(frozen=True, config=_CHECKED)
class Attraction(_RefusedByName):
    """Weights of what makes j attractive to i, A_ij; the defaults are those of a democracy i."""

    common_enemy: float = _number("i and j have an enemy in common (EE).", 0.426)
    democracy: float = _number("j is a democracy (D).", 0.043)
    culture: float = _number("Similarity of culture (S).", 0.062)
    enemy_neighbour: float = _number("j neighbours an enemy of i (NE).", 0.003)
    common_allies: float = _number("i and j have allies in common (T).", 0.595)


@dataclass(frozen=True, config=_CHECKED)
class Burden(_RefusedByName):
    """Weights of B_i = α N + β D·P + γ E + δ Be + η L."""

    need_before: float = _number("α of the years before the change.", 0.422)
    need_from: float = _number("α from the year of the change.", -0.129)
    changes: int = means("Year in which α changes.", 1945)
    punishment: float = _number("β of detection times punishment.", -0.35)
    emulation: float = _number("γ of the mean change of the allies' burdens.", 12.0)
    enemies: float = _number("δ of the mean change of the primary enemies' burdens.", 1.0)
    duration: float = _number("η of the years that the state's ties have lasted.", -1.0)


_OTHERS = Attraction(
    common_enemy=0.447, democracy=-0.020, culture=0.130, enemy_neighbour=0.003, common_allies=0.565
)


@dataclass(frozen=True, config=_CHECKED)
class Rules(_RefusedByName):
    """How states value allies, ask and answer, and what burdens follow.

    The defaults are the rule set ``program``.

    Raises
    ------
    ConfigurationError
        If a switch has an impossible value.
    """

    democracies: Attraction = means("What attracts a democracy.", Attraction())
    others: Attraction = means("What attracts any other state.", _OTHERS)
    # The weights in u_ij = c_j (a A + p P + r R − k K).
    attraction: float = _number("Weight of A, what attracts i to j.", 0.6)
    prevention: float = _number("Weight of P, what attracts i's primary enemies to j.", 0.2)
    trust: float = _number("Weight of R, what j's allies are worth to i.", 0.2)
    cost: float = _number("Weight of K, by j's primary enemies that i does not share.", 0.1)
    averaged: bool = means("P and R are means; else they are sums.", True)
    # At least two (program of November), or their number (of January).
    common_allies: Literal["two", "number"] = means("What T tells of common allies.", "two")
    reference: Literal["primary", "all"] = means("The enemies that EE and NE look at.", "primary")
    secondary: Literal["given", "current"] = means(
        "Secondary enemies: those given, or the allies of primary enemies as they come and go.", "given"
    )
    enemies: Literal["half", "never"] = means(
        "A primary enemy is worth half as an ally, or never becomes one.", "half"
    )
    crowding: float = _number("Weight of the cost of having d allies, d or d².", 0.0)
    crowding_changes: int = means("Year from which that cost is of d; before, of d².", 1943)
    upper: float = _number("A state with a utility below this asks for allies.", 0.7)
    lower: float = means(
        "A state with a utility of this or less asks no more.", -math.inf, allow_inf_nan=True
    )
    # Mutual: best first, while it is worth something, and kept if neither side's utility falls.  Unchecked:
    # best first, while the state is in need, and made whenever the other accepts.
    offers: Literal["mutual", "unchecked"] = means("How far offers go, and what undoes a tie.", "mutual")
    turns: Literal["utility", "capability"] = means(
        "Who acts first: the state of the least utility, or of the most capability.", "utility"
    )
    # In place (program): R of a later j uses what was just stored of an earlier one, in the order of the
    # states.  Synchronously: all use what was stored before.
    order: Literal["in place", "synchronous"] = means("How a state's stored values are renewed.", "in place")
    quiet: int = means("Rounds in succession without a new tie that end the run.", 3, ge=1, le=1_000)
    max_rounds: int = means("Rounds after which a run ends all the same.", 20, ge=1, le=10_000)
    burden: Burden = means("What burdens follow.", Burden())

    def __post_init__(self) -> None:
        if not self.lower < self.upper:
            raise ConfigurationError(
                f"Rules: lower, {self.lower}, is not below upper, {self.upper}.", "Nobody would be in need."
            )

    @classmethod
    def named(cls, name: str, **changes: Any) -> Rules:
        """Rule set ``"program"`` (November 2022, the defaults) or ``"v2"`` (January 2022), with changes.

        ``Rules.named("program", upper=0.0)`` has the logic of an alliance opportunity cost: who is not
        outweighed asks for no more allies.  The program of January had no burdens: ``v2`` puts those of
        November on its ties, which is a choice made here.

        Raises
        ------
        ConfigurationError
            If there is no rule set of that name, or no such switch.
        """
        if name not in _NAMED:
            raise ConfigurationError(
                f"There is no rule set named {name!r}{near_text(str(name), _NAMED)}.",
                f"Choose one of {', '.join(map(repr, _NAMED))}, or set the switches of Rules one by one.",
            )
        return cls(**{**_NAMED[name], **changes})


_NAMED: dict[str, dict[str, Any]] = {
    "program": {},
    "v2": {
        "democracies": Attraction(
            common_enemy=0.2, democracy=0.3, culture=0.1, enemy_neighbour=0.2, common_allies=0.2
        ),
        "others": Attraction(
            common_enemy=0.3, democracy=0.1, culture=0.1, enemy_neighbour=0.2, common_allies=0.2
        ),
        "attraction": 0.6,
        "prevention": 0.1,
        "trust": 0.3,
        "cost": 0.0,
        "averaged": False,
        "common_allies": "number",
        "reference": "all",
        "secondary": "current",
        "enemies": "never",
        "crowding": 0.2,
        "upper": 0.0,
        "lower": -2.0,
        "offers": "unchecked",
        "turns": "capability",
    },
}
