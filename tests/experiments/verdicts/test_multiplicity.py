"""p-values adjusted within declared families."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from entente.core.errors import ExperimentInputError
from entente.experiments import adjust

P = pd.Series([0.01, 0.04, 0.03, 0.005], index=["H1", "H2", "H3", "H4"])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("none", [0.01, 0.04, 0.03, 0.005]),
        ("holm", [0.03, 0.06, 0.06, 0.02]),
        ("bh", [0.02, 0.04, 0.04, 0.02]),
    ],
)
def test_printed_values(method, expected):
    found = adjust(P, method)
    assert found.index.equals(P.index) and found.to_numpy() == pytest.approx(expected, rel=1e-12)


@settings(max_examples=4)
@given(st.lists(st.floats(0, 1) | st.sampled_from([0.01, 0.02]), min_size=1, max_size=8))
def test_as_statsmodels_adjusts_them(values):
    for ours, theirs in (("holm", "holm"), ("bh", "fdr_bh")):
        expected = multipletests(values, method=theirs)[1]
        assert adjust(pd.Series(values), ours).to_numpy() == pytest.approx(expected, rel=1e-12)


@given(st.lists(st.floats(0, 1), max_size=8))
def test_adjusted_p_are_larger_and_keep_their_order(values):
    p = pd.Series(values, dtype=float)
    holm, bh = adjust(p, "holm"), adjust(p, "bh")
    assert (holm >= p - 1e-15).all() and (bh >= p - 1e-15).all() and (holm >= bh - 1e-15).all()
    assert (np.diff(holm.to_numpy()[np.argsort(p)]) >= -1e-15).all()


def test_what_cannot_be_adjusted():
    with pytest.raises(ExperimentInputError, match="'H2' is nan"):
        adjust(P.where(P.index != "H2"), "holm")
    with pytest.raises(ExperimentInputError, match="sidak"):
        adjust(P, "sidak")
