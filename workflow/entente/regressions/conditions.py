"""Conditions that rows of a regression must meet, declared key by key: nothing is evaluated as code."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, model_validator

from entente.core.checked_yaml import Named, Several, means

if TYPE_CHECKING:
    import pandas as pd


def _as_number(given: Any) -> Any:
    """Yes and no are 1 and 0, as columns that say so are read."""
    return float(given) if isinstance(given, bool) else given


def _as_condition(given: Any) -> Any:
    if isinstance(given, list):
        return {"one_of": given}
    if isinstance(given, bool | int | float):
        return {"equals": given}
    if not isinstance(given, dict):
        raise ValueError("it should be a number, true or false, a list, or keys such as at_least")
    return given


Number = Annotated[float, BeforeValidator(_as_number)]


class Condition(Named):
    """What a column must be, in rows that are used: all that is said of it."""

    equals: Number = means("This number; true and false are 1 and 0.", None)
    at_least: Number = means("This number or more.", None)
    at_most: Number = means("This number or less.", None)
    above: Number = means("More than this number.", None)
    below: Number = means("Less than this number.", None)
    one_of: Several[Number] = means("One of these numbers.", None)
    none_of: Several[Number] = means("None of these numbers.", None)

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError(f"none of {', '.join(type(self).model_fields)} is given")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least:g}) is above at_most ({self.at_most:g})")
        return self

    def holds(self, values: pd.Series) -> pd.Series:
        """Return whether each value meets the condition, missing where the value is."""
        known = values.notna()
        met = known.copy()
        for name in self.model_fields_set:
            met &= _TESTS[name](values, getattr(self, name))
        return met.astype("boolean").where(known)


#: How values are put to what is said of them.
_TESTS = {
    "equals": operator.eq,
    "at_least": operator.ge,
    "at_most": operator.le,
    "above": operator.gt,
    "below": operator.lt,
    "one_of": lambda values, numbers: values.isin(numbers),
    "none_of": lambda values, numbers: ~values.isin(numbers),
}

#: A condition, for which a number or truth value (equals) or a list (one_of) may stand.
AnyCondition = Annotated[
    Condition, BeforeValidator(_as_condition, json_schema_input_type=bool | float | list[float] | Condition)
]
