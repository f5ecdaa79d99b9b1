"""The table of claims: each with its verdict, what it rests on, and where the paper's own tables disagree."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.schema import load_schema
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import (
    CONTRADICTED,
    NOT_TESTABLE,
    OWN,
    SUPPORTED,
    NotTestable,
    Part,
    Remark,
    sentence,
    verdict_on,
)
from entente.judging.claims.registry import Claim
from entente.judging.claims.regression_tables import RegressionTables

#: Variants of the regressions, in words; a verdict that changes under one is a remark.
VARIANTS = {
    "any": "With alliances of any type",
    "robust": "With robust standard errors",
}


def claims_table(
    published: pd.DataFrame,
    claims: Mapping[str, Claim],
    evidence: Evidence,
    printed: RegressionTables,
    variants: Mapping[str, RegressionTables],
) -> pd.DataFrame:
    """Return each claim of the paper with a verdict.

    Parameters
    ----------
    published : DataFrame
        claim_id, page, claim, direction_or_value: the claims.
    claims : mapping of str to Claim
        How each is tested.
    evidence : Evidence
        Of this run, with its regressions.
    printed : RegressionTables
        The numbers that the paper prints, to which the same tests are put.
    variants : mapping of str to RegressionTables
        By the names of ``VARIANTS``.

    Returns
    -------
    DataFrame
        Table claims: a row for each claim, in the order of the file.

    Raises
    ------
    SchemaError
        If a claim has no test, or a test no claim.
    """
    unknown = set(published["claim_id"]) ^ set(claims)
    if unknown:
        raise SchemaError(
            f"Claims and their tests differ: {', '.join(sorted(unknown))}.",
            "Give each claim of the study's list one test.",
        )
    rows = []
    for row in published.itertuples():
        claim = claims[row.claim_id]
        found, remarks, reason = judged(claim, evidence)
        if claim.of_tables:
            remarks += _other_regressions(claim, evidence, verdict_on(found), printed, variants)
        rows.append(
            {
                "claim_id": row.claim_id,
                "page": row.page,
                "claim": row.claim,
                "expected": row.direction_or_value,
                "computed": claim.computed,
                **_result(found, reason),
                "remark": " ".join(remarks),
            }
        )
    return load_schema("judging/claims").validate(pd.DataFrame(rows))


def judged(claim: Claim, evidence: Evidence) -> tuple[list[Part], list[str], str]:
    """Put a claim's test to the evidence.

    Returns
    -------
    parts, remarks : list of Part, list of str
    reason : str
        Why the claim is not testable; empty if it is, or if its parts say.
    """
    try:
        found = list(claim.test(evidence))
    except NotTestable as refusal:
        return [], [], str(refusal)
    parts = [one for one in found if isinstance(one, Part)]
    reason = "" if parts else "there is nothing to compute it from"
    return parts, [one.text for one in found if isinstance(one, Remark)], reason


def _result(parts: list[Part], reason: str) -> dict[str, object]:
    """Verdict, sentence and numbers: the columns of one part's number are filled where there is only one."""
    if reason:
        return {
            "verdict": NOT_TESTABLE,
            "sentence": f"{NOT_TESTABLE.capitalize()}: {reason}.",
            "parts": "",
            **dict.fromkeys(("estimate", "ci_low", "ci_high", "p_value"), math.nan),
        }
    only = parts[0] if len(parts) == 1 else Part("", "")
    return {
        "verdict": verdict_on(parts),
        "sentence": sentence(parts),
        "parts": "; ".join(_value(part) for part in parts),
        "estimate": only.value,
        "ci_low": only.low,
        "ci_high": only.high,
        "p_value": only.p_value,
    }


def _value(part: Part) -> str:
    p = f", p {part.p_value:.2g}" if math.isfinite(part.p_value) else ""
    return f"{part.clause}{p} [{part.verdict}]"


def _other_regressions(
    claim: Claim,
    evidence: Evidence,
    verdict: str,
    printed: RegressionTables,
    variants: Mapping[str, RegressionTables],
) -> list[str]:
    """What the test says of the printed tables if they fail it, and of variants that change the verdict."""
    remarks = []
    parts, _, _ = judged(claim, evidence.with_regressions(printed))
    of_paper = [part for part in parts if part.of_table]
    own = verdict_on(of_paper)
    if own not in (SUPPORTED, NOT_TESTABLE):
        failing = [part.clause for part in of_paper if part.verdict == own]
        more = f" and {len(failing) - 2} more" if len(failing) > 2 else ""
        told = "contradict it" if own == CONTRADICTED else "leave it open"
        remarks.append(f"{OWN} tables {told}: they print that {'; '.join(failing[:2])}{more}.")
    for name, regressions in variants.items():
        parts, _, _ = judged(claim, evidence.with_regressions(regressions))
        other = verdict_on(parts)
        if other != verdict:
            remarks.append(f"{VARIANTS[name]}: {other}.")
    return remarks
