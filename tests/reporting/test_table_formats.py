"""The same table in LaTeX, HTML and Markdown."""

import re
import shutil
import subprocess
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.core.errors import ConfigurationError
from entente.reporting.grid import Cell, Grid, Line
from entente.reporting.html import html_page
from entente.reporting.latex import SPECIAL, LatexTable, latex_text
from entente.reporting.pages import PAGES, HtmlPage, Page


def regression_page(grid):
    return HtmlPage(PAGES / "reporting/regression_table.html.j2", grid=grid)


def regression_document(grid):
    return Page(PAGES / "reporting/regression_table.md.j2", grid=grid)


def grid(groups=("Degree", "Degree", "")):
    return Grid(
        name="table9",
        heading="Table 9",
        title="Allies & <foes>, 1816–2001",
        groups=groups,
        headers=("Base_line", "Last", "Any"),
        sections=(
            (
                Line("[Threat] 5 %", (Cell("-0.018", 2, "†‡"), Cell("1.20e-04", 1), Cell())),
                Line("", (Cell("(0.002)"), Cell("(.)"), Cell())),
            ),
            (Line("χ² | ρ", (Cell("1,234.50"), Cell(), Cell("-0.100"))),),
        ),
        notes=("* p < .05.", "† Fewer stars."),
    )


def test_latex_is_a_table_with_booktabs():
    lines = LatexTable(grid()).marked().splitlines()
    assert lines[1] == r"\begin{table}[htbp]" and lines[-1] == r"\end{table}"
    assert r"\caption{Allies \& $<$foes$>$, 1816--2001}" in lines
    assert r"\begin{tabular}{lccc}" in lines
    assert r"& \multicolumn{2}{c}{Degree} & \multicolumn{1}{c}{} \\" in lines
    assert r"\cmidrule(lr){2-3}" in lines
    assert r"{[}Threat] 5 \% & $-$0.018$^{**\dagger\ddagger}$ & 1.20e-04$^{*}$ & \\" in lines
    assert r"$\chi$$^{2}$ \textbar{} $\rho$ & 1,234.50 &  & $-$0.100 \\" in lines
    assert [line for line in lines if "rule" in line] == [
        r"\toprule",
        r"\cmidrule(lr){2-3}",
        r"\midrule",
        r"\midrule",
        r"\bottomrule",
    ]


def test_latex_is_balanced_and_every_row_has_every_cell():
    text = LatexTable(grid()).marked("DEMO")
    assert text.isascii() and text.count("DEMO") == 2
    assert re.findall(r"\\begin{(\w+)}", text) == ["table", "tabular", "minipage"]
    assert re.findall(r"\\end{(\w+)}", text) == ["tabular", "minipage", "table"]
    bare = re.sub(r"\\[{}\\&%$#_]", "", text)
    assert bare.count("{") == bare.count("}") and bare.count("$") % 2 == 0
    rows = [line for line in text.splitlines() if line.endswith(r"\\") and "multicolumn" not in line]
    assert len(rows) == 5
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {3}


def test_no_row_starts_with_what_the_line_before_would_take_for_an_option():
    starred = Grid("t", "T", "T", ("",), ("a",), ((Line("*x", (Cell(),)), Line("[y", (Cell(),))),), ())
    rows = [line for line in LatexTable(starred).marked().splitlines() if line.endswith(r"\\")]
    assert not [row for row in rows if row[0] in "*["]


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("β ≠ 0", r"$\beta$ $\neq$ 0"),
        ("ΔΛς µ", r"$\Delta$$\Lambda$$\varsigma$ $\mu$"),
        ("x⁻¹ₙ Xᵀ xᵝ", r"x$^{-}$$^{1}$$_{n}$ X$^{T}$ x$^{\beta}$"),
        ("1½ ﬁ № ½⅔", r"1$\frac{1}{2}$ fi No $\frac{1}{2}$$\frac{2}{3}$"),
        ("Côte, Erdoğan, Łódź", r"C\^{o}te, Erdo\u{g}an, \L{}\'{o}d\'{z}"),
        ("Co\N{COMBINING CIRCUMFLEX ACCENT}te", r"C\^{o}te"),
        ("Wałęsa", r"Wa\l{}{\fontencoding{T1}\selectfont\k{e}}sa"),
        ('"so"', r"{\fontencoding{T1}\selectfont\textquotedbl}so{\fontencoding{T1}\selectfont\textquotedbl}"),
        ("1816–2001\N{NO-BREAK SPACE}\n a", "1816--2001 a"),
    ],
)
def test_what_latex_lacks_is_put_together(text, latex):
    assert latex_text(text) == latex


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Путин", "П (U+041F, CYRILLIC CAPITAL LETTER PE) of 'Путин'"),
        ("a\x07", r"\x07 (U+0007, no character)"),
        ("m\N{COMBINING MACRON}", "U+0304, COMBINING MACRON"),
        ("①", "① (U+2460, CIRCLED DIGIT ONE) of '①'"),
        ("⅟", "⅟ (U+215F, FRACTION NUMERATOR ONE)"),
        ("㎡", "㎡ (U+33A1, SQUARE M SQUARED)"),
    ],
)
def test_what_latex_cannot_set_is_refused_by_name(text, named):
    with pytest.raises(ConfigurationError) as caught:
        latex_text(text)
    assert named.replace("\\x07", "\x07") in str(caught.value)


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="there is no pdflatex")
def test_every_character_that_is_set_compiles_with_the_packages_that_a_table_names(tmp_path):
    known = [*map(chr, range(0x20, 0x250)), *map(chr, range(0x370, 0x3D0)), *SPECIAL, *"⁰ⁿ₀ᵀﬁ½"]
    lines = []
    for character in dict.fromkeys(known):
        with suppress(ConfigurationError):
            latex_text(character)
            lines.append(Line(f"{character}a", (Cell("-0.018", 2, "†‡"),)))
    assert len(lines) > 400
    table = Grid("t", "T", "β", ("",), ("a",), (tuple(lines[:30]),), tuple(line.label for line in lines))
    (packages,) = re.findall(r"^% Needs (.*)\.$", LatexTable(table).marked("DEMO"), re.M)
    document = rf"\documentclass{{article}}{packages}\begin{{document}}" + LatexTable(table).marked("DEMO")
    (tmp_path / "table.tex").write_text(document + r"\end{document}", encoding="ascii")
    done = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "table.tex"],
        cwd=tmp_path,
        capture_output=True,
        encoding="latin-1",
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Missing character" not in (tmp_path / "table.log").read_text(encoding="latin-1")


