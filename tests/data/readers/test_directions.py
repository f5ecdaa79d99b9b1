"""Files that list both directions of a dyad."""

import pandas as pd
import pytest

from entente.core.data_log import DataLog
from entente.core.errors import SchemaError
from entente.data.readers.directions import fold_directions


def folded(*rows):
    frame = pd.DataFrame(rows, columns=["ccode1", "ccode2", "year", "flag", "days"])
    log = DataLog("toy")
    table = fold_directions(frame, ["year"], ["flag", "days"], log)
    return list(table.itertuples(index=False, name=None)), log.frame()["rows"].tolist()


def test_two_directions_that_agree_are_one_row():
    assert folded((2, 20, 1900, 1, 9), (20, 2, 1900, 1, 9)) == ([(1900, 2, 20, 1, 9)], [1, 0, 0, 0])


def test_of_two_that_differ_the_larger_value_is_taken_and_each_value_counted():
    rows, counts = folded((2, 20, 1900, 1, 3), (20, 2, 1900, 0, 9), (2, 20, 1901, 0, 5), (20, 2, 1901, 0, 4))
    assert rows == [(1900, 2, 20, 1, 9), (1901, 2, 20, 0, 5)]
    # Folded away, in one direction only, different flags, different days.
    assert counts == [2, 0, 1, 2]


def test_a_single_direction_is_kept_and_counted():
    assert folded((20, 2, 1900, 1, 3), (2, 200, 1900, 0, 1)) == (
        [(1900, 2, 20, 1, 3), (1900, 2, 200, 0, 1)],
        [0, 2, 0, 0],
    )


def test_a_direction_that_comes_twice_is_refused():
    with pytest.raises(SchemaError, match=r"Table toy: 2 rows share a key \('year', 'ccode1', 'ccode2'\)"):
        folded((2, 20, 1900, 1, 3), (2, 20, 1900, 1, 3), (20, 2, 1900, 1, 3))


def test_a_blank_is_not_hidden_by_the_other_direction():
    rows, _ = folded((2, 20, 1900, None, 3), (20, 2, 1900, 1, 3))
    assert pd.isna(rows[0][3])
