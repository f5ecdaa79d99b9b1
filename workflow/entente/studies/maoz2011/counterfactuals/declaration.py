"""A counterfactual as a file declares it: the question, the years, and the changes in their order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from entente.core.checked_yaml import read_checked
from entente.core.errors import CoverageError, UnknownStateError
from entente.studies.maoz2011.counterfactuals.actions import ACTIONS, Action
from entente.studies.maoz2011.counterfactuals.changed_inputs import ALL, YearInputs

#: Settings of a change that name states.
_STATES = ("states", "of", "others")


@dataclass(frozen=True)
class Change:
    """An action and the years in which it is carried out.

    Attributes
    ----------
    action : Action
    first, last : int
    """

    action: Action
    first: int
    last: int


@dataclass(frozen=True)
class Counterfactual:
    """A question to history, and the changes of the model's inputs that put it.

    Attributes
    ----------
    title, question : str
    first, last : int
        The years compared.
    changes : tuple of Change
        Made in this order, each to what the one before left.
    """

    title: str
    question: str
    first: int
    last: int
    changes: tuple[Change, ...]

    def applied(self, inputs: YearInputs, seed: int) -> tuple[YearInputs, list[bool]]:
        """Make the changes to the inputs of one year.

        Parameters
        ----------
        inputs : YearInputs
        seed : int
            What is random depends on the seed, the year and the position of the change (from 1) alone, not on
            which years are run together.

        Returns
        -------
        YearInputs
            The very inputs given where nothing is changed.
        list of bool
            For each change whether it made a difference in this year.
        """
        effects = []
        for position, change in enumerate(self.changes, start=1):
            changed = inputs
            if change.first <= inputs.year <= change.last:
                changed = change.action.apply(inputs, np.random.default_rng([seed, inputs.year, position]))
            effects.append(not changed.same_as(inputs))
            # Without an effect inputs stay as they were to the last bit: no share is renormalised in vain.
            inputs = changed if effects[-1] else inputs
        return inputs, effects

    def check_states(self, states: pd.DataFrame) -> None:
        """Check that every state named is a state, and a member in some year of its change.

        Parameters
        ----------
        states : DataFrame
            Columns year and ccode of all state-years of the run.

        Raises
        ------
        UnknownStateError
            If a code belongs to no state of the run.
        CoverageError
            If a state is no member in any year of the change that names it.
        """
        membership = states.groupby("ccode")["year"].agg(["min", "max"])
        for position, change in enumerate(self.changes, start=1):
            within = states.loc[states["year"].between(change.first, change.last), "ccode"]
            for code in sorted(change.action.named):
                if code not in membership.index:
                    raise UnknownStateError(
                        f"Change {position} names state {code}, which is no member of the system in any year "
                        "of this run.",
                        "States are named by COW code: data/states.parquet of the run lists codes and names.",
                    )
                if not (within == code).any():
                    raise CoverageError(
                        f"Change {position} names state {code} in {change.first}–{change.last}, but it is no "
                        f"member in these years: its first is {membership.at[code, 'min']}, its last "
                        f"{membership.at[code, 'max']}.",
                        "Correct the code, or the years of the change.",
                    )


def read_counterfactual(path: str | Path, years: tuple[int, int]) -> Counterfactual:
    """Read the file of a counterfactual and check it.

    Parameters
    ----------
    path : path
        A YAML file as ``workflow/schemas/maoz2011/counterfactual.schema.yaml`` describes it.
    years : (int, int)
        First and last year of the run, which stand for years that the file leaves open.

    Returns
    -------
    Counterfactual

    Raises
    ------
    ConfigurationError
        If the file is absent, no YAML, or breaks the schema.
    CoverageError
        If the counterfactual asks for years outside the run's, or a change for years outside the
        counterfactual's.
    """
    path = Path(path)
    content = read_checked(path, "maoz2011/counterfactual")
    first, last = _span(content["years"], years, f"{path}: years", "the run's")
    changes = []
    for position, change in enumerate(content["changes"]):
        ((name, settings),) = change.items()
        settings = dict(settings)
        where = f"{path}: changes.{position}.{name}.years"
        span = _span(settings.pop("years", ALL), (first, last), where, "the counterfactual's")
        changes.append(Change(_action(name, settings), *span))
    return Counterfactual(content["title"], content["question"], first, last, tuple(changes))


def _span(asked: Any, within: tuple[int, int], where: str, whose: str) -> tuple[int, int]:
    """The years asked for, an open end filled in from the years within which they must lie."""
    first, last = within
    if asked == ALL:
        return within
    span = int(asked.get("first", first)), int(asked.get("last", last))
    if not first <= span[0] <= span[1] <= last:
        raise CoverageError(
            f"{where} are {span[0]}–{span[1]}, which do not lie in order within {whose}, {first}–{last}.",
            "Correct them, or leave an end out to take what there is.",
        )
    return span


def _action(name: str, settings: dict[str, Any]) -> Action:
    for key in _STATES:
        if key in settings:
            settings[key] = _states(settings[key])
    return ACTIONS[name](**settings)


def _states(given: Any) -> tuple[int, ...] | str:
    if given == ALL:
        return ALL
    return tuple(int(code) for code in (given if isinstance(given, list) else [given]))
