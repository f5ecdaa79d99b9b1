"""What a variant changes of the study's tables: ties, and the rows of regressions that rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.burden.burden_rows import logs, with_layer
from entente.burden.layers import stacked
from entente.burden.network_terms import network_year
from entente.core.checked_yaml import checked
from entente.core.data_log import DataLog
from entente.games.membership import system
from entente.games.nato import NATO as NATO_OF_ATOP
from entente.studies.burden_sharing.repository import layers_of
from entente.studies.burden_sharing.sensitivity.variants import layers_settings
from entente.studies.burden_sharing.settings import Layers

#: A tie.
TIE = ["layer", "year", "ccode1", "ccode2"]

Spans = Mapping[str, tuple[int, int]]


def ties_of(
    tables: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Any],
    covered: Spans,
    years: tuple[int, int],
) -> tuple[pd.DataFrame, dict[str, tuple[int, int]]]:
    """Return the ties between states of the system that a variant has, and the years of its layers.

    ``tables`` are agreements, memberships, arms_transfers and states.  What is dropped on the way is in no
    data log, which is about the configured run.
    """
    chosen = checked(layers_settings(settings), Layers, "burden_sharing.layers")
    given = (tables[name] for name in ("agreements", "memberships", "arms_transfers"))
    layers, spans = layers_of(*given, chosen, covered, years, DataLog("sensitivity"))
    ties = stacked(layers, system(tables["states"], chosen.counted), *years)
    return ties.loc[ties["in_system"], TIE], spans


def layers_that_differ(ties: pd.DataFrame, others: pd.DataFrame) -> list[str]:
    """Return the layers that do not have the same ties in the same years, sorted."""
    both = ties[TIE].merge(others[TIE], on=TIE, how="outer", indicator=True)
    return sorted(both.loc[both["_merge"] != "both", "layer"].unique())


def rows_with_layers(
    rows: pd.DataFrame,
    states: pd.DataFrame,
    ties: pd.DataFrame,
    spans: Spans,
    put: Mapping[str, str],
    democracy: float,
    last_expenditure: int,
) -> pd.DataFrame:
    """Return rows of states with columns of some layers made anew.

    Parameters
    ----------
    rows, states : DataFrame
        Tables burden_year and cooperation_year.
    ties : DataFrame
        ``TIE``, between states of the system.
    spans : mapping
        First and last year of each layer.
    put : mapping of str to str
        The layers whose columns are made, and the layer in the place of whose columns they stand: a layer
        that is no regressor of its own can so be put in regressions on another.
    democracy : float
        A partner is a democracy from this polyarchy on.
    last_expenditure : int
        After this year partners' expenditure is not known.
    """
    chosen = ties[ties["layer"].isin(put)]
    places = network_year(chosen, states, {layer: spans[layer] for layer in put}, democracy, last_expenditure)
    for layer, place in put.items():
        stale = [column for column in rows if column.endswith(f"_{place}")]
        of_layer = places[places["layer"] == layer].drop(columns="layer")
        rows = with_layer(rows.drop(columns=stale), place, of_layer, chosen[chosen["layer"] == layer])
    return rows


def measured_otherwise(
    rows: pd.DataFrame, states: pd.DataFrame, members: pd.DataFrame, settings: Mapping[str, Any]
) -> pd.DataFrame:
    """Return rows of states as the measures of a variant have them.

    ``rows``, ``states`` and ``members`` are tables burden_year, cooperation_year and alliance_member_year.
    Burdens of neighbours stay those of the study.
    """
    beside = rows[["year", "ccode"]].merge(states, on=["year", "ccode"], validate="one_to_one")
    if settings["measures.gdp"] == "gleditsch":
        logarithms = logs(beside["burden_nmc_real"]).set_axis(rows.index)
        rows = rows.assign(log_burden_nmc=logarithms, effort_nmc=rows["effort_nmc_real"])
    if settings["measures.regime"] == "polity":
        rows = rows.assign(polyarchy=((beside["polity2"] + 10) / 20).set_axis(rows.index))
    if settings["measures.nato"] == "atop":
        inside = _keys(members[members["group"] == str(NATO_OF_ATOP)])
        rows = rows.assign(nato=_keys(rows).isin(inside))
    return rows


def _keys(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["year", "ccode"]].astype("int64"))
