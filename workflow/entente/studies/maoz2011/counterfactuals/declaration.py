"""A counterfactual as a file declares it: the question, the years, and the changes in their order."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from entente.core.checked_yaml import Listed, means
from entente.studies.maoz2011.counterfactuals.actions import ChangeGiven
from entente.studies.maoz2011.counterfactuals.year_inputs import YearInputs
from entente.systems.declared_counterfactuals import AS_ACTION, DeclaredCounterfactual
from entente.systems.state_names import StateNames


class Counterfactual(DeclaredCounterfactual):
    """What would be different in the model's inputs, and when.

    Changes are made in the order of the list, each to what the one before left, after the run's own
    definitions (srg, model.mid, model.symmetrise) have been applied.  A change touches what it names and
    nothing else: a dispute added puts nobody into a reference group.  Relations are those before the first
    iteration: in the course of a run states may join a reference group again, as allies of its opponents in
    disputes.
    """

    changes: Listed[Annotated[ChangeGiven, AS_ACTION]] = means(
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
