"""The history of the demo world, from its seed: tidy tables that the raw files are written from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.data.demo import alliances, disputes, economy, organizations, regimes, religions, system
from entente.data.demo.randomness import stream


@dataclass(frozen=True, eq=False)
class World:
    """What happened in one demo world; every table is free of the raw files' quirks and sorted.

    Attributes
    ----------
    seed : int
        What it was made from.
    spells, major_powers : DataFrame
        Spells of membership and of major-power status: ccode, …, start, end.
    members : DataFrame
        year, ccode, whole_year.
    capitals : DataFrame
        ccode, name, capital, start, end, latitude, longitude.
    dyads : DataFrame
        Each undirected dyad-year of members: year, ccode1, ccode2, contiguity (0: none), distance (km),
        minimum_regime_score (−100 to 100 or missing), common_enemies, ally_any_before, ally_any.
    regimes, disputes, wars, rivalries, obligations, capabilities, trade, trade_totals, memberships,
    shared_memberships, religions : DataFrame
        As the functions that make them describe.
    """

    seed: int
    spells: pd.DataFrame
    major_powers: pd.DataFrame
    members: pd.DataFrame
    capitals: pd.DataFrame
    regimes: pd.DataFrame
    disputes: pd.DataFrame
    wars: pd.DataFrame
    rivalries: pd.DataFrame
    dyads: pd.DataFrame
    obligations: pd.DataFrame
    capabilities: pd.DataFrame
    trade: pd.DataFrame
    trade_totals: pd.DataFrame
    memberships: pd.DataFrame
    shared_memberships: pd.DataFrame
    religions: pd.DataFrame


def generate(seed: int) -> World:
    """Make the demo world of ``seed``: 1900–1959, some 36 states a year.

    States, capitals and borders are the same in every world.  Regimes and disputes are drawn next, then
    alliances, year by year, from the logit of :data:`entente.data.demo.alliances.COEFFICIENTS`; the rest
    depends on none of them but through wars.
    """
    members = system.state_years(system.spells())
    majors = system.state_years(system.major_powers()).drop_duplicates(["year", "ccode"])
    regime = regimes.generate(members, stream(seed, "regimes"))
    dyads = _dyads(members, regime)
    dispute = disputes.generate(members, dyads, majors, stream(seed, "disputes"))
    wars = disputes.wars(dispute)
    dyads = alliances.generate(dyads, dispute, stream(seed, "alliances"))
    at_war = system.state_years(wars).drop_duplicates(["year", "ccode"])
    capability = economy.capabilities(members, majors, at_war, stream(seed, "capabilities"))
    trading = stream(seed, "trade")
    trade = economy.trade(dyads, capability, trading)
    memberships = organizations.generate(members, stream(seed, "organizations"))
    return World(
        seed=seed,
        spells=system.spells(),
        major_powers=system.major_powers(),
        members=members,
        capitals=system.capitals(),
        regimes=regime,
        disputes=dispute,
        wars=wars,
        rivalries=disputes.rivalries(dispute),
        dyads=dyads,
        obligations=alliances.obligations(dyads, stream(seed, "obligations")),
        capabilities=capability,
        trade=trade,
        trade_totals=economy.trade_totals(members, trade, trading),
        memberships=memberships,
        shared_memberships=organizations.shared_memberships(dyads, memberships),
        religions=religions.generate(members, capability, stream(seed, "religions")),
    )


def _dyads(members: pd.DataFrame, regime: pd.DataFrame) -> pd.DataFrame:
    """Dyad-years with what alliances depend on and disputes do not."""
    dyads = system.dyad_years(members)
    dyads["distance"] = system.capital_distances(dyads)
    dyads = dyads.merge(system.borders(), on=["ccode1", "ccode2"], how="left")
    dyads["contiguity"] = dyads["contiguity"].fillna(0).astype(int)
    score = 10.0 * (regime["democracy"] - regime["autocracy"]).set_axis(
        pd.MultiIndex.from_frame(regime[["year", "ccode"]])
    )
    ends = [
        score.reindex(pd.MultiIndex.from_frame(dyads[["year", code]])).to_numpy()
        for code in ("ccode1", "ccode2")
    ]
    return dyads.assign(minimum_regime_score=np.minimum(*ends))
