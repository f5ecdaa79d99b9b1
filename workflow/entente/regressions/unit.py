"""What a study says of a unit of analysis: its panel, and what of the model may stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from entente.core.schema import load_schema

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

#: What the names of the model's networks and of columns about the model open with.
MODEL = "abm"
#: What the names of the actual networks open with: the type of alliance follows.
ACTUAL = "actual"
#: The sample without a column of the model.
BASELINE = "baseline"

#: The table of ties between states, by layer and year, that spatial lags are of.
PARTNER_TIES = "partner_ties"

#: Gives columns about the model, from rows (year, iteration and codes), the alliances that the model expects
#: (year, iteration, ccode, partner) and the panel.
Expect = Callable[["pd.DataFrame", "pd.DataFrame", "pd.DataFrame"], dict[str, "np.ndarray"]]


@dataclass(frozen=True)
class Unit:
    """A unit of analysis.

    Attributes
    ----------
    name : str
        That of its panel among the tables that regressions are given.
    schema : str
        That of its panel: which columns there are.
    keys : tuple of str
        Columns of the panel that, with the year, identify a row.
    expected : dict of str to str
        Columns about the model, made for each iteration of its runs, and what they are.
    expect : callable, optional
        Gives these columns.
    expect_from : tuple of str
        Columns of the panel that this takes.
    networks : str
        Schema of a table of networks by year, whose measures are columns too; empty if there is none.
    alliances : tuple of str
        Types of alliance for which each regression is estimated, with the type in place of "{alliance}" in
        names of columns; one that is empty where there is no such difference.
    """

    name: str
    schema: str
    keys: tuple[str, ...] = ()
    expected: Mapping[str, str] = field(default_factory=dict, hash=False)
    expect: Expect | None = None
    expect_from: tuple[str, ...] = ()
    networks: str = ""
    alliances: tuple[str, ...] = ("",)

    @property
    def row(self) -> list[str]:
        """Columns that identify a row of the panel."""
        return ["year", *self.keys]

    @property
    def schemas(self) -> list[str]:
        """Schemas of the tables that columns are from."""
        return [self.schema, *filter(None, [self.networks])]

    @cached_property
    def panel_columns(self) -> dict[str, str]:
        """Columns of numbers of the panel but those of ``row``, each with why it may be missing."""
        return {
            column.name: column.missing
            for column in load_schema(self.schema).columns
            if column.name not in self.row and column.dtype != "string"
        }

    @cached_property
    def measures(self) -> dict[str, str]:
        """Measures of the networks of a year, each with why it may be missing."""
        if not self.networks:
            return {}
        columns = load_schema(self.networks).columns
        about = ("year", "network", "iteration")
        return {column.name: column.missing for column in columns if column.name not in about}

    def network_columns(self, sample: str) -> dict[str, str]:
        """Return what the columns of each network open with, by the name of the network."""
        if not self.networks:
            return {}
        named = {f"{ACTUAL}_{alliance}": f"{ACTUAL}_{alliance}" for alliance in self.alliances}
        return named if sample == BASELINE else named | {f"{MODEL}_{sample}": MODEL}

    def columns(self, sample: str) -> dict[str, str]:
        """Return all columns that a regression may name, each with why it may be missing.

        The sample baseline has no column of the model.
        """
        known = dict(self.panel_columns)
        if sample != BASELINE:
            known |= dict.fromkeys(self.expected, "")
        for prefix in self.network_columns(sample).values():
            known |= {f"{prefix}_{measure}": missing for measure, missing in self.measures.items()}
        return known

    def tables(self, sample: str) -> list[str]:
        """Return the tables that rows are from: the panel, ties and runs of the model, the network series."""
        if self.networks:
            return [self.name, "series"]
        return [self.name] if sample == BASELINE else [self.name, "ties", "runs"]
