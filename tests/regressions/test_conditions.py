"""Conditions of rows, beside pandas' own comparisons."""

import numpy as np
import pandas as pd
import pytest

from entente.core.checked_yaml import checked
from entente.regressions.conditions import AnyCondition

VALUES = pd.Series([-1.0, 0.0, 1.0, 2.0, np.nan])


@pytest.mark.parametrize(
    ("said", "met"),
    [
        (1, [False, False, True, False]),
        (True, [False, False, True, False]),
        (False, [False, True, False, False]),
        ([0, 2], [False, True, False, True]),
        ({"none_of": [0, 2]}, [True, False, True, False]),
        ({"at_least": 0, "below": 2}, [False, True, True, False]),
        ({"above": 0, "at_most": 2}, [False, False, True, True]),
        ({"at_least": 0, "none_of": [1]}, [False, True, False, True]),
    ],
)
def test_all_that_is_said_holds_and_a_missing_value_is_not_known_to(said, met):
    held = checked(said, AnyCondition, "somewhere").holds(VALUES)
    assert held.tolist()[:4] == met
    assert held.isna().tolist() == [False] * 4 + [True]
