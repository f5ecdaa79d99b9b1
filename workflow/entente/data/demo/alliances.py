"""Alliances of the demo world, which follow a dyadic logit, and the obligations that they entail."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import disputes as conflict
from entente.data.demo.system import CODES, positions
from entente.systems.dyads import DYAD_YEAR

#: Log-odds of any alliance of a dyad in a year.  The regressors are those of Maoz (2011, Tables 2–4) that can
#: be measured without an alliance of the same year; the values are invented.
COEFFICIENTS = {
    "constant": -2.9,
    "contiguous": 1.0,
    "common_enemies": 0.8,
    "minimum_regime_score": 0.008,
    "distance_1000_km": -0.15,
    "ally_any_before": 5.0,
}

#: A dispute makes enemies for its year and the four after.
ENEMY_YEARS = 5

#: Chances that a new alliance has each obligation; one that would have none is to consult.
OBLIGATIONS = {
    "defense": 0.75,
    "offense": 0.12,
    "neutrality": 0.1,
    "nonaggression": 0.45,
    "consultation": 0.45,
}


def generate(dyads: pd.DataFrame, disputes: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return ``dyads`` with the regressors that depend on time, and the alliances that the logit gives.

    ``dyads`` have year, by which they are sorted, ccode1, ccode2, contiguity, distance (km) and
    minimum_regime_score, which adds nothing to the log-odds where it is missing; ``disputes`` are those of
    :func:`entente.data.demo.disputes.generate`.  Added are, as bool, common_enemies (a state with which both
    had a dispute in t−4..t, all three members in t), ally_any_before (allied in t−1; false in the first year,
    and for states that were not both members in t−1), and ally_any.
    """
    quarrels = conflict.matrices(disputes)
    draws = random.random(len(dyads))
    before = np.zeros((len(CODES), len(CODES)), dtype=bool)
    frames = []
    for t, (_, rows) in enumerate(dyads.groupby("year", sort=True)):
        i, j = positions(rows["ccode1"]), positions(rows["ccode2"])
        member = np.isin(np.arange(len(CODES)), np.concatenate([i, j]))
        enemies = quarrels[max(0, t + 1 - ENEMY_YEARS) : t + 1].any(axis=0) & member & member[:, None]
        shared = (enemies.astype(int) @ enemies.astype(int)) > 0
        year = rows.assign(common_enemies=shared[i, j], ally_any_before=before[i, j])
        year["ally_any"] = draws[rows.index] < 1.0 / (1.0 + np.exp(-log_odds(design(year))))
        before = np.zeros_like(before)
        before[i, j] = before[j, i] = year["ally_any"]
        frames.append(year)
    return pd.concat(frames)


def design(dyads: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of the logit, float64, a column each; scores are missing where a state has none."""
    columns = {
        "constant": np.ones(len(dyads)),
        "contiguous": dyads["contiguity"] > 0,
        "common_enemies": dyads["common_enemies"],
        "minimum_regime_score": dyads["minimum_regime_score"],
        "distance_1000_km": dyads["distance"] / 1000.0,
        "ally_any_before": dyads["ally_any_before"],
    }
    return pd.DataFrame(columns, index=dyads.index).astype("float64")


def log_odds(regressors: pd.DataFrame) -> np.ndarray:
    """Return the log-odds of any alliance; what is missing adds nothing."""
    return regressors.fillna(0.0).to_numpy() @ np.array([COEFFICIENTS[term] for term in regressors])


def obligations(dyads: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the tidy table of alliances: what each entails, the same from its first to its last year."""
    allied = dyads[dyads["ally_any"]].sort_values(["ccode1", "ccode2", "year"], ignore_index=True)
    alliance = (~allied["ally_any_before"]).cumsum() - 1
    entailed = random.random((int(alliance.max()) + 1, len(OBLIGATIONS))) < list(OBLIGATIONS.values())
    entailed[~entailed.any(axis=1), -1] = True
    return allied[DYAD_YEAR].assign(**dict(zip(OBLIGATIONS, entailed[alliance].T, strict=True)))
