"""Regressions as the files of ``config/maoz2011/models`` declare them: read, and refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from entente.core.checked_yaml import read_checked
from entente.core.errors import ConfigurationError
from entente.regressions.columns import check_columns

#: Types of alliance that each model is estimated for.
ALLIANCES = ("any", "pact")

#: Units of analysis and variances, beside the standard ones, that an estimator can be asked for.
ESTIMATORS = {
    "conditional_negative_binomial": ("state_year", {"state_clustered"}),
    "fixed_effects": ("state_year", {"state_clustered"}),
    "pooled": ("state_year", {"state_clustered"}),
    "logit": ("dyad_year", {"dyad_clustered", "dyadic_robust"}),
    "cochrane_orcutt": ("system_year", {"newey_west"}),
    "poisson_autoregression": ("system_year", {"newey_west"}),
}


@dataclass(frozen=True)
class Term:
    """A regressor: a column, what is done to it, and its name in the table.

    Attributes
    ----------
    name, column : str
    lag : int
        Years by which the column precedes the outcome.
    times : float
        Factor that it is multiplied by.
    otherwise : float or None
        Value where the column is missing; None leaves it missing.
    """

    name: str
    column: str
    lag: int = 0
    times: float = 1.0
    otherwise: float | None = None


@dataclass(frozen=True)
class Specification:
    """A regression to be estimated; see ``workflow/schemas/model.schema.yaml``.

    Attributes
    ----------
    name : str
        Stem of its file.
    title, unit, estimator, sample, outcome : str
    terms : tuple of Term
        Without the constant.
    printed_variance : str
    extra_variances : tuple of str
    compared_with : str or None
    """

    name: str
    title: str
    unit: str
    estimator: str
    sample: str
    outcome: str
    terms: tuple[Term, ...]
    printed_variance: str = "standard"
    extra_variances: tuple[str, ...] = ()
    compared_with: str | None = None

    @property
    def uses_model(self) -> bool:
        """Whether a column describes an iteration of the agent-based model."""
        return self.sample != "baseline"

    @property
    def tables(self) -> list[str]:
        """Tables that the rows are from: the panel, and ties and runs of the model or the network series."""
        if self.unit == "system_year":
            return ["panel", "series"]
        return ["panel", "ties", "runs"] if self.uses_model else ["panel"]

    @property
    def variances(self) -> dict[str, str]:
        """Kind of each variance by its name among the results, where the first is ``printed``."""
        return {"printed": self.printed_variance, **{name: name for name in self.extra_variances}}

    def for_alliance(self, alliance: str) -> Specification:
        """Return the specification with a type of alliance put into the names of its columns."""
        return replace(
            self,
            outcome=self.outcome.format(alliance=alliance),
            terms=tuple(replace(term, column=term.column.format(alliance=alliance)) for term in self.terms),
        )


def read_specifications(folder: str | Path) -> dict[str, Specification]:
    """Read all models of a folder.

    Parameters
    ----------
    folder : path
        ``config/maoz2011/models``: a file a model.

    Returns
    -------
    dict of str to Specification
        By name, in the order of the names.

    Raises
    ------
    ConfigurationError
        If a file is refused by :func:`read_specification`, or a model is compared with one that is absent or
        of another unit.
    """
    found = {path.stem: read_specification(path) for path in sorted(Path(folder).glob("*.yaml"))}
    for model in found.values():
        other = found.get(model.compared_with)
        if model.compared_with and (
            other is None or (other.unit, other.outcome) != (model.unit, model.outcome)
        ):
            raise ConfigurationError(
                f"{folder}/{model.name}.yaml: compared_with is {model.compared_with}, which is no model of "
                "the same unit and outcome.",
                f"Models: {', '.join(found)}.",
            )
    return found


def read_specification(path: str | Path) -> Specification:
    """Read the file of one model and check it.

    Parameters
    ----------
    path : path
        A YAML file as ``workflow/schemas/model.schema.yaml`` describes it.

    Returns
    -------
    Specification

    Raises
    ------
    ConfigurationError
        If the file is absent, no YAML, breaks the schema, names a column that there is not, or asks for an
        estimator on another unit of analysis or a variance that it does not have.
    """
    path = Path(path)
    content = read_checked(path, "model")
    lag = content.pop("lag", 0)
    terms = tuple(_term(name, given, lag) for name, given in content.pop("terms").items())
    extra = tuple(content.pop("extra_variances", ()))
    specification = Specification(name=path.stem, terms=terms, extra_variances=extra, **content)
    _check_estimator(specification, path)
    for alliance in ALLIANCES:
        check_columns(specification.for_alliance(alliance), path)
    return specification


def _term(name: str, given: Any, lag: int) -> Term:
    return Term(name, given, lag) if isinstance(given, str) else Term(name, **{"lag": lag, **given})


def _check_estimator(specification: Specification, path: Path) -> None:
    unit, available = ESTIMATORS[specification.estimator]
    if specification.unit != unit:
        raise ConfigurationError(
            f"{path}: {specification.estimator} is estimated on {unit}s, not on {specification.unit}s.",
            f"Set unit to {unit}, or choose another estimator.",
        )
    asked = {specification.printed_variance, *specification.extra_variances} - {"standard"}
    if asked - available:
        raise ConfigurationError(
            f"{path}: {specification.estimator} has no variance {', '.join(sorted(asked - available))}.",
            f"It has standard, {', '.join(sorted(available))}.",
        )
    if specification.printed_variance in specification.extra_variances:
        raise ConfigurationError(
            f"{path}: {specification.printed_variance} is both the printed and an extra variance.",
            "Take it out of extra_variances.",
        )
