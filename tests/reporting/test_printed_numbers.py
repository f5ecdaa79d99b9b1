"""Printed numbers: their digits, what is doubtful about them, and what is refused."""

import math

import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.printed_numbers import half_unit, printed_rows, read_printed

from .stored import PRINTED, write_printed


@pytest.fixture(scope="module")
def projects(root):
    numbers = read_printed(root / "config/maoz2011/printed/tables.csv")
    return {(*number.place, number.term): number for number in numbers}


@pytest.mark.parametrize(
    ("digits", "half"),
    [("0.018", 5e-4), ("-6.84", 5e-3), ("4.30e-04", 5e-7), ("0.100", 5e-4), ("12228", 0.5), ("1.5", 0.05)],
)
def test_half_a_unit_of_the_last_digit(digits, half):
    assert half_unit(digits) == pytest.approx(half, rel=1e-12)


def test_numbers_are_read_in_the_order_of_the_file(tmp_path):
    first, _, third, *_ = read_printed(write_printed(tmp_path))
    assert (first.place, first.term, first.estimate) == (("table9", "degree", "baseline"), "n", 1000)
    assert math.isnan(first.std_error)
    assert (first.stars, first.sign_doubtful, first.doubt) == ("", False, "")
    assert (third.estimate, third.half_unit, third.std_error) == (-0.5, 0.005, 0.2)
    assert (third.stars, third.sign_doubtful, third.doubt) == ("*", True, "a smudge")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("table,dependent", "dependent"), "printed.csv has no column table"),
        (("n,800", "n,8OO"), "line 3 holds what it may not: could not convert string to float: '8OO'"),
        (("*,yes", "*,maybe"), "line 4 holds what it may not: 'maybe'"),
        (("other,baseline", "degree,baseline"), "line 5: n of table9/degree/baseline is there already"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, change, message):
    with pytest.raises(ConfigurationError, match=message):
        read_printed(write_printed(tmp_path, PRINTED.replace(*change)))


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="absent.csv cannot be read"):
        read_printed(tmp_path / "absent.csv")


def test_the_projects_printed_numbers_keep_their_digits(projects):
    degree = "table1", "alliance_degree", "first"
    for term, estimate, half in (("abm_expected_allies", 0.018, 5e-4), ("status", 7.03e-4, 5e-7)):
        number = projects[(*degree, term)]
        assert (number.estimate, number.half_unit) == pytest.approx((estimate, half))


def test_the_projects_numbers_that_may_have_lost_a_minus_sign_say_so(projects):
    doubtful = {key for key, number in projects.items() if number.sign_doubtful}
    assert doubtful == {key for key, number in projects.items() if "minus sign" in number.doubt}
    assert ("table1", "alliance_degree", "baseline", "status") in doubtful


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n', "cannot be read after line 2 "),
        ('a,b\n1,"2\n3,4"\n5,6\n', "line 3 ends 2 fields; the first has 2, a, b"),
        ("a,b\n1,2,3\n", "line 2 ends 3 fields; the first has 2, a, b"),
        ("a,b\n1\n", "line 2 ends 1 fields; the first has 2, a, b"),
        ("a,c\n1,2\n", "has no column b"),
        ("", "has no column a, b"),
        ("a,b\n1,\xe9\n", "cannot be read after line 1 "),
    ],
)
def test_lines_that_are_none_are_named(tmp_path, text, said):
    (tmp_path / "printed.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigurationError, match=f"printed.csv,? {said}") as caught:
        printed_rows(tmp_path / "printed.csv", ("a", "b"))
    assert "delete" not in f"{caught.value}".lower()


def test_rows_are_known_by_their_lines(tmp_path):
    (tmp_path / "printed.csv").write_text('\ufeffa,b\n\n1,"x, y"\n', encoding="utf-8")
    assert printed_rows(tmp_path / "printed.csv", ("b",)) == {3: {"a": "1", "b": "x, y"}}
