"""What the page warns of, and where it does not."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from entente.networks import polarization
from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.counterfactuals.page import caution_values

MEASURES = ("n", "edges", "transitivity", "capability_concentration")


def cautions(comparison):
    """The paragraphs of the page."""
    page = Page(PAGES / "maoz2011/counterfactual_cautions.md.j2", **caution_values(comparison))
    return [paragraph for paragraph in page.marked().split("\n\n") if paragraph]


def comparison(*years, codes=(2, 20), iteration="last"):
    """Worlds whose measures are these, in the order of ``MEASURES``, from 1950 on."""
    rows = [
        (year, iteration, measure, before, after, after - before)
        for year, worlds in enumerate(years, start=1950)
        for measure, before, after in zip(MEASURES, *worlds, strict=True)
    ]
    columns = ["year", "iteration", "measure", "baseline", "counterfactual", "difference"]
    networks = pd.DataFrame(rows, columns=columns)
    return SimpleNamespace(networks=networks, states=pd.DataFrame({"ccode": codes}))


SAME = ((10, 4, 0.2, 0.3), (10, 4, 0.2, 0.3))


def test_of_worlds_of_one_size_without_a_move_of_transitivity_there_is_no_warning():
    assert cautions(comparison(SAME, SAME)) == []


def test_the_alliances_behind_the_extremes_of_transitivity_are_told():
    rise, fall = ((10, 3, 0.0, 0.3), (10, 25, 0.5, 0.3)), ((10, 30, 0.9, 0.3), (10, 28, 0.6, 0.3))
    slight = ((10, 40, 0.5, 0.3), (10, 41, 0.6, 0.3))
    (line,) = cautions(comparison(slight, rise, fall))
    assert line.endswith("baseline against counterfactual: 30 against 28 (1952) and 3 against 25 (1951).")
    (line,) = cautions(comparison(SAME, rise))
    assert line.endswith("baseline against counterfactual: 3 against 25 (1951).")


def test_years_without_transitivity_are_passed_over():
    nan = np.nan
    assert cautions(comparison(((10, 0, nan, 0.3), (10, 3, 0.5, 0.3)))) == []
    assert cautions(comparison(((10, 3, 0.1, 0.3), (10, 3, 0.5, 0.3)), iteration="first")) == []


def test_another_number_of_states_makes_levels_of_polarization_incomparable():
    larger = ((10, 4, 0.2, 0.3), (30, 9, 0.2, 0.1))
    (warning,) = cautions(comparison(SAME, larger))
    assert "in 1 of 2 years: on average it is 10.0 in the baseline and 30.0 in the counterfactual" in warning
    small, large = (polarization(np.zeros((n, n))).npi for n in (10, 30))
    assert large < small
    assert f"an NPI of {small:.3f} with 10 states and of {large:.3f} with 30." in warning
    assert "is 0.300 in the baseline and 0.100 in the counterfactual." in warning


def test_random_states_are_said_to_be_one_draw():
    (warning,) = cautions(comparison(SAME, codes=(2, 1001)))
    assert "one draw a year" in warning
