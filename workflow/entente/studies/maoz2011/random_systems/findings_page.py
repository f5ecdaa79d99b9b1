"""The readings from the model on random data as a page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entente.reporting.markdown import Document, markdown_table
from entente.studies.maoz2011.random_systems.findings import (
    NEGLIGIBLE_PART,
    READINGS,
    RESAMPLES,
    reading_verdict,
)
from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES
from entente.studies.maoz2011.random_systems.sign_readings import (
    CHANGE_OF_SIGN,
    LARGEST_INFLATION,
    NEGLIGIBLE_EFFECT,
)
from entente.studies.maoz2011.random_systems.stage_comparison import FACTORS

_OVERLAP = (
    "Under a measure of alliances stands the verdict on the parts about it. Parts are overlapping views of "
    "the same runs (an effect alone and beside others; a part of the variance and of the explained variance; "
    "one input and two together): how many of them hold is no score."
)

#: What is to be known before the parts of a reading are read.
_BEFORE = {
    "i": (
        "A measure of the strategic reference network (SRN) that stands *alone* stands for all that goes "
        "with it too: in a random network polarization and group centralization depend on the number of "
        "states and the density, and on nothing else but chance."
    ),
    "ii": "The reading is that the sign changes. Its two ends are shown, but do not count by themselves.",
    "iii": "The reading is that the signs change. Their two ends are shown, but do not count by themselves.",
    "iv": (
        "These parts are overlapping views of one question, and are not to be counted: each input's part of "
        "the variance, and of the variance that is explained; the SRN by itself, and with disputes (MID)."
    ),
}

_TOGETHER = "; ".join(
    " and ".join(INPUTS[name] for name in terms) for terms in FACTORS.values() if len(terms) > 1
)

_METHOD = f"""\
- **Effects** (i to iii) are standardised coefficients of linear regressions with HC3 standard errors, all of
  which are in `random/regressions.csv`.  A measure of the SRN stands alone (`srn_alone`) or, where the part
  does not say so, beside the inputs and the SRN's other measures (`srn_measures`); democracy and joint
  cooperation stand beside the other inputs (`inputs`).
- **VIF** is the variance inflation factor of the term: the other terms account for all but 1/VIF of its
  variance.  Above {LARGEST_INFLATION:g} an effect is undetermined, however narrow its interval: with so
  little of its own, a term picks up the bends of the other terms' relation with the outcome, which a linear
  regression leaves out, and its coefficient may change its sign once they are let in.
- **Changes** (iv and v) are last minus first iteration, on the same runs, with percentiles of {RESAMPLES}
  resamples.  An input's part of the variance is what it adds to R², averaged over all orders of entry; its
  part of the explained variance is that divided by R².  Entering together, as one input: {_TOGETHER}.
- **Verdicts** on a part, the first that applies: **contradicted** if the 95 % interval is all nearer to zero
  than {NEGLIGIBLE_EFFECT} (effects) or {NEGLIGIBLE_PART} (parts, R²), no effect to speak of, even if it is
  all on the side expected; **contradicted** if it is all on the other side; **supported** if it is all on
  the side expected, even if it begins nearer to zero than that; **undetermined** otherwise.  A change of sign
  is supported if both ends are, contradicted if one is.
- **Verdicts** on a reading: supported if all its parts are, in part if some are; of ii and iii the changes of
  sign alone count, since an effect that keeps its sign always agrees with one end.
- **Dropped** are runs in which the iteration or a measure does not exist; `random/responses.csv` counts them
  by measure, iteration and level of each input."""


def random_findings_page(findings: pd.DataFrame, experiment: Sequence[str]) -> Document:
    """Return the findings as a Markdown page: the readings in short, then each with its parts.

    Parameters
    ----------
    findings : DataFrame
        From :func:`entente.studies.maoz2011.random_systems.findings.findings`.
    experiment : sequence of str
        Paragraphs from :func:`entente.studies.maoz2011.random_systems.experiment_text.random_experiment`.

    Returns
    -------
    Document
    """
    sections = []
    for reading, parts in findings.groupby("reading", sort=False):
        sections += [f"## {reading}. {READINGS[reading]}", _BEFORE.get(reading, "")]
        sections += [markdown_table(_parts(parts)), _remarks(parts)]
    return Document(
        "What the paper reads from random data",
        "Five readings of Maoz (2011, p. 18), each taken apart into what the model's random runs can test.",
        markdown_table(_summary(findings)),
        _OVERLAP,
        "## The experiment",
        *experiment,
        *filter(None, sections),
        "## How to read this",
        _METHOD,
    )


def _summary(findings: pd.DataFrame) -> pd.DataFrame:
    """The verdict on each reading, and on its parts about each measure of alliances."""
    return pd.DataFrame(
        {
            "reading": f"{reading}. {READINGS[reading]}",
            "verdict": reading_verdict(parts),
            **{
                words: reading_verdict(about) if len(about := parts[parts["outcome"] == outcome]) else ""
                for outcome, words in MEASURES.items()
            },
        }
        for reading, parts in findings.groupby("reading", sort=False)
    )


def _parts(parts: pd.DataFrame) -> pd.DataFrame:
    """The columns shown of a reading: both ends only of changes, inflation only of effects."""
    shown = parts[
        ["claim", "first", "last", "estimate", "ci_low", "ci_high", "vif", "runs", "dropped", "verdict"]
    ].rename(columns={"claim": "part", "ci_low": "from", "ci_high": "to", "vif": "VIF"})
    if parts["vif"].isna().all() and parts["first"].notna().any():
        return shown.drop(columns="VIF").rename(columns={"estimate": "change"})
    shown = shown.rename(columns={"estimate": "effect"})
    return shown if parts["first"].notna().any() else shown.drop(columns=["first", "last"])


def _remarks(parts: pd.DataFrame) -> str:
    """On what is not judged by an interval of its own: the course of changes of sign, reasons of others."""
    told = parts[(parts["quantity"] == CHANGE_OF_SIGN) | (parts["reason"] != "")]
    return "\n".join(
        f"- {row.sentence}"
        if row.quantity == CHANGE_OF_SIGN
        else f"- Undetermined: {row.claim}; {row.reason}."
        for row in told.itertuples()
    )
