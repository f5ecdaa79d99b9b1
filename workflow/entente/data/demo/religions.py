"""Religions of the demo world: adherents of each state every five years from 1945."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import LAST_YEAR, STATES

#: Census years; the last lies after the demo world's end and closes the line that starts in 1955.
YEARS = (1945, 1950, 1955, 1960)

#: Religious families, in the order of the raw file: column of the family, and columns of its branches.
FAMILIES = {
    "chrstgen": ("chrstprot", "chrstcat", "chrstorth", "chrstang", "chrstothr"),
    "judgen": ("judorth", "jdcons", "judref", "judothr"),
    "islmgen": ("islmsun", "islmshi", "islmibd", "islmnat", "islmalw", "islmahm", "islmothr"),
    "budgen": ("budmah", "budthr", "budothr"),
    **dict.fromkeys(("zorogen", "hindgen", "sikhgen", "shntgen", "bahgen", "taogen"), ()),
    **dict.fromkeys(("jaingen", "confgen", "syncgen", "anmgen", "nonrelig", "othrgen"), ()),
}

#: Columns with adherents of their own, from which the families' are summed.
LEAVES = tuple(leaf for family, branches in FAMILIES.items() for leaf in (branches or (family,)))

#: States that no census lists, that are listed from a later year on, and whose people hold two religions.
NEVER_LISTED, LISTED_FROM, DUAL = (225,), {210: 1955}, {740: "budmah"}


def generate(members: pd.DataFrame, capability: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the adherents of each religion in the states that are members, in 1960 those of the last year.

    Returns
    -------
    DataFrame
        year, ccode, population, dual (bool: adherents add up to more than the population), then one column
        for each of :data:`LEAVES`: whole persons.
    """
    present = set(members[["year", "ccode"]].itertuples(index=False, name=None))
    people = capability.set_index(["year", "ccode"])["tpop"]
    rows = []
    for state in STATES:
        shares = _shares(state.religion, random)
        for year in YEARS:
            drift = random.dirichlet(np.ones(len(LEAVES)))
            shares = 0.98 * shares + 0.02 * drift
            known = min(year, LAST_YEAR)
            listed = state.code not in NEVER_LISTED and year >= LISTED_FROM.get(state.code, 0)
            if (known, state.code) not in present or not listed:
                continue
            population = int(people[known, state.code]) * 1000
            adherents = dict(zip(LEAVES, np.floor(shares * population).astype(int), strict=True))
            dual = state.code in DUAL
            if dual:
                adherents[DUAL[state.code]] += population // 2
            rows.append(
                {"year": year, "ccode": state.code, "population": population, "dual": dual, **adherents}
            )
    return pd.DataFrame(rows)


def _shares(main: str, random: np.random.Generator) -> np.ndarray:
    """Shares of the leaves at first: the main religion has most, a few others the rest."""
    weights = np.where(random.random(len(LEAVES)) < 0.25, random.random(len(LEAVES)), 0.0)
    weights[LEAVES.index("nonrelig")] += 0.2
    weights[LEAVES.index(main)] = 0.0
    largest = random.uniform(0.55, 0.95)
    shares = (1.0 - largest) * weights / weights.sum()
    shares[LEAVES.index(main)] = largest
    return shares
