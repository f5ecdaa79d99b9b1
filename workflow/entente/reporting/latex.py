"""Tables of regressions in LaTeX, with booktabs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from entente.core.errors import ConfigurationError
from entente.reporting.grid import Cell, Grid, Line

#: Set in an encoding that LaTeX knows whatever a document chooses, with characters that its first one lacks.
_ENCODED = r"{{\fontencoding{{T1}}\selectfont{}}}".format

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
    '"': _ENCODED(r"\textquotedbl"),
    "`": r"\textasciigrave{}",
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("‒–", "--"),
    **dict.fromkeys("—―", "---"),
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "‚": _ENCODED(r"\quotesinglbase"),
    "„": _ENCODED(r"\quotedblbase"),
    "«": _ENCODED(r"\guillemotleft"),
    "»": _ENCODED(r"\guillemotright"),
    "‹": _ENCODED(r"\guilsinglleft"),
    "›": _ENCODED(r"\guilsinglright"),
    "¡": "!`",
    "¿": "?`",
    "…": r"\ldots{}",
    "†": r"$\dagger$",
    "‡": r"$\ddagger$",
    "§": r"\S{}",
    "¶": r"\P{}",
    "©": r"\copyright{}",
    "£": r"\pounds{}",
    "€": r"\texteuro{}",
    "•": r"$\bullet$",
    "°": r"$^{\circ}$",
    "′": "$'$",
    "″": "$''$",
    "−": "$-$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "÷": r"$\div$",
    "·": r"$\cdot$",
    "⁄": "/",
    "√": r"$\surd$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "≠": r"$\neq$",
    "≈": r"$\approx$",
    "≡": r"$\equiv$",
    "∞": r"$\infty$",
    "∑": r"$\sum$",
    "∏": r"$\prod$",
    "∂": r"$\partial$",
    "∆": r"$\Delta$",
    "∈": r"$\in$",
    "∉": r"$\notin$",
    "∪": r"$\cup$",
    "∩": r"$\cap$",
    "⊂": r"$\subset$",
    "∅": r"$\emptyset$",
    "∧": r"$\wedge$",
    "∨": r"$\vee$",
    "¬": r"$\neg$",
    "∝": r"$\propto$",
    "←": r"$\leftarrow$",
    "→": r"$\rightarrow$",
    "↔": r"$\leftrightarrow$",
    "⇒": r"$\Rightarrow$",
    "ß": r"\ss{}",
    "ẞ": "SS",
    "æ": r"\ae{}",
    "Æ": r"\AE{}",
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "å": r"\aa{}",
    "Å": r"\AA{}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "ı": r"\i{}",
    "đ": _ENCODED(r"\dj"),
    "Đ": _ENCODED(r"\DJ"),
    "ð": _ENCODED(r"\dh"),
    "Ð": _ENCODED(r"\DH"),
    "þ": _ENCODED(r"\th"),
    "Þ": _ENCODED(r"\TH"),
}

#: Accents of letters, and the commands that set them.
ACCENTS = {
    "\N{COMBINING GRAVE ACCENT}": r"\`",
    "\N{COMBINING ACUTE ACCENT}": r"\'",
    "\N{COMBINING CIRCUMFLEX ACCENT}": r"\^",
    "\N{COMBINING TILDE}": r"\~",
    "\N{COMBINING MACRON}": r"\=",
    "\N{COMBINING BREVE}": r"\u",
    "\N{COMBINING DOT ABOVE}": r"\.",
    "\N{COMBINING DIAERESIS}": r"\"",
    "\N{COMBINING RING ABOVE}": r"\r",
    "\N{COMBINING DOUBLE ACUTE ACCENT}": r"\H",
    "\N{COMBINING CARON}": r"\v",
    "\N{COMBINING DOT BELOW}": r"\d",
    "\N{COMBINING COMMA BELOW}": r"\c",
    "\N{COMBINING CEDILLA}": r"\c",
    "\N{COMBINING OGONEK}": r"\k",
    "\N{COMBINING MACRON BELOW}": r"\b",
}

#: Greek letters of formulas; others look like Latin ones.
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρςστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma tau "
        "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(),
        strict=True,
    )
)

#: Ways to write other characters that say nothing themselves: ligatures, widths and shapes of letters.
#: Others may, as the ring around a figure does.
_WRITTEN_OUT = ("<compat", "<font", "<narrow", "<noBreak", "<wide")

#: Marks within a formula.
_RAISED = {"†": r"\dagger", "‡": r"\ddagger", "§": r"\S", "¶": r"\P"}


def latex_text(text: str) -> str:
    """Return text as LaTeX prints it literally, in ASCII; runs of white space are single blanks.

    ConfigurationError is raised if it has a character that LaTeX's own fonts lack.
    """
    try:
        # A letter and an accent that follows it are one character.
        return " ".join("".join(map(_set, unicodedata.normalize("NFC", text))).split())
    except _Lacking as lacking:
        name = unicodedata.name(str(lacking), "no character")
        raise ConfigurationError(
            f"LaTeX's fonts lack {lacking} (U+{ord(str(lacking)):04X}, {name}) of {text!r}.",
            "Write it otherwise in the label, title or note that has it.",
        ) from None


class _Lacking(Exception):
    """A character cannot be set."""


def _set(character: str) -> str:
    if character.isspace():
        return " "
    if character in SPECIAL:
        return SPECIAL[character]
    if character.isascii() and character.isprintable():
        return character
    return rf"$\{_GREEK[character]}$" if character in _GREEK else _composed(character)


def _composed(character: str) -> str:
    """Set a character by those that it is made of."""
    way, _, codes = unicodedata.decomposition(character).rpartition("> ")
    parts = [chr(int(code, 16)) for code in codes.split()]
    if way in ("<super", "<sub"):
        inner = "".join(map(_set, parts)).replace("$", "")
        return f"${'^' if way == '<super' else '_'}{{{inner}}}$"
    if way == "<fraction" and "⁄" in parts[1:-1]:
        numerator, denominator = "".join(parts).split("⁄")
        return rf"$\frac{{{numerator}}}{{{denominator}}}$"
    if way in _WRITTEN_OUT:
        return "".join(map(_set, parts))
    if len(parts) == 2 and parts[1] in ACCENTS:
        accented = f"{ACCENTS[parts[1]]}{{{_set(parts[0])}}}"
        return _ENCODED(accented) if ACCENTS[parts[1]] == r"\k" else accented
    raise _Lacking(character)


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
    """Set what stands in a cell, a number or words; a hyphen before a number is a minus."""
    text = latex_text(re.sub(r"^(\(?)-", r"\1−", cell.text))
    raised = cell.raised.translate(str.maketrans(_RAISED))
    return f"{text}$^{{{raised}}}$" if raised else text


def _row(label: str, cells: Iterable[str]) -> str:
    return " & ".join([label, *cells]).strip() + r" \\"
