"""The wing of survey experiments: what is made of a design, its figures, pages and tables in LaTeX."""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from entente.core.configuration import load_configuration
from entente.core.errors import ConfigurationError
from entente.experiments.mechanisms.mediation_tables import SHARES_ADD_UP
from entente.reporting.figure_style import save
from entente.reporting.html import html_page
from entente.reporting.latex import LatexTable
from entente.reporting.pages import PAGES, Page
from entente.reporting.printed_numbers import read_printed
from entente.studies.experiments import front_page, report_page
from entente.studies.experiments.captions import captions
from entente.studies.experiments.designs import design_files, label_of, read_designs
from entente.studies.experiments.effect_figures import ESTIMATORS, SIZES
from entente.studies.experiments.figures import drawn, vanishing
from entente.studies.experiments.latex_tables import estimate_grid, verdict_grid
from entente.studies.experiments.mechanism_warnings import warnings
from entente.studies.experiments.outputs import FIGURES, GROUPS, figures_of, tables_of
from entente.studies.experiments.told_numbers import measure, number, p_text, plain, with_minus_signs

from .made_results import DECLARED, made_design, made_results

#: What a page tells of an invented world.
WORLD = SimpleNamespace(
    shown="paper",
    persons_of_truth=20_000,
    scenarios={
        "null": SimpleNamespace(text="Nothing changes"),
        "paper": SimpleNamespace(text="Much does"),
    },
)

COUNTRIES = [("all",), ("Czech Republic", "Germany")]


@pytest.fixture(scope="module", params=COUNTRIES, ids=["one country", "two"])
def tables(request):
    return made_results(request.param)


def page_of(design, tables, printed=(), label=""):
    values = report_page.page_values("allies", design, tables, printed)
    return Page(PAGES / "experiments/report.md.j2", **values).marked(label)


def test_a_design_is_given_what_it_asks_for():
    design = made_design()
    assert set(tables_of(design)) == {table for group in GROUPS.values() for table in group} - {"diagnosands"}
    assert set(figures_of(design)) == set(FIGURES)
    plain = made_design(mediators=None, heterogeneity=None)
    assert set(figures_of(design)) - set(figures_of(plain)) == {"sensitivity", "heterogeneity"}
    drawn_answers = made_design(data={"simulate": "world"}, status="simulated")
    assert "diagnosands" in tables_of(drawn_answers)
    assert (label_of(design, ""), label_of(drawn_answers, "")) == ("", "SIMULATED")
    assert label_of(drawn_answers, "DEMO") == "DEMO, SIMULATED"


def test_all_estimators_are_drawn_with_both_intervals(tables):
    figure = drawn("coefficients", made_design(), tables)
    shown = tables["estimates"].query("sample == 'all'")
    marks = [line for axis in figure.axes for line in axis.lines if len(line.get_xdata()) == 1]
    assert len(marks) == len(shown)
    thick = [line.get_xdata() for axis in figure.axes for line in axis.lines if line.get_linewidth() == 2.6]
    thin = [line.get_xdata() for axis in figure.axes for line in axis.lines if line.get_linewidth() == 0.8]
    thin = [reach for reach in thin if reach[0] != reach[1]]
    assert len(thick) == len(thin) == len(shown)
    assert np.allclose(sorted(low for low, _ in thin), np.sort(shown["low"]))
    assert all(inner[0] > outer[0] and inner[1] < outer[1] for inner, outer in zip(thick, thin, strict=True))


def test_bars_of_equivalence_are_the_90_percent_intervals_in_the_colour_of_their_size(tables):
    figure = drawn("equivalence", made_design(), tables)
    bars = {
        tuple(np.round(line.get_xdata(), 9)): line.get_color()
        for axis in figure.axes
        for line in axis.lines
        if line.get_linewidth() == 2.8
    }
    rows = tables["hypotheses"]
    expected = {
        (round(row.low_90, 9), round(row.high_90, 9)): SIZES[row["size"]][1] for _, row in rows.iterrows()
    }
    assert bars == expected


