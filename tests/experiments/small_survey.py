"""A small survey and its design, which tests change to be refused."""

import copy

import numpy as np
import pandas as pd

DESIGN = {
    "title": "Withdrawal of forces",
    "status": "pilot",
    "data": {"role": "small_survey"},
    "unit": {"id": "who", "country": None},
    "weight": "weight",
    "assignment": {"kind": "blocked", "block": "town", "cluster": None},
    "columns": {
        "support": {"from": "q_support", "map": {1: 0, 2: 0, 3: 100, 4: 100}, "missing": [9]},
        "safe": {"from": "q_safe", "subtract": 1, "times": 25, "missing": [9]},
        "hawk": {"mean": ["hawk1", "hawk2"], "subtract": 1, "times": 0.25},
        "woman": {"from": "gender", "map": {"female": 1, "male": 0}},
    },
    "factors": {
        "troops": {
            "column": "arm",
            "levels": {1: "stationed", 2: "withdrawn"},
            "reference": "stationed",
            "check": {"column": "recalled", "right": {1: 1, 2: 2}},
        },
        "ally": {"column": "ally", "levels": {"n": "none", "y": "allied"}, "reference": "none"},
    },
    "outcomes": {"support": {"kind": "binary", "range": [0, 100], "unit": "points", "margin": 10}},
    "covariates": ["hawk", "woman"],
    "mediators": {"safe": {"range": [0, 100], "outcome": "support", "treatment": "troops"}},
    "hypotheses": {
        "H1": {
            "text": "Withdrawal lowers support",
            "outcome": "support",
            "effect": {"troops": "withdrawn"},
            "direction": "negative",
            "family": "main",
        },
        "H2": {
            "text": "More so with an ally",
            "outcome": "support",
            "effect": {"troops": "withdrawn", "ally": "allied"},
            "direction": "negative",
            "family": "main",
        },
    },
    "families": {"main": "holm"},
}


def declared(**changes):
    """The design with other values of keys, or in a dotted place; None takes a key away."""
    design = copy.deepcopy(DESIGN)
    for place, value in changes.items():
        *within, key = place.split("__")
        part = design
        for name in within:
            part = part[name]
        if value is None:
            part.pop(key)
        else:
            part[key] = value
    return design


def survey(n=80):
    """Raw answers of n persons, every cell of the factorial in each of two towns."""
    rng = np.random.default_rng(5)
    i = np.arange(n)
    return pd.DataFrame(
        {
            "who": [f"p{k:03d}" for k in i],
            "town": np.where(i < n // 2, "A", "B"),
            "arm": 1 + i % 2,
            "ally": np.where(i // 2 % 2, "y", "n"),
            "recalled": np.where(rng.random(n) < 0.9, 1 + i % 2, 8),
            "q_support": np.where(rng.random(n) < 0.05, 9, rng.integers(1, 5, n)),
            "q_safe": rng.integers(1, 6, n),
            "hawk1": rng.integers(1, 6, n),
            "hawk2": rng.integers(1, 6, n),
            "gender": np.where(rng.random(n) < 0.5, "female", "male"),
            "weight": 0.5 + rng.random(n),
        }
    )
