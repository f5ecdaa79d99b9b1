"""What the answers of an experiment may not be: checked as its frame is built, before any estimate."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from entente.core.errors import SurveyDataError
from entente.experiments.countries import ALL, DIFFERENCE, POOLED
from entente.experiments.survey.survey_columns import refuse, refuse_values

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Factor

#: Persons that an arm of a block needs, for a variance.
LEAST = 2


def check_answers(frame: pd.DataFrame, design: DesignForm) -> None:
    """Raise SurveyDataError if a frame of answers cannot be analysed as its design declares.

    Refused are weights that are missing or not above 0; binary outcomes with further values; infinite
    covariates; in a country, arms that nobody has or in which covariates
    are missing, blocks with an arm below two, clusters that are in several arms or blocks or alone in one,
    hypotheses with an empty cell, mediators that do not vary in an arm.
    """
    if design.weight is not None:
        _check_weights(frame[design.weight], design.weight)
    for outcome in design.outcomes:
        if outcome.kind == "binary":
            _check_binary(frame[outcome.name], outcome.name, outcome.range)
    for name in design.covariates:
        remedy = "Under `columns`, list what stands for no answer as missing."
        refuse(np.isinf(frame[name]), f"The covariate {name!r} is infinite", remedy)
    for where, rows in _countries(frame, design):
        for factor in design.factors:
            _check_arms(rows, factor, design, where)
        _check_cells(rows, design, where)
        for mediator in design.mediators:
            for treatment in mediator.treatment:
                _check_varies(rows, mediator.name, treatment, where)


def check_columns(columns: pd.Index) -> None:
    """Raise SurveyDataError if columns of a file have the same name."""
    if columns.has_duplicates:
        twice = columns[columns.duplicated()][0]
        raise SurveyDataError(f"The answers have several columns {twice!r}.", "Give each a name of its own.")


def check_ids(ids: pd.DataFrame) -> None:
    """Raise SurveyDataError if ids, of one or of several columns, are missing or stand twice."""
    name = ", ".join(ids.columns)
    refuse(ids.isna().any(axis=1), f"The id ({name}) is missing", "Give each respondent one.")
    twice = ids.duplicated(keep=False)
    if twice.any():
        first = ids[twice].iloc[0].tolist()
        raise SurveyDataError(
            f"Ids ({name}) stand several times: {ids[twice].drop_duplicates().shape[0]} of them, in "
            f"{int(twice.sum())} rows, the first being {', '.join(map(str, first))}.",
            "Leave one row a respondent, or name the column that tells them apart.",
        )


def _check_weights(weight: pd.Series, name: str) -> None:
    remedy = "Give each respondent a weight above 0, or leave out those that have none."
    refuse(weight.isna(), f"The weight {name!r} is missing", remedy)
    refuse(weight <= 0, f"The weight {name!r} is not above 0", remedy)
    refuse(weight == float("inf"), f"The weight {name!r} is infinite", remedy)


def _check_binary(answers: pd.Series, name: str, limits: tuple[float, float]) -> None:
    refuse_values(
        answers,
        answers.notna() & ~answers.isin(limits),
        f"outcomes.{name} is binary, but has values that are neither {limits[0]:g} nor {limits[1]:g}",
        "Map them, or declare it ordinal or continuous.",
    )


def _countries(frame: pd.DataFrame, design: DesignForm) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each country with words for it; all rows if the design names none."""
    if design.unit.country is None:
        yield "", frame
        return
    for country, rows in frame.groupby(design.unit.country, sort=True):
        if country in (ALL, DIFFERENCE, POOLED):
            raise SurveyDataError(
                f"unit.country: a country is called {country!r}, as contrasts of countries are in tables.",
                "Call it otherwise.",
            )
        yield f" in {country}", rows


def _check_arms(rows: pd.DataFrame, factor: Factor, design: DesignForm, where: str) -> None:
    """Arms of a factor: somebody is in each, also in blocks, and clusters are whole."""
    name, assignment = factor.name, design.assignment
    for arm in factor.arms:
        if not (rows[name] == arm).any():
            raise SurveyDataError(
                f"factors.{name}: nobody{where} is in the arm {arm!r}.", "Leave it out, or correct levels."
            )
        _check_covariates(rows[rows[name] == arm], design, f"the arm {arm!r} of {name}{where}")
    if assignment.cluster is not None:
        _check_clusters(rows, factor, assignment.cluster, where)
    if assignment.block is not None:
        _check_blocks(rows, factor, assignment.block, assignment.cluster, where)