def test_sizes_and_estimators_are_told_apart_without_colour():
    from matplotlib.colors import to_rgb

    for table, apart in ((SIZES, 0.09), (ESTIMATORS, 0.03)):
        grey = {marker: np.dot(to_rgb(color), [0.299, 0.587, 0.114]) for marker, color in table.values()}
        assert len(grey) == len(table)
        assert min(np.diff(sorted(grey.values()))) > apart


def test_the_correlation_at_which_a_mediated_effect_vanishes_is_marked(tables):
    figure = drawn("sensitivity", made_design(), tables)
    dotted = [line for axis in figure.axes for line in axis.lines if line.get_linestyle() == ":"]
    assert [line.get_xdata()[0] for line in dotted] == list(vanishing(tables["mediation"]).values())
    assert len(dotted) == tables["sensitivity"]["country"].nunique()


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_drawn_and_carries_its_label(figure, tmp_path):
    tables = made_results()
    save(drawn(figure, made_design(), tables), [tmp_path / "drawn.svg"], "SIMULATED")
    text = (tmp_path / "drawn.svg").read_text(encoding="utf-8")
    assert ">SIMULATED<" in text and "nan" not in text.lower()


def test_the_report_reads_from_the_design_to_what_could_not_be_shown(tables):
    page = page_of(made_design(), tables)
    headings = re.findall(r"^## (\d)", page, re.M)
    assert headings == list("123456789")
    assert "declared here, not registered before the data" in page and "by Holm" in page
    assert page.index("Bounds that need no further") < page.index("Linear mediation, which assumes")
    assert page.index("Linear mediation, which assumes") < page.index("What would explain it away")
    assert "88 % and 96 % right" in page and "passed checks: ally" in page
    assert "simulated" not in page.split("## 9")[0]


def test_a_simulated_report_says_so_on_top_and_a_registered_one_names_its_registration(tables):
    design = made_design(data={"simulate": "world"}, status="simulated", registration="https://osf.example/x")
    values = report_page.page_values("allies", design, tables, (), WORLD)
    page = Page(PAGES / "experiments/report.md.j2", **values).marked("SIMULATED")
    assert page.splitlines()[2] == "**SIMULATED**"
    assert "nobody was asked" in page.split("## 1")[0] and "pre-registered: https://osf.example/x" in page
    assert "#### null: Nothing changes" in page and "#### paper: Much does" in page
    assert "0.900 (0.010)" in page and "| Lin | 0.900 |" in page


def test_what_a_design_lacks_is_said_to_be_lacking():
    tables = made_results()
    plain = {
        name: tables[name] for name in tables if name not in ("mediation", "sensitivity", "heterogeneity")
    }
    page = page_of(made_design(mediators=None, heterogeneity=None), plain)
    assert "declares no mediator" in page and "declares no moderator" in page
    assert "sensitivity.svg" not in page


def test_inconclusive_is_told_and_never_supported():
    tables = made_results()
    tables["hypotheses"]["size"] = "inconclusive"
    page = page_of(made_design(), tables)
    assert "Inconclusive, neither an effect nor its absence being shown: H1; H2; H3." in page


def test_printed_numbers_stand_beside_ours(root, tables):
    [printed] = read_printed(root / "config/experiments/printed.csv")
    assert (printed.place[2], printed.term, printed.estimate) == ("tomz_weeks", "H1", 33)
    values = report_page.page_values("tomz_weeks", made_design(), tables, [printed])
    shown = values["estimates"].set_index("hypothesis")["printed"]
    assert shown[shown.index.str.startswith("H1")].eq("33").all() and shown.eq("33").sum() == len(
        set(tables["estimates"].query("hypothesis == 'H1'")["country"])
    )
    assert "printed" not in report_page.page_values("other", made_design(), tables, [printed])["estimates"]


