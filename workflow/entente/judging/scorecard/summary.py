"""The scorecard summed up: by table, and by kind of printed number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from entente.judging.scorecard.judgements import CONTRADICTS, PRINTED_ONLY, REPLICATES

#: A fit statistic or moment this near to the printed one counts as close (a choice).
CLOSE = 0.10

ALL = "All"


def coefficient_summary(
    card: pd.DataFrame, headings: Mapping[str, str], subsets: Mapping[str, Callable[[str], bool]]
) -> pd.DataFrame:
    """Count what became of the printed coefficients.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    headings : mapping of str to str
        Of the tables.
    subsets : mapping of str to callable
        Groups of coefficients that are counted too: from a term to whether it belongs.

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
    """Count how near counts, fit statistics or moments are to the printed ones.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    kind : {"count", "fit", "moment"}
    headings : mapping of str to str
        Of the tables.
    by : {"table", "term_label"}
        What the rows are about.

    Returns
    -------
    DataFrame
        group (each table or statistic, in the order of the scorecard, and all), printed, ours (int64), near
        (int64: counts within 1 %, others within 10 % of the printed ones), lowest, median, highest (float64:
        ours / printed).
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
