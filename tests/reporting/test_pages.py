"""Templates as pages: how they are filled, labelled, and found."""

import pytest
from jinja2 import UndefinedError

from entente.reporting.pages import PAGES, Page, template_files


@pytest.fixture
def page(tmp_path):
    def made(text, **values):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.md.j2"
        path.write_text(text, encoding="utf-8")
        return Page(path, **values)

    return made


def test_a_label_stands_below_the_title_or_on_top(page):
    assert page("# T\n\none\n\ntwo\n").marked("DEMO") == "# T\n\n**DEMO**\n\none\n\ntwo"
    assert page("# T\n\none\n").marked() == "# T\n\none"
    assert page("one\n").marked("DEMO") == "**DEMO**\n\none"


def test_sentences_run_over_lines_and_empty_paragraphs_leave_no_gap(page):
    text = "one \\\n  two\n\n{% if told %}\n{{ told }}\n{% endif %}\n\n{{ n | number }}\n"
    assert page(text, told="", n=1234).marked() == "one two\n\n1,234"
    assert page(text, told="three", n=float("nan")).marked() == "one two\n\nthree"


def test_a_value_that_is_not_given_is_an_error(page):
    with pytest.raises(UndefinedError, match="'years' is undefined"):
        page("{{ years }}").marked()


def test_the_files_of_a_page_are_those_it_is_made_from():
    named = [path.relative_to(PAGES).as_posix() for path in template_files("maoz2011/scorecard.md")]
    assert named == [
        "maoz2011/scorecard.md.j2",
        "judging/scorecard.md.j2",
        "judging/scorecard_tables.md.j2",
    ]


def test_every_template_is_one_of_a_page_that_a_rule_makes(root):
    rules = "".join(path.read_text(encoding="utf-8") for path in (root / "rules").rglob("*.smk"))
    pages = [path.relative_to(PAGES).as_posix().removesuffix(".j2") for path in PAGES.rglob("*.j2")]
    # A study's codebook is found by its name.
    made = [page for page in pages if f'template("{page}")' in rules or page.endswith("/codebook.md")]
    used = {file for page in made for file in template_files(page)}
    assert used == set(PAGES.rglob("*.j2"))
