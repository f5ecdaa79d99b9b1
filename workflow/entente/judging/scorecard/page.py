"""The scorecard as pages: its sum, and every printed number beside ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from entente.judging.scorecard.judgements import CONTRADICTS, REPLICATES
from entente.judging.scorecard.summary import coefficient_summary, ratio_summary
from entente.reporting.stars import stars

#: Numbers that are no coefficients, and what they are called beside the name of their table.
_KINDS = {"count": "counts", "fit": "fit", "moment": "moments"}

#: Columns of words; empty where there is nothing to say.
_WORDS = ("printed_stars", "verdict", "unit_doubt", "reason", "doubt")


def page_values(
    card: pd.DataFrame,
    headings: Mapping[str, str],
    subsets: Mapping[str, Callable[[str], bool]],
    years: tuple[int, int],
) -> dict[str, Any]:
    """Return what the templates ``judging/scorecard`` and ``judging/scorecard_summary`` tell.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    headings : mapping of str to str
        Of the printed tables, and of the text, by the scorecard's names of them.
    subsets : mapping of str to callable
        Groups of coefficients that are summed up too: from a term to whether it belongs.
    years : (int, int)
        First and last year of the run.

    Returns
    -------
    dict
    """
    ratios = [
        ratio_summary(card, kind, headings).assign(
            group=lambda rows, words=words: rows["group"] + f", {words}"
        )
        for kind, words in _KINDS.items()
    ]
    return {
        "years": years,
        "printed": len(card),
        "missing": int(card["ours"].isna().sum()),
        "coefficients": coefficient_summary(card, headings, subsets),
        "ratios": pd.concat(ratios, ignore_index=True),
        "fits": ratio_summary(card, "fit", headings, by="term_label"),
        "tables": _tables(card, headings),
    }


def _tables(card: pd.DataFrame, headings: Mapping[str, str]) -> list[tuple[str, list, list]]:
    """Each table's heading, the rows of its coefficients, and those of its other numbers."""
    judged = card.assign(
        **{name: card[name].astype(object).where(card[name].notna(), "") for name in _WORDS},
        ours_stars=["*" * stars(p_value) for p_value in card["ours_p_value"]],
        # Robust standard errors would withdraw what was significant here.
        fragile=card["verdict"].isin([REPLICATES, CONTRADICTS]) & card["ours_robust"].eq(False),
    )
    found = []
    for table, rows in judged.groupby("table", sort=False):
        is_estimate = rows["kind"] == "coefficient"
        parts = (list(rows[chosen].itertuples()) for chosen in (is_estimate, ~is_estimate))
        found.append((headings[table], *parts))
    return found
