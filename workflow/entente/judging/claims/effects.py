"""Claims about cells of Tables 1 to 4: directions and significance of coefficients, sizes of statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import Part, between, directed, larger, untestable
from entente.judging.claims.registry import Family
from entente.systems.alliance_types import ALLIANCES

#: Model, term or statistic, and type of alliance (empty: the one of Tables 1, 3 and 4).
Cell = tuple[str, str, str]

#: Iterations of the model that have a column, and those of the yearly tables, which stack none.
ITERATIONS = ("first", "intermediate", "last")
ENDS = ("first", "last")


def cells(models: str | Iterable[str], terms: str | Iterable[str]) -> list[Cell]:
    """Return the cells of models and terms, both types of alliance where the model is of Table 2."""
    models = [models] if isinstance(models, str) else models
    terms = [terms] if isinstance(terms, str) else list(terms)
    return [
        (model, term, alliance)
        for model in models
        for term in terms
        for alliance in (ALLIANCES if model.startswith("table2") else ("",))
    ]


def in_words(cell: Cell) -> str:
    """Return what a cell is, such as ``status (Table 1, degree, first)``."""
    model, term, alliance = cell
    table, *column = model.split("_")
    where = [_title(table), *column, *([ALLIANCES[alliance].words] if alliance else [])]
    return f"{term.replace('_', ' ')} ({', '.join(where)})"


def coefficients(
    evidence: Evidence, wanted: Iterable[Cell], test: Callable[..., Part], *arguments, **options
) -> Iterator[Part]:
    """Put a test to each coefficient; one that was not estimated or is not printed is no reason to judge."""
    for model, term, alliance in wanted:
        estimate = evidence.regressions.coefficient(model, term, alliance)
        name = f"the coefficient of {in_words((model, term, alliance))}"
        if estimate is None:
            yield untestable(f"{name} was not estimated", of_table=True)
        else:
            part = test(name, estimate, *arguments, of_table=True, **options)
            note = evidence.regressions.note(model, term, alliance)
            yield replace(part, clause=f"{part.clause} [{note}]") if note else part


def statistic(evidence: Evidence, cell: Cell, bounds: tuple[float, float]) -> Part:
    """Put bounds to a statistic."""
    value = evidence.regressions.statistic(*cell)
    if value != value:
        return untestable(f"there is no {in_words(cell)}", of_table=True)
    return between(in_words(cell), value, *bounds, of_table=True)


def compared(evidence: Evidence, cell: Cell, than: Cell) -> Part:
    """Test whether a statistic is larger than another."""
    one, other = (evidence.regressions.statistic(*which) for which in (cell, than))
    if one != one or other != other:
        return untestable(f"there is no {in_words(cell if one != one else than)}", of_table=True)
    return larger(in_words(cell), one, in_words(than), other, of_table=True)


def add_coefficients(
    family: Family,
    claim_id: str,
    wanted: list[Cell],
    test: Callable[..., Part] = directed,
    *arguments,
    **options,
) -> None:
    """Add a claim that is all about coefficients."""
    family.add(
        claim_id,
        f"{_TESTED[test.__name__]} of {_listed(wanted)}.",
        partial(_coefficients, wanted, test, arguments, options),
        of_tables=True,
    )


def add_bounds(
    family: Family, claim_id: str, wanted: list[Cell], bounds: tuple[float, float], word: str
) -> None:
    """Add a claim that statistics are such as a word says, with bounds that are a choice."""
    family.add(
        claim_id,
        f"Whether {_listed(wanted)} lie within {bounds[0]:g} and {bounds[1]:g}, as which “{word}” is read.",
        lambda evidence: (statistic(evidence, cell, bounds) for cell in wanted),
        of_tables=True,
    )


def add_comparisons(family: Family, claim_id: str, pairs: list[tuple[Cell, Cell]]) -> None:
    """Add a claim that the first statistic of each pair is the larger."""
    told = "; ".join(f"{in_words(one)} against {in_words(other)}" for one, other in pairs)
    family.add(
        claim_id,
        f"Which is larger: {told}.",
        lambda evidence: (compared(evidence, one, other) for one, other in pairs),
        of_tables=True,
    )


_TESTED = {
    "directed": "Direction, by the 95 % interval, of the coefficient",
    "significant": "Sign and significance of the coefficient",
    "insignificant": "Whether p is at least 5 %, of the coefficient",
}


def _coefficients(wanted, test, arguments, options, evidence: Evidence) -> Iterator[Part]:
    return coefficients(evidence, wanted, test, *arguments, **options)


def _listed(wanted: list[Cell]) -> str:
    return "; ".join(dict.fromkeys(in_words(cell) for cell in wanted))


def _title(table: str) -> str:
    return f"Table {table[-1]}" if table.startswith("table") else f"proposition {table[-1]}"
