"""Regime scores and types, by Maoz's cut-offs or by Polity's."""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog

#: Cut-offs on the score 10 × (democracy − autocracy) (Maoz 1998, pp. 78–79).
DEMOCRACY_FROM, ANOCRACY_FROM = 30, -25
#: Cut-off on democracy − autocracy that is usual with Polity.
POLITY_DEMOCRACY_FROM = 6


def regime_types(members: pd.DataFrame, regimes: pd.DataFrame, cutoff: str, log: DataLog) -> pd.DataFrame:
    """Return the regime score and type of each member, in the order of ``members``.

    Maoz's score also has a factor for the concentration of power, which no release of Polity holds.

    Parameters
    ----------
    members : DataFrame
        year, ccode.
    regimes : DataFrame
        Tidy table: year, ccode, democracy, autocracy (0 to 10, with missing values).
    cutoff : {"maoz", "polity"}
        Which states are democracies: score ≥ 30 (Maoz 2011, p. 16), or democracy − autocracy ≥ 6.
    log : DataLog

    Returns
    -------
    DataFrame
        year, ccode, regime_score (float64, −100 to 100, missing without a usable score), regime (string:
        "democracy", "anocracy", "autocracy" or missing), democracy (bool: False without a usable score).
    """
    scores = members[["year", "ccode"]].merge(regimes, on=["year", "ccode"], how="left")
    score = 10.0 * (scores["democracy"].astype("float64") - scores["autocracy"].astype("float64"))
    democracy_from = {"maoz": DEMOCRACY_FROM, "polity": 10 * POLITY_DEMOCRACY_FROM}[cutoff]
    regime = pd.Series(pd.NA, index=scores.index, dtype="string")
    regime[score < ANOCRACY_FROM] = "autocracy"
    regime[(score >= ANOCRACY_FROM) & (score < democracy_from)] = "anocracy"
    regime[score >= democracy_from] = "democracy"
    log.note(
        "missing", "members without a usable regime score: no democracy in the model", score.isna().sum()
    )
    return scores[["year", "ccode"]].assign(
        regime_score=score, regime=regime, democracy=score.ge(democracy_from)
    )
