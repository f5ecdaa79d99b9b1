"""What no design may declare, whatever the data: contradictions within its file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from entente.core.checked_yaml import near_text

if TYPE_CHECKING:
    from entente.experiments.designs.design_form import DesignForm, Factor, Hypothesis, Mediator

#: Chances of arms that add to one but for so much do.
ROUNDING = 1e-6


def contradictions(design: DesignForm) -> list[str]:
    """Return what contradicts itself in a design, a sentence each with its place."""
    rules = (
        _factors,
        _assignment,
        _cells,
        _names,
        _pre_treatment,
        _mediators,
        _hypotheses,
        _families,
        _conjoint,
        _data,
    )
    return [problem for rule in rules for problem in rule(design)]


def origins(design: DesignForm, column: str) -> set[str]:
    """Return a column and all columns that it is made from, those of the file at last."""
    made = {new.name: new.sources for new in design.columns}
    found, open_ = set(), [column]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += made.get(name, ())
    return found


def _factors(design: DesignForm) -> Iterator[str]:
    for factor in design.factors:
        yield from _levels(factor)
        if factor.check and set(factor.check.right) != set(factor.levels):
            yield (
                f"factors.{factor.name}.check.right should give the right answer for each raw value of the "
                f"factor, {_listed(factor.levels)}, and gives it for {_listed(factor.check.right)}"
            )


def _levels(factor: Factor) -> Iterator[str]:
    where, labels = f"factors.{factor.name}", list(factor.levels.values())
    if factor.reference not in labels:
        yield f"{where}.reference is {factor.reference!r}, which is none of its levels, {_listed(labels)}"
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        yield f"{where}.levels gives the name {twice[0]!r} to several raw values"
    if factor.presence is not None:
        if set(factor.presence) != set(labels):
            yield f"{where}.presence should say 0 or 1 of each level, {_listed(labels)}, and of nothing else"
        elif set(factor.presence.values()) != {0, 1}:
            yield f"{where}.presence has no level of {'1' if 0 in factor.presence.values() else '0'}"


def _assignment(design: DesignForm) -> Iterator[str]:
    assignment = design.assignment
    for part, kinds in {
        "block": {"blocked", "blocked_clustered"},
        "cluster": {"clustered", "blocked_clustered"},
    }.items():
        given = getattr(assignment, part) is not None
        if given != (assignment.kind in kinds):
            said = f"has the {part} {getattr(assignment, part)!r}" if given else f"names no {part}"
            yield f"assignment is of kind {assignment.kind} and {said}"
    if design.analysis.equal == "clusters" and assignment.cluster is None:
        yield "analysis.equal is clusters, but assignment.cluster names no column"
    if assignment.probabilities is not None:
        yield from _chances(design)


def _chances(design: DesignForm) -> Iterator[str]:
    given = design.assignment.probabilities
    nested = [name for name, chances in given.items() if isinstance(chances, dict)]
    names = [factor.name for factor in design.factors]
    if not nested and len(names) > 1:
        yield "assignment.probabilities should be given under the name of each factor, as there are several"
        return
    if nested and len(nested) != len(given):
        yield "assignment.probabilities mixes chances of arms and of factors"
        return
    for name in nested or names:
        chances = given[name] if nested else given
        if name not in names:
            yield f"assignment.probabilities.{name} is no factor{near_text(name, names)}"
            continue
        arms = design.factor(name).arms
        where = f"assignment.probabilities of {name}"
        yield from _shares(chances, arms, where)
        if min(chances.values()) == 0:
            yield f"{where} gives an arm no chance: leave it out"


def _cells(design: DesignForm) -> Iterator[str]:
    """A population has shares of the arms of every factor."""
    cells, names = design.analysis.cells, [factor.name for factor in design.factors]
    if isinstance(cells, str):
        return
    if set(cells) != set(names):
        yield f"analysis.cells should give shares of the arms of each factor, {_listed(names)}, and no other"
        return
    for factor in design.factors:
        yield from _shares(cells[factor.name], factor.arms, f"analysis.cells of {factor.name}")


def _shares(shares: Mapping[str, float], arms: Sequence[str], where: str) -> Iterator[str]:
    if set(shares) != set(arms):
        yield f"{where} should be given for each arm, {_listed(arms)}, and no other"
    elif min(shares.values()) < 0 or not math.isclose(sum(shares.values()), 1, abs_tol=ROUNDING):
        yield f"{where} should not be below 0, and add to 1"


def _names(design: DesignForm) -> Iterator[str]:
    """What stands in one frame needs a name each; a mediator may be an outcome, too."""
    factors = {factor.name for factor in design.factors}
    for kind, names in {
        "an outcome": {outcome.name for outcome in design.outcomes},
        "a mediator": {mediator.name for mediator in design.mediators},
        "a covariate": set(design.covariates),
        "a moderator": {moderator.name for moderator in design.heterogeneity},
    }.items():
        for name in sorted(factors & names):
            yield f"{name} is a factor and {kind}: give them names of their own"
    kept = {
        "weight": design.weight,
        "unit.country": design.unit.country,
        "assignment.block": design.assignment.block,
        "assignment.cluster": design.assignment.cluster,
    }
    for key, column in kept.items():
        if column in factors:
            yield f"{key} is the column {column!r}, which a factor is called by: call the factor otherwise"
    for mediator in design.mediators:
        same = [outcome for outcome in design.outcomes if outcome.name == mediator.name]
        if same and same[0].range != mediator.range:
            yield f"mediators.{mediator.name} has another range than the outcome of that name"


def _pre_treatment(design: DesignForm) -> Iterator[str]:
    """Covariates and moderators are known before treatment: nothing of them may come after it."""
    after = {f"the outcome {outcome.name}": outcome.name for outcome in design.outcomes}
    for mediator in design.mediators:
        after[f"the mediator {mediator.name}"] = mediator.name
        after |= {f"intermediate to {mediator.name}": name for name in mediator.intermediate}
    for factor in design.factors:
        after[f"the factor {factor.name}"] = factor.column
        if factor.check:
            after[f"the check of {factor.name}"] = factor.check.column
    if design.attention and design.attention.asked == "after":
        after["the attention check, asked after treatment"] = design.attention.column
    if design.conjoint:
        after["the profile that was chosen"] = design.conjoint.chosen
    before = {"covariate": design.covariates, "moderator": [item.name for item in design.heterogeneity]}
    before["column of analysis.tighten"] = [design.analysis.tighten] if design.analysis.tighten else []
    for kind, names in before.items():
        for name in names:
            for what, column in after.items():
                if shared := sorted(origins(design, name) & origins(design, column)):
                    yield f"the {kind} {name!r} is also {what} (column {shared[0]!r}): leave it out"


def _mediators(design: DesignForm) -> Iterator[str]:
    for mediator in design.mediators:
        yield from _mediator(design, mediator, f"mediators.{mediator.name}")
    for kind in ("outcomes", "mediators"):
        for item in getattr(design, kind):
            low, high = item.range
            if item.high_from is not None and not low < item.high_from <= high:
                yield f"{kind}.{item.name}.high_from is outside its range: nobody or everybody would be high"


def _mediator(design: DesignForm, mediator: Mediator, where: str) -> Iterator[str]:
    yield from _unknown(mediator.outcome, design.outcomes, f"{where}.outcome", "outcome")
    for factor in mediator.treatment:
        yield from _unknown(factor, design.factors, f"{where}.treatment", "factor")
    if mediator.name == mediator.outcome:
        yield f"{where} is its own outcome"
    if mediator.name in mediator.intermediate:
        yield f"{where}.intermediate names the mediator itself"


def _hypotheses(design: DesignForm) -> Iterator[str]:
    for hypothesis in design.hypotheses:
        where = f"hypotheses.{hypothesis.name}"
        yield from _unknown(hypothesis.outcome, design.outcomes, f"{where}.outcome", "outcome")
        yield from _arms(design, hypothesis, where)
        for name in sorted(set(hypothesis.effect) & set(hypothesis.within)):
            yield f"{where}: {name} is varied in `effect` and held in `within`"


def _arms(design: DesignForm, hypothesis: Hypothesis, where: str) -> Iterator[str]:
    factors = {factor.name: factor for factor in design.factors}
    for key in ("effect", "within"):
        for name, level in getattr(hypothesis, key).items():
            place = f"{where}.{key}"
            if name not in factors:
                yield from _unknown(name, design.factors, place, "factor")
                continue
            factor = factors[name]
            if level not in factor.arms:
                because = ", as it declares presence" if factor.presence else ""
                yield (
                    f"{place}: {level!r} is no arm of {name}{near_text(level, factor.arms)}; "
                    f"its arms are {_listed(factor.arms)}{because}"
                )
            elif key == "effect" and level == factor.base:
                yield f"{place}: {level!r} is what the others of {name} are compared with, and has no effect"


def _families(design: DesignForm) -> Iterator[str]:
    users = {f"hypotheses.{item.name}": item.family for item in design.hypotheses}
    users |= {f"heterogeneity.{item.name}": item.family for item in design.heterogeneity}
    for where, family in users.items():
        if family not in design.families:
            near = near_text(family, design.families)
            yield f"{where}: the family {family!r} is not declared in `families`{near}"
    for family in sorted(set(design.families) - set(users.values())):
        yield f"families.{family} is never used: no hypothesis or moderator is of it"


def _conjoint(design: DesignForm) -> Iterator[str]:
    for pair in design.conjoint.restrictions if design.conjoint else ():
        for name in pair:
            yield from _unknown(name, design.factors, "conjoint.restrictions", "factor")


def _data(design: DesignForm) -> Iterator[str]:
    if hasattr(design.data, "simulate") and design.status != "simulated":
        yield f"status is {design.status}, but the data are simulated"
    if design.pool and design.unit.country is None:
        yield "pool is asked for, but unit.country names no column"
    if design.conjoint and design.unit.id is not None:
        yield "unit.id tells respondents apart, but rows are profiles: conjoint.respondent does so"
    dropped = set(design.drop)
    for where, column in _used(design):
        if column in dropped:
            yield f"{where} is the column {column!r}, which `drop` drops"


def _used(design: DesignForm) -> Iterator[tuple[str, str]]:
    """Columns of the file that the design names, each with its place."""
    made = {new.name for new in design.columns}
    named = [(f"columns.{new.name}", source) for new in design.columns for source in new.sources]
    named += [(f"factors.{factor.name}", factor.column) for factor in design.factors]
    named += [(f"factors.{item.name}.check", item.check.column) for item in design.factors if item.check]
    named += [(f"outcomes.{item.name}", item.name) for item in design.outcomes]
    named += [("covariates", name) for name in design.covariates]
    named += [(f"mediators.{item.name}", item.name) for item in design.mediators]
    named += [("weight", design.weight), ("unit.id", design.unit.id), ("unit.country", design.unit.country)]
    named += [("assignment.block", design.assignment.block)]
    named += [("assignment.cluster", design.assignment.cluster)]
    yield from ((where, column) for where, column in named if column and column not in made)


def _unknown(name: str, declared: Iterable, where: str, kind: str) -> Iterator[str]:
    names = [item.name for item in declared]
    if name not in names:
        yield f"{where}: there is no {kind} {name!r}{near_text(name, names)}"


def _listed(values: Iterable) -> str:
    return ", ".join(map(str, values))
