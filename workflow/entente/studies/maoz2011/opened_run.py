"""A finished run, to be asked: why a state wanted whom, which networks there were, and how they moved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from entente.abm.history import explain_state, who_wanted_whom
from entente.abm.rules import Rules
from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError, CoverageError
from entente.core.storage import read_results, read_table
from entente.studies.maoz2011.network_names import network_name
from entente.studies.maoz2011.year_graphs import year_graphs
from entente.systems.international_system import InternationalSystem, read_systems, system_tables
from entente.systems.state_names import State, StateNames

if TYPE_CHECKING:
    import networkx as nx


class OpenedRun:
    """The results of a run of the study of Maoz (2011).

    States are given by COW code, or by a name or abbreviation, which is found among the members of the year
    (:class:`entente.systems.state_names.StateNames`); tables have both codes and names.  Rule sets are those
    of the run, by default the one that it is configured for.

    Parameters
    ----------
    folder : path
        Of the run.
    configuration : mapping
        With which it was made.
    """

    def __init__(self, folder: Path, configuration: Mapping[str, Any]):
        self.folder, self.configuration = folder, configuration
        self.settings = configuration["maoz2011"]
        self._results = folder / "maoz2011"

    def __repr__(self) -> str:
        first, last = self.years
        return f"<Run {self.configuration['run']} of maoz2011, {first}–{last}, in {self.folder}>"

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of the run."""
        return self.configuration["years"]["first"], self.configuration["years"]["last"]

    @cached_property
    def names(self) -> StateNames:
        """The names of the members of the system, year by year."""
        return StateNames(read_table(self.folder / "data/states.parquet"))

    def explain(self, year: int, state: State, rules: str | None = None) -> pd.DataFrame:
        """Tell why a state wished for whom in a year, step by step.

        Parameters
        ----------
        year : int
        state : int or str
            Code, name or abbreviation.
        rules : str, optional
            Name of a rule set of the run.

        Returns
        -------
        DataFrame
            As :func:`entente.abm.explanation.explain` says, a row a step: iteration, step, partner (COW code,
            Int64), partner_name, capability and aoc (shares of the system), allied.

        Raises
        ------
        CoverageError
            If the year is none of the run's, or the state was no member then.
        UnknownStateError
            If no state, or more than one, may be meant.
        ConfigurationError
            If the run has no such rule set.
        """
        system = self._system(year)
        name = self._rules(rules)
        steps = explain_state(
            system, Rules(**self.settings["model"]["rule_sets"][name]), self.names.code(state, year)
        )
        steps.insert(3, "partner_name", self._named(steps["partner"]))
        return steps

    def wishes(self, year: int, iteration: int | None = None, rules: str | None = None) -> pd.DataFrame:
        """Return who wished for whom in a year: a row a wish.

        Parameters
        ----------
        year : int
        iteration : int, optional
            From 1; the last by default.
        rules : str, optional
            Name of a rule set of the run.

        Returns
        -------
        DataFrame
            ccode and name of the state, partner and partner_name of whom it wanted, alliance (bool: whether
            the partner wanted it too).

        Raises
        ------
        CoverageError
            If the year is none of the run's, or the iteration was not reached.
        ConfigurationError
            If the run has no such rule set.
        """
        found = who_wanted_whom(self._results / "abm" / self._rules(rules), self._year(year), iteration)
        found.insert(1, "name", self._named(found["ccode"]))
        found.insert(3, "partner_name", self._named(found["partner"]))
        return found

    def series(self, network: str | None = None, rules: str | None = None) -> pd.DataFrame:
        """Return the yearly measures of the networks.

        Parameters
        ----------
        network : str, optional
            One of them: actual_any or actual_pact, abm_first, abm_intermediate, abm_last, or expected for the
            last of these.  All by default.
        rules : str, optional
            Name of a rule set of the run.

        Returns
        -------
        DataFrame
            year, network, iteration and the measures that the codebook has for networks/series.csv; the year
            is the index if one network is asked for.

        Raises
        ------
        ConfigurationError
            If there is no such network or rule set.
        """
        table = read_results([self._results / "networks" / self._rules(rules) / "series.csv"])
        if network is None:
            return table
        rows = table[table["network"] == network_name(network, table["network"].unique().tolist())]
        return rows.drop(columns="network").set_index("year")

    def networks(self, year: int, rules: str | None = None) -> dict[str, nx.Graph]:
        """Return the actual and the expected alliance networks of a year, as graphs.

        Parameters
        ----------
        year : int
        rules : str, optional
            Name of a rule set of the run.

        Returns
        -------
        dict of networkx.Graph
            By name, see :meth:`series`; the intermediate network is absent where a run has none.  Nodes are
            the names of the members, with their ccode, abbreviation, capability, democracy, regime and
            major_power.

        Raises
        ------
        CoverageError
            If the year is none of the run's.
        ConfigurationError
            If the run has no such rule set.
        """
        system, folder = self._system(year), self._results / "abm" / self._rules(rules)
        ties, runs = (read_table(folder / f"{name}.parquet", years=(year, year)) for name in ("ties", "runs"))
        return year_graphs(system, ties, runs, self.configuration["seed"], self.configuration["label"])

    def network(self, year: int, name: str, rules: str | None = None) -> nx.Graph:
        """Return one of the :meth:`networks` of a year; ConfigurationError is raised if there is none."""
        found = self.networks(year, rules)
        return found[network_name(name, found)]

    def _system(self, year: int) -> InternationalSystem:
        model = self.settings["model"]
        definitions = {"mid": model["mid"], "symmetrise": model["symmetrise"]}
        tables = system_tables(self._results / "panels")
        [system] = read_systems(tables, (self._year(year), year), **definitions)
        return system

    def _year(self, year: int) -> int:
        first, last = self.years
        if year not in range(first, last + 1):
            raise CoverageError(f"The run has no year {year!r}.", f"It is of {first}–{last}.")
        return int(year)

    def _rules(self, rules: str | None) -> str:
        known = self.settings["model"]["rule_sets"]
        if rules is not None and rules not in known:
            raise ConfigurationError(
                f"The run has no rule set {rules!r}{near_text(rules, known)}.",
                f"It has {', '.join(known)}.",
            )
        return rules or self.settings["model"]["rules"]

    def _named(self, codes: pd.Series) -> pd.Series:
        return codes.map(self.names.name, na_action="ignore")
