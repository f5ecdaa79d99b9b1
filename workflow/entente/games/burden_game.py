"""The burden-sharing game: its parameters, its switches, its regions and what a solution of it holds.

A superpower S may give forces to an ally A, which faces an adversary B.  A prize of size 1 is shared, A holds
q of it.  The payoffs are a reduced form of ours, built to carry what Iwanami (2024) publishes about her
model; it is not her model.

1. S offers forces s ≥ 0; s = 0 is no alliance.
2. A arms, a ≥ 0, at k a unit.
3. A demands more than q or passes; B accepts, or rejects, and then A fights or backs down.  If no demand
   stands, B demands of A in the same way.

Forces M of A's side win with probability M^γ/(M^γ + b^γ): M = m + a in a war that A starts, m + a + s in one
that B starts.  A gets its share of the prize, or p − c_A in war, less k a; B gets the rest, or 1 − p − c_B; S
gets σ if the status quo survives without war, less s.

Whoever is indifferent does this: an offer is accepted, B does not fight, A fights for more than the status
quo if it could as well keep it, but arms for the status quo rather than for anything else, and then least; S
offers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

import numpy as np

from entente.core.errors import GameInputError
from entente.games.parameters import (
    NOT_NEGATIVE,
    NOT_NEGATIVE_OR_INFINITE,
    POSITIVE,
    UNIT_INTERVAL,
    WITHIN_UNIT_INTERVAL,
    check,
    check_all,
)

if TYPE_CHECKING:
    import pandas as pd

#: What each parameter may be.  Costs of war may exceed the prize.
ALLOWED = {
    "q": WITHIN_UNIT_INTERVAL,
    "c_a": POSITIVE,
    "c_b": POSITIVE,
    "k": POSITIVE,
    "sigma": NOT_NEGATIVE_OR_INFINITE,
    "b": POSITIVE,
    "m": NOT_NEGATIVE,
}

#: Outcomes of the game, in the order of their codes.
REGIONS = np.array(["revision", "revision_dear", "restraint", "none_needed", "deterrence", "concession_dear"])
REVISION, REVISION_DEAR, RESTRAINT, NONE_NEEDED, DETERRENCE, CONCESSION_DEAR = range(len(REGIONS))


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Choices that the published text leaves open; the first of each is the default.

    Attributes
    ----------
    surplus : float, default 1
        The challenger's share η of what both save by not fighting, in [0, 1]: 1 if the challenger makes an
        ultimatum (Fearon 1995), 0 if the satisfied side makes an offer (Powell 1999).
    decisiveness : float, default 1
        The exponent γ > 0 of the contest.
    alliance : {"defensive", "offensive"}
        Whether s counts only in a war that B starts, or in A's wars too.
    contract : {"forces", "shares"}
        Whether A arms as it likes once it has s, or s and a are agreed on and enforced.
    timing : {"alliance_first", "arms_first"}
        Whether S offers before A arms, or after.
    autonomy_cost : float, default 0
        What A pays once it joins, τ ≥ 0 (Morrow 1991).
    superpower_benefit : {"preservation", "distance"}
        Whether S gets σ if the status quo survives, or loses σ|x − q| by a share x.
    commitment : {"binding", "credible"}
        Whether s always counts, or only if ``v_s`` times what it adds to the probability of winning is at
        least ``c_s``.
    v_s, c_s : float, default 1 and 0.05
        S's value of victory, above 0, and its cost of fighting, at least 0; of ``credible`` alone.
    adversary_arms : {"fixed", "answers"}
        Whether B's forces are b, or B, after s and a, picks any from b on at ``k_b`` a unit.
    k_b : float, default 1
        B's unit cost of arms, above 0; of ``answers`` alone.
    effect : {"reoptimise", "hold_arms"}
        Whether "without the alliance" lets A arm anew, or holds its arms as they are with it; of claims
        alone.

    Raises
    ------
    GameInputError
        If one is not allowed, or there is no meaning in two together.
    """

    surplus: float = 1.0
    decisiveness: float = 1.0
    alliance: Literal["defensive", "offensive"] = "defensive"
    contract: Literal["forces", "shares"] = "forces"
    timing: Literal["alliance_first", "arms_first"] = "alliance_first"
    autonomy_cost: float = 0.0
    superpower_benefit: Literal["preservation", "distance"] = "preservation"
    commitment: Literal["binding", "credible"] = "binding"
    v_s: float = 1.0
    c_s: float = 0.05
    adversary_arms: Literal["fixed", "answers"] = "fixed"
    k_b: float = 1.0
    effect: Literal["reoptimise", "hold_arms"] = "reoptimise"

    def __post_init__(self):
        for name, allowed in _SWITCH_RANGES.items():
            if check(name, getattr(self, name), *allowed).ndim:
                raise GameInputError(
                    f"{name} is an array.", "Give one number: a switch holds for all points."
                )
        for name, hint in get_type_hints(type(self)).items():
            words = get_args(hint)
            if words and getattr(self, name) not in words:
                raise GameInputError(f"{name} is {getattr(self, name)!r}.", f"Give {' or '.join(words)}.")
        if self.contract == "shares" and self.timing == "arms_first":
            raise GameInputError(
                "contract is shares and timing is arms_first: arms that stand already are not agreed on.",
                "Give contract forces, or timing alliance_first.",
            )

    @classmethod
    def named(cls, name: str) -> Switches:
        """Return the variant of a name; GameInputError if there is none (:data:`VARIANTS`)."""
        if name not in VARIANTS:
            raise GameInputError(f"There is no variant {name!r}.", f"Give one of {', '.join(VARIANTS)}.")
        return VARIANTS[name]

    @property
    def without_closed_form(self) -> list[str]:
        """What keeps a game with these switches from a closed form, in words; empty if nothing does."""
        default = Switches()
        return [
            f"{name} = {getattr(self, name)}"
            for name in ("decisiveness", "superpower_benefit", "commitment", "adversary_arms")
            if getattr(self, name) != getattr(default, name)
        ]


