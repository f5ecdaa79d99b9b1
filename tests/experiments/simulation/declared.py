"""A small world and a design on it, and both with what a test changes."""

from copy import deepcopy

from entente.core.checked_yaml import checked
from entente.core.errors import DesignError
from entente.experiments.designs.design import Design
from entente.experiments.simulation.declared_world import World

ARMS = {"absent": "without", "present": "with"}

WORLD = {
    "title": "A world of two factors",
    "shown": "moved",
    "persons_of_truth": 50_000,
    "countries": {"Here": {"persons": 400, "arms": {"one": ARMS, "two": ARMS}}},
    "cells": [
        {"present": [], "share": 0.25},
        {"present": ["one"], "share": 0.25},
        {"present": ["two"], "share": 0.25},
        {"present": ["one", "two"], "share": 0.25},
    ],
    "traits": ["age"],
    "unseen_share": 0.4,
    "answers": {
        "safe": {"traits": {"age": 0.3}, "unseen": 1, "cuts": [-1.2, -0.4, 0.4, 1.2]},
        "need": {"traits": {"age": 0.4}, "unseen": -1, "cuts": [-1.2, -0.4, 0.4, 1.2]},
    },
    "scenarios": {
        "still": {"text": "Nothing moves", "paths": {"need": {"safe": -0.4}}},
        "moved": {
            "text": "One moves both",
            "effects": {"safe": {"one": 0.5}, "need": {"one": -0.2, "two": 0.3}},
            "paths": {"need": {"safe": -0.4}},
        },
    },
}

FACTOR = {"levels": {"with": "with", "without": "without"}, "reference": "without"}

DESIGN = {
    "title": "A design on it",
    "status": "simulated",
    "data": {"simulate": "world"},
    "unit": {"id": "person", "country": "country"},
    "weight": "weight",
    "factors": {name: {"column": name, **FACTOR} for name in ("one", "two")},
    "outcomes": {
        "safe": {"kind": "ordinal", "range": [1, 5], "unit": "points", "margin": 0.2},
        "need": {"kind": "ordinal", "range": [1, 5], "unit": "points", "margin": 0.2},
    },
    "covariates": ["age"],
    "mediators": {"safe": {"range": [1, 5], "outcome": "need", "treatment": "one"}},
    "hypotheses": {
        "A": {
            "text": "a",
            "outcome": "safe",
            "effect": {"one": "with"},
            "direction": "positive",
            "family": "f",
        },
        "B": {
            "text": "b",
            "outcome": "need",
            "effect": {"one": "with"},
            "direction": "negative",
            "family": "f",
        },
        "C": {
            "text": "c",
            "outcome": "need",
            "effect": {"one": "with", "two": "with"},
            "direction": "none",
            "family": "g",
        },
        "D": {
            "text": "d",
            "outcome": "need",
            "effect": {"one": "with"},
            "within": {"two": "without"},
            "direction": "negative",
            "family": "g",
        },
    },
    "families": {"f": "holm", "g": "none"},
}


def changed(declared, **changes):
    """A declaration with other values at paths of keys, joined by two underscores."""
    declared = deepcopy(declared)
    for path, value in changes.items():
        *within, last = path.split("__")
        place = declared
        for key in within:
            place = place[key]
        place[last] = value
    return declared


def world(**changes):
    return checked(changed(WORLD, **changes), World, "the world", DesignError)


def design(**changes):
    return Design.of(changed(DESIGN, **changes))
