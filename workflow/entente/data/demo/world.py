"""The history of the demo world, from its seed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.data.demo import alliances, disputes, economy, organizations, regimes, religions, system
from entente.systems.dyads import DYAD, with_ends
from entente.systems.members import dyad_years
from entente.systems.spells import expand_spells

#: Random streams, one a subject, so that a change in one leaves the others alone.  The order is part of the
#: seed: add new streams at the end.
STREAMS = "regimes disputes alliances obligations capabilities trade organizations religions".split()


class World(NamedTuple):
    """What happened in one demo world.

    Attributes
    ----------
    tables : dict of str to DataFrame
        The tidy tables, to be validated by their schemas.
    dyads : DataFrame
        Each undirected dyad-year of members: year, ccode1, ccode2, contiguity (0: none), distance (km),
        minimum_regime_score (−100 to 100 or missing), common_enemies, ally_any_before, ally_any.
    disputes : DataFrame
        The dispute-dyads of :func:`entente.data.demo.disputes.generate`.
    """

    tables: dict[str, pd.DataFrame]
    dyads: pd.DataFrame
    disputes: pd.DataFrame


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of the stream ``name``, one of :data:`STREAMS`, of the world ``seed``."""
    return np.random.default_rng(np.random.SeedSequence(entropy=[seed, STREAMS.index(name)]))


def generate(seed: int) -> World:
    """Make the demo world of ``seed``: 1900–1959, some 36 states a year.

    States, capitals and borders are the same in every world.  Regimes and disputes are drawn next, then
    alliances, year by year, from the logit of :data:`entente.data.demo.alliances.COEFFICIENTS`; the rest
    depends on none of them but through wars.
    """
    random = {name: stream(seed, name) for name in STREAMS}
    members, majors = system.members(), system.major_powers()
    regime = regimes.generate(members, random["regimes"])
    dyads = _dyads(members, regime)
    dispute = disputes.generate(members, dyads, majors, random["disputes"])
    wars = disputes.wars(dispute)
    dyads = alliances.generate(dyads, dispute, random["alliances"])
    at_war = expand_spells(wars, "first_year", "last_year")
    capability = economy.capabilities(members, majors, at_war, random["capabilities"])
    trade = economy.trade(dyads, capability, random["trade"])
    full = organizations.generate(members, random["organizations"])
    population = capability.set_index(["year", "ccode"])["population"]
    tables = {
        "alliances": alliances.obligations(dyads, random["obligations"]),
        "capabilities": capability[["year", "ccode", "expenditure", "personnel"]],
        "capitals": system.capitals(),
        "contiguity": dyads.loc[dyads["contiguity"] > 0, ["year", *DYAD, "contiguity"]],
        "disputes": disputes.dispute_years(dispute),
        "dyadic_wars": disputes.dyadic_wars(dispute),
        "igo_dyads": organizations.of_dyad_years(dyads, full),
        "igo_states": organizations.of_states(members, full),
        "major_powers": majors,
        "regimes": regime,
        "religions": religions.generate(members, population, random["religions"]),
        "rivalries": disputes.rivalries(dispute),
        "states": members,
        "trade_dyads": trade,
        "trade_national": economy.trade_totals(members, trade, random["trade"]),
        "wars": wars,
    }
    return World(tables, dyads, dispute)


def _dyads(members: pd.DataFrame, regime: pd.DataFrame) -> pd.DataFrame:
    """Dyad-years with what alliances depend on and disputes do not."""
    dyads = dyad_years(members, False, DataLog("dyads"))
    scored = regime.assign(score=10.0 * (regime["democracy"] - regime["autocracy"]))
    scores = with_ends(dyads, scored, ["score"])
    dyads["minimum_regime_score"] = np.minimum(scores["score1"], scores["score2"])
    dyads["distance"] = system.dyad_distances(dyads, members)
    dyads = dyads.merge(system.borders(), on=DYAD, how="left")
    return dyads.assign(contiguity=dyads["contiguity"].fillna(0).astype(int))
