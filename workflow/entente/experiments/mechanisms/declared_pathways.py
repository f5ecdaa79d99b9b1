"""The pathways of a declared mediator: one for each arm that may act on it, over the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import pandas as pd

from entente.experiments.countries import ALL
from entente.experiments.estimation.arms import Answers, product_name
from entente.experiments.mechanisms.pathway import Pathway

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Mediator, Outcome
    from entente.experiments.experiment import Experiment


@dataclass(frozen=True, eq=False)
class DeclaredPathways:
    """Pathways of a mediator in a country.

    Attributes
    ----------
    design : DesignForm
    mediator : Mediator
    pathways : dict
        By treatment: the factor's name, with the arm if it has more than two.
    other_arms : dict
        By treatment, the dummies of the further arms of its factor.
    dropped : dict
        Rows left out since an answer is missing, by column.
    left_out : int
        Their number.
    """

    design: DesignForm
    mediator: Mediator
    pathways: dict[str, Pathway]
    other_arms: dict[str, list[str]]
    dropped: dict[str, int]
    left_out: int

    @property
    def n(self) -> int:
        """Rows."""
        return len(next(iter(self.pathways.values())).frame)

    @property
    def outcome(self) -> Outcome:
        """The outcome at the end of the pathways."""
        return self.design.outcome(self.mediator.outcome)

    def two_arms(self, treatment: str) -> pd.DataFrame:
        """Return the rows that have the arm of a treatment or the one that it is compared with."""
        frame = self.pathways[treatment].frame
        return frame[(frame[self.other_arms[treatment]] == 0).all(axis=1)]

    @property
    def contrasts(self) -> dict[str, tuple[str, str]]:
        """Pairs of treatments by what their difference is called."""
        return {f"{one} less {other}": (one, other) for one, other in combinations(self.pathways, 2)}


def declared_pathways(
    experiment: Experiment, mediator: Mediator, bootstraps: int
) -> Iterator[tuple[str, DeclaredPathways]]:
    """Yield the pathways of a mediator, country by country.

    Regressions have the dummies of all factors and blocks and the covariates of the design.  Rows with a
    missing answer to any column of the pathway are left out and counted.  Draws differ between countries,
    whose samples are independent, and not between treatments and mediators.
    """
    for country in experiment.countries:
        name = ALL if country is None else str(country)
        yield name, _pathways(experiment.of_country(country), mediator, bootstraps, name)


def _pathways(experiment: Experiment, mediator: Mediator, bootstraps: int, country: str) -> DeclaredPathways:
    design = experiment.design
    asked = [mediator.outcome, mediator.name, *mediator.intermediate, *design.covariates]
    missing = experiment.frame[asked].isna()
    rows = experiment.frame[~missing.any(axis=1)]
    block, cluster = design.assignment.block, design.assignment.cluster
    answers = Answers(rows, design.bases, mediator.outcome, block=block, covariates=design.covariates)
    before = answers.dummies(design.bases) | answers.block_dummies()
    before |= {name: answers.numbers(name) for name in design.covariates}
    columns = pd.DataFrame(before, index=rows.index)
    columns[[mediator.outcome, mediator.name]] = rows[[mediator.outcome, mediator.name]]
    columns[list(mediator.intermediate)] = rows[list(mediator.intermediate)]
    if cluster is not None:
        columns[cluster] = rows[cluster]
    pathways, other_arms = {}, {}
    for factor in map(design.factor, mediator.treatment):
        dummies = [product_name({factor.name: arm}) for arm in factor.arms[1:]]
        for treatment in dummies:
            name = factor.name if len(dummies) == 1 else treatment
            other_arms[name] = [other for other in dummies if other != treatment]
            pathways[name] = Pathway(
                columns,
                mediator.outcome,
                mediator.name,
                treatment,
                [name for name in before if name != treatment],
                mediator.intermediate,
                cluster,
                bootstraps,
                [experiment.seed, crc32(country.encode())],
            )
    return DeclaredPathways(
        design,
        mediator,
        pathways,
        other_arms,
        {name: int(count) for name, count in missing.sum().items() if count},
        int(missing.any(axis=1).sum()),
    )
