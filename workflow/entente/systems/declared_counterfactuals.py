"""Counterfactuals as files declare them: a question, years, changes in their order; states by their names.

A study says what its changes are and what they are made to: subclasses of :class:`Change`, of
:class:`OneChange` with a key for each, and of :class:`DeclaredCounterfactual`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from entente.core.checked_yaml import Declared, Listed, Named, Several, Trimmed, means, named, read_declared
from entente.core.configuration import Span
from entente.core.errors import CoverageError, UnknownStateError
from entente.systems.state_names import State, StateNames

#: In place of a list of states, or of years: every member of the year, or every year.
ALL = "all"

#: States named by code, or every member of the year.
States = tuple[int, ...] | Literal["all"]

#: A COW code, or a name or abbreviation by which the state is found in each year.
Given = Annotated[int, Field(ge=1, le=999)] | Trimmed

#: A state that is no member in a year is passed over in that year.
StatesGiven = Annotated[
    Literal["all"] | Several[Given],
    BeforeValidator(
        lambda given: [given] if isinstance(given, int) or given != ALL and isinstance(given, str) else given,
        json_schema_input_type=Literal["all"] | Given | Several[Given],
    ),
    means("A state by COW code or name, a list of them, or all."),
]

YearsGiven = Annotated[
    Literal["all"] | Span, means("All years, or first and last, one of which may be left out.")
]


class InYears(Declared):
    """What is about some years."""

    years: YearsGiven = ALL

    def within(self, span: Span, where: str, whose: str) -> Self:
        """Return the same with both years said: an end left open is that of the span in which they must lie.

        CoverageError, which names where the years are given and whose span it is, is raised if they do not.
        """
        if self.years == ALL:
            return self.model_copy(update={"years": span})
        first = span.first if self.years.first is None else self.years.first
        last = span.last if self.years.last is None else self.years.last
        if not span.first <= first <= last <= span.last:
            raise CoverageError(
                f"{where} are {first}–{last}, which do not lie in order within {whose}, "
                f"{span.first}–{span.last}.",
                "Correct them, or leave an end out to take what there is.",
            )
        return self.model_copy(update={"years": Span(first=first, last=last)})


class Change(Named, InYears):
    """One change of what a model is given for a year, named as in its file."""

    #: What is done, in words that hold the action and the names of its states, field by field.
    words: ClassVar[str]

    @property
    def _states(self) -> dict[str, States]:
        return {name: getattr(self, name) for name in ("states", "of", "others") if hasattr(self, name)}

    @property
    def named(self) -> list[State]:
        """The states that the action names, each once, as they are given."""
        return list(dict.fromkeys(one for states in self._states.values() if states != ALL for one in states))

    def codes(self, state: State, names: StateNames) -> list[int]:
        """Return the codes that a state named has in the years of the action, sorted.

        UnknownStateError is raised if it may be several in one of these years.
        """
        members = (names.member(state, year) for year in range(self.years.first, self.years.last + 1))
        return sorted({code for code in members if code is not None})

    def in_year(self, names: StateNames, year: int) -> Self:
        """Return the action of a year, states by code; one given by name that is no member is left out."""

        def code(state: State) -> int | None:
            return state if isinstance(state, int) else names.member(state, year)

        found = {
            field: tuple(one for one in map(code, states) if one is not None)
            for field, states in self._states.items()
            if states != ALL
        }
        return self.model_copy(update=found)

    def sentence(self, names: StateNames) -> str:
        """Say what is done, with the states' names and codes."""
        listed = {
            field: "every state" if states == ALL else ", ".join(self._told(one, names) for one in states)
            for field, states in self._states.items()
        }
        return self.words.format(action=self, **listed)

    def _told(self, state: State, names: StateNames) -> str:
        if isinstance(state, int):
            return names.of(state)
        return f"{state} ({', '.join(map(str, self.codes(state, names)))})"


class StatesChange(Change):
    """One change that states are named in."""

    states: StatesGiven


class OneChange(Declared):
    """A change, by the one key that says what is done: a field, None by default, for each that there is."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            said = ", ".join(sorted(self.model_fields_set)) or "nothing"
            raise ValueError(f"one change an item, not {said}")
        return self

    @property
    def action(self) -> Change:
        """What is done."""
        (name,) = self.model_fields_set
        return named(name, getattr(self, name))


#: Validates an item of ``changes``: what is done, in place of the key that says it.
AS_ACTION = AfterValidator(lambda given: given.action)


class DeclaredCounterfactual(InYears):
    """What would be different, and when; a study's own says what its ``changes`` may be.

    Changes are made in the order of the list, each to what the one before left.
    """

    title: Trimmed = means("Heading of the page of results.")
    question: Trimmed = means("What the counterfactual is to answer.")
    years: YearsGiven = means(
        "The years compared: all of the run, or from first to last, either of which may be left out."
    )
    changes: Listed[Change] = means("What is changed, one change an item.", min_length=1)

    def check_states(self, names: StateNames) -> None:
        """Check that every state named is one member of the run's system in some year of its change.

        UnknownStateError is raised if a code or name belongs to no state of the run, or a name to several in
        a year; CoverageError if a state is no member in any year of the change that names it.
        """
        for position, change in enumerate(self.changes, start=1):
            for state in change.named:
                try:
                    found = change.codes(state, names)
                    names.check_known(state)
                except UnknownStateError as error:
                    raise UnknownStateError(f"Change {position}: {error.what}", error.remedy) from None
                if not found:
                    years = names.years(state)
                    raise CoverageError(
                        f"Change {position} names {state} in {change.years.first}–{change.years.last}, but "
                        f"it is no member in these years: its first is {years[0]}, its last {years[-1]}.",
                        "Correct the state, or the years of the change.",
                    )


Form = TypeVar("Form", bound=DeclaredCounterfactual)


def read_counterfactual(path: str | Path, form: type[Form], years: tuple[int, int]) -> Form:
    """Read the file of a counterfactual, within the first and last year of the run, and check it.

    Years that the file leaves open are those of the run, and of a change those of the counterfactual.
    ConfigurationError is raised if the file is absent, no YAML, or malformed; CoverageError if it asks for
    years outside the run's, or a change for years outside the counterfactual's.
    """
    of_run = Span(first=years[0], last=years[1])
    declared = read_declared(path, form).within(of_run, f"{path}: years", "the run's")
    changes = tuple(
        change.within(
            declared.years, f"{path}: changes.{position}.{change.name}.years", "the counterfactual's"
        )
        for position, change in enumerate(declared.changes)
    )
    return declared.model_copy(update={"changes": changes})
