"""What the model expects of states and dyads in the iterations of its runs (Maoz 2011, Tables 1 and 2)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.core.errors import CoverageError

#: Bounds of the numbers that rows are encoded by: COW codes have three digits, iterations at most five.
_CODES, _ITERATIONS = 1_000, 100_000


def expected_allies(
    rows: pd.DataFrame, allied: pd.DataFrame, capability: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return how many allies the model expects each state to have, and their capabilities.

    Rows have year, ccode, iteration; ``allied`` has year, iteration, ccode, partner (the alliances of table
    abm_ties, in both directions); ``capability`` has year, ccode, capability (share of the system) of all
    states.  The result, float64 (len(rows),) each, is abm_allies (states) and abm_allies_capability (share of
    the system: Σ_j A_ij c_j).  CoverageError is raised if a state that the model expects as an ally in one of
    the rows has no capability in that year.
    """
    shares = capability.rename(columns={"ccode": "partner"})
    allied = allied.merge(shares, on=["year", "partner"], how="left", validate="many_to_one")
    wanted = pd.MultiIndex.from_frame(rows[["year", "iteration", "ccode"]])
    _check_known(allied, wanted)
    totals = allied.groupby(["year", "iteration", "ccode"])["capability"].agg(["size", "sum"])
    found = totals.reindex(wanted).fillna(0.0).to_numpy("float64")
    return {"abm_allies": found[:, 0], "abm_allies_capability": found[:, 1]}


def _check_known(allied: pd.DataFrame, wanted: pd.MultiIndex) -> None:
    """Refuse allies without a capability: a sum would count them as having none."""
    unknown = allied[allied["capability"].isna()]
    unknown = unknown[pd.MultiIndex.from_frame(unknown[["year", "iteration", "ccode"]]).isin(wanted)]
    if len(unknown):
        pairs = sorted(set(zip(unknown["partner"].tolist(), unknown["year"].tolist(), strict=True)))
        named = ", ".join(f"{state} in {year}" for state, year in pairs[:5])
        raise CoverageError(
            f"{len(pairs)} states' years that the model expects allies in have no capability: {named}"
            + (", …." if len(pairs) > 5 else "."),
            "Rebuild the panel and the runs of the model from the same list of states, or fill the gap.",
        )


def expected_alliance(rows: Mapping[str, np.ndarray], allied: pd.DataFrame) -> np.ndarray:
    """Return whether the model expects an alliance of each dyad: 0 or 1, float64 (n,).

    Rows have year, iteration, ccode1, ccode2; ``allied`` is as in :func:`expected_allies`.
    """
    once = allied[allied["ccode"] < allied["partner"]]
    expected = _encoded(*(once[name] for name in ("year", "iteration", "ccode", "partner")))
    asked = _encoded(*(rows[name] for name in ("year", "iteration", "ccode1", "ccode2")))
    return np.isin(asked, expected).astype("float64")


def _encoded(year: np.ndarray, iteration: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """One number for each year, iteration and dyad."""
    code = np.asarray(year, dtype="int64")
    for part, bound in ((iteration, _ITERATIONS), (first, _CODES), (second, _CODES)):
        code = code * bound + np.asarray(part, dtype="int64")
    return code
