"""The claims as a page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from entente.judging.claims.declaration import Claims
from entente.judging.claims.parts import OWN, TOLERANCE
from entente.judging.verdicts import BY_CONSTRUCTION, CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

VERDICTS = (SUPPORTED, CONTRADICTED, UNDETERMINED, BY_CONSTRUCTION, NOT_TESTABLE)


def page_values(table: pd.DataFrame, claims: Claims, years: tuple[int, int]) -> dict[str, Any]:
    """Return what the template ``judging/claims`` tells of table claims, in a run of these years."""
    counts = table["verdict"].value_counts()
    against = table["remark"].str.contains(OWN, regex=False, na=False)
    return {
        "paper": claims.paper,
        "years": years,
        "counts": {verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS},
        "disagreeing": list(table.loc[against, "claim_id"]),
        "pages": table.groupby("page", sort=False),
        "tolerance": TOLERANCE,
        "own": OWN,
        "notes": [note.format(**claims.bounds) for note in claims.notes],
    }