def test_without_groups_there_is_one_heading_less():
    assert "multicolumn" not in LatexTable(grid(groups=("", "", ""))).marked()
    assert "colspan" not in regression_page(grid(groups=("", "", ""))).marked()


@given(st.text(alphabet=st.sampled_from([*SPECIAL, "a", " "]), max_size=30))
def test_escaped_text_has_no_bare_special_character(text):
    escaped = latex_text(text)
    assert escaped.isascii()
    bare = re.sub(r"\\[{}&%$#_]", "", escaped)
    assert bare.count("{") == bare.count("}") and bare.count("$") % 2 == 0
    assert not set("%#&_~") & set(bare)
    # Outside of formulas no superscript, and no letters but of commands.
    outside = re.sub(r"\$[^$]*\$", "", bare)
    assert "^" not in outside


class Structure(HTMLParser):
    """Open elements, cells by row, and what a page would fetch."""

    def __init__(self):
        super().__init__()
        self.open, self.rows, self.fetched = [], [], []

    def handle_starttag(self, tag, attributes):
        if tag == "meta":
            return
        self.open.append(tag)
        if tag == "tr":
            self.rows.append(0)
        if tag in ("td", "th"):
            self.rows[-1] += int(dict(attributes).get("colspan", 1))
        self.fetched += [name for name, _ in attributes if name in ("src", "href")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_whole_and_needs_nothing_else():
    page = regression_page(grid()).marked("DEMO")
    structure = Structure()
    structure.feed(page)
    assert structure.open == [] and structure.fetched == []
    assert set(structure.rows) == {4}
    assert "<h1>Table 9. Allies &amp; &lt;foes&gt;, 1816–2001</h1>" in page
    assert "<td>−0.018<sup>**†‡</sup></td>" in page
    assert page.count("DEMO") == 2 and "DEMO" not in regression_page(grid()).marked()


def test_html_of_a_page_is_escaped_and_its_tables_are_aligned(tmp_path):
    template = tmp_path / "page.md.j2"
    template.write_text(
        "# T\n\n## 1 < 2\n\nx & y\n\n| a\\<b | n |\n| :--- | ---: |\n| x \\| \\_y & z | 1,000 |\n|  | -2 |\n"
    )
    page = html_page(PAGES / "reporting/page.html.j2", Page(template)).marked("DEMO")
    assert "<title>DEMO: T</title>" in page and "<h1>T</h1>\n<h2>1 &lt; 2</h2>\n<p>x &amp; y</p>" in page
    assert '<div class="wide">\n<table>' in page
    page = page.replace("<tr>\n", "<tr>").replace("</th>\n", "</th>").replace("</td>\n", "</td>")
    assert '<tr><th>a&lt;b</th><th class="number">n</th></tr>' in page
    assert '<tr><td>x | _y &amp; z</td><td class="number">1,000</td></tr>' in page
    assert '<tr><td></td><td class="number">-2</td></tr>' in page


def test_a_column_of_sentences_is_known_as_such(tmp_path):
    template = tmp_path / "page.md.j2"
    template.write_text(f"# T\n\n| a | b |\n| --- | --- |\n| x | {'word ' * 20} |\n")
    page = html_page(PAGES / "reporting/page.html.j2", Page(template)).marked()
    assert '<th class="words">b</th>' in page and "<td>x</td>" in page


def test_markdown_has_stars_that_stay_stars():
    page = regression_document(grid()).marked("DEMO")
    assert page.startswith("# Table 9. Allies & <foes>, 1816–2001\n\n**DEMO**")
    assert r"| [Threat] 5 % | -0.018\*\*†‡ | 1.20e-04\* |  |" in page
    assert r"|  | (1) Degree, Base\_line | (2) Degree, Last | (3) Any |" in page
    assert r"- \* p \< .05." in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
