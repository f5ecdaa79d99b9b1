"""Tables of regressions in LaTeX, with booktabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from entente.reporting.grid import Cell, Grid, Line

#: Characters with a meaning in LaTeX, or that its fonts may lack, and how they are set.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": "$<$",
    ">": "$>$",
    "|": r"\textbar{}",
    # At the start of a row a bracket or star would be read as an option of the line before.
    "[": "{[}",
    "*": "{*}",
    '"': r"\textquotedbl{}",
    "–": "--",
    "—": "---",
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "−": "$-$",
    "×": r"$\times$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "²": "$^{2}$",
    "ρ": r"$\rho$",
    "χ": r"$\chi$",
    "†": r"$\dagger$",
    "‡": r"$\ddagger$",
    "§": r"\S{}",
    "¶": r"\P{}",
    "…": r"\ldots{}",
}

#: Marks within a formula.
_RAISED = {"†": r"\dagger", "‡": r"\ddagger", "§": r"\S", "¶": r"\P"}


def latex_text(text: str) -> str:
    """Return text as LaTeX prints it literally; runs of white space are single blanks."""
    return " ".join(text.translate(str.maketrans(SPECIAL)).split())


@dataclass(frozen=True)
class LatexTable:
    """A table as a LaTeX float, to be input into an article that loads booktabs and graphicx."""

    grid: Grid

    def marked(self, label: str = "") -> str:
        """Return the float, as wide as the text; a label opens its caption and the notes below it."""
        grid = self.grid
        warning = rf"\textbf{{{latex_text(label)}}} " if label else ""
        notes = [label, *grid.notes] if label else grid.notes
        return "\n".join(
            [
                r"% Needs \usepackage{booktabs,graphicx}.",
                r"\begin{table}[htbp]",
                r"\centering",
                rf"\caption{{{warning}{latex_text(grid.title)}}}",
                rf"\label{{tab:{grid.name}}}",
                r"\resizebox{\textwidth}{!}{%",
                rf"\begin{{tabular}}{{l{'c' * len(grid.headers)}}}",
                r"\toprule",
                *_head(grid),
                *_body(grid),
                r"\bottomrule",
                r"\end{tabular}%",
                "}",
                "",
                r"\smallskip",
                r"\begin{minipage}{\textwidth}",
                r"\footnotesize",
                *(rf"{latex_text(note)}\par" for note in notes),
                r"\end{minipage}",
                r"\end{table}",
            ]
        )


def _head(grid: Grid) -> list[str]:
    lines = []
    if any(grid.groups):
        spanning, rules, first = [], [], 2
        for group, width in grid.spans:
            spanning.append(rf"\multicolumn{{{width}}}{{c}}{{{latex_text(group)}}}")
            if group:
                rules.append(rf"\cmidrule(lr){{{first}-{first + width - 1}}}")
            first += width
        lines += [_row("", spanning), " ".join(rules)]
    return [*lines, _row("", map(latex_text, grid.headers)), _row("", grid.numbers)]


def _body(grid: Grid) -> list[str]:
    return [
        line for section in grid.sections for line in (r"\midrule", *(_latex_line(row) for row in section))
    ]


def _latex_line(line: Line) -> str:
    return _row(latex_text(line.label), (_latex_cell(cell) for cell in line.cells))


def _latex_cell(cell: Cell) -> str:
    number = cell.text.replace("(-", "($-$", 1) if cell.text.startswith("(") else cell.text
    number = f"$-${number[1:]}" if number.startswith("-") else number
    raised = cell.raised.translate(str.maketrans(_RAISED))
    return f"{number}$^{{{raised}}}$" if raised else number


def _row(label: str, cells: Iterable[str]) -> str:
    return " & ".join([label, *cells]).strip() + r" \\"
