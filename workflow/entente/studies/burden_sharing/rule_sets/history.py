"""Situations of years: what panels and tidy tables say of states and pairs, as rule sets ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.burden.effort_categories import effort_categories
from entente.burden.great_circles import great_circle
from entente.burden.rule_sets.situation import Situation
from entente.burden.state_panel import rivals_by_year
from entente.core.data_log import DataLog
from entente.core.errors import CoverageError
from entente.systems.dyad_attributes import capital_of_year, yearly_religions
from entente.systems.matrices import YearAxis, allies_of_enemies, by_year, without_diagonal

#: What is read.
TABLES = (
    "cooperation_year",
    "ties",
    "disputes",
    "rivalries",
    "contiguity",
    "capitals",
    "religions",
)


@dataclass(frozen=True)
class Windows:
    """For how many years, that of the situation the last, a dispute and a war make two states enemies."""

    dispute_years: int
    war_years: int


class History:
    """What is known of each year, and the situations that are made of it.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``TABLES``, by name.
    windows : Windows
    democracy : float
        A state is a democracy from this polyarchy on; one that is not scored is none.
    log : DataLog
        Takes the counts of what is filled or dropped.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], windows: Windows, democracy: float, log: DataLog):
        states = tables["cooperation_year"].sort_values(["year", "ccode"], ignore_index=True)
        states = states.assign(
            change_sipri=_changes(states, "burden_sipri"), change_nmc=_changes(states, "burden_nmc")
        )
        self._states, self._democracy = by_year(states), democracy
        self._made: dict[tuple[str, int], Situation] = {}
        ties = tables["ties"][tables["ties"]["in_system"]]
        self._ties = {layer: by_year(rows) for layer, rows in ties.groupby("layer")}
        self._since = {layer: by_year(_first_years(rows)) for layer, rows in ties.groupby("layer")}
        self._rivals = by_year(rivals_by_year(tables["rivalries"]))
        self._enemies = _enemies(tables, windows, states["year"].max())
        self._borders = by_year(tables["contiguity"].query("contiguity == 1"))
        members = states[["year", "ccode"]]
        self._places = by_year(capital_of_year(members, tables["capitals"], log))
        religions = yearly_religions(members, tables["religions"], log)
        self._families = religions.columns.drop(["year", "ccode"])
        self._religions = by_year(religions)
        log.note("filled", "state-years without capability: 0", int(states["cinc"].isna().sum()))
        for column, named in (("gdp", "GDP"), ("cinc", "capability")):
            told = f"state-years without {named}, in situations whose resources it is"
            log.note("dropped", told, int((~(states[column] > 0)).sum()))
        unscored = int(states["polyarchy"].isna().sum())
        log.note("filled", "state-years without a score of regime: no democracy", unscored)

    def network(self, layer: str, year: int) -> pd.DataFrame:
        """Return the ties of a layer and year between all members, bool, by code.

        CoverageError is raised if no tie of the year is known.
        """
        if not self.covers(layer, year):
            raise CoverageError(f"There are no ties of layer {layer} in {year}.", "Ask for another year.")
        axis = self._axis(year)
        ties = axis.symmetric(self._ties[layer][year])
        return pd.DataFrame(ties, axis.codes, axis.codes)

    def durations(self, layer: str, year: int) -> pd.DataFrame:
        """Return for how many years the ties of a year have lasted without a gap, 0 without a tie, by code.

        CoverageError is raised if no tie of the year is known.
        """
        if not self.covers(layer, year):
            raise CoverageError(f"There are no ties of layer {layer} in {year}.", "Ask for another year.")
        axis = self._axis(year)
        return pd.DataFrame(self._durations(layer, year, axis), axis.codes, axis.codes)

    def situation(self, year: int, layer: str, source: str = "sipri", resources: str = "gdp") -> Situation:
        """Return the situation of a year: its members with resources, the ties of a layer.

        Parameters
        ----------
        year : int
        layer : str
            Of the table of ties.
        source : {"sipri", "nmc"}
            Whose burdens are the effort observed.
        resources : {"gdp", "cinc"}
            What effort is made of; members without are left out.

        Returns
        -------
        Situation
            Labelled by country code.  Enemies are those of a dispute or war within the windows or of a
            rivalry, secondary ones their allies.  Threat is the rivals' share of the world's spending by NMC
            the year before, so that it tells nothing of the year's own, over the own share of the world's
            GDP: 0 without rivals, and in the first year of the panel.  Culture is what religious families
            share; neighbours have a land border.
        """
        states = self._states[year]
        burden = states[f"burden_{source}"].to_numpy("float64")
        given = states[resources].to_numpy("float64")
        whole = self._without_effort(layer, year).changed(
            resources=np.where(given > 0, given, 1.0),
            effort=burden,
            category=effort_categories_of(burden),
            effort_change=states[f"change_{source}"].to_numpy("float64"),
        )
        return whole.restricted(given > 0)

    def _without_effort(self, layer: str, year: int) -> Situation:
        """All members of a year and their relations, made once."""
        if (layer, year) not in self._made:
            states, axis = self._states[year], self._axis(year)
            ties = self.network(layer, year).to_numpy()
            primary = axis.directed(*self._enemies.get(year, _NOBODY))
            primary = without_diagonal(primary | primary.T)
            self._made[layer, year] = Situation(
                labels=axis.codes,
                resources=np.ones(len(axis)),
                network=ties,
                capability=states["cinc"].fillna(0.0).to_numpy("float64"),
                threat=self._threat(year),
                democracy=(states["polyarchy"].fillna(0.0) >= self._democracy).to_numpy(bool),
                culture=self._similarity(year),
                neighbours=axis.symmetric(self._borders[year]) if year in self._borders else None,
                distance=self._distances(year),
                duration=self._durations(layer, year, axis),
                primary_enemies=primary,
                secondary_enemies=allies_of_enemies(primary, ties) & ~primary,
                year=year,
            )
        return self._made[layer, year]

    def covers(self, layer: str, year: int) -> bool:
        """Whether there are ties of a layer in a year."""
        return year in self._ties.get(layer, {})

    def spending(self, year: int, source: str) -> pd.Series:
        """Return burden × GDP of each member with both, by code: none if the panel has no such year."""
        if year not in self._states:
            return pd.Series(dtype="float64")
        states = self._states[year].set_index("ccode")
        return (states[f"burden_{source}"] * states["gdp"]).dropna()

    def spending_is_known(self, year: int, source: str) -> bool:
        """Whether a source has the spending of anybody in a year."""
        return len(self.spending(year, source)) > 0

    def change_of_burden(self, year: int, source: str) -> pd.Series:
        """Return the change of each member's burden since the year before, by code; NaN where not known."""
        return self._states[year].set_index("ccode")[f"change_{source}"]

    @property
    def years(self) -> range:
        """First to last year of the panel of states."""
        return range(min(self._states), max(self._states) + 1)

    def members_of(self, column: str, year: int) -> np.ndarray:
        """Return the codes of the members of a year of which a column of the panel is true."""
        states = self._states[year]
        return states.loc[states[column], "ccode"].to_numpy()

    def _axis(self, year: int) -> YearAxis:
        if year not in self._states:
            raise CoverageError(f"The panel of states has no year {year}.", "Ask for another year.")
        return YearAxis(self._states[year]["ccode"].to_numpy())

    def _threat(self, year: int) -> np.ndarray:
        """The rivals' share of the world's spending the year before over the own share of the world's GDP."""
        states = self._states[year].set_index("ccode")
        own = states["gdp"] / states["gdp"].sum()
        if year not in self._rivals or year - 1 not in self._states:
            return np.zeros(len(states))
        spent = self._states[year - 1].set_index("ccode")["expenditure_nmc"]
        rivals = self._rivals[year]
        theirs = rivals["rival"].map(spent / spent.sum()).groupby(rivals["ccode"]).sum()
        return (theirs.reindex(states.index, fill_value=0.0) / own).fillna(0.0).to_numpy("float64")

    def _similarity(self, year: int) -> np.ndarray:
        """Σ min(p_ig, p_jg) over religious families g; 0 with a state whose religions are never listed."""
        shares = self._religions[year][self._families].fillna(0.0).to_numpy("float64")
        found = np.minimum(shares[:, None], shares[None]).sum(axis=2).clip(max=1.0)
        np.fill_diagonal(found, 0.0)
        return found

    def _distances(self, year: int) -> np.ndarray:
        """Kilometres between capitals; of a state without one, the mean of all."""
        places = self._places[year].sort_values("ccode")
        where = places[["latitude", "longitude"]].to_numpy("float64").T
        apart = great_circle(where[:, :, None], where[:, None, :])
        apart = np.where(np.isnan(apart), np.nanmean(apart), apart)
        np.fill_diagonal(apart, 0.0)
        return (apart + apart.T) / 2

    def _durations(self, layer: str, year: int, axis: YearAxis) -> np.ndarray:
        rows = self._since[layer][year]
        return axis.symmetric(rows, rows["duration"].to_numpy("float64"), 0.0)


