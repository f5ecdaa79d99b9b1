"""Intergovernmental organizations of the demo world."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import FIRST_YEAR, LAST_YEAR
from entente.data.demo.system import STATES, of_dyads, on_axes
from entente.systems.dyads import DYAD_YEAR

#: Standings of a state in an organization.
FULL, ASSOCIATE, OBSERVER, NONE = 1, 2, 3, 0

#: How many organizations have members from anywhere (None), or from one region only.
ORGANIZATIONS = {None: 22, "America": 8, "Europe": 10, "Asia": 6}

#: Years in which organizations are founded (some before the first), and how eager states are to join.
FOUNDED, EAGERNESS = (1880, 1955), (0.003, 0.1)

#: Share of members that are associates or observers, and of memberships unknown in these years.
LESSER_MEMBERS, UNKNOWN_SHARE, UNKNOWN_YEARS = 0.03, 0.04, (1916, 1940)

#: A state of whose last year nothing is known: code, year.
NOT_KNOWN = (290, 1938)


def generate(members: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    """Return full membership, bool of shape (years, states, organizations); one that is unknown is none."""
    present = on_axes(members)
    full = []
    for region, number in ORGANIZATIONS.items():
        eligible = (STATES["region"].to_numpy() == region) | (region is None)
        for _ in range(number):
            standing, founded = _standings(eligible, random)
            unknown = random.random(len(members)) < UNKNOWN_SHARE
            unknown &= members["year"].isin(UNKNOWN_YEARS) & (members["year"] >= founded)
            full.append((standing == FULL) & present & ~on_axes(members, unknown))
    return np.stack(full, axis=-1)


def _standings(eligible: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, int]:
    """Those in one organization, shape (years, states), and its first year: who joins stays."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    founded = int(random.integers(*FOUNDED))
    waits = random.geometric(random.uniform(*EAGERNESS), len(eligible))
    standing = np.full(len(eligible), FULL)
    standing[random.random(len(eligible)) < LESSER_MEMBERS] = random.choice([ASSOCIATE, OBSERVER])
    return np.where(eligible & (years[:, None] >= founded + waits - 1), standing, NONE), founded


def of_states(members: pd.DataFrame, full: np.ndarray) -> pd.DataFrame:
    """Return the tidy table of memberships: year, ccode, memberships."""
    table = members[["year", "ccode"]].assign(memberships=full.sum(axis=-1)[on_axes(members)])
    return table[~_not_known(table, "ccode")]


def of_dyad_years(dyads: pd.DataFrame, full: np.ndarray) -> pd.DataFrame:
    """Return the tidy table of shared memberships: year, ccode1, ccode2, shared_memberships."""
    first, second = of_dyads(dyads, full)
    table = dyads[DYAD_YEAR].assign(shared_memberships=(first & second).sum(axis=1))
    return table[~_not_known(table, "ccode1") & ~_not_known(table, "ccode2")]


def _not_known(table: pd.DataFrame, code: str) -> pd.Series:
    return (table[code] == NOT_KNOWN[0]) & (table["year"] == NOT_KNOWN[1])