def test_the_front_page_says_what_is_simulated(tables):
    simulated = made_design(title="Forces", data={"simulate": "world"}, status="simulated")
    hypotheses = dict.fromkeys(("allies", "forces"), tables["hypotheses"])
    designs = {"allies": made_design(), "forces": simulated}
    values = front_page.page_values(designs, hypotheses, {"allies": tables["mediation"]})
    page = Page(PAGES / "experiments/index.md.j2", **values).marked()
    assert (
        "SIMULATED, nobody was asked:** Forces." in page and "Asked of people:** Allies and support." in page
    )
    assert page.count("**SIMULATED**") == 2
    told = values["experiments"][0]["verdicts"]
    assert sum(map(len, told.values())) >= 3 and set(told) <= set(front_page.VERDICTS)
    assert "(allies/report.html)" in page and "(forces/equivalence.svg)" in page


def test_pages_become_html_with_their_figures_inside(tmp_path):
    design, tables = made_design(), made_results()
    for figure in figures_of(design):
        (tmp_path / f"{figure}.svg").write_text("<svg/>")
    values = report_page.page_values("allies", design, tables, [])
    page = Page(PAGES / "experiments/report.md.j2", **values)
    html = html_page(PAGES / "reporting/page.html.j2", page, tmp_path).marked()
    assert html.count("data:image/svg+xml") == len(FIGURES) and "|" not in re.sub(r"<[^>]+>", "", html)


def test_tables_in_latex_hold_every_estimate_and_verdict(tables):
    design = made_design()
    grid = estimate_grid("allies", design, tables["estimates"])
    shown = tables["estimates"].query("sample == 'all'")
    assert sum(bool(cell.text) for line in grid.sections[0] for cell in line.cells) == 2 * len(shown)
    text = LatexTable(verdict_grid("allies", design, tables["hypotheses"])).marked("SIMULATED")
    assert text.isascii() and r"\textbf{SIMULATED}" in text
    for verdict in tables["hypotheses"]["verdict"].unique():
        assert verdict in text
    assert "n = 400" in text and "assignment: complete" in text
    assert "90 \\% interval" in text and "{[}" in text


def test_designs_are_the_files_of_the_folder_and_near_names_are_told(root):
    folder = root / "config/experiments"
    designs = read_designs(folder, "all")
    assert {"tomz_weeks", "two_countries"} <= set(designs) and "settings" not in designs
    assert list(design_files(folder, ["tomz_weeks"])) == ["tomz_weeks"]
    with pytest.raises(ConfigurationError, match="near it are tomz_weeks"):
        design_files(folder, ["tomz_week"])


def test_the_demo_run_makes_the_simulated_study_alone_with_fewer_draws(root):
    full, demo = (
        load_configuration(root / f"config/{name}.yaml")["experiments"] for name in ("config", "demo")
    )
    designs = read_designs(root / "config/experiments", demo["designs"])
    assert {design.status for design in designs.values()} == {"simulated"}
    for group in ("randomization", "diagnosands", "power"):
        assert demo[group]["draws"] < full[group]["draws"]


def test_numbers_are_told_as_print_has_them():
    assert [number(value, 1) for value in (-0.04, -1.25, 33.71, np.nan)] == ["0.0", "−1.2", "33.7", ""]
    told = ["<\N{NO-BREAK SPACE}.001", ".040", "1.000", ""]
    assert [p_text(p) for p in (0.0004, 0.04, 1.0, np.nan)] == told


def test_made_tables_keep_to_their_schemas(tables):
    assert all(isinstance(table, pd.DataFrame) and len(table) for table in tables.values())


def test_the_front_page_counts_the_pathways_that_bounds_and_linear_mediation_find():
    path = {"mediator": "duty", "country": "all", "outcome": "trust"}
    rows = [
        ("ally", "interval of the bounds", "treated", -0.1, 0.4),
        ("ally", "interval of the bounds", "control", 0.1, 0.4),
        ("ally", "ACME", "all", 0.1, 0.2),
        ("regime", "interval of the bounds", "treated", -0.1, 0.4),
        ("regime", "ACME", "all", -0.3, -0.2),
        ("ally less regime", "ACME", "all", 0.3, 0.5),
    ]
    columns = ["treatment", "quantity", "setting", "low", "high"]
    mediation = pd.DataFrame(rows, columns=columns).assign(**path)
    assert front_page.mechanism(mediation) == {"pathways": 2, "bounds": 1, "linear": 2}


