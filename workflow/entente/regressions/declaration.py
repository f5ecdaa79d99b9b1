"""Regressions as the files of a study declare them: read, and refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import declared_files, named, near_text, read_declared
from entente.core.declared_words import combinations, names_in_braces, put
from entente.core.errors import ConfigurationError
from entente.regressions.specification import (
    ANY,
    ESTIMATORS,
    PREVIOUS,
    Regression,
    Regressions,
    Shared,
    Specification,
)
from entente.regressions.unit import BASELINE, MODEL, Unit
from entente.regressions.variances import CLUSTERS, STANDARD

#: What every regression must say, itself or by what it shares.
REQUIRED = ("title", "unit", "estimator", "sample", "outcome", "terms")


def read_regressions(folder: str | Path, units: Mapping[str, Unit]) -> dict[str, Specification]:
    """Read all regressions of a folder, ``config/<study>/models``, as :func:`read_regression_files` does.

    ConfigurationError is raised, too, if a regression is compared with itself, or with one that is absent, or
    of another unit or outcome.
    """
    found = read_regression_files(declared_files(folder), units)
    for model in found.values():
        other = found.get(model.compared_with)
        if model.compared_with and (
            other in (None, model) or (other.unit, other.outcome) != (model.unit, model.outcome)
        ):
            raise ConfigurationError(
                f"{model.place}.compared_with is {model.compared_with}, which is no other regression of the "
                "same unit and outcome.",
                f"Regressions: {', '.join(found)}.",
            )
    return found


def read_regression_files(paths: Iterable[str | Path], units: Mapping[str, Unit]) -> dict[str, Specification]:
    """Read files of regressions, see :class:`~entente.regressions.specification.Regressions`, each by itself.

    They come by name, in the order of the names; ``units`` are the units of analysis that there are.
    ConfigurationError is raised if a file is absent, no YAML or malformed; or if a regression is declared
    twice, lacks something, names a unit or column that there is not, or asks for an estimator on another unit
    of analysis or a variance that it does not have.
    """
    found: dict[str, Specification] = {}
    for path in map(Path, paths):
        for specification in _read(path, units):
            if specification.name in found:
                raise ConfigurationError(
                    f"{specification.place} is declared in {found[specification.name].file} too.",
                    "Give one of them another name.",
                )
            found[specification.name] = specification
    return dict(sorted(found.items()))


def by_file(regressions: Mapping[str, Specification]) -> dict[str, dict[str, Specification]]:
    """Return regressions by the name, without its ending, of the file that declares them."""
    files: dict[str, dict[str, Specification]] = {}
    for name, specification in regressions.items():
        files.setdefault(specification.file.stem, {})[name] = specification
    return files


def estimators_not_in(regressions: Mapping[str, Specification]) -> list[Path]:
    """Return the modules of the estimators that none of these regressions names, absolute."""
    named = {specification.estimator for specification in regressions.values()}
    folder = Path(__file__).resolve().parent / "estimators"
    return [folder / f"{estimator}.py" for estimator in ESTIMATORS if estimator not in named]


def _read(path: Path, units: Mapping[str, Unit]) -> list[Specification]:
    content = read_declared(path, Regressions)
    return [
        _specification(path, name, given, units)
        for own in content.regressions
        for name, given in _each(path, own, _merged(own, content.shared))
    ]


def _merged(own: Regression, shared: Shared) -> dict[str, Any]:
    """What all of its file share, what those of its sample do, and what it says itself."""
    sample = own.sample or shared.all.sample
    of_sample = getattr(shared, sample) if sample else Regression()
    return {**shared.all.said, **of_sample.said, **own.said}


def _each(path: Path, own: Regression, given: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A regression for each combination of the words of its ``for_each``: its name, what is said of it."""
    words = given.pop("for_each", {})
    for chosen in combinations(words):
        name = "_".join([own.name, *chosen.values()])
        made = given | {
            key: put(given[key], chosen) for key in ("title", "outcome", "partners") if key in given
        }
        if "terms" in given:
            made["terms"] = tuple(
                term.model_copy(update={"column": put(term.column, chosen)}) for term in given["terms"]
            )
        if "where" in given:
            made["where"] = tuple(
                named(put(condition.name, chosen), condition.model_copy()) for condition in given["where"]
            )
        _check_words(made, f"{path}: regressions.{name}")
        yield name, made


def _check_words(given: Mapping[str, Any], where: str) -> None:
    """Refuse a name in braces that is neither among the words nor the type of alliance."""
    texts = {key: given.get(key, "") for key in ("title", "outcome", "partners")}
    texts |= {f"terms.{term.name}": term.column for term in given.get("terms", ())}
    texts |= {f"where.{condition.name}": condition.name for condition in given.get("where", ())}
    for role, text in texts.items():
        for name in names_in_braces(text):
            if name != "alliance":
                raise ConfigurationError(
                    f"{where}.{role} is {text}, but there are no words for {{{name}}}.",
                    "Name them in for_each, or correct it.",
                )


def _specification(path: Path, name: str, given: dict[str, Any], units: Mapping[str, Unit]) -> Specification:
    where = f"{path}: regressions.{name}"
    lacking = [key for key in REQUIRED if key not in given]
    if lacking:
        raise ConfigurationError(
            f"{where} lacks {', '.join(lacking)}.", "Say it there, or once for several under shared."
        )
    lag = given.pop("lag", 0)
    given["unit"] = _unit(where, given["unit"], units)
    given["terms"] = tuple(
        term if "lag" in term.model_fields_set else term.model_copy(update={"lag": lag})
        for term in given["terms"]
    )
    specification = Specification(name=name, file=path, **given)
    _check_estimator(specification, units)
    _check_names(specification, where)
    for alliance in specification.unit.alliances:
        _check_columns(specification.for_alliance(alliance), where)
    return specification


