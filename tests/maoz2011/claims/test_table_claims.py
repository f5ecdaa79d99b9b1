"""Claims on Tables 1 to 4, on the numbers that the paper prints and on others."""

from dataclasses import replace

import pytest

from entente.judging.intervals import Estimate
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

from .worlds import as_printed, evidence, regressions, verdict

UP, DOWN = Estimate(1, 0.5, 1.5, 0.001), Estimate(-1, -1.5, -0.5, 0.001)
OPEN = Estimate(0.1, -1, 1.2, 0.8)


BORNE_OUT = (
    "p07-06 p07-07 p08-02 p09-05 p19-08 p19-09 p19-11 p19-12 p20-01 p20-02 p20-10 "
    "p20-11 p20-12 p21-08 p21-11 p21-14 p22-01 p22-06 p22-10 p27-01 p27-02 p27-04"
)


@pytest.mark.parametrize("claim_id", BORNE_OUT.split())
def test_what_the_printed_tables_bear_out(claim_id):
    assert verdict(claim_id, evidence(ours=as_printed())) == SUPPORTED


@pytest.mark.parametrize(
    ("claim_id", "expected"),
    [
        ("p07-10", UNDETERMINED),  # trade
        ("p19-07", CONTRADICTED),  # past cooperation is significant
        ("p19-13", CONTRADICTED),  # worse in three columns of six
        ("p20-09", CONTRADICTED),  # intermediate pacts fit better
        ("p20-13", CONTRADICTED),  # not for pacts
        ("p21-07", CONTRADICTED),  # first iteration worse
        ("p21-15", CONTRADICTED),  # 3.6 times
        ("p21-17", CONTRADICTED),  # centralization is printed
        ("p22-07", CONTRADICTED),  # duration
        ("p29-01", CONTRADICTED),  # stars
    ],
)
def test_what_the_printed_tables_do_not_bear_out(claim_id, expected):
    assert verdict(claim_id, evidence(ours=as_printed())) == expected


@pytest.mark.parametrize(
    ("estimate", "expected"), [(UP, SUPPORTED), (DOWN, CONTRADICTED), (OPEN, UNDETERMINED)]
)
def test_a_direction_in_both_columns_of_table_2(estimate, expected):
    other = {("table2_baseline", "any", "trade"): UP, ("table2_baseline", "pact", "trade"): estimate}
    assert verdict("p07-10", evidence(ours=regressions(other))) == expected


@pytest.mark.parametrize(("t", "expected"), [(2.0, SUPPORTED), (1.9, CONTRADICTED), (-3.0, CONTRADICTED)])
def test_errors_smaller_than_the_baselines(t, expected):
    statistics = {("table1_degree_first", "pact", "rmse_difference_t"): t}
    assert verdict("p19-09", evidence(ours=regressions(statistics=statistics))) == expected


def test_models_that_were_not_estimated_decide_nothing():
    nothing = evidence(ours=regressions())
    for claim_id in "p07-06 p19-09 p20-01 p20-06 p20-12 p21-11 p21-15 p22-07 p24-10".split():
        assert verdict(claim_id, nothing) == NOT_TESTABLE, claim_id


@pytest.mark.parametrize(("stored", "expected"), [(0.5, SUPPORTED), (0.4, CONTRADICTED)])
def test_the_improvement_in_fit_is_recomputed(stored, expected):
    found = {"marginal_improvement_in_fit": stored, "percent_correct": 0.95, "base_rate": 0.1}
    statistics = {("table2_last", "any", name): value for name, value in found.items()}
    assert verdict("p28-01", evidence(ours=regressions(statistics=statistics))) == expected


def test_stars_that_robust_errors_take():
    cell = ("table2_last", "any", "status")
    ours = regressions({cell: UP})
    assert verdict("p20-03", evidence(ours=replace(ours, robust={cell: OPEN}))) == SUPPORTED
    assert verdict("p20-03", evidence(ours=ours)) == CONTRADICTED
