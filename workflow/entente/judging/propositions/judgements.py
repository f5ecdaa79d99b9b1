"""What the coefficients of the store say about the parts of the propositions, as a table and as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from entente.core.errors import ConfigurationError
from entente.judging.propositions.declaration import Proposition, PropositionPart
from entente.judging.verdicts import SUPPORTED, UNDETERMINED, overall_verdict, verdict
from entente.regressions.store import StoredRegression
from entente.regressions.variances import VARIANCES, robust_of
from entente.systems.alliance_types import ALLIANCES

COLUMNS = (
    "proposition part claim printed model title alliance term sign n estimate "
    "printed_std_error printed_low printed_high printed_verdict "
    "robust_variance robust_std_error robust_low robust_high verdict reason"
).split()


def judged_coefficients(
    propositions: Sequence[Proposition],
    claims: pd.DataFrame,
    titles: Mapping[str, str],
    results: Mapping[tuple[str, str], StoredRegression],
) -> pd.DataFrame:
    """Judge every coefficient that tests a part: ``COLUMNS``, a row a part, model and type of alliance.

    The ``claims`` have claim_id, claim, direction_or_value (what the paper says, and prints); ``titles`` say
    what each model regresses on what; ``results`` are by model and type of alliance.  A coefficient is judged
    by :func:`entente.judging.verdicts.verdict`, once by the standard errors that the paper prints
    (printed_verdict), once by robust ones (verdict); undetermined where there is none, for the reason given.
    """
    known = claims.set_index("claim_id")
    rows = [
        _said(proposition, part, known)
        | {"model": model, "title": titles[model], "alliance": alliance}
        | _result(part, results[model, alliance])
        for proposition in propositions
        for part in proposition.parts
        for alliance in part.alliances
        for model in part.models
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _said(proposition: Proposition, part: PropositionPart, claims: pd.DataFrame) -> dict[str, Any]:
    """The part as the text has it, and what the paper prints."""
    unknown = [claim for claim in part.claims if claim not in claims.index]
    if unknown:
        raise ConfigurationError(
            f"{proposition.name}, part {part.name}: there is no claim {', '.join(unknown)}.",
            "Correct the name, or put the claim among those of the text.",
        )
    said = claims.loc[list(part.claims)]
    return {
        "proposition": proposition.name,
        "part": part.name,
        "claim": " ".join(said["claim"]),
        "printed": " ".join(said["direction_or_value"]),
        "term": part.term,
        "sign": part.sign,
    }


def _result(part: PropositionPart, model: StoredRegression) -> dict[str, Any]:
    """Estimate, intervals and verdicts of a part's coefficient in one model."""
    printed = model.coefficient(part.term)
    if printed is None:
        reason = model.reasons.get("n", "not estimated").rstrip(".")
        return {"printed_verdict": UNDETERMINED, "verdict": UNDETERMINED, "reason": reason}
    found = {"n": model.statistics["n"], "estimate": printed["estimate"]}
    found |= _judged(printed, part.sign, "printed", "printed_verdict")
    others = {variance: model.coefficient(part.term, variance) for variance in model.variances}
    robust = robust_of([variance for variance, other in others.items() if pd.notna(other["std_error"])])
    if robust is None:
        return {**found, "verdict": UNDETERMINED, "reason": "no robust standard error"}
    judged = _judged(others[robust], part.sign, "robust", "verdict")
    return {**found, **judged, "robust_variance": robust, "reason": ""}


def _judged(coefficient: pd.Series, sign: int, prefix: str, judgement: str) -> dict[str, Any]:
    error, low, high = coefficient[["std_error", "conf_low", "conf_high"]]
    return {
        f"{prefix}_std_error": error,
        f"{prefix}_low": low,
        f"{prefix}_high": high,
        judgement: verdict(low, high, sign),
    }


def page_values(results: pd.DataFrame, propositions: Sequence[Proposition]) -> dict[str, Any]:
    """Return what the template ``judging/propositions`` tells of judged coefficients.

    That is how many of them support their parts by either kind of standard errors, the verdicts on each part,
    and each proposition with its coefficients.
    """
    robust, printed = (results[name] == SUPPORTED for name in ("verdict", "printed_verdict"))
    variances = {name: kind.words for name, kind in VARIANCES.items()}
    told = results.assign(
        alliances=results["alliance"].map({name: kind.words for name, kind in ALLIANCES.items()}),
        robust=results["robust_variance"].map(variances).fillna(""),
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
