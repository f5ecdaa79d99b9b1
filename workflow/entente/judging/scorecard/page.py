"""The scorecard as pages: its sum, and every printed number beside ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from entente.judging.scorecard.judgements import CONTRADICTS, PRINTED_ONLY, REPLICATES
from entente.reporting.grid import stars

#: Numbers that are no coefficients, and what they are called beside the name of their table.
_KINDS = {"count": "counts", "fit": "fit", "moment": "moments"}

#: A fit statistic or moment this near to the printed one counts as close (a choice).
CLOSE = 0.10

ALL = "All"

#: Columns of words; empty where there is nothing to say.
_WORDS = ("printed_stars", "verdict", "unit_doubt", "reason", "doubt")


def page_values(
    card: pd.DataFrame,
    headings: Mapping[str, str],
    subsets: Mapping[str, Callable[[str], bool]],
    years: tuple[int, int],
) -> dict[str, Any]:
    """Return what the templates ``judging/scorecard`` and ``judging/scorecard_summary`` tell.

    ``card`` is the table scorecard; ``headings`` are those of the printed tables, and of the text, by the
    scorecard's names of them; ``subsets`` are groups of coefficients that are summed up too, from a term to
    whether it belongs; ``years`` are the first and the last of the run.
    """
    ratios = {words: ratio_summary(card, kind, headings) for kind, words in _KINDS.items()}
    of_kinds = [rows.assign(group=rows["group"] + f", {words}") for words, rows in ratios.items()]
    return {
        "years": years,
        "printed": len(card),
        "missing": int(card["ours"].isna().sum()),
        "coefficients": coefficient_summary(card, headings, subsets),
        "ratios": pd.concat(of_kinds, ignore_index=True),
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


def coefficient_summary(
    card: pd.DataFrame, headings: Mapping[str, str], subsets: Mapping[str, Callable[[str], bool]]
) -> pd.DataFrame:
    """Count what became of the printed coefficients; arguments as of :func:`page_values`.

    Returns
    -------
    DataFrame
        group (each table; all; the subsets; those without a doubt about the source),
        printed, ours (with a coefficient here), same_sign, printed_significant (of those with a standard
        error here), replicated (the same sign, significant in both), robust (of these, significant here
        under each further variance), lost (significant in print alone), contradicted (the opposite sign,
        significant in both), comparable (in the same unit, as far as is known), inside (of these, inside the
        printed 95 % interval): int64.
    """
    rows = card[card["kind"] == "coefficient"]
    groups = {headings[table]: part for table, part in rows.groupby("table", sort=False)}
    groups[ALL] = rows
    groups |= {name: rows[rows["term"].map(belongs)] for name, belongs in subsets.items()}
    groups["Source without doubt"] = rows[rows["doubt"].isna()]
    return pd.DataFrame([{"group": name, **_coefficients(part)} for name, part in groups.items()])


def ratio_summary(
    card: pd.DataFrame, kind: str, headings: Mapping[str, str], by: str = "table"
) -> pd.DataFrame:
    """Count how near numbers of a kind – count, fit or moment – are to the printed ones.

    Returns
    -------
    DataFrame
        group (each table, or each term_label, in the order of the scorecard, and all), printed, ours (int64),
        near (int64: counts within 1 %, others within 10 % of the printed ones), lowest, median, highest
        (float64: ours / printed).
    """
    rows = card[card["kind"] == kind]
    groups = {headings.get(name, name): part for name, part in rows.groupby(by, sort=False)}
    if len(groups) > 1:
        groups[ALL] = rows
    return pd.DataFrame([{"group": name, **_ratios(part)} for name, part in groups.items()])


def _coefficients(rows: pd.DataFrame) -> dict[str, int]:
    replicated = rows["verdict"].eq(REPLICATES)
    counted = {
        "ours": rows["ours"].notna(),
        "same_sign": rows["same_sign"].eq(True),
        "printed_significant": rows["printed_significant"].eq(True) & rows["verdict"].notna(),
        "replicated": replicated,
        "robust": replicated & rows["ours_robust"].eq(True),
        "lost": rows["verdict"].eq(PRINTED_ONLY),
        "contradicted": rows["verdict"].eq(CONTRADICTS),
        "comparable": rows["inside"].notna(),
        "inside": rows["inside"].eq(True),
    }
    return {"printed": len(rows), **{name: int(chosen.sum()) for name, chosen in counted.items()}}


def _ratios(rows: pd.DataFrame) -> dict[str, float]:
    ratio = rows["ratio"]
    near = rows["within"].eq(True).where(rows["kind"] == "count", (ratio - 1).abs() <= CLOSE)
    return {
        "printed": len(rows),
        "ours": int(rows["ours"].notna().sum()),
        "near": int(near.sum()),
        "lowest": ratio.min(),
        "median": ratio.median(),
        "highest": ratio.max(),
    }
