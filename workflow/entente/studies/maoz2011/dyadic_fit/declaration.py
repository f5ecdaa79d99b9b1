"""Which models are compared on which rows, as ``config/maoz2011/dyadic_fit.yaml`` declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from entente.core.checked_yaml import ByName, Declared, Distinct, Name, Named, Several, means, read_declared
from entente.core.errors import ConfigurationError
from entente.regressions.specification import Specification, Term

#: Term: allied the year before.
LAGGED = "lagged_outcome"

#: The column of what the model expects, and what its terms are called: the iteration follows.
EXPECTED_COLUMN, EXPECTED = "abm_alliance", "expected_"


class Block(Named):
    """Terms that enter a model together."""

    label: Annotated[str, Field(min_length=1, max_length=80)] = means("What a reader is told.")
    terms: Several[Name] = means(
        "Terms of the columns, lagged_outcome, or expected_ and the name of an iteration."
    )


class Sample(Named):
    """Rows on which models are compared."""

    title: Annotated[str, Field(min_length=1, max_length=200)] = means("Which rows these are.")
    rows_of: Name = means("The column of Table 2 whose rows these are.")
    models: Several[Distinct[Name]] = means("Each a list of blocks; the empty one is the base rate.")


class DyadicFit(Declared):
    """What carries the fit of Table 2: its columns beside models with some of their terms, on same rows."""

    columns: Several[Name] = means("Regressions of config/maoz2011/models that are columns of Table 2.")
    blocks: ByName[Name, Block] = means("What models are put together from.")
    samples: ByName[Name, Sample] = means("Rows on which models are compared.")


@dataclass(frozen=True)
class Comparison:
    """Columns of Table 2 and blocks of terms, by name, and the samples on which models are compared."""

    columns: dict[str, Specification]
    blocks: dict[str, Block]
    samples: tuple[Sample, ...]

    def terms(self, model: Iterable[str]) -> set[str]:
        """Return the terms of a model, given by the names of its blocks."""
        return {term for block in model for term in self.blocks[block].terms}

    def column(self, sample: Sample, model: Iterable[str]) -> str:
        """Return the column of Table 2 that a model of a sample is, rows included, or an empty string."""
        rows, terms = _rows_like(self.columns[sample.rows_of]), self.terms(model)
        for name, column in self.columns.items():
            if _rows_like(column) == rows and {term_name(column, term) for term in column.terms} == terms:
                return name
        return ""


def term_name(specification: Specification, term: Term) -> str:
    """Return the name here of a term of a column: its own, but of a prediction that of its iteration."""
    return f"{EXPECTED}{specification.sample}" if term.column == EXPECTED_COLUMN else term.name


def read_comparison(path: str | Path, regressions: Mapping[str, Specification]) -> Comparison:
    """Read which models are compared from a YAML file, and check it against the regressions by name.

    ConfigurationError is raised if the file is absent, no YAML or malformed; if a column is no logit of
    ``config/maoz2011/models``; or if a sample names a column or block that there is not, or a term that its
    rows do not have.
    """
    content = read_declared(path, DyadicFit)
    logits = [name for name, model in regressions.items() if model.estimator == "logit"]
    wrong = [name for name in content.columns if name not in logits]
    if wrong:
        raise ConfigurationError(
            f"{path}: {', '.join(wrong)} is no logit of config/maoz2011/models.",
            f"Logits: {', '.join(logits)}.",
        )
    columns = {name: regressions[name] for name in content.columns}
    comparison = Comparison(columns, {block.name: block for block in content.blocks}, content.samples)
    for sample in content.samples:
        _check(f"{path}: samples.{sample.name}", sample, comparison)
    return comparison


def _check(where: str, sample: Sample, comparison: Comparison) -> None:
    columns = comparison.columns
    _known(where, [sample.rows_of], columns)
    rows_of = columns[sample.rows_of]
    single = [column.sample for column in columns.values() if column.sample in ("first", "last")]
    iterations = ["intermediate"] if rows_of.sample == "intermediate" else single
    terms = [LAGGED, *(EXPECTED + iteration for iteration in iterations)]
    terms += [term.name for term in rows_of.terms if term.column != EXPECTED_COLUMN]
    for model in sample.models:
        _known(where, model, comparison.blocks)
        _known(where, sorted(comparison.terms(model)), terms)


def _known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigurationError(f"{where} has no {', '.join(unknown)}.", f"It may name {', '.join(known)}.")


def _rows_like(specification: Specification) -> tuple[bool, frozenset[str]]:
    """What decides which rows a column has: whether they are stacked, and which terms may be missing."""
    columns = frozenset(term.column for term in specification.terms if term.column != EXPECTED_COLUMN)
    return specification.sample == "intermediate", columns
