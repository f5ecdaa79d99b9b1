"""Small stores of results: two models, two types of alliance."""

import pandas as pd

from entente.judging.propositions.declaration import Proposition, PropositionPart

CLAIMS = pd.DataFrame(
    {
        "claim_id": ["p07-05", "p07-06"],
        "claim": ["P1a: the stronger, the more", "P1b: the stronger, the stronger"],
        "direction_or_value": ["+ (Table 1: 1.0**)", "-"],
    }
)
TITLES = {"first_model": "One on another", "second_model": "Other on one"}
PROPOSITIONS = (
    Proposition(
        "P1",
        "The stronger, the more.",
        "To know.",
        (
            PropositionPart(
                "a", ("p07-05",), 1, "strength", ("first_model", "second_model"), ("pact", "any")
            ),
            PropositionPart("b", ("p07-06",), -1, "strength", ("second_model",), ("pact",)),
        ),
    ),
)


def write_store(folder, coefficients, reason="not enough."):
    """Write a store.

    Parameters
    ----------
    coefficients : dict of (str, str) to dict of str to (estimate, std_error)
        By model and alliance, then by variance; an empty one was not estimated, for the reason given.
    """
    store = {}
    for (model, alliance), by_variance in coefficients.items():
        place = folder / model / alliance
        place.mkdir(parents=True)
        rows = [
            (model, alliance, "strength", name, b, error, b - 1.96 * error, b + 1.96 * error)
            for name, (b, error) in by_variance.items()
        ]
        names = ["model", "alliance", "term", "variance", "estimate", "std_error", "conf_low", "conf_high"]
        pd.DataFrame(rows, columns=names).to_csv(place / "terms.csv", index=False)
        n = {"statistic": ["n"], "value": [100 if rows else None], "reason": [None if rows else reason]}
        pd.DataFrame(n).to_csv(place / "statistics.csv", index=False)
        store[model, alliance] = (place / "terms.csv", place / "statistics.csv")
    return store
