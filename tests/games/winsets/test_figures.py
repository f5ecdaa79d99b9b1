"""Data of the figure of win-sets."""

import numpy as np
import pytest

from entente.games.winsets.figures import win_set_curve, win_set_rows


def test_three_rows_agreement_wide_narrow_and_deadlock():
    rows = win_set_rows().set_index("row")
    assert rows["agreement"].tolist() == [True, True, False]
    wide, narrow, none = rows["width"]
    assert wide > narrow > none == 0
    for rule in ("midpoint", "nash", "rubinstein"):
        assert rows.at["y_2", rule] >= rows.at["y_1", rule] and np.isnan(rows.at["y_3", rule])
    assert rows.at["y_2", "midpoint"] == pytest.approx((0.45 + 0.65) / 2)
    assert rows[["low", "high"]].isna().all(axis=1).tolist() == [False, False, True]


def test_curves_of_chance_and_terms():
    curve = win_set_curve(points=31)
    assert curve.groupby("rule").size().to_dict() == dict.fromkeys(
        ("midpoint", "nash", "rubinstein", "rubinstein_x"), 31
    )
    product = curve["agreement_probability"] * curve["share_if_agreed"]
    np.testing.assert_allclose(product.dropna(), curve["expected_share"][product.notna()], atol=1e-12)
    assert (curve.loc[curve["share_if_agreed"].isna(), "y"] == 1).all()
    given = curve[curve["rule"] == "midpoint"].set_index("y")
    assert given["expected_share"].idxmax() == pytest.approx(1 / 3)
    assert given["share_if_agreed"].dropna().is_monotonic_increasing
