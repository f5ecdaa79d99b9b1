"""Tables of results as the schemas say, of an invented experiment in one country or in two."""

import itertools

import numpy as np
import pandas as pd

from entente.core.schema import load_schema
from entente.experiments.designs.design import Design

TEXTS = {
    "H1": "An ally raises support for war",
    "H2": "Less so for democracies",
    "H3": "Region does not matter",
}
OUTCOMES = {"H1": "support", "H2": "support", "H3": "trust"}
UNITS = {"support": "percentage points", "trust": "scale points"}
#: The design that they are of, but for countries.
DECLARED = {
    "title": "Allies and support",
    "status": "published",
    "citation": "Somebody 2024.",
    "data": {"role": "answers"},
    "weight": "weight",
    "factors": {
        "ally": {"column": "q1", "levels": {1: "none", 2: "yes"}, "reference": "none"},
        "regime": {"column": "q2", "levels": {1: "autocracy", 2: "democracy"}, "reference": "autocracy"},
    },
    "outcomes": {
        "support": {"kind": "binary", "range": [0, 100], "unit": UNITS["support"], "margin": 10},
        "trust": {"kind": "ordinal", "range": [0, 4], "unit": UNITS["trust"], "margin": 0.3},
    },
    "covariates": ["age", "left"],
    "mediators": {"duty": {"range": [0, 4], "outcome": "trust", "treatment": "ally"}},
    "hypotheses": {
        name: {
            "text": text,
            "outcome": OUTCOMES[name],
            "effect": {"ally": "yes"},
            "direction": "none" if name == "H3" else "positive",
            "family": "main",
        }
        for name, text in TEXTS.items()
    },
    "families": {"main": "holm"},
    "heterogeneity": {"age": "main", "left": "main"},
}


def made_design(**changes):
    given = DECLARED | changes
    return Design.of({key: value for key, value in given.items() if value is not None})


SIZES = ["effect", "effect, size open", "inconclusive", "negligible", "equivalent"]
VERDICTS = ["supported", "contradicted", "contradicted: equivalent to none", "open"]


def valid(name, rows):
    """Rows as a table of the schema of that name, which it keeps to."""
    schema = load_schema(f"experiments/{name}")
    return schema.validate(pd.DataFrame(rows).reindex(columns=schema.column_names))


def measured(draw, scale=10.0):
    estimate, se = draw.normal(0, scale), draw.uniform(0.1, 0.3) * scale
    return {
        "estimate": estimate,
        "se": se,
        "df": 200.0,
        "low": estimate - 1.97 * se,
        "high": estimate + 1.97 * se,
    }


