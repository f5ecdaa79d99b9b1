"""The experiment on random systems in words, as it was configured and as it ran."""

from __future__ import annotations

import pandas as pd

from entente.reporting.markdown import markdown_table
from entente.studies.maoz2011.random_systems.runs import INPUTS


def random_experiment(ranges: pd.DataFrame, runs: pd.DataFrame, *, rules: str, disputes: str) -> list[str]:
    """Describe the random systems and their runs.

    Parameters
    ----------
    ranges : DataFrame
        Table random_ranges.
    runs : DataFrame
        Table random_runs.
    rules : str
        Name of the rule set.
    disputes : {"inside", "independent"}
        Where disputes are drawn, see `entente.studies.maoz2011.random_systems.design.Design`.

    Returns
    -------
    list of str
        Paragraphs in Markdown.
    """
    bounds = ranges.set_index("factor")
    low, high, fewest, most = (int(bounds.at["n", end]) for end in ("low", "high", "min", "max"))
    points = [
        "Ties and democracies are drawn uniformly, as many as make the density; capabilities are uniform on "
        "(0, 1), divided by their sum, so that their concentration falls with the number of states.",
        "The strategic reference network (SRN) is symmetric. The range of its density is that of history's "
        "reference groups, counted by ordered pairs, mutual or not: groups are as large as in history, but "
        "each state of a pair is in the other's.",
        _disputes(runs, disputes, bounds),
        _convergence(runs),
        _intermediate(runs),
    ]
    return [
        f"{len(runs):,} random systems of {low} to {high} states (history has {fewest} to {most}), spread "
        "evenly over these ranges (`random/ranges.csv`, which tells how they follow from history), each run "
        f"once under the rule set `{rules}`:",
        markdown_table(_range_table(ranges)),
        "\n".join(f"- {point}" for point in points),
    ]


def _range_table(ranges: pd.DataFrame) -> pd.DataFrame:
    densities = ranges[ranges["factor"] != "n"]
    table = densities.assign(input=densities["factor"].map(INPUTS))
    shown = {"input": "input", "low": "from", "high": "to", "mean": "mean in history"}
    return table[list(shown)].rename(columns=shown)


def _disputes(runs: pd.DataFrame, disputes: str, bounds: pd.DataFrame) -> str:
    if disputes != "inside":
        return "Disputes (MID) are drawn independently of the SRN."
    capped = int((runs["design_srn_density"] < bounds.at["mid_density", "high"]).sum())
    return (
        "Disputes (MID) are drawn inside the SRN, and their range ends at the density of the run's SRN where "
        f"that is lower, in {_share(capped, len(runs))}: there both densities rise together."
    )


def _convergence(runs: pd.DataFrame) -> str:
    stopped = runs.loc[~runs["converged"], "iterations"]
    if stopped.empty:
        return "All runs converged."
    return (
        f"{len(stopped):,} of {len(runs):,} runs did not converge; they count like the others, the iteration "
        f"at which they were stopped ({stopped.max()}) as their last."
    )


def _intermediate(runs: pd.DataFrame) -> str:
    drawn = runs[runs["intermediate_iteration"].notna()]
    repeated = int((drawn["converged"] & (drawn["intermediate_iteration"] == drawn["iterations"] - 1)).sum())
    return (
        "The intermediate iteration is drawn from 2 to K − 1 of a run of K iterations. "
        f"{_share(len(runs) - len(drawn), len(runs))} have none, as K is 2 or less. Of "
        f"those that have one, {_share(repeated, len(drawn))} drew K − 1 and converged: K − 1 then has by "
        "definition the alliances of K, and the intermediate network is the last one itself."
    )


def _share(part: int, whole: int) -> str:
    """So many runs, and their share of all."""
    return f"{part:,} runs ({100 * part / whole:.1f} %)" if whole else "no run"
