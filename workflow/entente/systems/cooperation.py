"""Cooperation: trade dependence, shared organizations, and joint cooperation over the years before."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.dyads import DYAD_YEAR, with_ends

#: The past of year t is t−5..t−1.
PAST_YEARS = range(1, 6)


def trade_dependence(trade_dyads: pd.DataFrame, trade_national: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return the smaller of two states' dependences on their trade with each other.

    The dependence of i on j is their trade over i's total trade, (imports + exports with j) / (imports +
    exports of i).  The measure and taking the smaller of the two are choices: the paper speaks of the level
    of trade (Maoz 2011, p. 16).

    Of the tidy tables, in millions of current US dollars, it makes year, ccode1, ccode2, trade_dependence
    (float64, share; rounding of small totals puts a few above 1, counted).  A dyad-year with a missing flow
    or total, or a total of 0, has no row.
    """
    total = trade_national.assign(total=trade_national["imports"] + trade_national["exports"])
    flows = with_ends(trade_dyads, total, ["total"])
    totals = flows[["total1", "total2"]]
    exchanged = flows["imports1"] + flows["imports2"]
    dependence = totals.where(totals > 0).rdiv(exchanged, axis=0).min(axis=1, skipna=False)
    log.note("missing", "dyad-years of trade with an unknown flow or total", dependence.isna().sum())
    log.note("kept", "smaller trade dependence above 1", (dependence > 1).sum())
    return flows[DYAD_YEAR].assign(trade_dependence=dependence).dropna(subset="trade_dependence")


def joint_igo_membership(igo_dyads: pd.DataFrame, igo_states: pd.DataFrame, log: DataLog) -> pd.DataFrame:
    """Return shared memberships, and their share of the memberships of the state with fewer.

    The share is a choice: the paper speaks of the level of institutional cooperation (Maoz 2011, p. 16).

    Of the tidy tables, which count organizations, it makes year, ccode1, ccode2, shared_igos (float64,
    organizations), joint_igo (float64, share: 0/0 is 0, at most 1, missing where a state has no count of its
    own).  A dyad-year whose shared memberships are missing has no row.
    """
    shared = igo_dyads.rename(columns={"shared_memberships": "shared_igos"}).dropna(subset="shared_igos")
    shared = with_ends(shared, igo_states, ["memberships"])
    fewer = shared[["memberships1", "memberships2"]].min(axis=1, skipna=False)
    count = shared["shared_igos"].astype("float64")
    share = (count / fewer).mask((fewer == 0) & (count == 0), 0.0)
    log.note(
        "clipped", "shared memberships above the smaller state's own count, share set to 1", (share > 1).sum()
    )
    log.note("missing", "shared memberships of states without a count of their own", share.isna().sum())
    return shared[DYAD_YEAR].assign(shared_igos=count, joint_igo=share.clip(upper=1.0))


def past_mean(values: pd.DataFrame, column: str, first_year: int) -> pd.DataFrame:
    """Return, for each dyad and year t, the mean of ``column`` over the years t−5..t−1 that have a value.

    The first year of the system has no past: it uses itself.  The window and this exception are choices: the
    paper speaks of a history of cooperation (Maoz 2011, p. 11) and gives no years.

    ``values`` has year, ccode1, ccode2 and ``column``, none missing; so has the result (float64, in its
    unit), sorted, with rows up to five years after the last of ``values``, whether or not both states are
    members then.  No row without a value in the window.
    """
    lagged = [values[[*DYAD_YEAR, column]].assign(year=values["year"] + lag) for lag in PAST_YEARS]
    lagged.append(values.loc[values["year"] == first_year, [*DYAD_YEAR, column]])
    return pd.concat(lagged, ignore_index=True).groupby(DYAD_YEAR, as_index=False)[column].mean()


def joint_cooperation(dyads: pd.DataFrame, criterion: str, log: DataLog) -> pd.Series:
    """Return whether a dyad has a history of cooperation, bool, a row of ``dyads`` each.

    Past trade dependence and past shared memberships (past_trade, past_igos) are each compared with their
    mean over the year's dyads that have a value: at or above that mean, and above zero, is cooperation;
    ``criterion``, "both", "any", "trade" or "igo", says which of the two are demanded.  A dyad without trade
    data is judged on organizations alone, whatever is demanded, and counted.  (All of this is a choice: the
    paper speaks of a history of economic and institutional cooperation, p. 11.)
    """
    past = dyads[["past_trade", "past_igos"]]
    # Means of equal numbers differ in the last bit: a dyad exactly at the mean must not fall below it.
    least = past.groupby(dyads["year"]).transform("mean") * (1 - 1e-12)
    trade, igo = (((past > 0) & (past >= least))[name] for name in past)
    no_trade, no_igo = (past[name].isna() for name in past)
    log.note(
        "kept", "dyads without trade data in the past years, judged on organizations alone", no_trade.sum()
    )
    log.note("kept", "dyads without organization data in the past years: no cooperation", no_igo.sum())
    judged = {"both": igo & trade, "any": igo | trade, "trade": trade, "igo": igo}[criterion]
    return judged.where(~no_trade, igo)
