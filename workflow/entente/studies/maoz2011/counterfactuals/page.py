"""The page of a counterfactual: what was asked and changed, who gains and loses, how networks move."""

from __future__ import annotations

import pandas as pd

from entente.reporting.markdown import Document, markdown_table
from entente.studies.maoz2011.counterfactuals.cautions import cautions
from entente.studies.maoz2011.counterfactuals.comparison import Comparison
from entente.studies.maoz2011.counterfactuals.declaration import Counterfactual

#: Measures that the page and the figure show; the table has all.
MEASURES = {
    "density": "Density",
    "transitivity": "Transitivity",
    "npi": "Polarization (NPI)",
    "centralization": "Centralization",
}

#: What the page shows beneath polarization, in which a state without an ally counts as a bloc of its own.
_BENEATH_POLARIZATION = {
    "npi_drop": "Polarization without isolates",
    "isolates": "Isolates",
    "components": "Components",
}
_COUNTS = ("isolates", "components")

#: Rows of each list of states and of pairs.
LISTED = 10


def counterfactual_page(
    counterfactual: Counterfactual, comparison: Comparison, *, rules: str, figure: str
) -> Document:
    """Return the page that sums up a counterfactual, in Markdown.

    Parameters
    ----------
    counterfactual : Counterfactual
    comparison : Comparison
        Of the counterfactual with the baseline.
    rules : str
        Name of the rule set.
    figure : str
        File of the figure, relative to the page.

    Returns
    -------
    Document
    """
    return Document(
        counterfactual.title,
        f"**{counterfactual.question}**",
        f"The model is run on each year {counterfactual.first}–{counterfactual.last} as it was (baseline) "
        f"and as it would have been (counterfactual), under the rule set `{rules}`. Each year starts anew: a "
        "year's alliances do not carry over to the next.",
        "## What is changed",
        _changes(comparison.effects),
        "Changes are to what the model is given, before its first iteration. What is not named stays as it "
        "was, and in the course of a run a state may enter a reference group again, as an ally of opponents.",
        _convergence(comparison.runs),
        "## Who gains and who loses allies",
        *_allies(counterfactual, comparison),
        "## How the networks move",
        _network_table(comparison.networks),
        "Difference: counterfactual − baseline, each world measured on its own members. A year is left out "
        "unless the measure exists in both worlds (transitivity needs an alliance, and so does polarization "
        "without isolates). Isolates are states without an ally, and components of their own.",
        *cautions(comparison),
        f"![Measures of the network of the last iteration in both worlds, by year]({figure})",
    )


def _changes(effects: pd.DataFrame) -> str:
    return "\n".join(
        f"{row.Index + 1}. {row.change}, {row.first}–{row.last}: a difference in {row.years_changed} of "
        f"{row.years} years."
        for row in effects.itertuples()
    )


def _convergence(runs: pd.DataFrame) -> str:
    by_world = runs.groupby("world", sort=True).agg(
        years=("year", "size"), iterations=("iterations", "mean"), converged=("converged", "sum")
    )
    parts = [
        f"{row.converged} of {row.years} {row.Index} runs converged, after {row.iterations:.1f} iterations "
        "on average"
        for row in by_world.itertuples()
    ]
    return "; ".join(parts) + "."


def _allies(counterfactual: Counterfactual, comparison: Comparison) -> list[str]:
    balance = _balance(comparison.states)
    named = set().union(*(change.action.named for change in counterfactual.changes))
    of_named = balance[balance["ccode"].isin(named)]
    gain = balance[balance["balance"] > 0].sort_values(["balance", "ccode"], ascending=[False, True])
    lose = balance[balance["balance"] < 0].sort_values(["balance", "ccode"])
    last = comparison.ties[comparison.ties["iteration"] == "last"]
    return [
        _differences(comparison),
        "States: the balance of allies gained and lost over the years in which the state is a member of both "
        "worlds, and its mean number of allies in each. Last iteration, unless said otherwise.",
        *(["### States that the changes name", _state_table(of_named)] if len(of_named) else []),
        *["### States that gain most", _state_table(gain.head(LISTED)) if len(gain) else "None."],
        *["### States that lose most", _state_table(lose.head(LISTED)) if len(lose) else "None."],
        *["### Pairs that gain most years of alliance", _pair_table(last, "gained", comparison.states)],
        *["### Pairs that lose most years of alliance", _pair_table(last, "lost", comparison.states)],
    ]


