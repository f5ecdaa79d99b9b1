"""A variant from its tables to its outcomes: the model is run, and what comes of it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.abm.rules import Rules
from entente.core.storage import as_written
from entente.studies.maoz2011.sensitivity.outcomes import COLUMNS, outcomes
from entente.studies.maoz2011.sensitivity.yearly_networks import further_measures, network_years, panels
from entente.systems.international_system import international_systems


def variant_results(
    tables: Mapping[str, pd.DataFrame],
    settings: Mapping[str, Any],
    measures: Mapping[str, Mapping[str, Any]],
    *,
    seed: int,
    max_cliques: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run the model on the tables of a variant, and measure what comes of it.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        From :func:`entente.studies.maoz2011.sensitivity.rebuilt_tables.changed_tables`.
    settings : mapping
        As changed, see :class:`entente.studies.maoz2011.sensitivity.variants.Variant`.
    measures : mapping of str to mapping
        By variant, how its networks are measured: variants that change measures alone share a run.
    seed : int
        Of the draw of intermediate iterations.
    max_cliques : int
        Bound on the number of cliques of a network.

    Returns
    -------
    (DataFrame, DataFrame)
        The yearly series, see :func:`entente.studies.maoz2011.sensitivity.yearly_networks.network_years`, and
        the outcomes of each variant, columns ``COLUMNS``.  Outcomes rest on the digits that the file of the
        series holds, as the moments of the text do.  Groups are made mutual for the model alone, as in the
        run.
    """
    mid, symmetrise = settings["model.mid"], settings["model.symmetrise"]
    series = network_years(
        international_systems(**tables, mid=mid, symmetrise=symmetrise),
        Rules(**settings["rules"]),
        seed=seed,
        max_cliques=max_cliques,
        further=further_measures(measures.values()),
    )
    written = as_written(series)
    measured_on = panels(international_systems(**tables, mid=mid))
    found = [
        outcomes(written, *measured_on, chosen).assign(variant=variant)
        for variant, chosen in measures.items()
    ]
    return series, pd.concat(found, ignore_index=True)[COLUMNS]
