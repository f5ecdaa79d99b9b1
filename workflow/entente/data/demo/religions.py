"""Religions of the demo world: shares of the families in each state every five years from 1945."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import LAST_YEAR
from entente.data.demo.system import STATES
from entente.data.readers.religions import FAMILIES

#: Census years; the last lies after the demo world's end and closes the line that starts in 1955.
YEARS = (1945, 1950, 1955, 1960)

#: Branches of the families that have any; the others are their own.
BRANCHES = {
    "christian": ("protestant", "catholic", "orthodox", "anglican", "other_christian"),
    "jewish": ("orthodox_jewish", "conservative_jewish", "reform_jewish", "other_jewish"),
    "muslim": ("sunni", "shia", "ibadi", "nation_of_islam", "alawite", "ahmadi", "other_muslim"),
    "buddhist": ("mahayana", "theravada", "other_buddhist"),
}
FAMILY = {branch: family for family in FAMILIES.values() for branch in BRANCHES.get(family, (family,))}

#: States that no census lists, that are listed from a later year on, and half of whose people hold a second
#: religion.
NEVER_LISTED, LISTED_FROM, SECOND_RELIGION = (225,), {210: 1955}, {740: "buddhist"}


def generate(members: pd.DataFrame, population: pd.Series, random: np.random.Generator) -> pd.DataFrame:
    """Return the tidy table of religions of the states that are members, in 1960 those of the last year.

    ``population`` is of years and codes, in thousands.
    """
    present = set(members[["year", "ccode"]].itertuples(index=False, name=None))
    rows = []
    for state in STATES.itertuples():
        shares = _shares(state.religion, random)
        for year in YEARS:
            shares = 0.98 * shares + 0.02 * random.dirichlet(np.ones(len(FAMILY)))
            listed = state.ccode not in NEVER_LISTED and year >= LISTED_FROM.get(state.ccode, 0)
            known = min(year, LAST_YEAR), state.ccode
            if listed and known in present:
                people = int(population[known]) * 1000
                adherents = pd.Series(np.floor(shares * people), FAMILY).groupby(FAMILY, sort=False).sum()
                if state.ccode in SECOND_RELIGION:
                    adherents[SECOND_RELIGION[state.ccode]] += people // 2
                rows.append({"year": year, "ccode": state.ccode, **(adherents / people).round(4)})
    table = pd.DataFrame(rows)
    families = list(FAMILIES.values())
    return table.assign(**table[families].div(table[families].sum(axis=1), axis=0))


def _shares(main: str, random: np.random.Generator) -> np.ndarray:
    """Shares of the branches at first: the main religion has most, a few others the rest."""
    branches = list(FAMILY)
    weights = np.where(random.random(len(branches)) < 0.25, random.random(len(branches)), 0.0)
    weights[branches.index("nonreligious")] += 0.2
    weights[branches.index(main)] = 0.0
    largest = random.uniform(0.55, 0.95)
    shares = (1.0 - largest) * weights / weights.sum()
    shares[branches.index(main)] = largest
    return shares
