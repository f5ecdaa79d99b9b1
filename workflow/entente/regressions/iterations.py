"""What the model expects in the iterations of its runs, as rows beside those of a panel."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.core.errors import CoverageError

#: Bounds of the numbers that rows are encoded by: COW codes have three digits, iterations at most five.
_CODES, _ITERATIONS = 1_000, 100_000


def rows_by_iteration(years: np.ndarray, runs: pd.DataFrame, sample: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of a sample: positions in the panel, and the iteration that each is about.

    Parameters
    ----------
    years : ndarray of int, shape (n,)
        Year of each row of the panel.
    runs : DataFrame
        Table abm_runs.
    sample : {"first", "intermediate", "last"}
        Iteration 1; each of 2..K−1, of which a run of K ≤ 2 iterations has none (its years drop out); or K.

    Returns
    -------
    position : ndarray of int64, shape (m,)
        Sorted; for the intermediate iterations a row of the panel occurs K − 2 times.
    iteration : ndarray of int64, shape (m,)

    Raises
    ------
    CoverageError
        If the model was not run for a year of the panel.
    """
    last = runs.set_index("year")["iterations"].reindex(years)
    if last.isna().any():
        raise CoverageError(
            f"The model was not run for {sorted(set(years[last.isna()]))[:5]}, which the panel has.",
            "Rebuild the runs of the model for the years of the panel.",
        )
    last = last.to_numpy("int64")
    position = np.arange(len(years))
    if sample == "intermediate":
        repeats = np.clip(last - 2, 0, None)
        position = np.repeat(position, repeats)
        starts = np.repeat(np.cumsum(repeats) - repeats, repeats)
        return position, 2 + np.arange(len(position)) - starts
    return position, np.ones_like(last) if sample == "first" else last


def expected_allies(
    rows: pd.DataFrame, ties: pd.DataFrame, capability: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return how many allies the model expects each state to have, and their capabilities.

    Parameters
    ----------
    rows : DataFrame
        year, ccode, iteration.
    ties : DataFrame
        Table abm_ties.
    capability : DataFrame
        year, ccode, capability (share of the system) of all states.

    Returns
    -------
    dict of ndarray of float64, shape (len(rows),)
        abm_allies (states) and abm_allies_capability (share of the system: Σ_j A_ij c_j).

    Raises
    ------
    CoverageError
        If a state that the model expects as an ally in one of the rows has no capability in that year.
    """
    allied = ties.loc[ties["alliance"], ["year", "iteration", "ccode", "partner"]]
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


def expected_alliance(rows: Mapping[str, np.ndarray], ties: pd.DataFrame) -> np.ndarray:
    """Return whether the model expects an alliance of each dyad.

    Parameters
    ----------
    rows : mapping of str to ndarray of int, shape (n,)
        year, iteration, ccode1, ccode2.
    ties : DataFrame
        Table abm_ties.

    Returns
    -------
    ndarray of float64, shape (n,)
        0 or 1.
    """
    allied = ties[ties["alliance"] & (ties["ccode"] < ties["partner"])]
    expected = _encoded(*(allied[name] for name in ("year", "iteration", "ccode", "partner")))
    asked = _encoded(*(rows[name] for name in ("year", "iteration", "ccode1", "ccode2")))
    return np.isin(asked, expected).astype("float64")


def _encoded(year: np.ndarray, iteration: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """One number for each year, iteration and dyad."""
    code = np.asarray(year, dtype="int64")
    for part, bound in ((iteration, _ITERATIONS), (first, _CODES), (second, _CODES)):
        code = code * bound + np.asarray(part, dtype="int64")
    return code
