"""What the coefficients of the store say about the parts of the propositions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from entente.core.errors import ConfigurationError
from entente.judging.propositions.declaration import Proposition, PropositionPart
from entente.judging.verdicts import UNDETERMINED, verdict

#: The variance whose standard errors the paper prints, and those that answer for how its data depend on each
#: other: of a model, the first that it has.
PRINTED, ROBUST = "printed", ("dyadic_robust", "dyad_clustered", "state_clustered", "newey_west")

#: Why a coefficient that was estimated has no robust verdict.
NO_ROBUST = "no robust standard error"

COLUMNS = (
    "proposition",
    "part",
    "claim",
    "printed",
    "model",
    "title",
    "alliance",
    "term",
    "sign",
    "n",
    "estimate",
    "printed_std_error",
    "printed_low",
    "printed_high",
    "printed_verdict",
    "robust_variance",
    "robust_std_error",
    "robust_low",
    "robust_high",
    "verdict",
    "reason",
)


def judged_coefficients(
    propositions: Sequence[Proposition],
    claims: pd.DataFrame,
    titles: Mapping[str, str],
    store: Mapping[tuple[str, str], tuple[Path, Path]],
) -> pd.DataFrame:
    """Judge every coefficient that tests a part.

    Parameters
    ----------
    propositions : sequence of Proposition
    claims : DataFrame
        claim_id, claim, direction_or_value: what the paper says, and prints.
    titles : mapping of str to str
        What each model regresses on what.
    store : mapping of (str, str) to (path, path)
        terms.csv and statistics.csv of each model and type of alliance.

    Returns
    -------
    DataFrame
        ``COLUMNS``: a row a part, model and type of alliance.  A coefficient supports the part
        (``supported``) if its 95 % interval is all on the side expected, speaks against it
        (``contradicted``) if it is all on the other side, and leaves it ``undetermined`` otherwise or where
        there is none, for the reason given: once by the standard errors that the paper prints
        (printed_verdict), once by robust ones (verdict).
    """
    known = claims.set_index("claim_id")
    rows = []
    for proposition in propositions:
        for part in proposition.parts:
            said = _said(proposition, part, known)
            for alliance in part.alliances:
                for model in part.models:
                    named = {"model": model, "title": titles[model], "alliance": alliance}
                    found = _result(part, *store[model, alliance])
                    rows.append({**said, **named, "term": part.term, "sign": part.sign, **found})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _said(proposition: Proposition, part: PropositionPart, claims: pd.DataFrame) -> dict[str, str]:
    """The part as the text has it, and what the paper prints."""
    unknown = [claim for claim in part.claims if claim not in claims.index]
    if unknown:
        raise ConfigurationError(
            f"{proposition.name}, part {part.name}: there is no claim {', '.join(unknown)}.",
            "Correct the name, or put the claim among those of the text.",
        )
    return {
        "proposition": proposition.name,
        "part": part.name,
        "claim": " ".join(claims.loc[list(part.claims), "claim"]),
        "printed": " ".join(claims.loc[list(part.claims), "direction_or_value"]),
    }


def _result(part: PropositionPart, terms_path: Path, statistics_path: Path) -> dict[str, Any]:
    """Estimate, intervals and verdicts of a part's coefficient in one model."""
    terms = pd.read_csv(terms_path)
    statistics = pd.read_csv(statistics_path).set_index("statistic")
    coefficients = terms[terms["term"] == part.term].set_index("variance")
    if PRINTED not in coefficients.index:
        reason = statistics["reason"].get("n")
        return {
            "printed_verdict": UNDETERMINED,
            "verdict": UNDETERMINED,
            "reason": str(reason).rstrip(".") if pd.notna(reason) else "not estimated",
        }
    errors = coefficients["std_error"].dropna()
    robust = next((variance for variance in ROBUST if variance in errors.index), None)
    found = {"n": statistics.at["n", "value"], "estimate": coefficients.at[PRINTED, "estimate"]}
    found |= _judged(coefficients, PRINTED, part.sign, "printed", "printed_verdict")
    if robust is None:
        return {**found, "verdict": UNDETERMINED, "reason": NO_ROBUST}
    found |= _judged(coefficients, robust, part.sign, "robust", "verdict")
    return {**found, "robust_variance": robust, "reason": ""}


def _judged(
    coefficients: pd.DataFrame, variance: str, sign: int, prefix: str, judgement: str
) -> dict[str, Any]:
    error, low, high = coefficients.loc[variance, ["std_error", "conf_low", "conf_high"]].astype("float64")
    return {
        f"{prefix}_std_error": error,
        f"{prefix}_low": low,
        f"{prefix}_high": high,
        judgement: verdict(low, high, sign),
    }