_NOBODY = (np.array([], dtype=int), np.array([], dtype=int))


def effort_categories_of(burden: np.ndarray) -> np.ndarray:
    """Return categories of burdens, NaN where these are."""
    known = np.isfinite(burden)
    found = np.full(len(burden), np.nan)
    if known.any():
        found[known] = effort_categories(burden[known])
    return found


def _changes(states: pd.DataFrame, column: str) -> pd.Series:
    """Change since the year before; NaN where either is missing."""
    before = states[["ccode", "year", column]].assign(year=states["year"] + 1)
    joined = states[["ccode", "year"]].merge(before, on=["ccode", "year"], how="left")
    return states[column] - joined[column].to_numpy()


def _first_years(ties: pd.DataFrame) -> pd.DataFrame:
    """Add for how many years each tie has held without a gap, from 1 in its first."""
    ordered = ties.sort_values(["ccode1", "ccode2", "year"])
    pair = ordered.groupby(["ccode1", "ccode2"])["year"]
    spell = (pair.diff() != 1).cumsum()
    return ordered.assign(duration=ordered.groupby(spell).cumcount() + 1)


def _enemies(
    tables: Mapping[str, pd.DataFrame], windows: Windows, last: int
) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Pairs of enemies by year, one direction of each."""
    disputes, rivalries = tables["disputes"], tables["rivalries"]
    pairs = ["ccode1", "ccode2"]
    spells = [
        disputes[pairs].assign(first=disputes["year"], last=disputes["year"] + windows.dispute_years - 1),
        disputes.loc[disputes["war"], pairs].assign(
            first=disputes["year"], last=disputes["year"] + windows.war_years - 1
        ),
        rivalries[pairs].assign(first=rivalries["first_year"], last=rivalries["last_year"]),
    ]
    each = pd.concat(spells, ignore_index=True).astype(int)
    found = {}
    for year in range(int(tables["cooperation_year"]["year"].min()), int(last) + 1):
        rows = each[(each["first"] <= year) & (year <= each["last"])]
        found[year] = (rows["ccode1"].to_numpy(), rows["ccode2"].to_numpy())
    return found
