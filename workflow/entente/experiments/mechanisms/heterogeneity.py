"""Effects of hypotheses by moderators: the table heterogeneity.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from entente.core.checked_yaml import named
from entente.core.errors import DesignError
from entente.experiments.countries import ALL, with_contrasts
from entente.experiments.designs.design_form import Moderator
from entente.experiments.estimate import Estimate
from entente.experiments.mechanisms.moderation import moderated_effects, subgroups
from entente.experiments.verdicts.multiplicity import adjust

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Hypothesis
    from entente.experiments.experiment import Experiment

COLUMNS = "hypothesis country moderator kind level exploratory n estimate se df low high p p_adjusted".split()

#: Family of moderators that are not declared, and its adjustment (choice).
EXPLORATORY, ADJUSTMENT = "exploratory", "holm"


def heterogeneity_table(experiment: Experiment, moderators: Sequence[str] | None = None) -> pd.DataFrame:
    """Return how the effects of hypotheses vary with moderators, and the effects in subgroups.

    Hypotheses about several factors, which are about heterogeneity themselves, are left out.  Subgroups are
    those of all countries together.  Of each family of moderators the p of all interactions are adjusted
    together, in each country and in the contrast of countries.

    Parameters
    ----------
    experiment : Experiment
    moderators : sequence of str, optional
        Their names; by default those that the design declares.

    Raises
    ------
    DesignError
        If a moderator is not declared, unless the design allows exploration: then it is adjusted, by Holm,
        with the others that are not declared, and ``exploratory`` says so.
    """
    design = experiment.design
    asked = [item.name for item in design.heterogeneity] if moderators is None else moderators
    rows = [
        row
        for moderator in [_moderator(name, experiment) for name in asked]
        for hypothesis in design.hypotheses
        if len(hypothesis.effect) == 1
        for row in _rows(experiment, hypothesis, moderator)
    ]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "family", "test"])
    table["p_adjusted"] = _adjusted(table, design.families | {EXPLORATORY: ADJUSTMENT})
    return table[COLUMNS].astype({"p_adjusted": float, "exploratory": bool})


def _adjusted(table: pd.DataFrame, methods: dict[str, str]) -> pd.Series:
    """Adjusted p of interactions; several hypotheses about one effect are one test."""
    adjusted = pd.Series(float("nan"), table.index)
    tests = table[table["kind"] == "interaction"]
    for (_, family), rows in tests.groupby(["country", "family"]):
        once = rows.drop_duplicates("test").set_index("test")["p"]
        adjusted[rows.index] = rows["test"].map(adjust(once, methods[family]))
    return adjusted


def _moderator(name: str, experiment: Experiment) -> Moderator:
    """The declaration of a moderator, or one that says that there is none."""
    design, declared = experiment.design, {item.name: item for item in experiment.design.heterogeneity}
    if name in declared:
        return declared[name]
    if not design.analysis.exploratory:
        raise DesignError(
            f"{experiment.name} declares no moderator {name!r}.",
            f"It declares {', '.join(declared) or 'none'}.  Others may be asked for only if its `analysis` "
            "says `exploratory: true`, and are labelled so.",
        )
    if name not in design.covariates:
        raise DesignError(
            f"{name!r} is no covariate of {experiment.name}.",
            f"What effects are to vary with was known before treatment: {', '.join(design.covariates)}.",
        )
    return named(name, Moderator(family=EXPLORATORY))


def _rows(experiment: Experiment, hypothesis: Hypothesis, moderator: Moderator) -> Iterator[dict]:
    """Rows of a hypothesis and a moderator: each level in each country, then contrasts of countries."""
    everybody = _complete(experiment, hypothesis, moderator)
    groups = subgroups(everybody.frame[moderator.name], moderator.name)
    found: dict[tuple[str, str], dict[str, tuple[Estimate, int]]] = {}
    for country in experiment.countries:
        frame = everybody.of_country(country).frame
        for row in _effects(frame, hypothesis, moderator, groups, experiment.design).itertuples():
            countries = found.setdefault((row.kind, row.level), {})
            countries[ALL if country is None else str(country)] = (
                Estimate(row.estimate, row.se, row.df),
                row.n,
            )
    about = {"hypothesis": hypothesis.name, "moderator": moderator.name, "family": moderator.family}
    about["exploratory"] = moderator not in experiment.design.heterogeneity
    effect = (hypothesis.outcome, *sorted((hypothesis.effect | hypothesis.within).items()))
    for (kind, level), countries in found.items():
        about["test"] = str((effect, moderator.name, level))
        for country, (estimate, n) in with_contrasts(countries, experiment.design.pool).items():
            place = {"country": country, "kind": kind, "level": level, "n": n}
            yield about | place | estimate.row(1 - experiment.design.analysis.level)


def _complete(experiment: Experiment, hypothesis: Hypothesis, moderator: Moderator) -> Experiment:
    read = [hypothesis.outcome, moderator.name, *experiment.design.covariates]
    return experiment.of_rows(experiment.frame[read].notna().all(axis=1))


def _effects(
    frame: pd.DataFrame,
    hypothesis: Hypothesis,
    moderator: Moderator,
    groups: pd.Series,
    design: DesignForm,
) -> pd.DataFrame:
    return moderated_effects(
        frame,
        hypothesis.outcome,
        design.bases,
        hypothesis.effect,
        moderator.name,
        form=moderator.form,
        covariates=design.covariates,
        within=hypothesis.within,
        block=design.assignment.block,
        cluster=design.cluster,
        groups=groups[frame.index],
    )