_SWITCH_RANGES = {
    "surplus": UNIT_INTERVAL,
    "decisiveness": POSITIVE,
    "autonomy_cost": NOT_NEGATIVE,
    "v_s": POSITIVE,
    "c_s": NOT_NEGATIVE,
    "k_b": POSITIVE,
}

#: One switch after the other turned from its default.
VARIANTS = {
    "default": Switches(),
    "surplus_half": Switches(surplus=0.5),
    "surplus_none": Switches(surplus=0.0),
    "offensive": Switches(alliance="offensive"),
    "shares": Switches(contract="shares"),
    "arms_first": Switches(timing="arms_first"),
    "autonomy": Switches(autonomy_cost=0.02),
    "hold_arms": Switches(effect="hold_arms"),
    "blunt": Switches(decisiveness=0.5),
    "decisive": Switches(decisiveness=2.0),
    "distance": Switches(superpower_benefit="distance"),
    "credible": Switches(commitment="credible"),
    "answers": Switches(adversary_arms="answers"),
}


@dataclass(frozen=True, kw_only=True)
class Solution:
    """The equilibrium of each game, in arrays of the shape that the parameters broadcast to.

    Attributes
    ----------
    code : ndarray of int8
        The region, as a position in :data:`REGIONS`.
    s : ndarray of float64
        Forces that S gives; without an alliance, the least that would keep the status quo: 0 if none is
        needed, infinity if nothing does.
    a : ndarray of float64
        A's arms where the status quo survives, NaN elsewhere.
    a_alone : ndarray of float64
        A's arms if there were no S.
    share : ndarray of float64
        S's share of the burden, s / (s + a); NaN without an alliance.
    prize, prize_alone : ndarray of float64
        A's share of the prize, as it is and if there were no S; B has the rest.
    payoff, payoff_alone : ndarray of float64
        What A has after paying for its arms (and for joining).
    alternative : ndarray of float64
        A's best payoff, in an alliance that restrains or deters, from what it could do instead of keeping the
        status quo; NaN elsewhere.
    margin : ndarray of float64
        ρ − p_O, how far A is from being able to challenge: q + c_A less its probability of winning a war that
        it starts, with the arms that it has and, if the alliance is offensive, with s.
    adversary, adversary_alone : ndarray of float64
        B's forces, as they are and if there were no S: b, unless B answers.
    method : str
        "closed form" or "numerical".
    index : Index or None
        Labels, if parameters had any.
    """

    code: np.ndarray
    s: np.ndarray
    a: np.ndarray
    a_alone: np.ndarray
    share: np.ndarray
    prize: np.ndarray
    prize_alone: np.ndarray
    payoff: np.ndarray
    payoff_alone: np.ndarray
    alternative: np.ndarray
    margin: np.ndarray
    adversary: np.ndarray
    adversary_alone: np.ndarray
    method: str
    index: Any = None

    @property
    def region(self) -> np.ndarray:
        """The region's name, array of str: one of :data:`REGIONS`."""
        return REGIONS[self.code]

    @property
    def allied(self) -> np.ndarray:
        """Whether there is an alliance, array of bool."""
        return np.isfinite(self.share)

    def to_frame(self) -> pd.DataFrame:
        """Return a row a game with the columns region, s, a, a_alone and all others, method last."""
        import pandas as pd

        columns = {name: np.ravel(getattr(self, name)) for name in ARRAYS if name != "code"}
        frame = pd.DataFrame({"region": np.ravel(self.region), **columns}, index=self.index)
        return frame.assign(method=self.method)


def solve_in_chunks(
    given: Mapping[str, Any],
    solve: Callable[[dict[str, np.ndarray]], Mapping[str, Any]],
    chunk: int,
    method: str,
) -> Solution:
    """Check parameters, solve so many games at a time, and return arrays of their common shape.

    ``solve`` takes parameters by name, vectors, and returns the arrays of a solution by name.
    """
    values, labels = check_all(given, ALLOWED)
    flat = {name: array.ravel() for name, array in values.items()}
    n = flat["q"].size
    found = {name: np.empty(n, dtype=np.int8 if name == "code" else float) for name in ARRAYS}
    # Branches are chosen among afterwards: where one does not apply it may divide by 0.
    with np.errstate(all="ignore"):
        for start in range(0, n, chunk):
            rows = slice(start, start + chunk)
            for name, array in solve({name: array[rows] for name, array in flat.items()}).items():
                found[name][rows] = array
    arrays = {name: array.reshape(values["q"].shape) for name, array in found.items()}
    return Solution(**arrays, method=method, index=labels)


#: The arrays of a solution, in order.
ARRAYS = [field.name for field in fields(Solution) if field.name not in ("method", "index")]
