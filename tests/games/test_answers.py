import numpy as np
import pandas as pd

from entente.games.answers import answer, quotient


def test_an_answer_has_the_shape_of_the_question():
    assert type(answer(np.array(0.5), None)) is np.float64
    assert answer(np.array([0.5, 1]), None).tolist() == [0.5, 1]
    labelled = answer(np.array([0.5, 1]), pd.Index(["FRN", "GMY"]))
    pd.testing.assert_series_equal(labelled, pd.Series([0.5, 1], ["FRN", "GMY"]))


def test_a_quotient_by_zero_is_what_is_said():
    over, under = np.array([1.0, 1.0, -1.0]), np.array([2.0, 0.0, 0.0])
    assert quotient(over, under, np.sign(over) * np.inf).tolist() == [0.5, np.inf, -np.inf]
