"""Which models are compared on which rows, as ``config/maoz2011/dyadic_fit.yaml`` declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import read_checked
from entente.core.errors import ConfigurationError
from entente.regressions.specification import Specification, Term

#: Term: allied the year before.
LAGGED = "lagged_outcome"

#: The column of what the model expects, and what its terms are called: the iteration follows.
EXPECTED_COLUMN, EXPECTED = "abm_alliance", "expected_"


@dataclass(frozen=True)
class Block:
    """Terms that enter a model together, and what a reader is told they are."""

    name: str
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class RowChoice:
    """Rows on which models are compared.

    Attributes
    ----------
    name, title : str
    rows_of : Specification
        The column of Table 2 whose rows these are.
    models : tuple of tuple of Block
        An empty one is the base rate.
    """

    name: str
    title: str
    rows_of: Specification
    models: tuple[tuple[Block, ...], ...]

    @property
    def iterations(self) -> list[str]:
        """Iterations whose predictions the models use, sorted."""
        terms = {term for model in self.models for block in model for term in block.terms}
        return sorted(term.removeprefix(EXPECTED) for term in terms if term.startswith(EXPECTED))


@dataclass(frozen=True)
class Comparison:
    """Columns of Table 2 by name, and the samples on which models are compared."""

    columns: dict[str, Specification]
    samples: tuple[RowChoice, ...]

    def column_of(self, iteration: str) -> Specification:
        """Return the column of Table 2 that is about an iteration.

        Parameters
        ----------
        iteration : {"first", "intermediate", "last"}
            One that a sample uses.

        Returns
        -------
        Specification
        """
        return next(column for column in self.columns.values() if column.sample == iteration)

    def column(self, choice: RowChoice, terms: set[str]) -> str:
        """Return the column of Table 2 that a model is, rows included, or an empty string.

        Parameters
        ----------
        choice : RowChoice
        terms : set of str
            Of the model.

        Returns
        -------
        str
        """
        for name, specification in self.columns.items():
            same_rows = _rows_like(specification) == _rows_like(choice.rows_of)
            if same_rows and {term_name(specification, term) for term in specification.terms} == terms:
                return name
        return ""


def term_name(specification: Specification, term: Term) -> str:
    """Return the name of a term here: that of its column, but of a prediction with its iteration.

    Parameters
    ----------
    specification : Specification
        The column of Table 2.
    term : Term
        One of its terms.

    Returns
    -------
    str
    """
    return f"{EXPECTED}{specification.sample}" if term.column == EXPECTED_COLUMN else term.name


def read_comparison(path: str | Path, regressions: Mapping[str, Specification]) -> Comparison:
    """Read which models are compared, and check it.

    Parameters
    ----------
    path : path
        A YAML file as ``workflow/schemas/maoz2011/dyadic_fit.schema.yaml`` describes it.
    regressions : mapping of str to Specification
        Those of ``config/maoz2011/models``, by name.

    Returns
    -------
    Comparison

    Raises
    ------
    ConfigurationError
        If the file is absent, no YAML or breaks the schema; if a column is no logit of
        ``config/maoz2011/models``; or if a sample names a column or block that there is not, or a term that
        its rows do not have.
    """
    content = read_checked(path, "maoz2011/dyadic_fit")
    wrong = [
        name
        for name in content["columns"]
        if name not in regressions or regressions[name].estimator != "logit"
    ]
    if wrong:
        raise ConfigurationError(
            f"{path}: {', '.join(wrong)} is no logit of config/maoz2011/models.",
            f"Logits: {', '.join(n for n, model in regressions.items() if model.estimator == 'logit')}.",
        )
    columns = {name: regressions[name] for name in content["columns"]}
    blocks = {
        name: Block(name, given["label"], tuple(given["terms"])) for name, given in content["blocks"].items()
    }
    samples = tuple(
        _sample(Path(path), name, given, columns, blocks) for name, given in content["samples"].items()
    )
    return Comparison(columns, samples)


def _sample(
    path: Path,
    name: str,
    given: Mapping[str, Any],
    columns: Mapping[str, Specification],
    blocks: Mapping[str, Block],
) -> RowChoice:
    where = f"{path}: samples.{name}"
    _known(where, [given["rows_of"]], columns)
    rows_of = columns[given["rows_of"]]
    single = [column.sample for column in columns.values() if column.sample in ("first", "last")]
    iterations = ["intermediate"] if rows_of.sample == "intermediate" else single
    terms = [LAGGED, *(EXPECTED + iteration for iteration in iterations)]
    terms += [term.name for term in rows_of.terms if term.column != EXPECTED_COLUMN]
    models = []
    for model in given["models"]:
        _known(where, model, blocks)
        models.append(tuple(blocks[block] for block in model))
        _known(where, [term for block in models[-1] for term in block.terms], terms)
    return RowChoice(name, given["title"], rows_of, tuple(models))


def _known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigurationError(f"{where} has no {', '.join(unknown)}.", f"It may name {', '.join(known)}.")


def _rows_like(specification: Specification) -> tuple[bool, frozenset[str]]:
    """What decides which rows a column has: whether they are stacked, and which terms may be missing."""
    columns = frozenset(term.column for term in specification.terms if term.column != EXPECTED_COLUMN)
    return specification.sample == "intermediate", columns
