"""The propositions and what the results say about their parts, as a page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entente.judging.propositions.declaration import Proposition
from entente.judging.verdicts import SUPPORTED, overall_verdict
from entente.regressions.variances import VARIANCES
from entente.reporting.markdown import Document, markdown_table
from entente.systems.alliance_types import ALLIANCES

_METHOD = """\
- **Coefficients** are those of the regressions named (`models/<model>/<alliance>/terms.csv`), in their units,
  with 95 % intervals: under the standard errors of the kind that the paper prints, and under robust ones
  (dyads: dyadic-robust, which lets all dyads of a state depend on each other; state-years: clustered by
  state; yearly series: Newey–West).
- **Verdicts** on a coefficient go by the robust interval: **supported** if it is all on the side expected,
  **contradicted** if it is all on the other side, **undetermined** otherwise, or where there is no estimate.
  What is supported under the printed kind of standard errors only is said to be.
- **Verdicts** on a part: supported if all coefficients that test it are, in part if some are; if none is,
  contradicted if at least one is, else undetermined."""


def propositions_page(results: pd.DataFrame, propositions: Sequence[Proposition], source: str) -> Document:
    """Return the propositions as a Markdown page: the verdicts in short, then each coefficient.

    Parameters
    ----------
    results : DataFrame
        From :func:`entente.judging.propositions.judgements.judged_coefficients`.
    propositions : sequence of Proposition
    source : str
        Whose they are.

    Returns
    -------
    Document
    """
    sections = []
    for proposition in propositions:
        parts = results[results["proposition"] == proposition.name]
        sections += [f"## {proposition.name}. {proposition.title}", proposition.note]
        sections += [markdown_table(_coefficients(parts)), _reasons(parts)]
    return Document(
        "Propositions",
        source,
        _sentence(results),
        markdown_table(_summary(results)),
        *filter(None, sections),
        "## How to read this",
        _METHOD,
    )


def _sentence(results: pd.DataFrame) -> str:
    """How many coefficients support their parts, by either kind of standard errors."""
    robust, printed = (results[name] == SUPPORTED for name in ("verdict", "printed_verdict"))
    return (
        f"{int(robust.sum())} of {len(results)} coefficients support their part under robust standard "
        f"errors, {int(printed.sum())} under those of the kind that the paper prints; "
        f"{int((printed & ~robust).sum())} under the latter only."
    )


def _summary(results: pd.DataFrame) -> pd.DataFrame:
    """The verdict on each part, by type of alliance and kind of standard errors."""
    lines = []
    for (proposition, part), tests in results.groupby(["proposition", "part"], sort=False):
        line = {"part": f"{proposition} {part}", "claim": _stripped(tests["claim"].iloc[0], proposition)}
        line["paper"] = tests["printed"].iloc[0]
        for alliance, kind in reversed(ALLIANCES.items()):
            line[kind.words] = _verdict(tests[tests["alliance"] == alliance])
        lines.append(line)
    return pd.DataFrame(lines)


def _verdict(tests: pd.DataFrame) -> str:
    """The verdict on a part, how many coefficients support it, and whether it rests on standard errors."""
    if tests.empty:
        return ""
    robust, printed = (overall_verdict(tests[name]) for name in ("verdict", "printed_verdict"))
    supporting = int((tests["verdict"] == SUPPORTED).sum())
    counted = f" ({supporting} of {len(tests)})" if len(tests) > 1 else ""
    only = f"; {printed} under the printed kind of standard errors" if printed != robust else ""
    return f"**{robust}**{counted}{only}"


def _coefficients(parts: pd.DataFrame) -> pd.DataFrame:
    only = (parts["printed_verdict"] == SUPPORTED) & (parts["verdict"] != SUPPORTED)
    verdicts = parts["verdict"] + only.map(
        {True: "; supported under the printed kind of standard errors only", False: ""}
    )
    return pd.DataFrame(
        {
            "part": parts["part"],
            "model": parts["model"],
            "alliances": [ALLIANCES[alliance].words for alliance in parts["alliance"]],
            "expected": parts["sign"].map({1: "+", -1: "−"}),
            "n": [f"{n:.0f}" if pd.notna(n) else "" for n in parts["n"]],
            "estimate": [_number(value) for value in parts["estimate"]],
            "interval, printed kind": _intervals(parts["printed_low"], parts["printed_high"]),
            "interval, robust": _intervals(parts["robust_low"], parts["robust_high"]),
            "robust": parts["robust_variance"].map({name: kind.words for name, kind in VARIANCES.items()}),
            "verdict": verdicts,
        }
    )


def _reasons(parts: pd.DataFrame) -> str:
    """Why coefficients have no estimate, or no robust interval."""
    return "\n".join(
        f"- {row.model}, {ALLIANCES[row.alliance].words}: {row.reason}."
        for row in parts.itertuples()
        if row.reason
    )


def _intervals(low: pd.Series, high: pd.Series) -> list[str]:
    return [
        "" if pd.isna(a) or pd.isna(b) else f"{_number(a)} to {_number(b)}"
        for a, b in zip(low, high, strict=True)
    ]


def _number(value: float) -> str:
    """Three significant digits: coefficients of different units differ in size."""
    return "" if pd.isna(value) else f"{value:.3g}".replace("-", "−")


def _stripped(claim: str, proposition: str) -> str:
    """A claim without the name of its part in front."""
    head, separator, rest = claim.partition(": ")
    return rest if separator and head.startswith(proposition) else claim
