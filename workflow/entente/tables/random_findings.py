"""The readings from the model on random data as a page."""

from __future__ import annotations

import pandas as pd

from entente.random_systems.findings import (
    NEGLIGIBLE_EFFECT,
    NEGLIGIBLE_PART,
    NOT_SUPPORTED,
    READINGS,
    RESAMPLES,
    SUPPORTED,
    UNDETERMINED,
    reading_verdict,
)
from entente.tables.markdown import document, markdown_table

_VERDICTS = (SUPPORTED, NOT_SUPPORTED, UNDETERMINED)

_METHOD = f"""\
- **Effects** (i to iii) are standardised coefficients of linear regressions with HC3 standard errors, all of
  which are in `random/regressions.csv`.  A measure of the strategic reference network (SRN) stands alone
  (`srn_alone`) or, where the part does not say so, beside the inputs and the SRN's other measures
  (`srn_measures`); democracy and joint cooperation stand beside the other inputs (`inputs`).
- **Changes** (iv and v) are last minus first iteration, on the same runs, with percentiles of {RESAMPLES}
  resamples.  An input's part of the variance is what it adds to R², averaged over all orders of entry; its
  part of the explained variance is that divided by R².
- **Supported**: the 95 % interval is all on the side expected.  **Not supported**: it is all on the other
  side, or all nearer to zero than {NEGLIGIBLE_EFFECT} (effects) or {NEGLIGIBLE_PART} (parts, R²), which is no
  effect to speak of.  **Undetermined**: otherwise.  A reading is supported if all its parts are, in part if
  some are.
- **Dropped** are runs in which the iteration or a measure does not exist; `random/responses.csv` counts them
  by measure, iteration and level of each input."""


def random_findings_page(findings: pd.DataFrame, label: str = "") -> str:
    """Return the findings as a Markdown page: the readings in short, then each with its parts.

    Parameters
    ----------
    findings : DataFrame
        From :func:`entente.random_systems.findings.findings`.
    label : str, optional
        Warning that the run is no replication.

    Returns
    -------
    str
    """
    sections = []
    for reading, parts in findings.groupby("reading", sort=False):
        sections += [f"## {reading}. {READINGS[reading]}", markdown_table(_parts(parts))]
        if not_computed := [f"- {sentence}" for sentence in parts["sentence"][parts["estimate"].isna()]]:
            sections.append("\n".join(not_computed))
    return document(
        "What the paper reads from random data",
        "Five readings of Maoz (2011, p. 18), each taken apart into what the model's random runs can test.",
        markdown_table(_summary(findings)),
        *sections,
        "## How to read this",
        _METHOD,
        label=label,
    )


def _summary(findings: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "reading": f"{reading}. {READINGS[reading]}",
            "verdict": reading_verdict(parts["verdict"]),
            "parts": len(parts),
            **{name: int((parts["verdict"] == name).sum()) for name in _VERDICTS},
        }
        for reading, parts in findings.groupby("reading", sort=False)
    ]
    return pd.DataFrame(rows)


def _parts(parts: pd.DataFrame) -> pd.DataFrame:
    """The columns shown of a reading; both ends only of changes."""
    shown = parts[["claim", "first", "last", "estimate", "ci_low", "ci_high", "runs", "dropped", "verdict"]]
    shown = shown.rename(columns={"claim": "part", "ci_low": "from", "ci_high": "to"})
    if parts["quantity"].eq("standardised effect").all():
        return shown.drop(columns=["first", "last"]).rename(columns={"estimate": "effect"})
    return shown.rename(columns={"estimate": "change"})