def _differences(comparison: Comparison) -> str:
    """In how many years alliances differ, and how many of them are gained and lost."""
    ties, years = comparison.ties, comparison.runs["year"].nunique()
    differing = ties.groupby("iteration")["year"].nunique().reindex(["first", "last"], fill_value=0)
    last = ties[ties["iteration"] == "last"]
    gained, lost = _gained_and_lost(last)
    sentence = (
        f"Alliances differ in {differing['first']} of {years} years in the first iteration and in "
        f"{differing['last']} in the last. In the last, {gained} dyad-years of alliance are gained and "
        f"{lost} lost."
    )
    apart = comparison.states.loc[comparison.states["member"] != "both", ["year", "ccode"]]
    if apart.empty:
        return sentence
    states = pd.MultiIndex.from_frame(apart.drop_duplicates())
    ends = [pd.MultiIndex.from_frame(last[["year", end]]).isin(states) for end in ("ccode1", "ccode2")]
    gained, lost = _gained_and_lost(last[ends[0] | ends[1]])
    return f"{sentence} Of these, {gained} and {lost} are with states that only one of the two worlds has."


def _gained_and_lost(ties: pd.DataFrame) -> tuple[int, int]:
    return int((ties["change"] == "gained").sum()), int((ties["change"] == "lost").sum())


def _balance(states: pd.DataFrame) -> pd.DataFrame:
    """Allies of each state in both worlds in the last iteration, and its balance in the last and first."""
    both = states[states["member"] == "both"]
    both = both.assign(balance=both["gained"] - both["lost"])
    table = (
        both[both["iteration"] == "last"]
        .groupby(["ccode", "name"], as_index=False)
        .agg(
            years=("year", "size"),
            baseline=("allies_baseline", "mean"),
            counterfactual=("allies_counterfactual", "mean"),
            gained=("gained", "sum"),
            lost=("lost", "sum"),
            balance=("balance", "sum"),
        )
    )
    first = both[both["iteration"] == "first"].groupby("ccode")["balance"].sum()
    return table.assign(first=table["ccode"].map(first))


def _state_table(balance: pd.DataFrame) -> str:
    titles = {
        "ccode": "code",
        "name": "state",
        "baseline": "allies, baseline",
        "counterfactual": "allies, counterfactual",
        "first": "balance, first iteration",
    }
    means = {"baseline": "float64", "counterfactual": "float64"}
    return markdown_table(balance.astype(means).rename(columns=titles), digits=2)


def _pair_table(ties: pd.DataFrame, change: str, states: pd.DataFrame) -> str:
    # Random states are drawn anew every year: one of them has no history of alliances.
    lasting = states.loc[states["member"] != "counterfactual"].drop_duplicates("ccode")
    chosen = ties[(ties["change"] == change) & ties["ccode2"].isin(lasting["ccode"])]
    if chosen.empty:
        return "None."
    pairs = chosen.groupby(["ccode1", "ccode2"], as_index=False)["year"].agg(
        years="size", first="min", last="max"
    )
    pairs = pairs.sort_values(["years", "ccode1", "ccode2"], ascending=[False, True, True]).head(LISTED)
    name = lasting.set_index("ccode")["name"]
    named = pairs.assign(ccode1=pairs["ccode1"].map(name), ccode2=pairs["ccode2"].map(name))
    return markdown_table(named.rename(columns={"ccode1": "state", "ccode2": "and"}))


def _network_table(networks: pd.DataFrame) -> str:
    rows = []
    for measure, title in _shown().items():
        for iteration in ("first", "last"):
            chosen = networks[(networks["measure"] == measure) & (networks["iteration"] == iteration)]
            movement = _movement(chosen.dropna(), count=measure in _COUNTS)
            rows.append({"measure": title, "iteration": iteration, **movement})
    return markdown_table(pd.DataFrame(rows))


def _shown() -> dict[str, str]:
    shown = {}
    for measure, title in MEASURES.items():
        shown |= {measure: title} | (_BENEATH_POLARIZATION if measure == "npi" else {})
    return shown


def _movement(years: pd.DataFrame, *, count: bool) -> dict:
    difference = years.set_index("year")["difference"]
    if difference.empty:
        return {"years": 0}
    return {
        "years": len(years),
        "baseline": years["baseline"].mean(),
        "counterfactual": years["counterfactual"].mean(),
        "mean difference": f"{difference.mean():+.{2 if count else 4}f}",
        "lowest difference": _extreme(difference, difference.idxmin(), count=count),
        "highest difference": _extreme(difference, difference.idxmax(), count=count),
        "years higher": int((difference > 0).sum()),
        "years lower": int((difference < 0).sum()),
    }


def _extreme(difference: pd.Series, year: int, *, count: bool) -> str:
    return f"{difference[year]:+.{0 if count else 4}f} ({year})" if difference[year] else "0"
