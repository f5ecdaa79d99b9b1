"""A counterfactual as a file declares it: the question, the years, and the changes in their order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
from pydantic import AfterValidator

from entente.core.checked_yaml import Listed, Trimmed, means, read_declared
from entente.core.configuration import Span
from entente.core.errors import CoverageError, UnknownStateError
from entente.studies.maoz2011.counterfactuals.actions import ChangeGiven, InYears, YearsGiven
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs


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

    def applied(self, inputs: YearInputs, seed: int) -> tuple[YearInputs, list[bool]]:
        """Make the changes to the inputs of one year.

        What is random depends on the seed, the year and the position of the change (from 1) alone, not on
        which years are run together.  The result is the inputs, the very ones given where nothing is changed,
        and for each change whether it made a difference in this year.
        """
        effects = []
        for position, change in enumerate(self.changes, start=1):
            changed = inputs
            if inputs.year in change.years:
                changed = change.apply(inputs, np.random.default_rng([seed, inputs.year, position]))
            effects.append(not changed.same_as(inputs))
            # Without an effect inputs stay as they were to the last bit: no share is renormalised in vain.
            inputs = changed if effects[-1] else inputs
        return inputs, effects

    def check_states(self, states: pd.DataFrame) -> None:
        """Check that every state named is a state, and a member in some year of its change.

        ``states`` has year and ccode of all state-years of the run.  UnknownStateError is raised if a code
        belongs to no state of the run, CoverageError if a state is no member in any year of the change that
        names it.
        """
        membership = states.groupby("ccode")["year"].agg(["min", "max"])
        for position, change in enumerate(self.changes, start=1):
            first, last = change.years.first, change.years.last
            within = states.loc[states["year"].between(first, last), "ccode"]
            for code in sorted(change.named):
                if code not in membership.index:
                    raise UnknownStateError(
                        f"Change {position} names state {code}, which is no member of the system in any year "
                        "of this run.",
                        "States are named by COW code: data/states.parquet of the run lists codes and names.",
                    )
                if not (within == code).any():
                    raise CoverageError(
                        f"Change {position} names state {code} in {first}–{last}, but it is no member in "
                        f"these years: its first is {membership.at[code, 'min']}, its last "
                        f"{membership.at[code, 'max']}.",
                        "Correct the code, or the years of the change.",
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