def test_verdicts_are_told_with_the_country_where_it_matters():
    rows = [("H1", "A", "supported"), ("H1", "B", "supported"), ("H2", "A", "open"), ("H2", "B", "supported")]
    table = pd.DataFrame(rows, columns=["hypothesis", "country", "verdict"]).assign(text="T")
    assert front_page.by_verdict(table) == {"supported": ["H1, T", "H2, T (B)"], "open": ["H2, T (A)"]}


def test_what_a_row_of_panels_shows_is_said_once(tables):
    figure = drawn("equivalence", made_design(), tables)
    said = [
        words
        for axis in figure.axes
        for words in (axis.get_xlabel(), *(text.get_text() for text in axis.texts))
        if "margin" in words
    ]
    assert len(said) == len(set(said)) == 2


def test_a_pathway_of_which_there_are_effects_by_arm_is_counted_once():
    path = {"mediator": "duty", "country": "all", "outcome": "trust", "treatment": "ally"}
    rows = [
        ("interval of the bounds", "treated"),
        *(("ACME", at) for at in ("control", "treated", "average")),
    ]
    mediation = pd.DataFrame(rows, columns=["quantity", "setting"]).assign(low=0.1, high=0.2, **path)
    assert front_page.mechanism(mediation) == {"pathways": 1, "bounds": 1, "linear": 1}


def test_each_figure_says_of_how_many_it_is_by_which_estimator_and_with_which_weights(tables):
    found = captions(made_design(), tables)
    assert set(found) == set(FIGURES)
    for figure, words in found.items():
        weighted = "weights: weight beside none" if figure == "coefficients" else "no weights"
        assert weighted in words and "assignment: complete" in words, figure
    one_country = set(tables["attrition"]["country"]) == {"all"}
    assert ("n = 400;" if one_country else "n = 400 in Czech Republic and 400 in Germany;") in found[
        "equivalence"
    ]
    assert "estimator: lin;" in found["equivalence"] and "estimator: lin;" in found["power"]
    assert "lin, difference and adjusted" in found["coefficients"]
    assert "n = 300" in found["cell_means"] and "lin" not in found["cell_means"]
    assert "all who were asked; shares" in found["attrition"] and "lin" not in found["attrition"]
    assert "linear mediation" in found["sensitivity"] and "arms × moderator" in found["heterogeneity"]
    page = page_of(made_design(), tables)
    for words in found.values():
        assert page.count(f". {words}*") >= 1


def test_numbers_that_differ_between_rows_are_told_from_least_to_most():
    tables = made_results(("Czech Republic", "Germany"))
    hypotheses = tables["hypotheses"]
    hypotheses.loc[(hypotheses["hypothesis"] == "H2") & (hypotheses["country"] == "Germany"), "n"] = 1390
    words = captions(made_design(), tables)["equivalence"]
    assert "n = 400 in Czech Republic and 400 to 1,390 in Germany" in words


def test_those_who_were_asked_and_those_who_answered_are_both_told():
    tables = made_results()
    page = page_of(made_design(), tables)
    assert "Respondents asked: 400; answered, whichever the outcome: 360." in page


def simulated_page(tables):
    design = made_design(data={"simulate": "world"}, status="simulated")
    values = report_page.page_values("allies", design, tables, (), WORLD)
    return Page(PAGES / "experiments/report.md.j2", **values).marked("SIMULATED")


def run_together(page):
    """Lines that stand in a paragraph with the line before, although each begins something of its own."""
    lines = page.splitlines()
    kinds = [re.match(r"(\|)|(- )|(#|!\[|\*\*)|", line).lastindex for line in lines]
    return [
        line
        for line, kind, before, above in zip(lines[1:], kinds[1:], kinds, lines, strict=False)
        if line and above and (kind != before or kind in (3, None))
    ]


