"""The tables that regressions are put together from: each column is read once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from entente.core.errors import CoverageError
from entente.core.storage import read_csv, read_table
from entente.regressions.unit import BASELINE, PARTNER_TIES, Unit


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a unit of analysis in a sample, before any is dropped.

    Attributes
    ----------
    keys : DataFrame of int64, n rows
        year, the codes of the unit, and iteration where the sample is about one; in this order.
    position : ndarray of int64, shape (n,)
        Position of each row in the panel.
    expected : dict of str to ndarray of float64, shape (n,)
        What the model expects, by column.
    years_without : ndarray of int
        Years of the panel that have no row, because their runs have no intermediate iteration.
    """

    keys: pd.DataFrame
    position: np.ndarray
    expected: dict[str, np.ndarray] = field(default_factory=dict)
    years_without: np.ndarray = field(default_factory=lambda: np.array([], dtype="int64"))


class Source:
    """Tables of a run, shared by all regressions that are put together from them.

    Parameters
    ----------
    paths : mapping of str to path
        Those of ``Unit.tables``, by name; only what is asked for is read.
    panels : mapping of str to DataFrame, optional
        Panels of units in memory, by the unit's name, in place of their files.
    """

    def __init__(self, paths: Mapping[str, str | Path], panels: Mapping[str, pd.DataFrame] | None = None):
        self._paths = paths
        self._panels = dict(panels or {})
        self._networks: dict[tuple[str, str], pd.DataFrame] = {}
        self._rows: dict[tuple[str, str], Rows] = {}

    def panel(self, unit: Unit, columns: Iterable[str]) -> pd.DataFrame:
        """Return the columns that identify a row of a unit's panel, and these."""
        wanted = list(dict.fromkeys([*unit.row, *columns]))
        known = self._panels.get(unit.name)
        unread = wanted if known is None else [column for column in wanted if column not in known]
        if unread:
            more = read_table(self._paths[unit.name], columns=unread)
            known = self._panels[unit.name] = more if known is None else known.join(more)
        return known[wanted]

    def networks(self, unit: Unit, sample: str) -> pd.DataFrame:
        """Return the measures of the networks of each row of a panel, without rows' own columns.

        Columns are as :meth:`Unit.columns` names them; values are missing where a year lacks the network.
        """
        key = unit.name, sample
        if key not in self._networks:
            found = self.panel(unit, [])[["year"]]
            for network, prefix in unit.network_columns(sample).items():
                of_network = self._series.loc[self._series["network"] == network, list(unit.measures)]
                found = found.join(of_network.add_prefix(f"{prefix}_"), on="year")
            self._networks[key] = found.drop(columns="year")
        return self._networks[key]

    def partner_ties(self, layer: str) -> pd.DataFrame:
        """Return year, ccode1 and ccode2 of the ties of a layer; CoverageError is raised if it has none."""
        ties = read_table(self._paths[PARTNER_TIES], columns=["layer", "year", "ccode1", "ccode2"])
        found = ties.loc[ties["layer"] == layer, ["year", "ccode1", "ccode2"]].reset_index(drop=True)
        if found.empty:
            raise CoverageError(
                f"There is no tie of layer {layer}.", f"Layers: {', '.join(sorted(set(ties['layer'])))}."
            )
        return found

    def rows(self, unit: Unit, sample: str) -> Rows:
        """Return the rows of a sample, and what the model expects of them.

        CoverageError is raised if the model was not run for a year of the panel.
        """
        key = unit.name, sample
        if key not in self._rows:
            iterated = unit.expect is not None and sample != BASELINE
            self._rows[key] = self._iterated(unit, sample) if iterated else self._plain(unit)
        return self._rows[key]

    def _plain(self, unit: Unit) -> Rows:
        keys = self.panel(unit, []).astype("int64")
        return Rows(keys, np.arange(len(keys)))

    def _iterated(self, unit: Unit, sample: str) -> Rows:
        panel = self.panel(unit, unit.expect_from)
        years = panel["year"].to_numpy()
        position, iteration = rows_by_iteration(years, self._runs, sample)
        keys = panel[unit.row].astype("int64").iloc[position].assign(iteration=iteration)
        keys = keys.reset_index(drop=True)
        without = np.setdiff1d(years, keys["year"])
        return Rows(keys, position, unit.expect(keys, self._allied, panel), without)

    @cached_property
    def _runs(self) -> pd.DataFrame:
        return read_table(self._paths["runs"])

    @cached_property
    def _allied(self) -> pd.DataFrame:
        """The alliances that the model expects."""
        names = ["year", "iteration", "ccode", "partner"]
        ties = read_table(self._paths["ties"], columns=[*names, "alliance"])
        return ties.loc[ties["alliance"], names]

    @cached_property
    def _series(self) -> pd.DataFrame:
        return read_csv(self._paths["series"]).set_index("year")


def rows_by_iteration(years: np.ndarray, runs: pd.DataFrame, sample: str) -> tuple[np.ndarray, np.ndarray]:
    """Return positions in the panel of a sample's rows, sorted, and the iteration that each is about.

    ``years`` are those of the panel's rows, ``runs`` is table abm_runs.  The sample first is about iteration
    1, last about K; intermediate about each of 2..K−1, so that a row occurs K − 2 times, and a run of K ≤ 2
    iterations drops out.  CoverageError is raised if the model was not run for a year.
    """
    last = runs.set_index("year")["iterations"].reindex(years)
    if last.isna().any():
        raise CoverageError(
            f"The model was not run for {sorted(set(years[last.isna()]))[:5]}, which the panel has.",
            "Rebuild the runs of the model for the years of the panel.",
        )
    last = last.to_numpy("int64")
    position = np.arange(len(years))
    if sample != "intermediate":
        return position, np.ones_like(last) if sample == "first" else last
    repeats = np.clip(last - 2, 0, None)
    position = np.repeat(position, repeats)
    starts = np.repeat(np.cumsum(repeats) - repeats, repeats)
    return position, 2 + np.arange(len(position)) - starts
