"""Regressions as the files of a study declare them: read, and refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from entente.core.checked_yaml import declared_files, near_text, read_declared
from entente.core.errors import ConfigurationError
from entente.regressions.columns import check_columns, check_names
from entente.regressions.specification import ESTIMATORS, Regression, Regressions, Shared, Specification
from entente.regressions.unit import Unit
from entente.regressions.variances import STANDARD

#: What every regression must say, itself or by what it shares.
REQUIRED = ("title", "unit", "estimator", "sample", "outcome", "terms")


def read_regressions(folder: str | Path, units: Mapping[str, Unit]) -> dict[str, Specification]:
    """Read all regressions of a folder.

    Parameters
    ----------
    folder : path
        ``config/<study>/models``.
    units : mapping of str to Unit
        The units of analysis that there are, by name.

    Returns
    -------
    dict of str to Specification
        By name, in the order of the names.

    Raises
    ------
    ConfigurationError
        If a file is refused by :func:`read_regression_files`; or if a regression is compared with one that
        is absent, or of another unit or outcome.
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
    """Read files of regressions and check each by itself.

    Parameters
    ----------
    paths : iterable of path
        YAML files, see :class:`entente.regressions.specification.Regressions`.
    units : mapping of str to Unit
        The units of analysis that there are, by name.

    Returns
    -------
    dict of str to Specification
        By name, in the order of the names.

    Raises
    ------
    ConfigurationError
        If a file is absent, no YAML, is malformed or has a name that is none; or if a regression is
        declared twice, lacks something, names a unit or column that there is not, or asks for an estimator
        on another unit of analysis or a variance that it does not have.
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
    return [_specification(path, own, content.shared, units) for own in content.regressions]


def _specification(path: Path, own: Regression, shared: Shared, units: Mapping[str, Unit]) -> Specification:
    """One regression: what all of its file share, what those of its sample do, and what it says itself."""
    sample = own.sample or shared.all.sample
    of_sample = getattr(shared, sample) if sample else Regression()
    given = {**shared.all.said, **of_sample.said, **own.said}
    where = f"{path}: regressions.{own.name}"
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
    specification = Specification(name=own.name, file=path, **given)
    _check_estimator(specification, units)
    check_names(specification, where)
    for alliance in specification.unit.alliances:
        check_columns(specification.for_alliance(alliance), where)
    return specification


def _unit(where: str, name: str, units: Mapping[str, Unit]) -> Unit:
    if name not in units:
        raise ConfigurationError(
            f"{where}.unit is {name}, which there is not{near_text(name, units)}.",
            f"Units: {', '.join(units)}.",
        )
    return units[name]


def _check_estimator(specification: Specification, units: Mapping[str, Unit]) -> None:
    states, available = ESTIMATORS[specification.estimator]
    where, estimator, unit = specification.place, specification.estimator, specification.unit
    if len(unit.keys) != states:
        fitting = " or ".join(name for name, other in units.items() if len(other.keys) == states)
        wanted = f"{fitting}s" if fitting else f"rows of {('years', 'states', 'dyads')[states]}"
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
    if asked - available:
        raise ConfigurationError(
            f"{where}: {estimator} has no variance {', '.join(sorted(asked - available))}.",
            f"It has {STANDARD}, {', '.join(sorted(available))}.",
        )
    if specification.printed_variance in specification.extra_variances:
        raise ConfigurationError(
            f"{where}: {specification.printed_variance} is both the printed and an extra variance.",
            "Take it out of extra_variances.",
        )
