"""The digits of print."""

import pytest

from entente.reporting.printed_numbers import half_unit, read_printed


@pytest.mark.parametrize(
    ("digits", "half"),
    [("0.018", 5e-4), ("-6.84", 5e-3), ("4.30e-04", 5e-7), ("0.100", 5e-4), ("12228", 0.5), ("1.5", 0.05)],
)
def test_half_a_unit_of_the_last_digit(digits, half):
    assert half_unit(digits) == pytest.approx(half, rel=1e-12)


def test_the_projects_printed_numbers_keep_their_digits(root):
    printed = (
        read_printed(root / "config/maoz2011/printed/tables.csv")
        .set_index(["table", "dependent", "model", "term"])
        .sort_index()
    )
    degree = printed.loc[("table1", "alliance_degree", "first")]
    assert degree.loc["abm_expected_allies", ["estimate", "half_unit"]].tolist() == pytest.approx(
        [0.018, 5e-4]
    )
    assert degree.loc["status", ["estimate", "half_unit"]].tolist() == pytest.approx([7.03e-4, 5e-7])
    assert printed["estimate"].dtype == printed["half_unit"].dtype == "float64"