def _check_covariates(rows: pd.DataFrame, design: DesignForm, where: str) -> None:
    """Enough persons of an arm have all covariates, or an estimate that adjusts for these has none of it."""
    known = rows[list(design.covariates)].notna()
    if (complete := int(known.all(axis=1).sum())) < LEAST:
        missing = ", ".join(f"{name} ({count})" for name, count in (~known).sum().items() if count)
        raise SurveyDataError(
            f"covariates: {complete} of {len(rows)} persons in {where} have all of them; missing: {missing}.",
            "Leave out those that are asked after treatment, or of some only.",
        )


def _check_clusters(rows: pd.DataFrame, factor: Factor, cluster: str, where: str) -> None:
    arms = rows.groupby(cluster, sort=True)[factor.name].nunique()
    if (mixed := arms.index[arms > 1]).size:
        raise SurveyDataError(
            f"factors.{factor.name} is not constant within {mixed.size} of the clusters ({cluster!r})"
            f"{where}, the first of which is {mixed[0]}.",
            "Clusters were drawn whole: correct the column, or the kind of assignment.",
        )
    clusters = rows.groupby(factor.name)[cluster].nunique()
    for arm in factor.arms:
        if clusters[arm] < LEAST:
            raise SurveyDataError(
                f"factors.{factor.name}: the arm {arm!r}{where} has one cluster ({cluster!r}).",
                "What is particular to it cannot be told from the effect: no inference is possible.",
            )


def _check_blocks(rows: pd.DataFrame, factor: Factor, block: str, cluster: str | None, where: str) -> None:
    """Two of what was drawn, persons or clusters, are in each arm of a block, and clusters in one block."""
    drawn, units = rows, "persons"
    if cluster is not None:
        drawn, units = rows.drop_duplicates([block, cluster]), "clusters"
        if len(twice := drawn.loc[drawn[cluster].duplicated(), cluster]):
            raise SurveyDataError(
                f"assignment.block: {twice.nunique()} clusters ({cluster!r}){where} are in several blocks "
                f"({block!r}), the first of which is {twice.iloc[0]}.",
                "Clusters were drawn whole, within blocks: correct a column, or give clusters other names.",
            )
    counts = pd.crosstab(drawn[block], drawn[factor.name]).reindex(columns=list(factor.arms), fill_value=0)
    few = counts.stack()[lambda count: count < LEAST]
    if few.size:
        (first, arm), count = few.index[0], few.iloc[0]
        raise SurveyDataError(
            f"assignment.block: {few.size} arms of {factor.name} in blocks ({block!r}){where} have fewer "
            f"than {LEAST} {units}; the first is {arm!r} in block {first}, with {count}.",
            "Merge such blocks with like ones, as they were before assignment, or leave them out.",
        )


def _check_cells(rows: pd.DataFrame, design: DesignForm, where: str) -> None:
    for hypothesis in design.hypotheses:
        levels = {name: (design.factor(name).base, arm) for name, arm in hypothesis.effect.items()}
        levels |= {name: (arm,) for name, arm in hypothesis.within.items()}
        answered = rows.loc[rows[hypothesis.outcome].notna(), list(levels)]
        there = set(answered.itertuples(index=False, name=None))
        for cell in product(*levels.values()):
            if cell not in there:
                arms = ", ".join(f"{name} {arm}" for name, arm in zip(levels, cell, strict=True))
                raise SurveyDataError(
                    f"hypotheses.{hypothesis.name}: nobody{where} who answered {hypothesis.outcome!r} is in "
                    f"the cell {arms}.",
                    "Its effect cannot be estimated: leave the hypothesis out.",
                )


def _check_varies(rows: pd.DataFrame, mediator: str, treatment: str, where: str) -> None:
    different = rows.groupby(treatment, sort=True)[mediator].nunique()
    if (constant := different.index[different < LEAST]).size:
        raise SurveyDataError(
            f"mediators.{mediator} does not vary in the arm {constant[0]!r} of {treatment}{where}.",
            "What it does to the outcome there cannot be estimated: leave it out.",
        )