def _unit(where: str, name: str, units: Mapping[str, Unit]) -> Unit:
    if name not in units:
        raise ConfigurationError(
            f"{where}.unit is {name}, which there is not{near_text(name, units)}.",
            f"Units: {', '.join(units)}.",
        )
    return units[name]


def _check_estimator(specification: Specification, units: Mapping[str, Unit]) -> None:
    codes, available = ESTIMATORS[specification.estimator]
    where, estimator, unit = specification.place, specification.estimator, specification.unit
    if codes is not ANY and len(unit.keys) != len(codes):
        fitting = " or ".join(name for name, other in units.items() if len(other.keys) == len(codes))
        wanted = f"{fitting}s" if fitting else f"rows of {('years', 'states', 'dyads')[len(codes)]}"
        raise ConfigurationError(
            f"{where}: {estimator} is estimated on {wanted}, not on {unit.name}s.",
            f"Set unit to {fitting}, or choose another estimator." if fitting else "Choose another one.",
        )
    if estimator == "fixed_effects" and specification.sample == "intermediate" and unit.expect:
        raise ConfigurationError(
            f"{where}: fixed_effects takes each state-year once, and intermediate iterations repeat it.",
            "Choose another sample, or another estimator.",
        )
    asked = {specification.printed_variance, *specification.extra_variances} - {STANDARD}
    if codes is ANY:
        available = {variance for variance in available if CLUSTERS[variance] in unit.keys}
    if asked - available:
        raise ConfigurationError(
            f"{where}: {estimator} has no variance {', '.join(sorted(asked - available))}.",
            f"It has {', '.join([STANDARD, *sorted(available)])}.",
        )
    if specification.printed_variance in specification.extra_variances:
        raise ConfigurationError(
            f"{where}: {specification.printed_variance} is both the printed and an extra variance.",
            "Take it out of extra_variances.",
        )
    _check_wants(specification)


def _check_wants(specification: Specification) -> None:
    """Refuse an estimator that lacks what it alone takes, or another that has it."""
    spatial, effort = (specification.estimator == name for name in ("spatial_lag", "effort_process"))
    if spatial != bool(specification.partners):
        raise ConfigurationError(
            f"{specification.place}: partners are what a spatial lag is of, and of no other estimator.",
            "Name a layer of ties, with estimator spatial_lag.",
        )
    if effort and PREVIOUS not in specification.term_names:
        raise ConfigurationError(
            f"{specification.place}: an effort process has a term {PREVIOUS}, the category at the beginning.",
            f"Add it: {PREVIOUS}: {{column: {specification.outcome}, lag: 1}}.",
        )


def _check_columns(specification: Specification, where: str) -> None:
    """Refuse a regression that names a column that its unit of analysis does not have in its sample.

    Refused are, too, an outcome of the model, and a lag of what the model expects of a state or dyad, which
    several iterations have.  The type of alliance is put in; ``where`` is its file and name.
    """
    unit, sample = specification.unit, specification.sample
    if sample != BASELINE and not (unit.expect or unit.networks):
        raise ConfigurationError(
            f"{where}.sample is {sample}, but nothing of a model stands beside {unit.name}s.",
            f"Set it to {BASELINE}.",
        )
    known = unit.columns(sample)
    named = {"outcome": specification.outcome}
    named |= {f"terms.{term.name}": term.column for term in specification.terms if term.column}
    named |= {f"where.{condition.name}": condition.name for condition in specification.where}
    for role, column in named.items():
        if column not in known and not (role.startswith("where.") and column in unit.row):
            raise ConfigurationError(
                f"{where}.{role} is {column}, which is no column of numbers of {unit.name}s in sample "
                f"{sample}{near_text(column, known)}.",
                "Columns are those of the panel (tables/codebook.md), and those that the study's unit makes.",
            )
    lagged = [term.name for term in specification.terms if term.lag and term.column in unit.expected]
    if lagged:
        raise ConfigurationError(
            f"{where}.terms.{lagged[0]} is a lag of what the model expects, which every iteration has.",
            "Set its lag to 0.",
        )
    if specification.outcome.startswith(f"{MODEL}_"):
        raise ConfigurationError(
            f"{where}.outcome is {specification.outcome}, which is the model's and not history's.",
            "Choose a column of the panel or of the actual network.",
        )


def _check_names(specification: Specification, where: str) -> None:
    """Refuse a regression of whose regressors two have a name, or an interaction is of what is none.

    Refused is, too, an effect of each year where a row is a year.
    """
    names = specification.term_names
    repeated = [name for position, name in enumerate(names) if name in names[:position]]
    if repeated:
        raise ConfigurationError(
            f"{where}.terms make {repeated[0]} twice: a polynomial or spline numbers what it makes.",
            "Give one of them another name.",
        )
    of_columns = [name for term in specification.terms if term.column for name in term.names]
    for term in specification.terms:
        for name in term.interaction:
            if name not in of_columns:
                raise ConfigurationError(
                    f"{where}.terms.{term.name} is an interaction of {name}, which no term with a column "
                    f"makes{near_text(name, of_columns)}.",
                    f"Terms: {', '.join(of_columns)}.",
                )
    if specification.year_effects and not specification.unit.keys:
        raise ConfigurationError(
            f"{where}: a {specification.unit.name} is a year: its effect would leave nothing to explain.",
            "Leave year_effects out, or choose another unit.",
        )
