"""Shapes of regressors, beside patsy's own basis of natural splines and plain products."""

import numpy as np
import pandas as pd
import patsy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.regressions.transformations import design, restricted_cubic_spline, year_effects

KNOTS = [1.0, 4.0, 7.0, 20.0]


def test_a_spline_spans_what_patsys_natural_spline_spans():
    # Inner knots and bounds of patsy's are all of ours.
    inside = np.linspace(KNOTS[0], KNOTS[-1], 77)
    ours = np.column_stack([np.ones_like(inside), *restricted_cubic_spline(inside, KNOTS)])
    other = np.asarray(patsy.cr(inside, knots=KNOTS[1:-1], lower_bound=KNOTS[0], upper_bound=KNOTS[-1]))
    assert ours.shape == other.shape
    fitted = ours @ np.linalg.lstsq(ours, other, rcond=None)[0]
    np.testing.assert_allclose(fitted, other, atol=1e-9)


def test_a_spline_is_linear_outside_its_knots_and_smooth_at_them():
    for outside in (np.linspace(-5, KNOTS[0], 25), np.linspace(KNOTS[-1], 60, 161)):
        for term in restricted_cubic_spline(outside, KNOTS):
            np.testing.assert_allclose(np.diff(term, 2), 0, atol=1e-9)
    for knot in KNOTS:
        near = knot + np.array([-2e-4, -1e-4, 0, 1e-4, 2e-4])
        for term in restricted_cubic_spline(near, KNOTS):
            second = np.diff(term, 2) / 1e-8
            assert np.ptp(second) < 1e-2


def test_the_first_term_of_a_spline_is_the_values_and_missing_ones_stay_so():
    values = np.array([0.0, np.nan, 30.0])
    linear, *bends = restricted_cubic_spline(values, KNOTS)
    assert linear is values
    assert len(bends) == len(KNOTS) - 2
    assert all(np.isnan(bend).tolist() == [False, True, False] for bend in bends)


@given(st.lists(st.integers(1816, 2020), min_size=1))
def test_each_year_but_the_first_has_a_column(years):
    made = year_effects(pd.Series(years))
    assert list(made) == [f"year_{year}" for year in sorted(set(years))[1:]]
    assert (made.sum(axis=1) == (np.array(years) != min(years))).all()
    for name, column in made.items():
        assert (np.array(years)[column == 1] == int(name.removeprefix("year_"))).all()


@pytest.fixture
def specification(declare):
    return declare(
        "title: T\nunit: dyad_year\nestimator: logit\nsample: baseline\noutcome: ally_pact\nterms:\n"
        "  far: {column: distance, polynomial: 3}\n"
        "  both: {interaction: [far_2, igo]}\n"
        "  igo: {column: joint_igo, power: 2}\n"
        "  peace: {column: status_pact, spline: [1, 4, 7]}\n"
    )


def test_terms_stand_in_the_order_of_the_file_each_with_what_it_makes(specification):
    values = pd.DataFrame({"far": [2.0, np.nan], "igo": [3.0, 3.0], "peace": [0.0, 9.0]}, index=[7, 5])
    made = design(specification, values)
    assert list(made) == ["far", "far_2", "far_3", "both", "igo", "peace", "peace_2"]
    assert list(made) == specification.term_names
    assert made.index.tolist() == [7, 5]
    assert made.loc[7].tolist() == [2.0, 4.0, 8.0, 36.0, 9.0, 0.0, 0.0]
    assert made.loc[5, ["far", "far_2", "far_3", "both"]].isna().all()