def made_results(countries=("all",), seed=1):
    """Return every table, by the name of its schema."""
    draw = np.random.default_rng(seed)
    with_difference = [*countries, *(["difference"] if len(countries) == 2 else [])]
    about = [(name, country) for name in TEXTS for country in with_difference]
    pairs = list(itertools.product(TEXTS, countries))
    scale = {"support": 10.0, "trust": 0.3}
    estimates = [
        {
            "hypothesis": name,
            "country": country,
            "estimand": "effect",
            "outcome": OUTCOMES[name],
            "estimator": estimator,
            "weights": weights,
            "sample": "all",
            "n": 400,
            **measured(draw, scale[OUTCOMES[name]]),
            "p": draw.uniform(),
        }
        for (name, country), estimator, weights in itertools.product(
            about, ["lin", "difference", "adjusted"], ["none", "weight"]
        )
    ]
    estimates.append({**estimates[0], "sample": "passed checks: ally"})
    hypotheses = []
    for place, (name, country) in enumerate(about):
        found = measured(draw, scale[OUTCOMES[name]])
        low, high = found["estimate"] - 1.65 * found["se"], found["estimate"] + 1.65 * found["se"]
        hypotheses.append(
            {
                "hypothesis": name,
                "country": country,
                "text": TEXTS[name],
                "estimand": "effect",
                "outcome": OUTCOMES[name],
                "unit": UNITS[OUTCOMES[name]],
                "family": "main",
                "direction": "none" if name == "H3" else "positive",
                "adjustment": "holm",
                "estimator": "lin",
                "weights": "none",
                "n": 400,
                **found,
                "p": 0.04,
                "p_adjusted": 0.08,
                "margin": scale[OUTCOMES[name]],
                "p_tost": 0.3,
                "low_90": low,
                "high_90": high,
                "smallest": max(abs(low), abs(high)),
                "mde": 2.8 * found["se"],
                "size": SIZES[place % 5],
                "verdict": "not claimed" if country == "difference" else VERDICTS[place % 4],
            }
        )
    amces = [
        {
            "outcome": "support",
            "country": country,
            "weights": "none",
            "factor": factor,
            "level": level,
            "reference": base,
            "averaged_over": "cells alike",
            "n": 400,
            **measured(draw),
            "p": 0.04,
        }
        for country in countries
        for factor, base, level in [("ally", "none", "yes"), ("regime", "autocracy", "democracy")]
    ]
    arms = [("ally", "none"), ("ally", "yes"), ("regime", "autocracy"), ("regime", "democracy")]
    checks = [
        {
            "check": "arms",
            "item": "ally",
            "country": country,
            "value": 0.51,
            "reference": 0.5,
            "p": 0.4,
            "verdict": "ok",
            "words": "as declared",
        }
        for country in countries
    ]
    checks.append(
        {**checks[0], "check": "manipulation", "p": None, "verdict": "note", "words": "88 % and 96 % right"}
    )
    attrition = [
        {
            "outcome": outcome,
            "country": country,
            "factor": factor,
            "level": level,
            "assigned": 200,
            "answered": 180,
            "share": 0.9,
            "low": 0.85,
            "high": 0.94,
        }
        for outcome, country, (factor, level) in itertools.product(UNITS, countries, arms)
    ]
    cell_means = [
        {
            "outcome": "support",
            "country": country,
            "weights": weights,
            "factors": "ally × regime",
            "cell": cell,
            "n": 100,
            "mean": 50.0 + place,
            "se": 2.0,
            "low": 46.0 + place,
            "high": 54.0 + place,
        }
        for country, weights, (place, cell) in itertools.product(
            countries,
            ["none", "weight"],
            enumerate(["none × autocracy", "none × democracy", "yes × autocracy"]),
        )
    ]
    randomization = [
        {
            "hypothesis": name,
            "country": country,
            "statistic": "studentized",
            "kind": "complete",
            "assignments": 1e200,
            "exact": False,
            "draws": 10000,
            "null_hypothesis": "no effect on anyone",
            "estimate": 2.0,
            "not_answered": 3,
            "observed": 2.0,
            "p": 0.04,
            "n": 400,
        }
        for name, country in pairs
    ]
    bounds = [
        {
            "hypothesis": name,
            "country": country,
            "method": method,
            "tighten": "off",
            "estimand": "those who answer under either arm",
            "low": -0.1,
            "high": 0.4,
            "se_low": 0.1,
            "se_high": 0.1,
            "interval_low": -0.3,
            "interval_high": 0.6,
            "trimmed": 0.05 if method == "lee" else None,
            "n_treated": 200,
            "n_control": 200,
            "answered_treated": 190,
            "answered_control": 180,
        }
        for (name, country), method in itertools.product(pairs, ["manski", "lee"])
    ]
    path = {"mediator": "duty", "treatment": "ally", "outcome": "trust"}
    mediation = [
        {
            **path,
            "country": country,
            "step": step,
            "quantity": quantity,
            "setting": "",
            "n": 400,
            "estimate": estimate,
            "se": 0.1,
            "low": -0.2,
            "high": 0.5,
            "method": "bootstrap",
        }
        for country, (step, quantity, estimate) in itertools.product(
            countries,
            [
                ("effect", "effect on the mediator", 0.3),
                ("effect", "effect on the outcome", 0.4),
                ("bounds", "ACME", None),
                ("linear", "ACME", 0.1),
                ("linear", "ADE", 0.3),
                ("sensitivity", "rho at zero", 0.35),
                ("controlled_direct", "ACDE", 0.2),
            ],
        )
    ]
    sensitivity = [
        {**path, "country": country, "rho": rho, "acme": 0.35 - rho, "low": 0.2 - rho, "high": 0.5 - rho}
        for country, rho in itertools.product(countries, np.linspace(-0.9, 0.9, 19).round(2))
    ]
    heterogeneity = [
        {
            "hypothesis": "H1",
            "country": country,
            "moderator": moderator,
            "kind": kind,
            "level": level,
            "exploratory": False,
            "n": 200,
            **measured(draw),
            "p": 0.2,
            "p_adjusted": 0.4 if kind == "interaction" else None,
        }
        for country, moderator, (kind, level) in itertools.product(
            countries,
            ["age", "left"],
            [("subgroup", "low"), ("subgroup", "high"), ("interaction", "per unit")],
        )
    ]
    ordinal = [
        {
            "hypothesis": "H3",
            "country": country,
            "outcome": "trust",
            "n": 400,
            "coefficient": 0.2,
            "coefficient_se": 0.1,
            "p": 0.05,
            "top": "3, 4",
            "change": 0.04,
            "change_se": 0.02,
            "low": 0.0,
            "high": 0.08,
        }
        for country in countries
    ]
    diagnosands = [
        {
            "scenario": scenario,
            "country": country,
            "hypothesis": name,
            "estimator": "lin",
            "diagnosand": diagnosand,
            "value": 0.9,
            "mc_se": 0.01,
            "draws": 400,
        }
        for scenario, (name, country), diagnosand in itertools.product(
            ["null", "paper"], pairs, ["truth", "bias", "coverage", "power"]
        )
    ]
    power = [
        {
            "hypothesis": "H1",
            "country": country,
            "n": n,
            "effect": effect,
            "analytic": min(1, 0.05 + effect * n / 4000),
            "simulated": min(1, 0.06 + effect * n / 4000),
            "mc_se": 0.02,
            "mde": 400 / n**0.5,
        }
        for country, n, effect in itertools.product(countries, [400, 800, 1600], [0.0, 1.0, 2.0, 4.0])
    ]
    frames = {
        "estimates": estimates,
        "hypotheses": hypotheses,
        "checks": checks,
        "attrition": attrition,
        "cell_means": cell_means,
        "amces": amces,
        "randomization": randomization,
        "bounds": bounds,
        "mediation": mediation,
        "sensitivity": sensitivity,
        "heterogeneity": heterogeneity,
        "ordinal": ordinal,
        "diagnosands": diagnosands,
        "power": power,
    }
    return {name: valid(name, rows) for name, rows in frames.items()}
