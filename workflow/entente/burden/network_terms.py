"""The place of each state in a network of cooperation, and what its partners carry."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from entente.core.errors import BurdenInputError
from entente.systems.dyads import DYAD_YEAR, both_ways


def places(ties: pd.DataFrame, members: pd.DataFrame, covered: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Return the place of each member of the system in each layer and year.

    Parameters
    ----------
    ties : DataFrame
        layer, year, ccode1, ccode2: between members of the system.
    members : DataFrame
        year, ccode of the members.
    covered : mapping
        First and last year of each layer.

    Returns
    -------
    DataFrame
        layer, year, ccode; degree d; triangles t, pairs of partners that are tied; clustering t/(d(d−1)/2),
        missing below two partners; two_step, states at a distance of exactly two; open_paths, paths of two
        ties to a state that is no partner, Σ_j (d_j − 1) − 2t over partners j.

    Raises
    ------
    BurdenInputError
        If a tie is of a state that is no member in its year.
    """
    by_year = {year: np.sort(codes.to_numpy()) for year, codes in members.groupby("year")["ccode"]}
    grouped = dict(iter(ties.groupby(["layer", "year"])))
    nobody = ties.iloc[:0]
    found = []
    for layer, (first, last) in covered.items():
        for year in range(first, last + 1):
            codes = by_year[year]
            measured = place_in_network(adjacency(grouped.get((layer, year), nobody), codes))
            found.append(measured.assign(layer=layer, year=year, ccode=codes))
    return pd.concat(found, ignore_index=True)


def adjacency(pairs: pd.DataFrame, codes: np.ndarray) -> np.ndarray:
    """Return the symmetric 0/1 matrix (n, n) of the ties of a year, float64, rows in the order of the codes.

    ``pairs`` has year, ccode1 and ccode2, ``codes`` (n,) are sorted.  BurdenInputError is raised if a tie is
    of a state that has no code there.
    """
    network = np.zeros((len(codes), len(codes)))
    if strangers := {*pairs["ccode1"], *pairs["ccode2"]} - set(codes):
        raise BurdenInputError(
            f"Ties of states that are no members in the year: {', '.join(map(str, sorted(strangers)))} "
            f"in {pairs['year'].iloc[0]}.",
            "Give ties between members of the system alone.",
        )
    one, other = (np.searchsorted(codes, pairs[code].to_numpy()) for code in ("ccode1", "ccode2"))
    network[one, other] = network[other, one] = 1
    return network


def place_in_network(network: np.ndarray) -> pd.DataFrame:
    """Return degree, triangles, clustering, two_step and open_paths of each node of an undirected network.

    ``network`` is a symmetric 0/1 array (n, n) with an empty diagonal; definitions as of :func:`places`.
    """
    degree = network.sum(axis=1)
    walks = network @ network
    triangles = (walks * network).sum(axis=1) / 2
    pairs = degree * (degree - 1) / 2
    beyond = (walks > 0) & (network == 0)
    np.fill_diagonal(beyond, False)
    return pd.DataFrame(
        {
            "degree": degree.astype(int),
            "triangles": triangles.astype(int),
            "clustering": np.divide(triangles, pairs, out=np.full(len(degree), np.nan), where=pairs > 0),
            "two_step": beyond.sum(axis=1),
            "open_paths": (network @ (degree - 1) - 2 * triangles).astype(int),
        }
    )


def partners(ties: pd.DataFrame, states: pd.DataFrame, democracy: float) -> pd.DataFrame:
    """Return what the partners of each state carry, by layer and year.

    Parameters
    ----------
    ties : DataFrame
        layer, year, ccode1, ccode2.
    states : DataFrame
        year, ccode, expenditure_nmc, burden_sipri, burden_nmc, polyarchy, missing where they are not known.
    democracy : float
        A state is a democracy from this polyarchy on.

    Returns
    -------
    DataFrame
        layer, year, ccode of those with partners; partners_expenditure, the sum of those known (0 if none
        is); partners_burden_sipri and partners_burden_nmc, means of those known; democratic_partners, the
        share of democracies among those scored.
    """
    directed = both_ways(ties[["layer", *DYAD_YEAR]], "ccode", "partner")
    carried = directed.merge(states.rename(columns={"ccode": "partner"}), on=["year", "partner"], how="left")
    carried["democratic"] = (
        (carried["polyarchy"] >= democracy).astype(float).where(carried["polyarchy"].notna())
    )
    return carried.groupby(["layer", "year", "ccode"], as_index=False).agg(
        partners_expenditure=("expenditure_nmc", "sum"),
        partners_burden_sipri=("burden_sipri", "mean"),
        partners_burden_nmc=("burden_nmc", "mean"),
        democratic_partners=("democratic", "mean"),
    )


def network_year(
    ties: pd.DataFrame,
    states: pd.DataFrame,
    covered: Mapping[str, tuple[int, int]],
    democracy: float,
    last_expenditure: int,
) -> pd.DataFrame:
    """Return places and what partners carry together: :func:`places`, :func:`partners`.

    ``ties`` are those between members of the system, who are the rows of ``states``.  Who has no partners has
    none whose expenditure there could be: 0; after ``last_expenditure`` it is missing for all.
    """
    found = places(ties, states[["year", "ccode"]], covered)
    found = found.merge(partners(ties, states, democracy), on=["layer", "year", "ccode"], how="left")
    spent = found["partners_expenditure"].fillna(0.0)
    return found.assign(partners_expenditure=spent.where(found["year"] <= last_expenditure))
