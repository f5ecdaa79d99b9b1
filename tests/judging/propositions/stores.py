"""Small stores of results: two models, two types of alliance."""

import pandas as pd

from entente.core.checked_yaml import checked
from entente.judging.propositions.declaration import Propositions
from entente.regressions.store import NUMBERS, read_store

CLAIMS = pd.DataFrame(
    {
        "claim_id": ["p07-05", "p07-06"],
        "claim": ["P1a: the stronger, the more", "P1b: the stronger, the stronger"],
        "direction_or_value": ["+ (Table 1: 1.0**)", "-"],
    }
)
TITLES = {"first_model": "One on another", "second_model": "Other on one"}
PROPOSITIONS = checked(
    {
        "P1": {
            "title": "The stronger, the more.",
            "note": "To know.",
            "parts": {
                "a": {
                    "claims": ["p07-05"],
                    "sign": "positive",
                    "term": "strength",
                    "models": ["first_model", "second_model"],
                    "alliances": ["pact", "any"],
                },
                "b": {
                    "claims": ["p07-06"],
                    "sign": "negative",
                    "term": "strength",
                    "models": ["second_model"],
                    "alliances": ["pact"],
                },
            },
        }
    },
    Propositions,
    "here",
)


def write_store(folder, coefficients, reason="not enough."):
    """Write a store and read it.

    Parameters
    ----------
    coefficients : dict of (str, str) to dict of str to (estimate, std_error)
        By model and alliance, then by variance; an empty one was not estimated, for the reason given.
    """
    for (model, alliance), by_variance in coefficients.items():
        place = folder / model / alliance
        place.mkdir(parents=True)
        rows = [
            (model, alliance, "strength", name, b, error, None, None, b - 1.96 * error, b + 1.96 * error)
            for name, (b, error) in by_variance.items()
        ]
        names = ["model", "alliance", "term", "variance", *NUMBERS]
        pd.DataFrame(rows, columns=names).to_csv(place / "terms.csv", index=False)
        n = {"statistic": ["n"], "value": [100 if rows else None], "reason": [None if rows else reason]}
        n = pd.DataFrame(n).assign(model=model, alliance=alliance)
        n.to_csv(place / "statistics.csv", index=False)
    return read_store(folder.glob("*/*/terms.csv"), folder.glob("*/*/statistics.csv"))
