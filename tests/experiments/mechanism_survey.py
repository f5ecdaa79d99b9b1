"""A survey of two countries in which two factors, one of three arms, move mediators and ordinal outcomes."""

import copy

import numpy as np
import pandas as pd

from entente.experiments import Design, Experiment

DESIGN = {
    "title": "Forces abroad",
    "status": "simulated",
    "data": {"role": "mechanism_survey"},
    "unit": {"country": "land"},
    "factors": {
        "nuclear": {
            "column": "nuclear",
            "levels": {1: "stationed", 2: "withdrawn"},
            "reference": "stationed",
            "presence": {"stationed": 1, "withdrawn": 0},
        },
        "troops": {"column": "troops", "levels": {0: "none", 1: "few", 2: "many"}, "reference": "none"},
    },
    "outcomes": {
        "defence": {"kind": "ordinal", "range": [1, 5], "unit": "points", "margin": 0.2},
        "vote": {"kind": "binary", "range": [0, 1], "unit": "share", "margin": 0.1},
    },
    "covariates": ["age", "left"],
    "mediators": {
        "safe": {"range": [1, 5], "outcome": "defence", "treatment": ["nuclear", "troops"], "high_from": 4},
        "trust": {"range": [1, 5], "outcome": "defence", "treatment": "nuclear", "intermediate": ["safe"]},
    },
    "hypotheses": {
        "H1": {
            "text": "Weapons lower the need for defence",
            "outcome": "defence",
            "effect": {"nuclear": "present"},
            "direction": "negative",
            "family": "main",
        },
        "H2": {
            "text": "They hardly do",
            "outcome": "defence",
            "effect": {"nuclear": "present"},
            "direction": "none",
            "family": "main",
        },
        "H3": {
            "text": "Less so beside many troops",
            "outcome": "defence",
            "effect": {"nuclear": "present", "troops": "many"},
            "direction": "positive",
            "family": "main",
        },
        "H4": {
            "text": "Without troops weapons cost votes",
            "outcome": "vote",
            "effect": {"nuclear": "present"},
            "within": {"troops": "none"},
            "direction": "negative",
            "family": "main",
        },
    },
    "families": {"main": "holm", "whom": "bh"},
    "heterogeneity": {"age": {"family": "whom", "form": "terciles"}, "left": "whom"},
}


def answers(n=600):
    """Raw answers, a few of which are missing."""
    rng = np.random.default_rng(17)
    nuclear, troops = rng.integers(1, 3, n), rng.integers(0, 3, n)
    age, left = rng.integers(18, 80, n), rng.integers(0, 2, n)
    safe = scale(0.6 * (nuclear == 1) + 0.3 * troops + rng.normal(size=n))
    trust = scale(0.5 * (nuclear == 1) + 0.3 * safe - 1 + rng.normal(size=n))
    defence = scale(-0.4 * safe - 0.3 * trust + 2.2 + 0.2 * left + rng.normal(size=n))
    defence[rng.random(n) < 0.03] = np.nan
    columns = {"nuclear": nuclear, "troops": troops, "age": age, "left": left, "safe": safe, "trust": trust}
    vote = rng.integers(0, 2, n).astype(float)
    land = np.where(np.arange(n) < n * 0.4, "DE", "CZ")
    return pd.DataFrame({**columns, "defence": defence, "vote": vote, "land": land})


def scale(latent):
    """Answers from 1 to 5."""
    return np.searchsorted([-1.2, -0.4, 0.4, 1.2], latent) + 1.0


def experiment(change=None):
    """The experiment of the design, which a function may change before."""
    design = copy.deepcopy(DESIGN)
    if change:
        change(design)
    return Experiment.of(Design.of(design), answers())