def test_paragraphs_lists_tables_and_headings_stand_apart(tables):
    simulated = made_design(title="Forces", data={"simulate": "world"}, status="simulated")
    pages = [page_of(made_design(), tables), simulated_page(tables)]
    for designs in ({"allies": made_design()}, {"allies": made_design(), "forces": simulated}):
        hypotheses = dict.fromkeys(designs, tables["hypotheses"])
        values = front_page.page_values(designs, hypotheses, {"allies": tables["mediation"]})
        pages.append(Page(PAGES / "experiments/index.md.j2", **values).marked())
    for page in pages:
        assert run_together(page) == []


def test_the_persons_of_the_truth_and_the_misses_of_linear_mediation_are_those_of_the_results(tables):
    assert "of 20,000 persons" in simulated_page(tables)
    assert "Linear mediation has no such promise" not in simulated_page(tables)
    rows = tables["diagnosands"].query("diagnosand == 'coverage'").assign(estimator="linear", value=0.42)
    rows = rows.assign(hypothesis="ally → duty")
    with_pathways = tables | {"diagnosands": pd.concat([tables["diagnosands"], rows], ignore_index=True)}
    assert "they contain the truth in 0.420 to 0.420 of the studies" in simulated_page(with_pathways)


def test_the_truth_of_an_invented_world_stands_beside_verdicts_and_of_people_there_is_none(tables):
    assert "truth" not in page_of(made_design(), tables).split("## 4")[1].split("## 5")[0]
    verdicts = simulated_page(tables).split("## 4")[1].split("## 5")[0]
    row = next(line for line in verdicts.splitlines() if line.startswith("| H1"))
    assert "| truth |" in verdicts and row.split(" | ")[2] == "0.9"


def test_the_difference_of_countries_says_what_is_taken_from_what():
    tables = made_results(("Czech Republic", "Germany"))
    page = page_of(made_design(), tables)
    assert "H1, Czech Republic less Germany" in page and "H1, difference" not in page
    for figure in ("coefficients", "equivalence"):
        titles = [axis.get_title(loc="left") for axis in drawn(figure, made_design(), tables).axes]
        assert "Czech Republic\nless Germany" in titles and "difference" not in titles
    text = LatexTable(estimate_grid("allies", made_design(), tables["estimates"])).marked()
    assert "Czech Republic less Germany" in text


def test_warnings_of_a_mechanism_are_told_once_by_mediator_and_country():
    left_out = {"Germany": "85 rows left out", "Sweden": "77 rows left out"}
    rows = [
        {"mediator": mediator, "country": country, "treatment": treatment, "outcome": "trust", "words": words}
        for mediator in ("duty", "fear")
        for country in left_out
        for treatment in ("ally", "arms")
        for words in (
            left_out[country],
            f"In the bounds {mediator} is high above 2",
            f"{left_out[country]}; {SHARES_ADD_UP}: duty 0.70 + fear 0.60 = 1.30"
            if (country, treatment) == ("Sweden", "ally")
            else None,
        )
    ]
    both = {"mediator": "duty", "country": "difference", "words": "; ".join(left_out.values())}
    assert warnings(pd.DataFrame([*rows, both])) == [
        "duty, Germany: 85 rows left out",
        "duty: In the bounds duty is high above 2",
        "duty, Sweden: 77 rows left out",
        f"effect of ally on trust, Sweden: {SHARES_ADD_UP}: duty 0.70 + fear 0.60 = 1.30",
        "fear, Germany: 85 rows left out",
        "fear: In the bounds fear is high above 2",
        "fear, Sweden: 77 rows left out",
    ]


def test_what_is_below_zero_has_a_minus_sign():
    told = "x -0.5 to -.2, 2017-04, A-1, [-2, 3]"
    assert with_minus_signs(told) == "x −0.5 to −.2, 2017-04, A-1, [−2, 3]"
    assert [measure(-1234.5), plain(-0.5), plain(3.0)] == ["−1,234", "−0.5", "3"]
    outcomes = {"support": {"kind": "binary", "range": [-3, 3], "unit": "points", "margin": 1}}
    design = made_design(outcomes=DECLARED["outcomes"] | outcomes)
    assert "−3 to 3" in page_of(design, made_results())
