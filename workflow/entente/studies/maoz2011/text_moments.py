"""The moments that the paper prints in its text, each beside ours."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from entente.core.errors import ConfigurationError
from entente.reporting.printed_numbers import printed_rows

#: Series of the printed moments and the networks that they describe.
NETWORK_OF = {"actual": "actual_any"} | {name: f"abm_{name}" for name in ("first", "intermediate", "last")}

#: What each quantity is, for readers.
LABELS = {
    "mean_alliance_degree": "mean number of allies",
    "alliance_dyad_year_share": "share of dyad-years allied",
    "mean_transitivity": "mean transitivity",
    "share_open_triads": "share of open triads",
    "share_of_alliance_dyad_years_within_srg": "share of allied dyad-years in each other's reference group",
    "share_state_years_degree_0_or_1": "share of state-years with no or one ally",
    "allies_democracy_over_autocracy": "allies of democracies / of autocracies",
    "allies_democracy_over_anocracy": "allies of democracies / of anocracies",
    "allies_capability_democracy_over_autocracy": "allies' capabilities, democracies / autocracies",
    "allies_capability_democracy_over_anocracy": "allies' capabilities, democracies / anocracies",
}

#: Columns of the file of printed moments.
PUBLISHED = ["quantity", "series", "value", "note"]

#: Columns that do not stand beside print.
OURS = ["quantity", "series", "reproduced"]


def read_published(path: str | Path) -> pd.DataFrame:
    """Read the printed moments, ``config/maoz2011/printed/moments.csv``: quantity, series, value, note.

    ConfigurationError is raised if the file is refused by
    :func:`entente.reporting.printed_numbers.printed_rows`, or a value is no number.
    """
    rows = printed_rows(path, PUBLISHED)
    published = pd.DataFrame(rows.values(), index=rows.keys(), columns=PUBLISHED)
    values = pd.to_numeric(published["value"], errors="coerce")
    if (wrong := values.isna()).any():
        line = wrong.idxmax()
        raise ConfigurationError(
            f"{path}, line {line}: the value {published['value'][line]!r} is no number.",
            "Write it with a decimal point.",
        )
    return published.replace("", None).assign(value=values).reset_index(drop=True)


def text_moments(
    published: pd.DataFrame, series: pd.DataFrame, state_years: pd.DataFrame, dyad_years: pd.DataFrame
) -> pd.DataFrame:
    """Return each printed moment (Maoz 2011, pp. 25–26 and note 7), ours, and the difference.

    Of the printed ones, the network series and the panels of state-years and dyad-years it makes quantity,
    series, printed, reproduced, difference (reproduced − printed), ratio (reproduced / printed), note.
    KeyError is raised if a printed moment is none of those computed here.
    """
    ours = moments(series, state_years, dyad_years)
    table = published.rename(columns={"value": "printed"})
    table["reproduced"] = [ours[key] for key in zip(table["quantity"], table["series"], strict=True)]
    table["difference"] = table["reproduced"] - table["printed"]
    table["ratio"] = table["reproduced"] / table["printed"]
    return table[["quantity", "series", "printed", "reproduced", "difference", "ratio", "note"]]


def moments(
    series: pd.DataFrame, state_years: pd.DataFrame, dyad_years: pd.DataFrame, *, alliance: str = "any"
) -> dict[tuple[str, str], float]:
    """Return the moments that the paper prints in its text, as this run has them, by quantity and series.

    Of the network series and the panels, or their columns about regimes, allies and groups.  By default an
    actual alliance is one of any type, as the paper's text reads (its printed share of allied dyad-years fits
    no narrower type).
    """
    within_groups = dyad_years.loc[dyad_years[f"ally_{alliance}"], "srg_mutual"].mean()
    return {
        **_network_moments(series, alliance),
        **_state_moments(state_years, alliance),
        ("share_of_alliance_dyad_years_within_srg", "actual"): within_groups,
    }


def _network_moments(series: pd.DataFrame, alliance: str) -> dict[tuple[str, str], float]:
    found = {}
    for name, network in {**NETWORK_OF, "actual": f"actual_{alliance}"}.items():
        rows = series[series["network"] == network]
        edges, n = rows["edges"], rows["n"]
        transitivity = rows["transitivity"].mean()
        found["mean_alliance_degree", name] = 2 * edges.sum() / n.sum()
        found["alliance_dyad_year_share", name] = edges.sum() / (n * (n - 1) / 2).sum()
        found["mean_transitivity", name] = transitivity
        found["share_open_triads", name] = 1 - transitivity
    return found


def _state_moments(state_years: pd.DataFrame, alliance: str) -> dict[tuple[str, str], float]:
    columns = [f"allies_{alliance}", f"allies_capability_{alliance}"]
    means = state_years.groupby("regime")[columns].mean()
    means = means.reindex(["democracy", "anocracy", "autocracy"])
    found = {("share_state_years_degree_0_or_1", "actual"): (state_years[columns[0]] <= 1).mean()}
    for other in ("autocracy", "anocracy"):
        ratios = means.loc["democracy"] / means.loc[other]
        for of, ratio in zip(("allies", "allies_capability"), ratios, strict=True):
            found[f"{of}_democracy_over_{other}", "actual"] = ratio
    return found
