"""Whether an effect varies with what respondents were before the treatment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from entente.core.errors import ExperimentInputError
from entente.core.given import as_array
from entente.experiments.estimate import Estimate
from entente.experiments.estimation.arms import Answers, product_name, require_columns
from entente.experiments.estimation.regression import LeastSquares, least_squares
from entente.experiments.estimation.sandwich import row_name
from entente.experiments.given_rows import Rows

#: How a moderator of more than two values enters.
Form = Literal["linear", "terciles"]


def moderated_effects(
    frame: pd.DataFrame,
    outcome: str,
    factors: Mapping[str, str],
    effect: Mapping[str, str],
    moderator: str,
    *,
    form: Form = "linear",
    covariates: Sequence[str] = (),
    within: Mapping[str, str] | None = None,
    block: str | None = None,
    cluster: str | None = None,
    groups: Any = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how a main or simple effect varies with a moderator, and the effect in subgroups.

    That one subgroup has a significant effect and another has none says nothing: what is tested is the
    coefficient of arm × moderator.  Its regression has the dummies of all factors, the moderator and the
    other covariates, with HC2 or CR2 variances.  Effects in subgroups, the values of a moderator that has up
    to three, else its terciles, are combinations of the coefficients of the same regression with subgroups
    in place of the moderator, so that covariates have the same slopes in each.

    Parameters
    ----------
    frame : DataFrame
        Answers, none missing.
    outcome : str
        Its column.
    factors : mapping
        Reference level by factor.
    effect : mapping
        The factor and its level; one only.
    moderator : str
        Column asked before the treatment, of numbers, or of texts, which are subgroups.
    form : {"linear", "terciles"}
        Whether the interaction is with the moderator's value, or with each subgroup against the first; of
        two numbers, and of texts, it is the latter.
    covariates : sequence of str
        Columns; the moderator may be among them.
    within : mapping, optional
        Levels of other factors that a simple effect is held to.
    block, cluster : str, optional
        Columns of the assignment.
    groups : Series or array_like, shape (n,), optional
        Subgroup of each row of the frame; by default those that :func:`subgroups` makes of the rows.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        kind (interaction, subgroup), level (what is compared; the subgroup), n, estimate, se, df, low, high,
        p, in the unit of the outcome, for a linear interaction by unit of the moderator.

    Raises
    ------
    ExperimentInputError
        If the effect is one of several factors, the moderator is constant, a value is missing, groups are
        labelled otherwise than the frame, or a subgroup has nobody in an arm.
    """
    if len(effect) != 1:
        raise ExperimentInputError(
            f"The effect is of {', '.join(effect)}.", "Give one factor, within levels of others if need be."
        )
    others = tuple(name for name in covariates if name != moderator)
    answers = Answers(frame, factors, outcome, block=block, cluster=cluster, covariates=others)
    held = answers.of_levels(within) if within else np.ones(len(frame), dtype=bool)
    answers = answers.within(within) if within else answers
    require_columns(frame, [moderator])
    values = _without_dates(as_array(answers.frame[moderator], moderator, ExperimentInputError), moderator)
    values = pd.Series(values, answers.index)
    if groups is None:
        groups = subgroups(values, moderator)
    else:
        # Raises if one is missing, which making subgroups does else.
        answers.codes(moderator)
        groups = _given_groups(groups, frame)[held].cat.remove_unused_categories()
    n = groups.value_counts()
    of_groups = _Moderated(answers, effect, {label: groups == label for label in groups.cat.categories})
    names = list(of_groups.moderators)
    if form == "terciles" or not is_numeric_dtype(values) or values.nunique() == 2:
        interactions = {f"{name} against {names[0]}": of_groups.difference(name) for name in names[1:]}
    else:
        centred = answers.numbers(moderator) - answers.numbers(moderator).mean()
        linear = _Moderated(answers, effect, {"": np.zeros(len(centred)), moderator: centred})
        interactions = {"by unit": linear.difference(moderator)}
    rows = [("interaction", name, len(groups), found) for name, found in interactions.items()]
    rows += [("subgroup", name, int(n[name]), of_groups.effect(name)) for name in names]
    return pd.DataFrame(
        [{"kind": kind, "level": name, "n": size, **found.row(level)} for kind, name, size, found in rows]
    )


