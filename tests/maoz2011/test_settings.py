"""Settings of the study: when a run stands beside print."""

import pytest

from entente.studies.maoz2011.settings import stands_beside_print


@pytest.mark.parametrize(
    ("printed", "years", "beside"),
    [
        ("same_years", [1816, 2001], True),
        ("same_years", [1816, 2014], False),
        ("same_years", [1900, 2001], False),
        ("always", [1900, 1959], True),
    ],
)
def test_a_run_of_the_papers_years_stands_beside_print(printed, years, beside):
    assert stands_beside_print({"printed": printed}, years) is beside
