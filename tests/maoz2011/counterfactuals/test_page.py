"""The page and the figure of a counterfactual."""

import numpy as np
import pytest

from entente.abm import Rules
from entente.reporting.figure_style import save
from entente.reporting.pages import PAGES, Page
from entente.studies.maoz2011.counterfactuals.comparison import compare
from entente.studies.maoz2011.counterfactuals.page import DRAWN, page_values
from entente.studies.maoz2011.figures import counterfactual_figure

from .tiny import called, counterfactual, tiny

NAMES = called({2: "Alpha", 20: "Beta", 200: "Gamma", 365: "Delta"})
YEARS = (1950, 1951, 1953)
HISTORY = {
    "capability": (0.2, 0.5, 0.1, 0.2),
    "mid": [(2, 20), (20, 365)],
    "srg": [(2, 20), (365, 20), (20, 2), (20, 365)],
}


def made(*changes, label=""):
    changes = [(name, {**settings, "years": {"first": 1951, "last": 1953}}) for name, settings in changes]
    question = counterfactual(*changes, first=1950, last=1953)
    question = question.model_copy(update={"title": "No quarrel", "question": "Would they?"})
    systems = [tiny(year=year, **HISTORY) for year in YEARS]
    comparison = compare(systems, question, Rules(), NAMES, seed=1, max_cliques=100)
    return comparison, page_of(question, comparison, label)


def page_of(question, comparison, label=""):
    values = page_values(question, comparison)
    page = Page(PAGES / "maoz2011/counterfactual.md.j2", rules="paper", figure="f.svg", **values)
    return page.marked(label)


@pytest.fixture(scope="module")
def peace():
    return made(("remove_disputes", {"states": 20, "others": 365}))


def test_the_page_tells_the_question_the_change_and_its_years(peace):
    _, page = peace
    assert page.startswith("# No quarrel\n\n**Would they?**\n")
    assert "1950–1953" in page and "rule set `paper`" in page
    assert (
        "1. Disputes between Beta (20) and Delta (365): removed, 1951–1953: a difference in 2 of 2 years."
        in page
    )
    assert "3 of 3 baseline runs converged, after 2.0 iterations on average" in page
    assert "![Measures of the network of the last iteration in both worlds, by year](f.svg)" in page


def test_the_page_tells_who_gains_and_loses(peace):
    _, page = peace
    assert "Alliances differ in 2 of 3 years in the first iteration and in 2 in the last." in page
    assert "0 dyad-years of alliance are gained and 2 lost." in page and "Of these" not in page
    gain, lose = page.split("### States that gain most")[1].split("### States that lose most")
    assert gain.strip() == "None."
    assert "| 2 | Alpha | 3 | 1.00 | 0.33 | 0 | 2 | -2 | -2 |" in lose
    assert "| Alpha | Delta | 2 | 1951 | 1953 |" in lose
    named = page.split("### States that the changes name")[1].split("###")[0]
    assert "| 20 | Beta | 3 | 0.00 | 0.00 | 0 | 0 | 0 | 0 |" in named and "Gamma" not in named


def test_the_page_tells_how_networks_move(peace):
    _, page = peace
    assert "| Density | last | 3 | 0.167 | 0.056 | -0.1111 | -0.1667 (1951) | 0 | 0 | 2 |" in page
    assert "| Transitivity | last | 1 | 0.000 | 0.000 | +0.0000 | 0 | 0 | 0 | 0 |" in page
    # Two of the four states are allied in history, nobody in 1951 and 1953 of the counterfactual.
    assert "| Isolates | last | 3 | 2.000 | 3.333 | +1.33 | 0 | +2 (1951) | 2 | 0 |" in page
    assert "| Components | last | 3 | 3.000 | 3.667 | +0.67 | 0 | +1 (1951) | 2 | 0 |" in page
    assert "| Polarization without isolates | last | 1 | 0.000 | 0.000 | +0.0000 | 0 | 0 | 0 | 0 |" in page


def test_ties_with_states_of_one_world_are_told():
    _, page = made(("remove_states", {"states": 365}))
    assert (
        "0 dyad-years of alliance are gained and 2 lost. Of these, 0 and 2 are with states that only" in page
    )


def test_cautions_stand_beneath_the_table_of_networks(peace):
    _, page = made(("remove_states", {"states": 365}))
    beneath = page[page.index("## How the networks move") :].split("\n\n")
    assert beneath[-2].startswith("**The number of states differs**") and beneath[-1].startswith("![")
    assert "differs**" not in peace[1]


def test_random_states_are_in_no_list_of_pairs():
    comparison, page = made(("add_random_states", {"number": 6}))
    assert (comparison.ties["ccode2"] > 1000).any()
    assert "Random state " not in page


def test_a_label_is_on_the_page_and_nothing_without_one():
    assert "\n\n**DEMO**\n\n" in made(("set_democracy", {"states": "all", "to": True}), label="DEMO")[1]
    assert "****" not in made(("set_democracy", {"states": "all", "to": True}))[1]


def test_the_figure_draws_both_worlds_in_the_last_iteration(peace):
    comparison, _ = peace
    axes = counterfactual_figure(comparison.networks, "No quarrel", DRAWN).axes
    titles = ["Density", "Transitivity", "Polarization (NPI)", "Centralization"]
    assert [axis.get_title(loc="left") for axis in axes] == titles
    last = comparison.networks.query("iteration == 'last' and measure == 'density'").set_index("year")
    for line in axes[0].get_lines():
        expected = last[line.get_label().lower()].reindex(range(1950, 1954))
        np.testing.assert_array_equal(line.get_ydata(), expected)
    assert len(axes[0].get_lines()) == 2


def test_the_figure_is_the_same_bytes(peace, tmp_path):
    networks = peace[0].networks
    for attempt in ("one", "two"):
        save(counterfactual_figure(networks, "T", DRAWN), [tmp_path / f"{attempt}.svg"], "DEMO")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_measure_that_never_exists_leaves_its_cells_empty():
    systems = [tiny(year=1950)]
    question = counterfactual(("set_democracy", {"states": "all", "to": True}), first=1950, last=1950)
    comparison = compare(systems, question, Rules(), NAMES, seed=1, max_cliques=100)
    page = page_of(question, comparison)
    assert "| Transitivity | last | 0 |  |  |  |  |  |  |  |" in page
