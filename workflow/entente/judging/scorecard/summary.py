"""The scorecard summed up: by table, and by kind of printed number."""

from __future__ import annotations

import pandas as pd

from entente.judging.scorecard.judgements import CONTRADICTS, PRINTED_ONLY, REPLICATES

#: A fit statistic or moment this near to the printed one counts as close (a choice).
CLOSE = 0.10

#: Words for the groups of numbers.
GROUPS = {
    "table1": "Table 1",
    "table2": "Table 2",
    "table3": "Table 3",
    "table4": "Table 4",
    "text": "Text",
}
ALL = "All"

#: Terms that say how high the level is, or that what was stays.
LEVEL_AND_PERSISTENCE = ("constant", "status", "non_alliance_years", "rho")

#: Coefficients of what the model predicts open with this.
PREDICTION = "abm_"


def coefficient_summary(card: pd.DataFrame) -> pd.DataFrame:
    """Count what became of the printed coefficients.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.

    Returns
    -------
    DataFrame
        group (each table; all; all but constants, durations and ρ; those of the model's prediction; those
        without a doubt about the source),
        printed, ours (with a coefficient here), same_sign, printed_significant (of those with a standard
        error here), replicated (the same sign, significant in both), robust (of these, significant here
        under each further variance), lost (significant in print alone), contradicted (the opposite sign,
        significant in both), comparable (in the same unit, as far as is known), inside (of these, inside the
        printed 95 % interval): int64.
    """
    rows = card[card["kind"] == "coefficient"]
    groups = {GROUPS.get(table, table): part for table, part in rows.groupby("table", sort=False)}
    groups |= {
        ALL: rows,
        "Without constants and persistence": rows[~rows["term"].isin(LEVEL_AND_PERSISTENCE)],
        "The model's prediction": rows[rows["term"].str.startswith(PREDICTION)],
        "Source without doubt": rows[rows["doubt"].isna()],
    }
    return pd.DataFrame([{"group": name, **_coefficients(part)} for name, part in groups.items()])


def ratio_summary(card: pd.DataFrame, kind: str, by: str = "table") -> pd.DataFrame:
    """Count how near counts, fit statistics or moments are to the printed ones.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    kind : {"count", "fit", "moment"}
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
    groups = {GROUPS.get(name, name): part for name, part in rows.groupby(by, sort=False)}
    if len(groups) > 1:
        groups[ALL] = rows
    return pd.DataFrame([{"group": name, **_ratios(part)} for name, part in groups.items()])


def _coefficients(rows: pd.DataFrame) -> dict[str, int]:
    replicated = rows["verdict"] == REPLICATES
    return {
        "printed": len(rows),
        "ours": int(rows["ours"].notna().sum()),
        "same_sign": _true(rows["same_sign"]),
        "printed_significant": int((rows["printed_significant"].eq(True) & rows["verdict"].notna()).sum()),
        "replicated": int(replicated.sum()),
        "robust": _true(rows.loc[replicated.fillna(False), "ours_robust"]),
        "lost": int((rows["verdict"] == PRINTED_ONLY).sum()),
        "contradicted": int((rows["verdict"] == CONTRADICTS).sum()),
        "comparable": int(rows["inside"].notna().sum()),
        "inside": _true(rows["inside"]),
    }


def _ratios(rows: pd.DataFrame) -> dict[str, float]:
    ratio = rows["ratio"]
    is_count = rows["kind"] == "count"
    near = rows["within"].eq(True).where(is_count, (ratio - 1).abs() <= CLOSE)
    return {
        "printed": len(rows),
        "ours": int(rows["ours"].notna().sum()),
        "near": _true(near),
        "lowest": ratio.min(),
        "median": ratio.median(),
        "highest": ratio.max(),
    }


def _true(values: pd.Series) -> int:
    return int(values.eq(True).sum())
