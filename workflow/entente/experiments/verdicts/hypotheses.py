"""Verdicts on hypotheses, with p adjusted within families and equivalence to none: hypotheses.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from entente.experiments.countries import DIFFERENCE
from entente.experiments.estimation.estimates import estimated, estimators, told
from entente.experiments.estimation.hypothesis_estimate import HypothesisEstimate
from entente.experiments.verdicts.equivalence import minimum_detectable_effect, tost
from entente.experiments.verdicts.hypothesis_verdicts import verdict
from entente.experiments.verdicts.multiplicity import adjust

if TYPE_CHECKING:
    from entente.experiments.experiment import Experiment

COLUMNS = (
    "hypothesis country text estimand outcome unit direction family adjustment estimator weights n estimate "
    "se df low high p p_adjusted margin p_tost low_90 high_90 smallest mde size verdict".split()
)

#: The verdict where nothing is claimed.
NOT_CLAIMED = "not claimed"

#: What tells of equivalence and of what could have been found.
EQUIVALENCE = (
    "hypothesis country outcome unit estimate se df margin p_tost low_90 high_90 smallest mde size".split()
)


def hypotheses_table(experiment: Experiment) -> pd.DataFrame:
    """Return the verdict on every hypothesis in each country and on contrasts of countries, a row each.

    The estimate is that of the declared estimator, unweighted; p is adjusted within a family of hypotheses
    of the same country, as declared.  A difference of countries has no verdict: a hypothesis is about each.
    """
    design = experiment.design
    found = {
        (hypothesis.name, estimate.country): estimate
        for hypothesis in design.hypotheses
        for estimate in estimated(experiment, hypothesis, estimators(design)[0])
    }
    rows = [
        told(estimate, experiment) | _declared(experiment, estimate.hypothesis) for estimate in found.values()
    ]
    table = pd.DataFrame(rows, index=pd.MultiIndex.from_tuples(found))
    adjusted = [
        adjust(family["p"], design.families[name])
        for (_, name), family in table.groupby(["country", "family"])
    ]
    table["p_adjusted"] = pd.concat(adjusted).reindex(table.index)
    judged = [_judged(found[key], row, design.analysis.level) for key, row in table.iterrows()]
    return table.join(pd.DataFrame(judged, index=table.index)).reset_index(drop=True)[COLUMNS]


def equivalence_table(experiment: Experiment) -> pd.DataFrame:
    """Return whether effects are too small to matter, and what could have been found, by hypothesis."""
    return hypotheses_table(experiment)[EQUIVALENCE]


def _declared(experiment: Experiment, name: str) -> dict[str, Any]:
    hypothesis = experiment.design.hypothesis(name)
    outcome = experiment.design.outcome(hypothesis.outcome)
    return {
        "text": hypothesis.text,
        "unit": outcome.unit,
        "direction": hypothesis.direction,
        "family": hypothesis.family,
        "adjustment": experiment.design.families[hypothesis.family],
        "margin": outcome.margin,
    }


def _judged(estimate: HypothesisEstimate, row: pd.Series, level: float) -> dict[str, Any]:
    """What two one-sided tests, power and the verdict say of an estimate."""
    small = tost(estimate.estimate, estimate.se, estimate.df, row["margin"], level)
    word = verdict(row["direction"], estimate, row["p_adjusted"], small, level)
    return {
        "p_tost": small.p,
        "low_90": small.low,
        "high_90": small.high,
        "smallest": small.smallest,
        "mde": minimum_detectable_effect(estimate.se, estimate.df, level),
        "size": small.size,
        "verdict": NOT_CLAIMED if estimate.country == DIFFERENCE else word,
    }
