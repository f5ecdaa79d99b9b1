"""Rows of regressions on burdens: states by year.

What a regression takes of the year before it takes itself: columns are of the row's own year unless it is
said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from entente.burden.effort_categories import effort_categories, sums_over_partners
from entente.burden.expected_burdens import deviations
from entente.burden.joining import new_targets
from entente.burden.sources import SOURCES, WITH_REAL
from entente.burden.state_panel import KEY, with_columns

#: Places in a layer that are columns of states, and what their partners carry.
PLACES = ["degree", "triangles", "clustering", "two_step", "open_paths"]
PARTNERS = ["partners_burden_sipri", "partners_burden_nmc", "democratic_partners"]


def burden_year(
    states: pd.DataFrame,
    places: pd.DataFrame,
    ties: pd.DataFrame,
    participants: pd.DataFrame,
    layers: Sequence[str],
) -> pd.DataFrame:
    """Return states by year, as regressions of burdens take them.

    Parameters
    ----------
    states : DataFrame
        The state-year panel (schema ``cooperation_year``).
    places : DataFrame
        Places in layers (schema ``network_year``).
    ties : DataFrame
        layer, year, ccode1, ccode2 between members of the system.
    participants : DataFrame
        Participants of disputes, as :func:`~entente.burden.joining.new_targets` takes them, with last_year.
    layers : sequence of str
        Those that have columns, ``<column>_<layer>``.

    Returns
    -------
    DataFrame
        The columns of the schema ``burden_year``.
    """
    panel = _with_allied_expenditure(_of_states(states), states)
    for layer in layers:
        panel = with_layer(panel, layer, places[places["layer"] == layer], ties[ties["layer"] == layer])
    panel = _with_deviations(panel, states, ties, layers)
    panel = _with_targets(panel, participants)
    for source in SOURCES:
        panel[f"burden_gap_{source}"] = panel[f"log_burden_{source}"] - logs(
            panel[f"partners_burden_{source}_defence"]
        )
    return panel


def _of_states(states: pd.DataFrame) -> pd.DataFrame:
    """What states have and carry themselves."""
    panel = states[KEY].copy()
    for source in WITH_REAL:
        known = states[f"burden_{source}"].dropna()
        panel[f"effort_{source}"] = effort_categories(known).reindex(states.index)
    for source in SOURCES:
        panel[f"log_burden_{source}"] = logs(states[f"burden_{source}"])
        panel[f"log_expenditure_{source}"] = logs(states[f"expenditure_{source}"])
        # Who has no land neighbour has none whose burden there could be: 0 (a choice).
        alone = states["land_neighbours"].eq(0).fillna(False).astype(bool)
        panel[f"neighbours_burden_{source}"] = states[f"neighbours_burden_{source}"].mask(alone, 0.0)
    return panel.assign(
        log_gdp=logs(states["gdp"]),
        log_income=logs(states["income"]),
        log_population=logs(states["population"]),
        log_capability=logs(states["cinc"]),
        growth=states["growth"],
        polyarchy=states["polyarchy"],
        disputes=states["disputes"].astype("float64"),
        log_disputes=np.log1p(states["disputes"].astype("float64")),
        log_rivals=np.log1p(states["rivals_expenditure"] / 1000),
        nato=states["nato"],
        alliance_depth=states["alliance_depth"],
        trend=(states["year"] - 1950).astype("float64"),
    )


def logs(values: pd.Series) -> pd.Series:
    """Return logarithms; of what is not above 0, none."""
    return np.log(values.astype("float64").where(values > 0))


def _with_allied_expenditure(panel: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """What NATO's other members spend, of members."""
    for source in SOURCES:
        spent = states[f"expenditure_{source}"].where(states["nato"])
        others = spent.groupby(states["year"]).transform("sum") - spent.fillna(0.0)
        panel[f"log_allied_expenditure_{source}"] = logs(others.where(states["nato"]))
    return panel


def with_layer(panel: pd.DataFrame, layer: str, places: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the panel with the columns of a layer: places in it, and sums of what its partners carry.

    ``panel`` has categories of effort by source; ``places`` and ``ties`` are those of the layer.  Sums of
    effort are over partners with data, 0 of states without a partner, missing where no partner has data.
    """
    found = places[[*KEY, *PLACES, *PARTNERS]].assign(
        log_partners=np.log1p(places["partners_expenditure"] / 1000)
    )
    efforts = [f"effort_{source}" for source in WITH_REAL]
    sums = sums_over_partners(ties, panel[[*KEY, *efforts]])
    found = with_columns(found, sums)
    for source in WITH_REAL:
        # Who has no partner has none whose effort there could be: 0.  Partners without data are not that.
        partners = found.pop(f"effort_{source}").mask(found["degree"] == 0, 0.0)
        found[f"partners_effort_{source}"] = partners
        found[f"triangles_effort_{source}"] = found["triangles"] * partners
    named = {name: f"{name}_{layer}" for name in found.columns if name not in KEY}
    return with_columns(panel, found.rename(columns=named))


def _with_deviations(
    panel: pd.DataFrame, states: pd.DataFrame, ties: pd.DataFrame, layers: Sequence[str]
) -> pd.DataFrame:
    """Log burdens less those expected, and their means over partners."""
    names = [f"deviation_{source}" for source in SOURCES]
    for source, name in zip(SOURCES, names, strict=True):
        panel[name] = deviations(states, source)
    for layer in layers:
        values = panel[[*KEY, *names]]
        known = values[names].notna().astype("float64").add_prefix("known_")
        sums = sums_over_partners(ties[ties["layer"] == layer], pd.concat([values, known], axis=1))
        for name in names:
            sums[f"partners_{name}_{layer}"] = sums[name] / sums[f"known_{name}"].where(lambda n: n > 0)
        panel = with_columns(panel, sums[[*KEY, *(f"partners_{name}_{layer}" for name in names)]])
    return panel


def _with_targets(panel: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """Whether a state is attacked anew, and the years since it last was, or since it came into the system."""
    targets = new_targets(participants)
    found = panel[KEY].merge(targets.assign(target=1.0), on=KEY, how="left")
    covered = found["year"] <= participants["last_year"].max()
    panel["target"] = found["target"].fillna(0.0).where(covered)
    before = targets.rename(columns={"year": "last"}).sort_values("last")
    rows = panel[KEY].astype("int64").reset_index().sort_values("year")
    before = before.astype("int64").assign(year=before["last"].astype("int64"))
    last = pd.merge_asof(rows, before, on="year", by="ccode", allow_exact_matches=False)
    last = last.set_index("index")["last"].reindex(panel.index)
    first = panel.groupby("ccode")["year"].transform("min")
    panel["peace_years"] = (panel["year"] - last.fillna(first)).astype("float64").where(covered)
    return panel
