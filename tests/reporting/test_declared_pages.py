"""Pages that a study declares: which results their templates name, and how these fill them."""

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.declared_pages import DeclaredPage, read_pages
from entente.reporting.html import html_page
from entente.reporting.pages import PAGES


@pytest.fixture
def template(tmp_path):
    def written(text, name="index"):
        path = tmp_path / f"{name}.md.j2"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_pages_name_the_results_that_they_show_each_once(tmp_path, template):
    template(
        '{% set a = results("toy/a.csv") %}\n{{ results("toy/b.parquet") | table }}{{ results("toy/a.csv") }}'
    )
    template("# Words alone\n{{ years | join }}", "about")
    found = read_pages(tmp_path)
    assert {name: shown.tables for name, shown in found.items()} == {
        "about": [],
        "index": ["toy/a.csv", "toy/b.parquet"],
    }
    assert read_pages(tmp_path / "absent") == {}


def test_pages_name_what_they_link_to_in_the_folder_of_the_study_each_once(tmp_path, template):
    template("# T\n![a](../figures/a.svg) [b](../tables/b.html#c), [b](../tables/b.html) [c](d.html)")
    assert read_pages(tmp_path)["index"].links == ["figures/a.svg", "tables/b.html"]


def test_images_are_part_of_the_page(tmp_path, template):
    for folder in ("figures", "pages"):
        (tmp_path / folder).mkdir()
    (tmp_path / "figures/a.svg").write_text("<svg/>")
    page = DeclaredPage(template("# T\n\n![a](../figures/a.svg)\n"), {})
    html = html_page(PAGES / "reporting/page.html.j2", page, tmp_path / "pages").marked()
    assert '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="a"' in html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# T\n{% if %}\n", r"index.md.j2, line 2: Expected an expression"),
        (
            "\n\n{{ results(table) }}",
            r"index.md.j2, line 3: results\(…\) names no table(.|\n)*\.csv or \.parquet",
        ),
        ('\n{{ results("toy/a.md") }}', r"index.md.j2, line 2: results\(…\) names no table"),
        ("{{ results() }}", r"index.md.j2, line 1: results\(…\) names no table"),
        ("# T\n\na \\\n  b\n{{ results(x) }}", r"index.md.j2, line 5: results"),
        ('# T\n{% include "a.md.j2" %}', "index.md.j2 takes in a.md.j2"),
        ("{{ results(7) }}", r"index.md.j2, line 1: results\(…\) names no table"),
    ],
)
def test_what_names_no_table_is_refused_by_file_and_line(tmp_path, template, text, message):
    template(text)
    with pytest.raises(ConfigurationError, match=message):
        read_pages(tmp_path)


def test_a_page_is_filled_from_csv_and_parquet(tmp_path, template):
    path = template(
        '# {{ study }}\n\n{{ results("toy/a.csv") | table }}\n\n'
        '{{ results("toy/b.parquet")["n"].sum() }} in {{ years | join("–") }}\n'
    )
    frame = pd.DataFrame({"n": [1, 2], "share": [0.25, None]})
    tables = {"toy/a.csv": tmp_path / "a.csv", "toy/b.parquet": tmp_path / "b.parquet"}
    frame.to_csv(tables["toy/a.csv"], index=False)
    frame.to_parquet(tables["toy/b.parquet"])
    assert list(tables) == read_pages(tmp_path)["index"].tables
    page = DeclaredPage(path, tables, study="Toy", years=[1900, 1959])
    assert page.marked("DEMO") == (
        "# Toy\n\n**DEMO**\n\n| n | share |\n| ---: | ---: |\n| 1 | 0.250 |\n| 2 |  |\n\n3 in 1900–1959"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# T\n{{ yeers }}", "cannot be filled: UndefinedError: 'yeers' is undefined"),
        ('# T\n{{ results("toy/a.csv")["m"].sum() }}', "cannot be filled: .*'m'"),
        ("T\n\nNo title.", "has no title"),
    ],
)
def test_what_a_page_cannot_be_filled_with_is_named(tmp_path, template, text, message):
    pd.DataFrame({"n": [1]}).to_csv(tmp_path / "a.csv", index=False)
    page = DeclaredPage(template(text), {"toy/a.csv": tmp_path / "a.csv"}, years=[1900, 1959])
    with pytest.raises(ConfigurationError, match=f"index.md.j2 {message}"):
        page.marked()


def test_a_file_that_would_be_passed_over_is_refused(tmp_path, template):
    template("# T", "My page")
    with pytest.raises(ConfigurationError, match="My page.md.j2 is no name for a file of this folder"):
        read_pages(tmp_path)


def test_what_a_run_leaves_out_is_neither_shown_nor_linked_to(tmp_path, template):
    path = template(
        '# T\n\n{% if made("toy/a.csv") %}{{ results("toy/a.csv") | table }}{% else %}none{% endif +%}\n\n'
        "[the card](../tables/card.html), [again](../tables/card.html#top), [kept](../tables/kept.html)\n\n"
        '![drawn](../figures/a.svg "as a title")\n\nThe end.\n'
    )
    page = DeclaredPage(path, {}, left_out=["tables/card.html", "figures/a.svg"])
    assert page.marked() == (
        "# T\n\nnone\n\n"
        "the card (left out of this run), again (left out of this run), [kept](../tables/kept.html)\n\n"
        "The end."
    )
    assert read_pages(tmp_path)["index"].tables == ["toy/a.csv"]
