"""A small conjoint: profiles of allies, one factor, and what respondents chose."""

import numpy as np
import pandas as pd

DESIGN = {
    "title": "Allies", "status": "pilot", "data": {"role": "allies"},
    "conjoint": {"respondent": "who", "task": "task", "profile": "profile", "chosen": "chosen"},
    "factors": {"arm": {"column": "arm", "levels": {1: "weak", 2: "strong"}, "reference": "weak"}},
    "outcomes": {"chosen": {"kind": "binary", "range": [0, 1], "unit": "share", "margin": 0.1}},
    "hypotheses": {"H1": {"text": "Strength tells", "outcome": "chosen", "effect": {"arm": "strong"},
                          "direction": "positive", "family": "main"}},
    "families": {"main": "none"},
}  # fmt: skip


def profiles(n=60):
    """Two tasks of two profiles for each of n respondents, one profile of each chosen."""
    rng = np.random.default_rng(3)
    first = rng.integers(0, 2, 2 * n)
    return pd.DataFrame(
        {
            "who": np.repeat(np.arange(n), 4),
            "task": np.tile([1, 1, 2, 2], n),
            "profile": np.tile([1, 2], 2 * n),
            "arm": rng.integers(1, 3, 4 * n),
            "chosen": np.column_stack([first, 1 - first]).ravel(),
        }
    )
