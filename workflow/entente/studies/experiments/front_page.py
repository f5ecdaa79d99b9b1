"""What the front page of the survey experiments tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.experiments.design import Design
from entente.studies.experiments.told_numbers import decimals_of, in_country, in_words, with_interval

#: Verdicts in the order in which they are counted.
VERDICTS = ("supported", "contradicted", "contradicted: equivalent to none", "open")


def page_values(designs: Mapping[str, Design], hypotheses: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return what the template ``experiments/index`` tells, of designs and verdicts, by experiment."""
    told = [experiment(name, designs[name], hypotheses[name]) for name in designs]
    return {
        "experiments": told,
        "simulated": [one["title"] for one in told if one["simulated"]],
        "real": [one["title"] for one in told if not one["simulated"]],
    }


def experiment(name: str, design: Design, hypotheses: pd.DataFrame) -> dict[str, Any]:
    """Return what is told of an experiment: a row a hypothesis and country, and counts of verdicts."""
    decimals = decimals_of(design)
    shown = hypotheses[hypotheses["country"] != "difference"]
    counts = shown["verdict"].value_counts()
    return {
        "name": name,
        "title": design.title,
        "simulated": design.status == "simulated",
        "citation": design.citation,
        "counts": in_words([f"{counts[verdict]} {verdict}" for verdict in VERDICTS if verdict in counts]),
        "claims_of_none": _claims_of_none(shown),
        "table": pd.DataFrame(
            [
                {
                    "hypothesis": f"{in_country(row['hypothesis'], row['country'])}: {row['text']}",
                    "expected": row["direction"],
                    "estimate": f"{with_interval(row, decimals[row['outcome']])} {row['unit']}",
                    "size": row["size"],
                    "verdict": row["verdict"],
                }
                for row in shown.to_dict("records")
            ]
        ),
    }


def _claims_of_none(shown: pd.DataFrame) -> str:
    """How many claims of no effect there are, and how many are shown to be so; empty if there are none."""
    claims = shown[shown["direction"] == "none"]
    if claims.empty:
        return ""
    held = int((claims["verdict"] == "supported").sum())
    return f"{held} of {len(claims)} claims of no effect"
