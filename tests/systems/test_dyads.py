import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.systems.dyads import order_codes


@pytest.mark.parametrize("dtype", ["int16", "Int32", "float64"])
@settings(max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(*2 * [st.integers(2, 990)]), max_size=10))
def test_pairs_are_sorted_and_all_else_stays(dtype, pairs):
    frame = pd.DataFrame(pairs, columns=["ccode1", "ccode2"]).astype(dtype)
    frame = frame.assign(other=range(len(frame))).iloc[::-1]
    before = frame.copy()
    ordered = order_codes(frame)
    assert ordered[["ccode1", "ccode2"]].values.tolist() == [sorted(pair) for pair in pairs[::-1]]
    pd.testing.assert_series_equal(ordered["other"], before["other"])
    pd.testing.assert_frame_equal(frame, before)
