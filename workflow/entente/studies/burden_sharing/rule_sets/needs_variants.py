"""Variants of the rule set needs that are put to history, for plans and jobs alike."""

#: Rule sets by name, with their parameters.
VARIANTS = {
    "upper_0.7": {"rules": "program", "upper": 0.7},
    "upper_0": {"rules": "program", "upper": 0.0},
    "v2": {"rules": "v2", "upper": 0.0},
}
