"""Regimes of the demo world: scores that hold for years, and now and then years without one, as in Polity."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo import FIRST_YEAR, LAST_YEAR
from entente.data.demo.system import CODES

#: Polity's special codes, for years without a score.
INTERRUPTION, INTERREGNUM, TRANSITION = -66, -77, -88

#: Chance that a regime ends in a year, and that a new score comes at once, without a special code between.
CHANGE, AT_ONCE = 0.03, 0.5

#: Scores of democracy minus autocracy that a new regime may have, and their chances.
SCORES = np.arange(-10, 11)
CHANCES = np.where(np.abs(SCORES) >= 5, 3.0, 1.0) / np.where(np.abs(SCORES) >= 5, 3.0, 1.0).sum()

#: Special codes that occur in every demo world: code of the state, first and last year.
CERTAIN = {INTERRUPTION: (345, 1915, 1916), INTERREGNUM: (710, 1912, 1913), TRANSITION: (230, 1931, 1933)}


def generate(members: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the tidy table of regimes: the scores of each member and year, missing under a special code."""
    frames = [_history(int(code), random) for code in CODES]
    return members[["year", "ccode"]].merge(pd.concat(frames), on=["year", "ccode"], how="left")


def _history(code: int, random: np.random.Generator) -> pd.DataFrame:
    """The regimes of one state in all years, member or not."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    score, special = np.zeros(len(years)), np.zeros(len(years), dtype=int)
    present = random.choice(SCORES, p=CHANCES)
    left = 0
    for t in range(len(years)):
        if left:
            left -= 1
            special[t] = special[t - 1]
        elif t and random.random() < CHANGE:
            present = random.choice(SCORES, p=CHANCES)
            if random.random() >= AT_ONCE:
                special[t] = random.choice([INTERRUPTION, INTERREGNUM, TRANSITION], p=[0.2, 0.3, 0.5])
                left = random.integers(0, 3)
        score[t] = present
    for special_code, (state, first, last) in CERTAIN.items():
        if state == code:
            special[(years >= first) & (years <= last)] = special_code
    # Mixed regimes have points on both scales, as in Polity.
    mixed = np.where(np.abs(score) >= 6, 0, 1 + (np.abs(score) <= 2))
    scales = {"democracy": np.maximum(score, 0) + mixed, "autocracy": np.maximum(-score, 0) + mixed}
    known = {name: np.where(special == 0, values, np.nan) for name, values in scales.items()}
    return pd.DataFrame({"year": years, "ccode": code, **known})
