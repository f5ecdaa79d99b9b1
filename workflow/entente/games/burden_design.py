"""Parameters of burden-sharing games spread evenly over their ranges, and tables of what comes of them.

Shares of games depend on the ranges that these are drawn from: each table says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import qmc

from entente.core.errors import GameInputError
from entente.games.burden import REGIONS, Solution, Switches, solve
from entente.games.burden_game import ALLOWED
from entente.games.burden_numeric import solve_points
from entente.games.parameters import check


class Spread(NamedTuple):
    """The range of a parameter; it is spread evenly, or, with ``log``, evenly in logarithms."""

    low: float
    high: float
    log: bool = False

    def __str__(self) -> str:
        return f"{self.low:g}–{self.high:g}{' (log)' * self.log}"

    def at(self, quantile: np.ndarray) -> np.ndarray:
        """Return the values at quantiles, from 0 to 1."""
        if self.log:
            return self.low * (self.high / self.low) ** quantile
        return self.low + (self.high - self.low) * quantile


#: Where parameters are drawn from unless said otherwise (choice), with b = 1 and m = 0.
RANGES = {
    "q": Spread(0.1, 0.9),
    "c_a": Spread(0.02, 0.3),
    "c_b": Spread(0.02, 0.3),
    "k": Spread(0.01, 10.0, log=True),
    "sigma": Spread(0.0, 2.0),
}

#: Quantiles of S's share of the burden.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Design:
    """Games spread over ranges.

    Attributes
    ----------
    parameters : DataFrame
        A row a game, a column a parameter; any first 2^j rows are spread evenly too.
    ranges : mapping of str to Spread
        Where they were drawn from.
    """

    parameters: pd.DataFrame
    ranges: Mapping[str, Spread]

    @property
    def words(self) -> str:
        """The ranges in words."""
        return ", ".join(f"{name} {spread}" for name, spread in self.ranges.items())

    def first(self, n: int) -> Design:
        """Return the first n games."""
        return replace(self, parameters=self.parameters.iloc[:n])

    def willing(self) -> Design:
        """Return the same games with an S that gives whatever it takes."""
        return replace(self, parameters=self.parameters.assign(sigma=np.inf))

    @property
    def both_can_threaten(self) -> np.ndarray:
        """Whether arms can make A able to challenge and the want of them B, bool: q + c_a < 1 and q > c_b."""
        frame = self.parameters
        return ((frame["q"] + frame["c_a"] < 1) & (frame["q"] > frame["c_b"])).to_numpy()

    def solve(self, switches: Switches) -> Solution:
        """Solve all games, in closed form where there is one."""
        return solver(switches)(**self.parameters, switches=switches)


def solver(switches: Switches) -> Callable[..., Solution]:
    """Return what solves games with these switches."""
    return solve_points if switches.without_closed_form else solve


def design(seed: int, n: int = 2**17, ranges: Mapping[str, Any] = RANGES) -> Design:
    """Spread games over ranges: a scrambled Sobol sequence.

    Parameters
    ----------
    seed : int
        Of the scrambling; the same seed gives the same games.
    n : int, default 131072
        How many games, a power of 2.
    ranges : mapping of str to Spread
        A range for q, c_a, c_b, k and sigma; for b and m too, if they are to differ from 1 and 0.

    Returns
    -------
    Design

    Raises
    ------
    GameInputError
        If n is no power of 2, or a range is missing, unknown, empty or reaches beyond what is allowed.
    """
    if n < 1 or n & (n - 1):
        raise GameInputError(f"n is {n}.", "Give a power of 2: others are not spread evenly.")
    ranges = checked_ranges(ranges)
    quantiles = qmc.Sobol(len(ranges), rng=np.random.default_rng(seed)).random(n)
    columns = {name: ranges[name].at(quantiles[:, i]) for i, name in enumerate(ranges)}
    return Design(pd.DataFrame(columns), ranges)


def checked_ranges(ranges: Mapping[str, Any]) -> dict[str, Spread]:
    """Return the ranges of a design; GameInputError if one is missing, unknown, empty or goes too far."""
    ranges = {name: Spread(*spread) for name, spread in ranges.items()}
    for wrong, said in ((set(RANGES) - set(ranges), "missing"), (set(ranges) - set(ALLOWED), "unknown")):
        if wrong:
            raise GameInputError(
                f"The range of {min(wrong)} is {said}.", f"Give one each for {', '.join(RANGES)}."
            )
    for name, spread in ranges.items():
        check(f"the range of {name}", [spread.low, spread.high], *ALLOWED[name])
        if not spread.low < spread.high < np.inf or (spread.log and spread.low <= 0):
            raise GameInputError(
                f"The range of {name} is {spread}.",
                "Give a lower and a higher end, above 0 if it is logarithmic.",
            )
    return ranges


def points(of: Design, switches: Switches) -> pd.DataFrame:
    """Return a row a game: its parameters, and region, s, a, a_alone, share, margin and method.

    Columns are as of :class:`entente.games.burden_game.Solution`; ``margin`` is ρ − p_O.
    """
    solved = of.solve(switches).to_frame()
    return of.parameters.join(solved[["region", "s", "a", "a_alone", "share", "margin", "method"]])


def regions(of: Design, variants: Mapping[str, Switches], numerical: int = 256) -> pd.DataFrame:
    """Count regions.

    Parameters
    ----------
    of : Design
        The games.
    variants : mapping of str to Switches
        Switches by the variant's name.
    numerical : int, default 256
        How many of the games are solved where there is no closed form.

    Returns
    -------
    DataFrame
        A row a variant, willingness of S ("drawn" or "infinite"), part of the games ("both can threaten" or
        "all") and region, with ``share`` of the games in it, ``n`` games, ``method`` and ``ranges``.
    """
    rows = []
    for head, chosen, solved in _solved(of, variants, numerical):
        for part, among in _parts(chosen):
            counts = np.bincount(solved.code[among], minlength=len(REGIONS))
            rows += [
                head | {"part": part, "region": region, "share": count / among.sum(), "n": int(among.sum())}
                for region, count in zip(REGIONS, counts, strict=True)
                if among.any()
            ]
    return _with_ranges(rows, of)


def shares(of: Design, variants: Mapping[str, Switches], numerical: int = 256) -> pd.DataFrame:
    """Describe S's share of the burden, s / (s + a), among alliances.

    Parameters
    ----------
    of, variants, numerical
        As of :func:`regions`.

    Returns
    -------
    DataFrame
        A row a variant, willingness, part and region with alliances in it ("any" for all together), with
        ``n`` alliances, ``mean``, quantiles ``q05`` to ``q95``, ``above_half``, the share of them in which S
        carries more than A, ``method`` and ``ranges``.
    """
    rows = []
    for head, chosen, solved in _solved(of, variants, numerical):
        for part, among in _parts(chosen):
            for region in ("any", *REGIONS):
                there = among & solved.allied & ((region == "any") | (solved.region == region))
                if there.any():
                    rows.append(head | {"part": part, "region": region} | _describe(solved.share[there]))
    return _with_ranges(rows, of)


def _describe(share: np.ndarray) -> dict[str, Any]:
    quantiles = {
        f"q{round(100 * at):02d}": value
        for at, value in zip(QUANTILES, np.quantile(share, QUANTILES), strict=True)
    }
    return {"n": len(share), "mean": share.mean(), **quantiles, "above_half": (share > 0.5).mean()}


def willingness(of: Design) -> dict[str, Design]:
    """Return games as drawn, and the same with S's willingness infinite."""
    return {"drawn": of, "infinite": of.willing()}


def _solved(
    of: Design, variants: Mapping[str, Switches], numerical: int
) -> Iterator[tuple[dict[str, str], Design, Solution]]:
    for variant, switches in variants.items():
        chosen = of.first(numerical) if switches.without_closed_form else of
        for sigma, games in willingness(chosen).items():
            solved = games.solve(switches)
            yield {"variant": variant, "sigma": sigma, "method": solved.method}, games, solved


def _parts(of: Design) -> Sequence[tuple[str, np.ndarray]]:
    return ("both can threaten", of.both_can_threaten), ("all", np.ones(len(of.parameters), dtype=bool))


def _with_ranges(rows: Sequence[Mapping[str, Any]], of: Design) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame[[name for name in frame if name != "method"] + ["method"]].assign(ranges=of.words)
