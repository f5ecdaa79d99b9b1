"""The propositions and what the results say about their parts, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from entente.judging.propositions.declaration import Proposition
from entente.judging.verdicts import SUPPORTED, overall_verdict
from entente.regressions.variances import VARIANCES
from entente.systems.alliance_types import ALLIANCES


def page_values(results: pd.DataFrame, propositions: Sequence[Proposition]) -> dict[str, Any]:
    """Return what the template ``judging/propositions`` tells of judged coefficients.

    That is how many of them support their parts by either kind of standard errors, the verdicts on each part,
    and each proposition with its coefficients.
    """
    robust, printed = (results[name] == SUPPORTED for name in ("verdict", "printed_verdict"))
    told = results.assign(
        alliances=results["alliance"].map({name: kind.words for name, kind in ALLIANCES.items()}),
        robust=results["robust_variance"]
        .map({name: kind.words for name, kind in VARIANCES.items()})
        .fillna(""),
        printed_only=printed & ~robust,
    )
    return {
        "coefficients": len(results),
        "robust": int(robust.sum()),
        "printed": int(printed.sum()),
        "printed_only": int(told["printed_only"].sum()),
        "alliances": list(reversed(ALLIANCES.values())),
        "summary": [
            _part(*names, tests) for names, tests in results.groupby(["proposition", "part"], sort=False)
        ],
        "propositions": [
            (proposition, list(told[told["proposition"] == proposition.name].itertuples()))
            for proposition in propositions
        ],
    }


def _part(proposition: str, part: str, tests: pd.DataFrame) -> dict[str, Any]:
    """A part and, by either kind of standard errors, its verdict a type of alliance."""
    claim = tests["claim"].iloc[0]
    head, separator, rest = claim.partition(": ")
    of_alliance = [tests[tests["alliance"] == alliance] for alliance in reversed(ALLIANCES)]
    return {
        "name": f"{proposition} {part}",
        # Without the name of the part in front.
        "claim": rest if separator and head.startswith(proposition) else claim,
        "paper": tests["printed"].iloc[0],
        "verdicts": [_verdict(of_one) if len(of_one) else {} for of_one in of_alliance],
    }


def _verdict(tests: pd.DataFrame) -> dict[str, Any]:
    return {
        "number": len(tests),
        "supporting": int((tests["verdict"] == SUPPORTED).sum()),
        "robust": overall_verdict(tests["verdict"]),
        "printed": overall_verdict(tests["printed_verdict"]),
    }
