"""Dyad-years as claims look at them: from either side, from one year to the next, and by conflict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.studies.maoz2011.claims.expected_networks import key


def from_either_side(evidence: Evidence) -> pd.DataFrame:
    """Return the ordered pairs of states of a year: each dyad-year twice.

    Returns
    -------
    DataFrame
        state, partner, ally_pact, ally_any, common_enemies, in_group (the partner is in the state's reference
        group), and of the partner and the state capability, democracy, autocracy (of a state without a regime
        both are False) with the prefix partner_ or state_; capability_rank: the partner's rank among all
        members of the year, 0 to 1.
    """
    dyads, states = evidence["dyad_years"], evidence["state_years"]
    about = pd.DataFrame(
        {
            "capability": states["capability"].to_numpy(),
            "capability_rank": states.groupby("year")["capability"].rank(pct=True).to_numpy(),
            "democracy": states["democracy"].to_numpy(),
            "autocracy": (states["regime"] == "autocracy").fillna(False).to_numpy(dtype=bool),
        }
    )
    index = pd.Index(key(states["year"], states["ccode"], 0))
    sides = []
    for one, other in (("1", "2"), ("2", "1")):
        of_state, of_partner = (
            about.iloc[index.get_indexer(key(dyads["year"], dyads[f"ccode{side}"], 0))]
            for side in (one, other)
        )
        side = {
            "state": dyads[f"ccode{one}"].to_numpy(),
            "partner": dyads[f"ccode{other}"].to_numpy(),
            "in_group": dyads[f"srg_{one}_has_{other}"].to_numpy(),
            **{name: dyads[name].to_numpy() for name in ("ally_pact", "ally_any", "common_enemies")},
            **{f"state_{name}": of_state[name].to_numpy() for name in ("democracy", "autocracy")},
            **{f"partner_{name}": of_partner[name].to_numpy() for name in about.columns},
        }
        sides.append(pd.DataFrame(side))
    return pd.concat(sides, ignore_index=True)


def not_yet_allied(evidence: Evidence) -> pd.DataFrame:
    """Return the dyad-years that follow a year without a pact between the same states.

    Returns
    -------
    DataFrame
        Columns of the dyad-years, and new: whether the dyad has a pact now.
    """
    dyads = evidence["dyad_years"]
    pair = key(0, dyads["ccode1"], dyads["ccode2"])
    order = np.lexsort((dyads["year"].to_numpy(), pair))
    follows = np.zeros(len(dyads), dtype=bool)
    year, pair = dyads["year"].to_numpy()[order], pair[order]
    follows[1:] = (pair[1:] == pair[:-1]) & (year[1:] == year[:-1] + 1)
    rows, before = order[follows], order[np.flatnonzero(follows) - 1]
    unallied = ~dyads["ally_pact"].to_numpy()[before]
    rows = rows[unallied]
    return dyads.iloc[rows].assign(new=dyads["ally_pact"].to_numpy()[rows])


def dispute_days(evidence: Evidence) -> np.ndarray:
    """Return the days of disputes of each row of the dyad-years, summed over its disputes."""
    dyads, disputes = evidence["dyad_years"], evidence["disputes"]
    days = disputes.groupby(["year", "ccode1", "ccode2"], as_index=False)["days"].sum()
    found = pd.Series(days["days"].to_numpy(), index=key(days["year"], days["ccode1"], days["ccode2"]))
    return found.reindex(key(dyads["year"], dyads["ccode1"], dyads["ccode2"])).fillna(0).to_numpy()


def allies_before(evidence: Evidence, column: str = "allies_pact") -> pd.Series:
    """Return the number of allies of each state-year, indexed by year and ccode."""
    return evidence["state_years"].set_index(["year", "ccode"])[column]
