"""The experiment on random systems, and the readings from it, as a page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.studies.maoz2011.random_systems.findings import (
    CHANGE_OF_SIGN,
    LARGEST_INFLATION,
    NEGLIGIBLE_EFFECT,
    NEGLIGIBLE_PART,
    READINGS,
    RESAMPLES,
    reading_verdict,
)
from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES
from entente.studies.maoz2011.random_systems.stage_comparison import FACTORS


def page_values(findings: pd.DataFrame) -> dict[str, Any]:
    """Return what the template ``maoz2011/random_findings`` tells of findings, but for the experiment.

    The readings with their verdicts and parts, and the bounds that verdicts go by.
    """
    return {
        "measures": list(MEASURES.values()),
        "readings": [_reading(name, parts) for name, parts in findings.groupby("reading", sort=False)],
        "change_of_sign": CHANGE_OF_SIGN,
        "largest_inflation": LARGEST_INFLATION,
        "negligible_effect": NEGLIGIBLE_EFFECT,
        "negligible_part": NEGLIGIBLE_PART,
        "resamples": RESAMPLES,
        "together": [
            " and ".join(INPUTS[name] for name in terms) for terms in FACTORS.values() if len(terms) > 1
        ],
    }


def _reading(name: str, parts: pd.DataFrame) -> dict[str, Any]:
    """A reading, the verdicts on it and on its parts about each measure, and these parts."""
    about = [parts[parts["outcome"] == outcome] for outcome in MEASURES]
    return {
        "name": name,
        "title": READINGS[name],
        "verdict": reading_verdict(parts),
        "verdicts": [reading_verdict(some) if len(some) else "" for some in about],
        "parts": _shown(parts),
        "told": parts[(parts["quantity"] == CHANGE_OF_SIGN) | (parts["reason"] != "")],
    }


def _shown(parts: pd.DataFrame) -> pd.DataFrame:
    """The columns shown of a reading: both ends only of changes, inflation only of effects."""
    ends = ["first", "last"] if parts["first"].notna().any() else []
    inflation = [] if ends and parts["vif"].isna().all() else ["vif"]
    return parts[["claim", *ends, "estimate", "ci_low", "ci_high", *inflation, "runs", "dropped", "verdict"]]


def experiment_values(ranges: pd.DataFrame, runs: pd.DataFrame) -> dict[str, Any]:
    """Return what the template ``maoz2011/random_experiment`` tells, but for names of settings.

    Of the tables random_ranges and random_runs: the ranges of states and densities, and how many runs there
    were, were capped in their disputes, stopped, had an intermediate iteration, and had their last one twice.
    """
    bounds = ranges.set_index("factor")
    densities = ranges[ranges["factor"] != "n"]
    drawn = runs[runs["intermediate_iteration"].notna()]
    repeated = drawn["converged"] & (drawn["intermediate_iteration"] == drawn["iterations"] - 1)
    return {
        "runs": len(runs),
        "states": bounds.loc["n", ["low", "high", "min", "max"]].astype(int).to_dict(),
        "densities": densities.assign(input=densities["factor"].map(INPUTS)),
        "capped": int((runs["design_srn_density"] < bounds.at["mid_density", "high"]).sum()),
        "stopped": runs.loc[~runs["converged"], "iterations"].tolist(),
        "drawn": len(drawn),
        "repeated": int(repeated.sum()),
    }
