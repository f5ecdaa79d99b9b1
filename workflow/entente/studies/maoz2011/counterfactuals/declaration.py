"""A counterfactual as a file declares it: the question, the years, and the changes in their order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from entente.core.checked_yaml import Declared, Listed, Several, Trimmed, means, read_declared
from entente.core.errors import CoverageError, UnknownStateError
from entente.studies.maoz2011.counterfactuals.actions import ACTIONS, Action
from entente.studies.maoz2011.counterfactuals.changed_inputs import ALL, YearInputs

Code = Annotated[int, Field(ge=1, le=999)]

#: A state that is no member in a year is passed over in that year.
StatesGiven = Annotated[
    Literal["all"] | Several[Code],
    BeforeValidator(
        lambda given: [given] if isinstance(given, int) else given,
        json_schema_input_type=Literal["all"] | Code | Several[Code],
    ),
    means("A COW code, a list of them, or all."),
]


class Span(Declared):
    """First and last year, one of which may be left out."""

    first: int = None
    last: int = None

    @model_validator(mode="after")
    def _has_an_end(self) -> Span:
        if not self.model_fields_set:
            raise ValueError("first or last is missing")
        return self


YearsGiven = Annotated[
    Literal["all"] | Span, means("All years, or first and last, one of which may be left out.")
]


class Settings(Declared):
    """Settings of a change: in which years it is made."""

    years: YearsGiven = ALL


class OfStates(Settings):
    """And of which states."""

    states: StatesGiven


class Membership(OfStates):
    """Who joins or leaves whose reference group."""

    of: StatesGiven = means("Whose reference group.")
    both_sides: bool = means("Whether the same holds the other way round; false if left out.", False)


class Relation(OfStates):
    """Between states and others."""

    others: StatesGiven


class Multiplied(OfStates):
    """By what capabilities are multiplied."""

    by: float = Field(ge=0, le=1_000_000)


class Share(OfStates):
    """What share of capabilities each has."""

    share: float = Field(ge=0, le=1)


class Regime(OfStates):
    """Whether they are democracies."""

    to: bool


class Growth(Settings):
    """How many states are added."""

    number: int = Field(ge=1, le=1000)


class ChangeGiven(Declared):
    """A change, by the one key that says what is done."""

    leave_reference_group: Membership = means("States leave the strategic reference group of others.", None)
    join_reference_group: Membership = means("States join the strategic reference group of others.", None)
    multiply_capability: Multiplied = means(
        "Capabilities are multiplied, then all are divided by the new total.", None
    )
    set_capability: Share = means(
        "Each of the states gets this share of the system's capabilities; the others divide the rest as "
        "before.",
        None,
    )
    set_democracy: Regime = means("States are democracies, or are not.", None)
    remove_disputes: Relation = means(
        "No disputes between states and others: fewer common enemies, fewer additions to reference groups.",
        None,
    )
    add_disputes: Relation = means(
        "Disputes between states and others; see join_reference_group for the threat that goes with them.",
        None,
    )
    remove_cooperation: Relation = means("No history of cooperation between states and others.", None)
    add_cooperation: Relation = means("A history of cooperation between states and others.", None)
    remove_states: OfStates = means(
        "States are taken out of the system; the capabilities of those that stay are divided by their total.",
        None,
    )
    add_random_states: Growth = means(
        "The system grows by random states, drawn anew every year from the seed, the year and the position "
        "of the change: each takes the capabilities and the regime of a member of the year, and each new "
        "pair the relations of a pair of members, so that all densities are those of the year.",
        None,
    )

    @model_validator(mode="after")
    def _is_one(self) -> ChangeGiven:
        if len(self.model_fields_set) != 1:
            said = ", ".join(sorted(self.model_fields_set)) or "nothing"
            raise ValueError(f"one change an item, not {said}")
        return self


class CounterfactualGiven(Declared):
    """What would be different in the model's inputs, and when.

    Changes are made in the order of the list, each to what the one before left, after the run's own
    definitions (srg, model.mid, model.symmetrise) have been applied.  A change touches what it names and
    nothing else: a dispute added puts nobody into a reference group.  Relations are those before the first
    iteration: in the course of a run states may join a reference group again, as allies of its opponents in
    disputes.
    """

    title: Trimmed = means("Heading of the page of results.")
    question: Trimmed = means("What the counterfactual is to answer.")
    years: YearsGiven = means(
        "The years compared: all of the run, or from first to last, either of which may be left out."
    )
    changes: Listed[ChangeGiven] = means("What is changed, one change an item.", min_length=1)


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
        A YAML file, see :class:`CounterfactualGiven`.
    years : (int, int)
        First and last year of the run, which stand for years that the file leaves open.

    Returns
    -------
    Counterfactual

    Raises
    ------
    ConfigurationError
        If the file is absent, no YAML, or malformed.
    CoverageError
        If the counterfactual asks for years outside the run's, or a change for years outside the
        counterfactual's.
    """
    content = read_declared(path, CounterfactualGiven)
    span = _span(content.years, years, f"{path}: years", "the run's")
    changes = tuple(
        _change(given, span, f"{path}: changes.{position}") for position, given in enumerate(content.changes)
    )
    return Counterfactual(content.title, content.question, *span, changes)


def _change(given: ChangeGiven, within: tuple[int, int], where: str) -> Change:
    (name,) = given.model_fields_set
    settings = dict(getattr(given, name))
    span = _span(settings.pop("years"), within, f"{where}.{name}.years", "the counterfactual's")
    return Change(ACTIONS[name](**settings), *span)


def _span(asked: Literal["all"] | Span, within: tuple[int, int], where: str, whose: str) -> tuple[int, int]:
    """The years asked for, an open end filled in from the years within which they must lie."""
    first, last = within
    if asked == ALL:
        return within
    span = first if asked.first is None else asked.first, last if asked.last is None else asked.last
    if not first <= span[0] <= span[1] <= last:
        raise CoverageError(
            f"{where} are {span[0]}–{span[1]}, which do not lie in order within {whose}, {first}–{last}.",
            "Correct them, or leave an end out to take what there is.",
        )
    return span
