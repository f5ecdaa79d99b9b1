"""A counterfactual as a file declares it: the question, the years, and the changes in their order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import AfterValidator

from entente.core.checked_yaml import Listed, Trimmed, means, read_declared
from entente.core.configuration import Span
from entente.core.errors import CoverageError, UnknownStateError
from entente.studies.maoz2011.counterfactuals.actions import ChangeGiven, InYears, YearsGiven
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs
from entente.systems.state_names import StateNames


class Counterfactual(InYears):
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
    changes: Listed[Annotated[ChangeGiven, AfterValidator(lambda given: given.action)]] = means(
        "What is changed, one change an item.", min_length=1
    )

    def applied(self, inputs: YearInputs, names: StateNames, seed: int) -> tuple[YearInputs, list[bool]]:
        """Make the changes to the inputs of one year, in which states are found by their names.

        What is random depends on the seed, the year and the position of the change (from 1) alone, not on
        which years are run together.  The result is the inputs, the very ones given where nothing is changed,
        and for each change whether it made a difference in this year.
        """
        effects = []
        for position, change in enumerate(self.changes, start=1):
            changed = inputs
            if inputs.year in change.years:
                generator = np.random.default_rng([seed, inputs.year, position])
                changed = change.in_year(names, inputs.year).apply(inputs, generator)
            effects.append(not changed.same_as(inputs))
            # Without an effect inputs stay as they were to the last bit: no share is renormalised in vain.
            inputs = changed if effects[-1] else inputs
        return inputs, effects

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


def read_counterfactual(path: str | Path, years: tuple[int, int]) -> Counterfactual:
    """Read the file of a counterfactual, within the first and last year of the run, and check it.

    Years that the file leaves open are those of the run, and of a change those of the counterfactual.
    ConfigurationError is raised if the file is absent, no YAML, or malformed; CoverageError if it asks for
    years outside the run's, or a change for years outside the counterfactual's.
    """
    of_run = Span(first=years[0], last=years[1])
    declared = read_declared(path, Counterfactual).within(of_run, f"{path}: years", "the run's")
    changes = tuple(
        change.within(
            declared.years, f"{path}: changes.{position}.{change.name}.years", "the counterfactual's"
        )
        for position, change in enumerate(declared.changes)
    )
    return declared.model_copy(update={"changes": changes})