def _given_groups(groups: Any, frame: pd.DataFrame) -> pd.Series:
    """Return the subgroups of the rows of a frame, a categorical of texts, none of which is missing."""
    Rows(frame=frame, groups=groups).groups("groups")
    named = _without_dates(pd.Series(groups), "groups").set_axis(frame.index).astype("category")
    return named.cat.rename_categories(str)


def _without_dates(values: Any, name: str) -> Any:
    if values.dtype.kind in "mM":
        raise ExperimentInputError(f"The column {name} holds dates.", "Give numbers, or texts of subgroups.")
    return values


def subgroups(values: pd.Series, moderator: str) -> pd.Series:
    """Return the subgroup of each row, a categorical: texts, or up to three numbers, or else terciles.

    Terciles are cut after the values at or below which a third, and two thirds, of the rows lie; equal values
    stay together, so that of a scale there may be but two.
    """
    if values.isna().any():
        raise ExperimentInputError(
            f"The moderator {moderator!r} is missing in row {row_name(values.index[values.isna()], 0)}.",
            "Leave out the rows that are not complete, and say how many.",
        )
    found = sorted(values.unique())
    if len(found) == 1:
        raise ExperimentInputError(
            f"The moderator {moderator!r} is {found[0]} in every row.",
            "Nothing can vary with it: leave it out.",
        )
    if not is_numeric_dtype(values):
        return values.astype(str).astype(pd.CategoricalDtype([str(value) for value in found]))
    if len(found) <= 3:
        return values.map("{:g}".format).astype(pd.CategoricalDtype([f"{value:g}" for value in found]))
    cuts = np.unique(np.quantile(values, [1 / 3, 2 / 3], method="inverted_cdf"))
    part = pd.Series(np.searchsorted(cuts, values), values.index)
    ends = values.groupby(part).agg(["min", "max"])
    label = {i: f"{low:g}" if low == high else f"{low:g} to {high:g}" for i, low, high in ends.itertuples()}
    first, last = ends.index[[0, -1]]
    label[first] = f"up to {ends.loc[first, 'max']:g}"
    label[last] = f"from {ends.loc[last, 'min']:g}"
    return part.map(label).astype(pd.CategoricalDtype(list(label.values())))


class _Moderated:
    """Least squares with the arms of a factor times each moderator but the first, which is the base."""

    def __init__(
        self, answers: Answers, effect: Mapping[str, str], moderators: Mapping[str, pd.Series | np.ndarray]
    ):
        (factor, level) = next(iter(effect.items()))
        answers.refuse_unknown_level(factor, level)
        self.moderators, self._arm = moderators, product_name(effect)
        columns = {"const": np.ones(len(answers.frame)), **answers.dummies(answers.factors)}
        columns |= {name: answers.numbers(name) for name in answers.covariates} | answers.block_dummies()
        arms = answers.dummies([factor])
        for name, values in list(moderators.items())[1:]:
            columns[f"moderator {name}"] = np.asarray(values, dtype=float)
            columns |= {
                self._product(arm, name): dummy * np.asarray(values, dtype=float)
                for arm, dummy in arms.items()
            }
        design = pd.DataFrame(columns, index=answers.index)
        how = {} if answers.cluster is None else {"cov": "CR2", "clusters": answers.frame[answers.cluster]}
        self._fit: LeastSquares = least_squares(answers.frame[answers.outcome].astype(float), design, **how)

    @staticmethod
    def _product(arm: str, moderator: str) -> str:
        return f"{arm} × moderator {moderator}"

    def difference(self, moderator: str) -> Estimate:
        """The coefficient of the product."""
        return self._fit.contrast({self._product(self._arm, moderator): 1.0})

    def effect(self, group: str) -> Estimate:
        """The effect where a dummy among the moderators is 1."""
        base = next(iter(self.moderators))
        product = {} if group == base else {self._product(self._arm, group): 1.0}
        return self._fit.contrast({self._arm: 1.0, **product})
