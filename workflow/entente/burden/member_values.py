"""Numbers of the members of a group: checked, and in the order of their labels."""

from __future__ import annotations

import operator
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.core.checked_yaml import near_text
from entente.core.errors import BurdenInputError
from entente.core.given import as_numbers, check_unique, common_labels, row_labels

if TYPE_CHECKING:
    import pandas as pd

#: What the numbers of a member may be.
POSITIVE, NOT_NEGATIVE, ANY = "above 0", "0 or more", "any"


def members(given: dict[str, tuple[Any, str]], least: int = 1) -> tuple[list[np.ndarray], pd.Index | None]:
    """Return vectors of the members' numbers and the members' labels, None if they have none.

    ``given`` has vectors by what they are called, each with what its numbers may be.  BurdenInputError is
    raised if labels differ or repeat, lengths do, there are fewer than ``least`` members, or a number is
    missing, infinite or out of range: it names the member.
    """
    labels = common_labels(
        {name: row_labels(values) for name, (values, _) in given.items()}, BurdenInputError
    )
    check_unique(labels, "the members", BurdenInputError)
    found = {name: as_numbers(values, name, BurdenInputError) for name, (values, _) in given.items()}
    lengths = {name: values.shape for name, values in found.items()}
    if len(set(lengths.values())) > 1 or any(len(shape) != 1 for shape in lengths.values()):
        told = ", ".join(f"{name} {shape}" for name, shape in lengths.items())
        raise BurdenInputError(f"Shapes differ, or are not of vectors: {told}.", "Give a number a member.")
    for name, (_, range_) in given.items():
        _refuse_outside(found[name], name, range_, labels)
    if (n := len(next(iter(found.values())))) < least:
        raise BurdenInputError(
            f"The group has {n} members with data, and {least} are needed.",
            "Leave it out, and count it among the missing.",
        )
    return list(found.values()), labels


def _refuse_outside(values: np.ndarray, name: str, range_: str, labels: pd.Index | None) -> None:
    bound = {POSITIVE: values > 0, NOT_NEGATIVE: values >= 0, ANY: np.isfinite(values)}[range_]
    wrong = np.flatnonzero(~(bound & np.isfinite(values)))
    if len(wrong):
        member = int(wrong[0]) if labels is None else labels[wrong[0]]
        raise BurdenInputError(
            f"The {name} of member {member} is {values[wrong[0]]}; it should be a finite number, {range_}.",
            "Leave out members without data, and say how many there are of how many.",
        )


def position_of(state: Hashable, labels: pd.Index | None, n: int) -> int:
    """Return where a state stands, by its label, or by its position where the states have no labels.

    BurdenInputError says that there is none.
    """
    try:
        if labels is None:
            return range(n)[operator.index(state)]
        if state in labels:
            return labels.get_loc(state)
    except (IndexError, TypeError):  # no position, or nothing that could be a label
        pass
    if labels is None:
        remedy, near = f"Give a position from 0 to {n - 1}.", ""
    else:
        remedy, near = "Name one of the labels.", near_text(str(state), map(str, labels))
    raise BurdenInputError(f"There is no state {state!r}{near}.", remedy)


def labelled(values: np.ndarray, labels: pd.Index | None) -> np.ndarray | pd.Series:
    """Return values as a Series if the members have labels."""
    if labels is None:
        return values
    import pandas as pd

    return pd.Series(values, index=labels)
