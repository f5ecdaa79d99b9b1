"""Capabilities and trade of the demo world."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import FIRST_YEAR, LAST_YEAR
from entente.data.demo.system import CODES, of_dyads, on_axes
from entente.systems.dyads import DYAD_YEAR

#: Log of a state's size relative to others: standard deviation, and what majors have more.
SIZE_SPREAD, MAJOR_BONUS = 0.9, 1.8

#: How much more a state spends on arms in a year of war.
WAR_EFFORT = 3.0

#: Shares of state-years in which expenditure, personnel and national trade are unknown.
UNKNOWN_EXPENDITURE, UNKNOWN_PERSONNEL, UNKNOWN_TRADE = 0.08, 0.02, 0.03

#: State and years in which neither military component is known; state and last year of having no forces.
NEITHER_KNOWN, NO_FORCES = (530, 1921, 1924), (40, 1907)

#: Shares of dyads that record their trade in the first and in the last year, and of flows unknown among them.
RECORDED, UNKNOWN_FLOW = (0.35, 0.95), 0.04


def capabilities(
    members: pd.DataFrame, majors: pd.DataFrame, at_war: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Return the capabilities of each member and year.

    Given are year and ccode of members, of major powers, and of states at war; returned are year, ccode,
    expenditure (thousands of pounds or dollars) and personnel (thousands), missing where they are unknown,
    energy (tons) and population (thousands).
    """
    wanted = on_axes(members)
    years, states = np.nonzero(wanted)
    log_size = random.normal(0.0, SIZE_SPREAD, len(CODES))[None, :] + MAJOR_BONUS * on_axes(majors)
    walk = random.normal(0.0, 0.05, wanted.shape).cumsum(axis=0)
    size = np.exp(log_size + walk) * 1.02 ** np.arange(len(wanted))[:, None]
    effort = np.where(on_axes(at_war), WAR_EFFORT, 1.0)
    wealth = size * np.exp(random.normal(0.0, 0.4, len(CODES)))
    table = {
        "expenditure": 4000 * wealth * effort * random.lognormal(0.0, 0.2, wanted.shape),
        "personnel": 30 * size * effort * random.lognormal(0.0, 0.1, wanted.shape),
        "energy": 3000 * wealth,
        "population": 6000 * size,
    }
    frame = pd.DataFrame({"year": FIRST_YEAR + years, "ccode": CODES[states]})
    return _forget(frame.assign(**{name: np.round(values[wanted]) for name, values in table.items()}), random)


def _forget(frame: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Leave out the military components that the demo world does not know."""
    code, last = NO_FORCES
    military = ["expenditure", "personnel"]
    frame.loc[(frame["ccode"] == code) & (frame["year"] <= last), military] = 0.0
    lost = random.random((len(frame), 2)) < [UNKNOWN_EXPENDITURE, UNKNOWN_PERSONNEL]
    code, first, last = NEITHER_KNOWN
    lost |= ((frame["ccode"] == code) & frame["year"].between(first, last)).to_numpy()[:, None]
    return frame.assign(**frame[military].mask(lost))


def trade(dyads: pd.DataFrame, capability: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the tidy table of the recorded trade of dyads, by a law of gravity.

    Economies are the energy that states use, of :func:`capabilities`, and distances those of the dyads (km).
    imports1 (of ccode1 from ccode2) and imports2 are whole millions of dollars, missing where one of the two
    is unknown.
    """
    first, second = of_dyads(dyads, on_axes(capability, capability["energy"] / 1000.0))
    gravity = (
        8.0 * (first * second) ** 0.8 / (np.maximum(dyads["distance"].to_numpy(), 100.0) / 1000.0) ** 0.9
    )
    flows = np.round(gravity[:, None] * random.lognormal(0.0, 0.5, (len(dyads), 2)))
    flows[random.random(flows.shape) < UNKNOWN_FLOW] = np.nan
    share = np.interp(dyads["year"], [FIRST_YEAR, LAST_YEAR], RECORDED)
    recorded = (random.random(len(dyads)) < share) & ~np.isnan(flows).all(axis=1)
    table = dyads[DYAD_YEAR].assign(imports1=flows[:, 0], imports2=flows[:, 1])
    return table[recorded].reset_index(drop=True)


def trade_totals(members: pd.DataFrame, flows: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return year, ccode, imports, exports: a sixth more than the dyads record, or both missing."""
    ends = (
        {"ccode1": "ccode", "imports1": "imports", "imports2": "exports"},
        {"ccode2": "ccode", "imports2": "imports", "imports1": "exports"},
    )
    both = pd.concat([flows.rename(columns=end)[["year", *end.values()]] for end in ends])
    sums = both.groupby(["year", "ccode"], as_index=False).sum()
    totals = members[["year", "ccode"]].merge(sums, on=["year", "ccode"], how="left").fillna(0.0)
    amounts = (totals[["imports", "exports"]] * 7.0 / 6.0).round(3)
    unknown = random.random(len(totals)) < UNKNOWN_TRADE
    return totals.assign(**amounts.mask(pd.Series(unknown)))
