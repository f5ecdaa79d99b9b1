"""Tables of regressions in Markdown."""

from __future__ import annotations

from entente.reporting.grid import Cell, Grid, Line
from entente.reporting.markdown import Document, escaped, table_line


def regression_document(grid: Grid) -> Document:
    """Return a table of regressions as a Markdown page; its stars are escaped."""
    numbered = zip(grid.numbers, grid.groups, grid.headers, strict=True)
    heads = [f"{number} {f'{group}, {header}' if group else header}" for number, group, header in numbered]
    empty = Line("", tuple(Cell() for _ in heads))
    lines = [line for section in grid.sections for line in (*section, empty)][:-1]
    table = [
        table_line(["", *map(escaped, heads)]),
        table_line([":---", *["---:"] * len(heads)]),
        *(table_line([escaped(line.label), *map(_cell, line.cells)]) for line in lines),
    ]
    notes = "\n".join(f"- {escaped(note)}" for note in grid.notes)
    return Document(f"{grid.heading}. {grid.title}", "\n".join(table), notes)


def _cell(cell: Cell) -> str:
    return cell.text + escaped(cell.raised)
