"""The designed sweep: a scrambled Sobol sequence over the number of states and the densities.

Densities span their historical averages (Maoz 2011, p. 11).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.core.errors import ConfigurationError
from entente.systems.international_system import InternationalSystem

#: What a design varies beside the number of states.
SHARES = ("srn_density", "mid_density", "cooperation_density", "democracy_share")

#: Where disputes may be: among the ties of the reference network, or anywhere.
DISPUTES = ("inside", "independent")


@dataclass(frozen=True)
class Point:
    """What one random system is to be like.

    The index is its position in the sequence, from 0; n the number of states; densities are the shares of
    pairs tied in the strategic reference network, by disputes and by past cooperation.  Disputes are
    "inside", among the ties of the reference network, as they are in history, where a dispute is a threat and
    a threat puts a state in the group; or "independent", anywhere.

    ConfigurationError is raised if there are fewer than two states, a share is not from 0 to 1, or disputes
    inside the reference network are to be denser than the network.
    """

    index: int
    n: int
    srn_density: float
    mid_density: float
    cooperation_density: float
    democracy_share: float
    disputes: str = "inside"

    def __post_init__(self) -> None:
        shares = {name: (getattr(self, name), getattr(self, name)) for name in SHARES}
        _check((self.n, self.n), shares, self.disputes)
        if self.disputes == "inside" and self.mid_density > self.srn_density:
            raise ConfigurationError(
                f"mid_density {self.mid_density:g} exceeds srn_density {self.srn_density:g}, "
                "but disputes are to be inside the reference network.",
                'Lower it, or make disputes "independent".',
            )


@dataclass(frozen=True)
class Design:
    """A sweep over random systems: every factor evenly within its range, and evenly in combination.

    Point i of the sequence (Sobol, scrambled by the seed) does not depend on how many points are asked for:
    a sweep can be cut into batches, and prolonged.

    n are the smallest and largest number of states, every number between as likely; densities and the share
    of democracies their lowest and highest, see `Point`.  If disputes are "inside", they cannot be denser
    than the reference network: where its density is below an end of the range of ``mid_density``, that end is
    lowered to it (choice).  The seed scrambles the sequence, and is that of the systems (see
    `entente.studies.maoz2011.random_systems.experiment.run_generator`).

    ConfigurationError is raised if a range is reversed or impossible, or the seed negative.
    """

    n: tuple[int, int]
    srn_density: tuple[float, float]
    mid_density: tuple[float, float]
    cooperation_density: tuple[float, float]
    democracy_share: tuple[float, float]
    disputes: str
    seed: int

    def __post_init__(self) -> None:
        _check(self.n, {name: getattr(self, name) for name in SHARES}, self.disputes)
        if self.seed < 0:
            raise ConfigurationError(f"seed is {self.seed}.", "Give an integer of at least 0.")

    @classmethod
    def from_ranges(cls, ranges: pd.DataFrame, *, disputes: str, seed: int) -> Design:
        """Return the design over the ranges of ``random/ranges.csv``, from `design_ranges`.

        ConfigurationError is raised if ``disputes`` is none of the choices, or a range is reversed or
        impossible.
        """
        bounds = {row.factor: (row.low, row.high) for row in ranges.itertuples()}
        absent = [factor for factor in ("n", *SHARES) if factor not in bounds]
        if absent:
            raise ConfigurationError(
                f"There is no range of {', '.join(absent)}.", "Give the table random/ranges.csv."
            )
        low, high = bounds["n"]
        shares = {name: bounds[name] for name in SHARES}
        return cls((int(low), int(high)), **shares, disputes=disputes, seed=seed)

    def points(self, first: int, count: int) -> list[Point]:
        """Return ``count`` points of the sequence, from number ``first`` on.

        ConfigurationError is raised if ``first`` is negative or ``count`` not positive.
        """
        from scipy.stats import qmc

        if first < 0 or count < 1:
            raise ConfigurationError(
                f"Points {first} to {first + count - 1} were asked for.", "Give first ≥ 0 and count ≥ 1."
            )
        sequence = qmc.Sobol(1 + len(SHARES), scramble=True, rng=self.seed)
        if first:
            sequence.fast_forward(first)
        with warnings.catch_warnings():
            # Balance to the last point takes a power of two; a sweep of thousands does without.
            warnings.filterwarnings("ignore", message="The balance properties", category=UserWarning)
            cube = sequence.random(count)
        return [self._point(first + row, *coordinates) for row, coordinates in enumerate(cube.tolist())]

    def _point(self, index: int, size: float, *coordinates: float) -> Point:
        """Scale coordinates from 0 to 1 to the ranges."""
        shares = {}
        for name, coordinate in zip(SHARES, coordinates, strict=True):
            low, high = getattr(self, name)
            if name == "mid_density" and self.disputes == "inside":
                low, high = (min(bound, shares["srn_density"]) for bound in (low, high))
            shares[name] = low + (high - low) * coordinate
        fewest, most = self.n
        return Point(index, fewest + int(size * (most - fewest + 1)), **shares, disputes=self.disputes)


def _check(states: tuple[int, int], shares: Mapping[str, tuple[float, float]], disputes: str) -> None:
    fewest, most = states
    if not (isinstance(fewest, int) and isinstance(most, int) and 2 <= fewest <= most):
        raise ConfigurationError(
            f"The number of states is to go from {fewest} to {most}.",
            "Give whole numbers of at least 2 states, the smaller first.",
        )
    for name, (low, high) in shares.items():
        if not 0 <= low <= high <= 1:  # so do missing values fail
            raise ConfigurationError(
                f"{name} is to go from {low:g} to {high:g}.", "Give shares from 0 to 1, the lower first."
            )
    if disputes not in DISPUTES:
        raise ConfigurationError(
            f"disputes is {disputes!r}.", f"Choose one of {', '.join(map(repr, DISPUTES))}."
        )


def historical_densities(systems: Iterable[InternationalSystem]) -> pd.DataFrame:
    """Measure, for each year, what the random systems vary.

    Columns are year; n (states); srn_density, mid_density, cooperation_density: ties per ordered pair of
    states, so that a mutual network of that density has reference groups of the historical mean size (missing
    with fewer than two states); democracy_share: democracies per state.
    """
    rows = []
    for system in systems:
        n = len(system.democracy)
        pairs = n * (n - 1) or np.nan
        rows.append(
            {
                "year": system.year,
                "n": n,
                "srn_density": system.srg.sum() / pairs,
                "mid_density": system.mid.sum() / pairs,
                "cooperation_density": system.cooperation.sum() / pairs,
                "democracy_share": system.democracy.mean(),
            }
        )
    return pd.DataFrame(rows)


def design_ranges(densities: pd.DataFrame, *, states: tuple[int, int], spread: float) -> pd.DataFrame:
    """Return the range of each factor of the design, from `historical_densities`.

    A density goes from ``spread`` standard deviations below its historical mean to as many above, but not
    beyond what some year had (choice: the paper draws "around the historical averages").  The range contains
    the mean; outlying years, such as those of the world wars, do not widen it.  The number of states is
    given.

    A row is a factor: factor; years (number with a value); mean, sd, min, max over years (the years are all
    there are: sd divides by their number); low, high; rule.  ConfigurationError is raised if ``spread`` is
    not positive.
    """
    if not spread > 0:
        raise ConfigurationError(f"spread is {spread}.", "Give a positive number.")
    history = densities[["n", *SHARES]]
    ranges = pd.DataFrame(
        {
            "years": history.count(),
            "mean": history.mean(),
            "sd": history.std(ddof=0),
            "min": history.min(),
            "max": history.max(),
        }
    )
    ranges["low"] = (ranges["mean"] - spread * ranges["sd"]).clip(lower=ranges["min"])
    ranges["high"] = (ranges["mean"] + spread * ranges["sd"]).clip(upper=ranges["max"])
    ranges["rule"] = f"mean ± {spread:g} sd, within min and max"
    ranges.loc["n", ["low", "high", "rule"]] = [*states, "random.states of the configuration"]
    return ranges.rename_axis("factor").reset_index()
