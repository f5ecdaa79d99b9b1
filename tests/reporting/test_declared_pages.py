"""Pages that a study declares: which results their templates name, and how these fill them."""

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.reporting.declared_pages import declared_page, read_pages


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
    assert read_pages(tmp_path) == {"about": [], "index": ["toy/a.csv", "toy/b.parquet"]}
    assert read_pages(tmp_path / "absent") == {}


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
    assert list(tables) == read_pages(tmp_path)["index"]
    page = declared_page(path, tables, study="Toy", years=[1900, 1959])
    assert page.marked("DEMO") == (
        "# Toy\n\n**DEMO**\n\n| n | share |\n| ---: | ---: |\n| 1 | 0.250 |\n| 2 |  |\n\n3 in 1900–1959"
    )
