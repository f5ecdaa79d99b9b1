"""Intergovernmental organizations of the demo world, under acronyms that the raw file has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import FIRST_YEAR, LAST_YEAR, STATES
from entente.data.demo.system import KEY, on_axis, positions

#: Codes of a membership; NOT_YET is an organization's whole column in the years before it.
FULL, ASSOCIATE, OBSERVER, NONE, NOT_YET, UNKNOWN = 1, 2, 3, 0, -1, -9

#: Organizations whose members come from anywhere, and from one region only.
UNIVERSAL = (
    "bipm itu upu iupip iuplaw isupt iia cwgc pca iho iru ilo icao fao un unesco who imf ibrd gatt wmo imo"
).split()  # fmt: skip
REGIONAL = {
    "America": "paho oas iadefb puasp pcsp ocas iacw caipa".split(),
    "Europe": "ccnr danube nordc coe oeec ecsc weu ebrd cern cmea".split(),
    "Asia": "loas seato scaf colombo aalco cento".split(),
}

#: Years in which organizations are founded (some before the first), and how eager states are to join.
FOUNDED, EAGERNESS = (1880, 1955), (0.003, 0.1)

#: Share of members that are associates or observers, and of memberships unknown in these years.
LESSER_MEMBERS, UNKNOWN_SHARE, UNKNOWN_YEARS = 0.03, 0.04, (1916, 1940)


def generate(members: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the code of each member's membership in each organization.

    Returns
    -------
    DataFrame
        year, ccode, then one column an organization: 1 full, 2 associate, 3 observer, 0 none, −1 not yet
        founded, −9 unknown.
    """
    t, states = np.nonzero(on_axis(members))
    frame = members[["year", "ccode"]].copy()
    regions = np.array([state.region for state in STATES])
    bodies = [(name, None) for name in UNIVERSAL]
    bodies += [(name, region) for region, names in REGIONAL.items() for name in names]
    unknown_years = np.isin(frame["year"], UNKNOWN_YEARS)
    columns = {}
    for name, region in bodies:
        eligible = np.full(len(STATES), True) if region is None else regions == region
        codes, founded = _memberships(eligible, random)
        of_members = codes[t, states]
        lost = unknown_years & (random.random(len(frame)) < UNKNOWN_SHARE) & (frame["year"] >= founded)
        columns[name] = np.where(lost, UNKNOWN, of_members)
    return pd.concat([frame, pd.DataFrame(columns)], axis=1)


def _memberships(eligible: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, int]:
    """The codes of one organization, shape (years, states), and its first year: who joins stays."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    founded = int(random.integers(*FOUNDED))
    waits = random.geometric(random.uniform(*EAGERNESS), len(eligible))
    status = np.full(len(eligible), FULL)
    status[random.random(len(eligible)) < LESSER_MEMBERS] = random.choice([ASSOCIATE, OBSERVER])
    joined = eligible & (years[:, None] >= founded + waits - 1)
    codes = np.where(joined, status, NONE)
    codes[years < founded] = NOT_YET
    return codes, founded


def shared_memberships(dyads: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode1, ccode2, shared: the organizations in which both states are full members."""
    names = memberships.columns[2:]
    full = np.zeros((LAST_YEAR - FIRST_YEAR + 1, len(STATES), len(names)), dtype=bool)
    full[memberships["year"] - FIRST_YEAR, positions(memberships["ccode"])] = memberships[names] == FULL
    t = dyads["year"] - FIRST_YEAR
    both = full[t, positions(dyads["ccode1"])] & full[t, positions(dyads["ccode2"])]
    return dyads[KEY].assign(shared=both.sum(axis=1))
