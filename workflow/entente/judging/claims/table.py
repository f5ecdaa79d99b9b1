"""The table of claims, each with its verdict, what it rests on, and where the paper's own tables disagree."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from entente.core.errors import ConfigurationError
from entente.core.schema import load_schema
from entente.judging.claims.declaration import Claim, Claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import OWN, TOLERANCE, NotTestable, Part, Remark, sentence, verdict_on
from entente.judging.verdicts import BY_CONSTRUCTION, CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

#: In the order in which they are counted.
VERDICTS = (SUPPORTED, CONTRADICTED, UNDETERMINED, BY_CONSTRUCTION, NOT_TESTABLE)


def claims_table(claims: Mapping[str, Claim], evidence: Evidence, path: str | Path) -> pd.DataFrame:
    """Return table claims: a row a claim, by claim_id and in the order of their file, with its verdict.

    What a claim finds in the regressions of this run it is asked to find in the printed ones too, in those
    with alliances of any type, and with robust standard errors.  A claim that names a function, argument,
    table or column that there is not is a ConfigurationError, which names the file, ``path``.
    """
    rows = []
    for name, claim in claims.items():
        try:
            computed = claim.computed(evidence)
            found, remarks, reason = judged(claim, evidence)
        except ConfigurationError as error:
            raise ConfigurationError(f"{path}: {name}, test: {error.what}", error.remedy) from None
        if any(part.of_table for part in found):
            remarks += _of_the_paper(claim, evidence)
            remarks += _of_variants(claim, evidence, verdict_on(found))
        said = {"claim_id": name, "page": claim.page, "claim": claim.says, "expected": claim.prints}
        result = _result(claim, found, reason)
        rows.append({**said, "computed": computed, **result, "remark": " ".join(remarks)})
    return load_schema("judging/claims").validate(pd.DataFrame(rows))


def judged(claim: Claim, evidence: Evidence) -> tuple[list[Part], list[str], str]:
    """Return the parts of a claim, remarks, and why it is not testable, empty if it is or its parts say."""
    try:
        found = [one for form in claim.test for one in form.test(evidence)]
    except NotTestable as refusal:
        return [], [], str(refusal)
    parts = [one for one in found if isinstance(one, Part)]
    remarks = [one for one in found if isinstance(one, Remark)] + [claim.remark] * bool(claim.remark)
    return parts, remarks, "" if parts else "there is nothing to compute it from"


def _result(claim: Claim, parts: list[Part], reason: str) -> dict[str, object]:
    """Verdict, sentence and numbers: the columns of one part's number are filled where there is only one."""
    verdict = verdict_on(parts)
    if claim.by_construction and verdict == SUPPORTED:
        verdict = BY_CONSTRUCTION
    only = parts[0] if len(parts) == 1 else Part("", "")
    return {
        "verdict": verdict,
        "sentence": f"{NOT_TESTABLE.capitalize()}: {reason}." if reason else sentence(verdict, parts),
        "parts": "; ".join(map(_value, parts)),
        "estimate": only.value,
        "ci_low": only.low,
        "ci_high": only.high,
        "p_value": only.p_value,
    }


def _value(part: Part) -> str:
    p = f", p {part.p_value:.2g}" if math.isfinite(part.p_value) else ""
    return f"{part.clause}{p} [{part.verdict}]"


def _of_the_paper(claim: Claim, evidence: Evidence) -> Iterable[str]:
    """What the test says of the printed tables, if they fail it."""
    parts, _, _ = judged(claim, evidence.with_regressions(evidence.printed))
    printed = [part for part in parts if part.of_table]
    own = verdict_on(printed)
    if own not in (SUPPORTED, NOT_TESTABLE):
        failing = [part.clause for part in printed if part.verdict == own]
        more = f" and {len(failing) - 2} more" if len(failing) > 2 else ""
        told = "contradict it" if own == CONTRADICTED else "leave it open"
        yield f"{OWN} tables {told}: they print that {'; '.join(failing[:2])}{more}."


def _of_variants(claim: Claim, evidence: Evidence, verdict: str) -> Iterable[str]:
    """Variants of the regressions that change the verdict."""
    tables = evidence.regressions
    variants = {"With robust standard errors": tables.with_robust_errors()}
    if tables.layout.alliance:
        variants = {"With alliances of any type": tables.with_alliances("any"), **variants}
    for words, regressions in variants.items():
        parts, _, _ = judged(claim, evidence.with_regressions(regressions))
        if (other := verdict_on(parts)) != verdict:
            yield f"{words}: {other}."


def page_values(table: pd.DataFrame, claims: Claims, years: tuple[int, int]) -> dict[str, Any]:
    """Return what the template ``judging/claims`` tells of table claims, in a run of these years."""
    counts = table["verdict"].value_counts()
    against = table["remark"].str.contains(OWN, regex=False, na=False)
    return {
        "paper": claims.paper,
        "several": bool(claims.sources),
        "years": years,
        "counts": {verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS},
        "disagreeing": list(table.loc[against, "claim_id"]),
        "pages": table.groupby("page", sort=False),
        "tolerance": TOLERANCE,
        "own": OWN,
        "notes": [note.format(**claims.bounds) for note in claims.notes],
    }
