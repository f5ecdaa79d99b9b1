"""How far sources reach: what layers hold, and of how many states contributions are known, by decade."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def decade_of(years: pd.Series) -> pd.Series:
    """Return the first years of decades."""
    return years // 10 * 10


def layer_coverage(ties: pd.DataFrame, places: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Return what each layer holds by decade, with a row for each decade of the first to the last year.

    ``ties`` and ``places`` are as in :func:`~entente.burden.layer_series.layer_series`.  Returned are layer;
    decade; years of it that the layer has, first and last of these; ties a year, states a year; pairs, those
    ever tied in the decade; and tied, the share of state-years with a tie.  Where a layer has no year all but
    years is missing: no data, not no ties.
    """
    by_decade = places.assign(decade=decade_of(places["year"]), tied=places["degree"] > 0)
    covered = by_decade.groupby(["layer", "decade"]).agg(
        years=("year", "nunique"),
        first=("year", "min"),
        last=("year", "max"),
        state_years=("ccode", "size"),
        partners=("degree", "sum"),
        tied=("tied", "mean"),
    )
    pairs = ties.assign(decade=decade_of(ties["year"]))
    pairs = pairs[["layer", "decade", "ccode1", "ccode2"]].drop_duplicates()
    ever = pairs.groupby(["layer", "decade"]).size().reindex(covered.index, fill_value=0)
    found = covered.assign(
        ties=covered["partners"] / 2 / covered["years"],
        states=covered["state_years"] / covered["years"],
        pairs=ever,
    )
    every = _every_decade(sorted(places["layer"].unique()), "layer", years)
    found = found.reindex(every).reset_index()
    return found.assign(years=found["years"].fillna(0)).drop(columns=["partners", "state_years"])


def contribution_coverage(
    states: pd.DataFrame, columns: Mapping[str, str], years: tuple[int, int]
) -> pd.DataFrame:
    """Return of how many state-years contributions are known, by decade.

    Parameters
    ----------
    states : DataFrame
        year, ccode of the members of the system, and columns of contributions.
    columns : mapping of str to str
        These columns, and what each is in words.
    years : tuple of int
        The first and the last year: each decade of them has a row.

    Returns
    -------
    DataFrame
        contribution, its column; words, what it is; decade; years of the decade from the first to the last
        with a value anywhere, first and last of these; state_years in them; known, the share that has a
        value; and contributing, the share that has one above 0.  Where no year has one all but words and
        years is missing.
    """
    parts = []
    for column in columns:
        having = states.loc[states[column].notna(), "year"]
        within = states[states["year"].between(having.min(), having.max())]
        value = within[column].astype("float64")
        rows = within[["year"]].assign(
            contribution=column,
            decade=decade_of(within["year"]),
            known=value.notna(),
            contributing=value > 0,
        )
        parts.append(rows)
    found = (
        pd.concat(parts)
        .groupby(["contribution", "decade"])
        .agg(
            years=("year", "nunique"),
            first=("year", "min"),
            last=("year", "max"),
            state_years=("year", "size"),
            known=("known", "mean"),
            contributing=("contributing", "mean"),
        )
    )
    found = found.reindex(_every_decade(list(columns), "contribution", years)).reset_index()
    return found.assign(years=found["years"].fillna(0), words=found["contribution"].map(columns))


def _every_decade(names: list[str], name: str, years: tuple[int, int]) -> pd.MultiIndex:
    decades = range(years[0] // 10 * 10, years[1] + 1, 10)
    return pd.MultiIndex.from_product([names, decades], names=[name, "decade"])
