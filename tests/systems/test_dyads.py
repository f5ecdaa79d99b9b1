import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.systems.dyads import both_ways, order_codes, with_ends


@pytest.mark.parametrize("dtype", ["int16", "Int32", "float64"])
@settings(max_examples=30)
@given(pairs=st.lists(st.tuples(*2 * [st.integers(2, 990)]), max_size=10))
def test_pairs_are_sorted_and_all_else_stays(dtype, pairs):
    frame = pd.DataFrame(pairs, columns=["ccode1", "ccode2"]).astype(dtype)
    frame = frame.assign(other=range(len(frame))).iloc[::-1]
    before = frame.copy()
    ordered = order_codes(frame)
    assert ordered[["ccode1", "ccode2"]].values.tolist() == [sorted(pair) for pair in pairs[::-1]]
    pd.testing.assert_series_equal(ordered["other"], before["other"])
    pd.testing.assert_frame_equal(frame, before)


def test_both_ends_of_a_dyad_have_their_own_values_of_the_year():
    states = pd.DataFrame(
        {"ccode": [2, 20, 2, 200], "year": [1900, 1900, 1901, 1901], "size": [1.0, 2.0, 3.0, 4.0]}
    )
    dyads = pd.DataFrame(
        {"year": [1901, 1900, 1901], "ccode1": [2, 2, 20], "ccode2": [200, 20, 200], "other": [7, 8, 9]}
    )
    found = with_ends(dyads, states, ["size"])
    pd.testing.assert_frame_equal(found[list(dyads)], dyads)
    assert found["size1"].fillna(0).tolist() == [3, 1, 0] and found["size2"].tolist() == [4, 2, 4]


def test_ties_are_seen_from_either_side_one_side_after_the_other():
    ties = pd.DataFrame({"year": [1, 2], "ccode1": [2, 20], "ccode2": [200, 220]})
    found = both_ways(ties, "ccode", "ally")
    assert found[["year", "ccode", "ally"]].to_numpy().tolist() == [
        [1, 2, 200], [2, 20, 220], [1, 200, 2], [2, 220, 20]
    ]  # fmt: skip
