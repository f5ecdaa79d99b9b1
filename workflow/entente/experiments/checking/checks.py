"""Checks of the answers against the design, before any estimate: the table checks.csv.

Nobody is left out by a check that was asked after treatment: that would condition on what treatment moves
(Montgomery, Nyhan & Torres 2018, AJPS 62; Aronow, Baron & Pinson 2019, Political Analysis 27).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.experiments.checking.arm_comparisons import attrition, compared
from entente.experiments.checking.balance import omnibus_balance, shares_test, standardized_differences
from entente.experiments.checking.instrument import EXCLUSION, wald_ratio
from entente.experiments.countries import ALL

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import Factor
    from entente.experiments.experiment import Experiment

#: Below the first a test is worth a note; below the second, where chance explains nothing, a check fails
#: (choice).
NOTE, FAIL = 0.05, 0.001

#: A difference between arms of more pooled standard deviations is worth a note, and so is a design effect
#: above this (choices).
LARGE_DIFFERENCE, LARGE_DESIGN_EFFECT = 0.25, 2.0

#: Assignments drawn for the permutation p of balance (choice).
DRAWS = 2000

COLUMNS = ["check", "item", "country", "value", "reference", "p", "verdict", "words"]

Row = dict[str, Any]


def checks_table(experiment: Experiment) -> pd.DataFrame:
    """Return what was checked, a row each: its value, what it is held against, p, verdict and words.

    In each country: shares of arms, cells, smallest arms of blocks; who answered, by arm; answers to checks
    of treatment and attention, and what was perceived (first stage); balance of covariates; weights; the
    order of mediators; what was chosen in the tasks of a conjoint.  A verdict is ``ok``, ``note`` (worth a
    look) or ``fail``.
    """
    parts = (
        *(_arms, _cells, _blocks, _answers, _treatment_checks, _instrument),
        *(_attention, _balance, _weights, _order, _tasks),
    )
    rows = [
        row | {"country": ALL if country is None else str(country)}
        for country in experiment.countries
        for part in parts
        for row in part(experiment.of_country(country))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(
    check: str,
    item: str,
    value: float,
    words: str,
    *,
    reference: float = np.nan,
    p: float = np.nan,
    verdict: str = "",
) -> Row:
    """A row; its verdict, unless given, follows from p."""
    verdict = verdict or ("fail" if p < FAIL else "note" if p < NOTE else "ok")
    found = {"check": check, "item": item, "value": value, "reference": reference, "p": p}
    return found | {"verdict": verdict, "words": words}


def _arms(experiment: Experiment) -> Iterator[Row]:
    """Shares of arms against those declared, of clusters where these were drawn."""
    cluster = experiment.design.assignment.cluster
    units = experiment.frame if cluster is None else experiment.frame.drop_duplicates(cluster)
    for factor in experiment.design.factors:
        declared = experiment.design.probabilities(factor.name)
        chances = declared or dict.fromkeys(factor.arms, 1 / len(factor.arms))
        counts = units[factor.name].value_counts().reindex(list(factor.arms), fill_value=0)
        p = shares_test(counts, [chances[arm] for arm in factor.arms])
        said = "declared" if declared else "equal shares, as none are declared"
        for arm in factor.arms:
            share = counts[arm] / len(units)
            words = f"{counts[arm]} of {len(units)} {'persons' if cluster is None else 'clusters'}; {said}"
            # What nobody declared cannot be missed.
            verdict = "" if declared or p >= NOTE else "note"
            yield _row("share of an arm", f"{factor.name}: {arm}", share, words,
                       reference=chances[arm], p=p, verdict=verdict)  # fmt: skip


def _cells(experiment: Experiment) -> Iterator[Row]:
    names = [factor.name for factor in experiment.design.factors]
    if len(names) < 2:
        return
    every = pd.MultiIndex.from_product([factor.arms for factor in experiment.design.factors], names=names)
    counts = experiment.frame.groupby(names).size().reindex(every, fill_value=0)
    empty = [", ".join(cell) for cell in counts.index[counts == 0]]
    words = (
        f"nobody is in {'; '.join(empty)}" if empty else f"{len(every)} cells, {counts.min()} or more in each"
    )
    yield _row("empty cells", " × ".join(names), len(empty), words,
               reference=0, verdict="note" if empty else "ok")  # fmt: skip


def _blocks(experiment: Experiment) -> Iterator[Row]:
    block = experiment.design.assignment.block
    for factor in experiment.design.factors if block is not None else ():
        counts = pd.crosstab(experiment.frame[block], experiment.frame[factor.name])
        words = f"{len(counts)} blocks ({block}); the smallest arm of one has {counts.min().min()}"
        yield _row("smallest arm of a block", factor.name, counts.min().min(), words, reference=2)


def _answers(experiment: Experiment) -> Iterator[Row]:
    """Who answered each outcome, by arm."""
    for outcome in experiment.design.outcomes:
        answered = experiment.frame[outcome.name].notna()
        for factor in experiment.design.factors:
            for arm in factor.arms:
                of_arm = answered[experiment.frame[factor.name] == arm]
                words = f"{of_arm.sum()} of {len(of_arm)} answered"
                base = answered[experiment.frame[factor.name] == factor.base].mean()
                yield _row("answered", f"{outcome.name}, {factor.name}: {arm}", of_arm.mean(), words,
                           reference=base)  # fmt: skip
            yield from _attrition(experiment, answered, outcome.name, factor)


def _attrition(experiment: Experiment, answered: pd.Series, outcome: str, factor: Factor) -> Iterator[Row]:
    item = f"{outcome}, {factor.name}"
    if answered.all():
        yield _row("attrition by arm", item, np.nan, "everybody answered")
        return
    for covariates in (False, True)[: 1 + bool(experiment.design.covariates)]:
        check = f"attrition by arm{' and covariates' * covariates}"
        try:
            test = attrition(experiment, answered, factor, with_covariates=covariates)
        except ExperimentInputError as error:
            yield _row(check, item, np.nan, f"cannot be tested: {error.what}", verdict="note")
            continue
        words = f"F({test.df1}, {test.df2:g}) that answering does not hang on the arm"
        yield _row(check, item, test.F, words, p=test.p)


def _treatment_checks(experiment: Experiment) -> Iterator[Row]:
    """Answers to checks by arm, and what was perceived: differences are findings, not failures."""
    for factor in experiment.design.factors:
        if not factor.check:
            continue
        right = experiment.right[factor.name]
        yield from _by_arm(experiment, "right answers to the check", right, factor)
        for arm in factor.arms[1:]:
            seen = experiment.perceived[factor.name] == arm
            found, limits = compared(experiment, seen, factor, arm)
            words = f"first stage: perceived {arm} by assignment, {limits}; 1 if all take it in"
            yield _row("perceived on assigned", f"{factor.name}: {arm}", found.estimate, words,
                       reference=1, p=found.p, verdict="ok" if found.p < NOTE else "note")  # fmt: skip


def _by_arm(experiment: Experiment, check: str, right: pd.Series, factor: Factor) -> Iterator[Row]:
    shares = right.groupby(experiment.frame[factor.name]).mean()
    base = shares[factor.base]
    yield _row(check, f"{factor.name}: {factor.base}", base, "the arm that others are compared with")
    for arm in factor.arms[1:]:
        found, limits = compared(experiment, right, factor, arm)
        words = f"difference {found.estimate:.4f}, {limits}"
        if found.p < NOTE:
            words += "; leaving out those who fail would compare different people"
        yield _row(check, f"{factor.name}: {arm}", shares[arm], words,
                   reference=base, p=found.p, verdict="note" if found.p < NOTE else "ok")  # fmt: skip


def _instrument(experiment: Experiment) -> Iterator[Row]:
    """Effects of what was perceived, if the design asks for them, of hypotheses on one checked factor."""
    design = experiment.design
    for hypothesis in design.hypotheses if design.analysis.instrument == "wald" else ():
        ((name, arm), *others) = hypothesis.effect.items()
        if others or hypothesis.within or name not in experiment.perceived:
            continue
        rows = experiment.frame.dropna(subset=[hypothesis.outcome])
        seen = experiment.perceived.loc[rows.index, name] == arm
        drawn = {"block": design.assignment.block, "cluster": design.assignment.cluster}
        found = wald_ratio(rows, hypothesis.outcome, seen, name, design.bases[name], arm, **drawn)
        low, high = found.limits()
        words = f"95 % from {low:.4f} to {high:.4f}, {EXCLUSION}"
        yield _row("effect over first stage", hypothesis.name, found.estimate, words,
                   reference=0, p=found.p, verdict="ok")  # fmt: skip


def _attention(experiment: Experiment) -> Iterator[Row]:
    attention, attentive = experiment.design.attention, experiment.attentive
    if attention is None:
        return
    if attention.asked == "before":
        words = "asked before treatment: the attentive may be looked at apart"
        yield _row("attentive", attention.column, attentive.mean(), words, reference=1)
        return
    for factor in experiment.design.factors:
        yield from _by_arm(experiment, "attentive, asked after treatment", attentive, factor)


def _balance(experiment: Experiment) -> Iterator[Row]:
    names, frame = list(experiment.design.covariates), experiment.frame
    if not names:
        return
    known = frame[names].notna().all(axis=1)
    without = int((~known).sum())
    yield _row("covariates missing", ", ".join(names), without,
               f"{without} of {len(frame)} rows are left out where covariates are adjusted for",
               reference=0, verdict="note" if without else "ok")  # fmt: skip
    for factor in experiment.design.factors:
        for arm in factor.arms[1:]:
            rows = frame[known & frame[factor.name].isin([factor.base, arm])]
            for name, d in standardized_differences(rows[names], rows[factor.name] == arm).items():
                yield _row("standardised difference", f"{factor.name}: {arm}, {name}", d,
                           f"from {factor.base}, in pooled standard deviations",
                           reference=0, verdict="note" if abs(d) > LARGE_DIFFERENCE else "ok")  # fmt: skip
        yield _omnibus(experiment, factor, known)


def _omnibus(experiment: Experiment, factor: Factor, known: pd.Series) -> Row:
    design, rows = experiment.design, experiment.frame[known]
    assignment = design.assignment
    by_permutation = design.analysis.balance == "permutation" or assignment.block or assignment.cluster
    test = omnibus_balance(
        rows[list(design.covariates)],
        rows[factor.name],
        draws=DRAWS if by_permutation else None,
        blocks=None if assignment.block is None else rows[assignment.block],
        clusters=None if assignment.cluster is None else rows[assignment.cluster],
        seed=experiment.seed,
    )
    how = f"of {DRAWS} assignments drawn again" if by_permutation else f"of χ² with {test.df}"
    words = f"d², p {how}; estimates are the same whatever comes of it"
    return _row("balance of all covariates", factor.name, test.d2, words, p=test.p)


def _weights(experiment: Experiment) -> Iterator[Row]:
    name = experiment.design.weight
    if name is None:
        return
    weight = experiment.frame[name]
    effective = weight.sum() ** 2 / (weight**2).sum()
    effect = len(weight) / effective
    verdict = "note" if effect > LARGE_DESIGN_EFFECT else "ok"
    words = "persons that would tell as much without weights (Kish)"
    yield _row("effective number", name, effective, words, reference=len(weight), verdict=verdict)
    yield _row("design effect", name, effect, "persons for each effective one", reference=1, verdict=verdict)


def _order(experiment: Experiment) -> Iterator[Row]:
    for mediator in experiment.design.mediators:
        after = mediator.order == "after"
        words = f"asked {mediator.order} {mediator.outcome}"
        words += ": what follows the outcome does not bring it about" * after
        yield _row("order of a mediator", mediator.name, np.nan, words, verdict="fail" if after else "ok")


def _tasks(experiment: Experiment) -> Iterator[Row]:
    """Of the profiles of a task one is chosen, or none where that is an answer."""
    conjoint, frame = experiment.design.conjoint, experiment.frame
    if conjoint is None:
        return
    chosen = frame.groupby([conjoint.respondent, conjoint.task])[conjoint.chosen].sum()
    several, none = int((chosen > 1).sum()), int((chosen == 0).sum())
    words = f"of {len(chosen)} tasks, in {several} several profiles are chosen, in {none} none"
    yield _row("tasks with several choices", conjoint.chosen, several, words,
               reference=0, verdict="fail" if several else "ok")  # fmt: skip
