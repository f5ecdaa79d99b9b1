"""Response of the alliance networks of random systems to each input: main effects, bin by bin."""

from __future__ import annotations

import pandas as pd

from entente.studies.maoz2011.random_systems.bins import bin_numbers, binned_means
from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES

#: Bins of an input (choice).
BINS = 10


def responses(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each measure of alliances at each stage over the range of each input.

    As far as the design crosses its factors, the means over bins of a factor are its main effect.  Two pairs
    are not crossed: disputes inside the strategic reference network cannot be denser than it, and capability
    concentration falls with the number of states.  Polarization, transitivity and centralization of the
    reference network are no factors: their curves also carry what they have in common with the number of
    states.  The bins are the same for all measures and stages.

    Returns
    -------
    DataFrame
        outcome, stage, input; bin (from 0), input_low, input_high, input_mean; runs (with the measure),
        missing (without), mean, standard_error, ci_low, ci_high (95 %, Student's t).
    """
    tables = []
    for name in [*INPUTS, *SRN_STRUCTURE]:
        bins = pd.DataFrame({"bin": bin_numbers(runs[name], BINS)}, index=runs.index)
        if (bins["bin"] < 0).all():
            continue
        span = runs[name].groupby(bins["bin"]).agg(input_low="min", input_high="max", input_mean="mean")
        for outcome in MEASURES:
            for stage in STAGES:
                means = binned_means(runs[f"{stage}_{outcome}"], bins)
                means = means.merge(span, left_on="bin", right_index=True)
                tables.append(means.assign(outcome=outcome, stage=stage, input=name))
    keys = ["outcome", "stage", "input", "bin", "input_low", "input_high", "input_mean"]
    values = ["runs", "missing", "mean", "standard_error", "ci_low", "ci_high"]
    return pd.concat(tables, ignore_index=True)[keys + values]
