"""An experiment: its design and its answers, and what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pandas as pd

from entente.core.errors import ExperimentInputError
from entente.core.given import common_labels
from entente.experiments.designs.design import Design
from entente.experiments.estimation.hypothesis_estimate import HypothesisEstimate
from entente.experiments.given_rows import require_frame
from entente.experiments.survey.data_rules import check_answers, check_columns, check_ids
from entente.experiments.survey.personal_data import refuse_personal_data
from entente.experiments.survey.survey_columns import (
    SurveyColumns,
    answers,
    arms,
    as_texts,
    canonical,
    perceived,
    scale,
)
from entente.experiments.survey.survey_file import read_survey

#: The module that makes the table of each topic, by a function called after it.
TABLES = {
    "checks": "checking.checks",
    "estimates": "estimation.estimates",
    "hypotheses": "verdicts.hypotheses",
    "equivalence": "verdicts.hypotheses",
    "amces": "estimation.amces_by_factor",
    "randomization": "randomization_inference.randomization_rows",
    "bounds": "missing_answers.bounds_rows",
    "power": "power",
    "mediation": "mechanisms.mediation_tables",
    "sensitivity": "mechanisms.mediation_tables",
    "heterogeneity": "mechanisms.heterogeneity",
    "ordinal": "mechanisms.ordinal",
}

#: Seed of every draw, unless another is given.
SEED = 2024


@dataclass(frozen=True)
class Experiment:
    """A declared design and the answers that were checked against it.

    Attributes
    ----------
    name : str
        Name of the design's file, without its ending.
    design : Design
        What is declared.
    frame : DataFrame
        A row a respondent, by id, or from 0; of a conjoint a row a profile.  Columns: arms by factor, as
        texts; outcomes, mediators, what is intermediate to them, covariates and numeric moderators by name,
        as floats, NaN where not answered; and weight, block, cluster, country, as text, and the columns of a
        conjoint by theirs.
    right, perceived : DataFrame
        For each factor with a check, whether the answer was right, and of which arm it tells.
    attentive : Series or None
        Whether the answer to the attention check was right.
    seed : int
        Seed of every draw.
    """

    name: str
    design: Design
    frame: pd.DataFrame
    right: pd.DataFrame
    perceived: pd.DataFrame
    attentive: pd.Series | None
    seed: int = SEED

    @classmethod
    def read(
        cls,
        path: str | Path,
        data: pd.DataFrame | str | Path | None = None,
        folders: Sequence[str | Path] | None = None,
        seed: int = SEED,
    ) -> Experiment:
        """Read a design and its answers: a table or file that is given, or what the design names.

        A role is looked up in the data registry beside the design, and its file, checked by its digest, in
        ``folders``, or where the workflow finds raw files.  A simulation is drawn with the seed.

        DesignError is raised if the design is refused; SurveyDataError if the answers are; RegistryError,
        DataUnavailable or RetrievalError if there is no such file.
        """
        path = Path(path)
        design = Design.read(path)
        if isinstance(data, pd.DataFrame):
            return cls.of(design, data, path.stem, seed)
        if data is None and hasattr(design.data, "simulate"):
            from entente.experiments.simulation import drawn_answers

            file = path.parent / "simulated" / f"{design.data.simulate}.yaml"
            return cls.of(design, drawn_answers(file, seed), path.stem, seed)
        if data is None:
            from entente.experiments.survey.registered_survey import registered_survey

            data = registered_survey(design.data.role, path, folders)
        return cls.of(design, read_survey(data), path.stem, seed, source=data)

    @classmethod
    def of(
        cls,
        design: Design,
        data: pd.DataFrame,
        name: str = "experiment",
        seed: int = SEED,
        source: str | Path = "The answers",
    ) -> Experiment:
        """Return the experiment of a design and a table of raw answers; an index with a name is a column.

        SurveyDataError is raised if these are not what is declared, or hold personal data that the design
        does not drop.
        """
        require_frame(data)
        named = [name for name in data.index.names if name is not None and name not in data.columns]
        data = data.reset_index(level=named) if named else data
        check_columns(data.columns)
        raw = data.drop(columns=[column for column in design.drop if column in data.columns])
        raw = raw.reset_index(drop=True).rename_axis("row")
        refuse_personal_data(raw, source)
        raw = _labelled(raw, design)
        columns = SurveyColumns(raw, design)
        frame = _frame(columns, design, raw.index)
        check_answers(frame, design)
        checks = {item.name: perceived(item, columns) for item in design.factors if item.check}
        return cls(
            name,
            design,
            frame,
            pd.DataFrame({factor: found["right"] for factor, found in checks.items()}, index=frame.index),
            pd.DataFrame({factor: found["perceived"] for factor, found in checks.items()}, index=frame.index),
            _attentive(columns, design),
            seed,
        )

    @property
    def countries(self) -> list[str | None]:
        """Names of the countries, sorted; None alone if the design names no column of them."""
        column = self.design.unit.country
        return [None] if column is None else sorted(self.frame[column].unique())

    def of_country(self, name: str | None) -> Experiment:
        """Return the experiment of those who live in a country; itself for None.

        ExperimentInputError is raised if there is no such country.
        """
        if name is None:
            return self
        if str(name) not in self.countries:
            raise ExperimentInputError(
                f"{self.name}: there is no country {name!r}.",
                f"It has {', '.join(map(str, self.countries))}.",
            )
        return self.of_rows(self.frame[self.design.unit.country] == str(name))

    def of_rows(self, chosen: pd.Series) -> Experiment:
        """Return the experiment of the rows for which a boolean Series of the same labels is true.

        ExperimentInputError is raised if its labels are others, or in another order.
        """
        common_labels({"frame": self.frame.index, "choice": chosen.index}, ExperimentInputError)
        return replace(
            self,
            frame=self.frame[chosen],
            right=self.right[chosen],
            perceived=self.perceived[chosen],
            attentive=None if self.attentive is None else self.attentive[chosen],
        )

    def estimate(
        self,
        hypothesis: str,
        country: str | None = None,
        *,
        estimator: str | None = None,
        weights: str = "none",
        sample: str = "all",
    ) -> HypothesisEstimate:
        """Return the effect that a hypothesis names: its estimate, se, df, p, limits and number of rows.

        The estimator is that of verdicts unless another is named.  With countries, name one of them,
        "difference", or "pooled" if the design pools.  DesignError is raised if there is no such hypothesis;
        ExperimentInputError if there is no such country, estimator, weight or sample.
        """
        estimate = _module("estimation.estimates").estimate
        return estimate(self, hypothesis, country, estimator, weights, sample)

    def checks(self) -> pd.DataFrame:
        """Return what was checked before any estimate (checks.csv)."""
        return self._table("checks")

    def estimates(self) -> pd.DataFrame:
        """Return the effects of all hypotheses by all estimators side by side (estimates.csv)."""
        return self._table("estimates")

    def hypotheses(self) -> pd.DataFrame:
        """Return the verdicts on all hypotheses (hypotheses.csv)."""
        return self._table("hypotheses")

    def amces(self) -> pd.DataFrame:
        """Return effects of all levels, averaged over declared cells of the other factors (amces.csv)."""
        return self._table("amces")

    def equivalence(self) -> pd.DataFrame:
        """Return of all hypotheses whether their effects are too small to matter."""
        return self._table("equivalence")

    def randomization(self) -> pd.DataFrame:
        """Return randomization tests of the hypotheses (randomization.csv)."""
        return self._table("randomization")

    def bounds(self) -> pd.DataFrame:
        """Return bounds of effects where outcomes are missing (bounds.csv)."""
        return self._table("bounds")

    def power(self) -> pd.DataFrame:
        """Return which effects the design finds, by the number of respondents (power.csv)."""
        return self._table("power")

    def mediation(self) -> pd.DataFrame:
        """Return what the declared mediators carry, bounds first (mediation.csv)."""
        return self._table("mediation")

    def sensitivity(self) -> pd.DataFrame:
        """Return mediated effects by the correlation of the errors (sensitivity.csv)."""
        return self._table("sensitivity")

    def heterogeneity(self) -> pd.DataFrame:
        """Return effects by the declared moderators (heterogeneity.csv)."""
        return self._table("heterogeneity")

    def ordinal(self) -> pd.DataFrame:
        """Return ordered logits beside the means of ordinal outcomes (ordinal.csv)."""
        return self._table("ordinal")

    def _table(self, topic: str) -> pd.DataFrame:
        """The table of a topic."""
        return getattr(_module(TABLES[topic]), f"{topic}_table")(self)


def _module(name: str) -> ModuleType:
    """A module that takes experiments, loaded when it is first asked."""
    return import_module(f"{__package__}.{name}")


def _labelled(raw: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Raw answers by id, or from 0."""
    id_column, conjoint = design.unit.id, design.conjoint
    keys = [conjoint.respondent, conjoint.task, conjoint.profile] if conjoint else [id_column]
    if keys == [None]:
        return raw
    columns = SurveyColumns(raw, design.model_copy(update={"columns": ()}))
    check_ids(pd.DataFrame({key: columns.plain(key, "unit.id") for key in keys}))
    return raw if conjoint else raw.set_index(id_column, drop=False)


def _frame(columns: SurveyColumns, design: Design, index: pd.Index) -> pd.DataFrame:
    """The columns of an experiment by the names of its design."""
    made = {factor.name: arms(factor, columns) for factor in design.factors}
    for kind in ("outcomes", "mediators"):
        for item in getattr(design, kind):
            made[item.name] = scale(item.name, item.range, columns, f"{kind}.{item.name}")
    for mediator in design.mediators:
        for name in mediator.intermediate:
            made[name] = columns.numbers(name, f"mediators.{mediator.name}.intermediate")
    for name in design.covariates:
        made[name] = columns.numbers(name, "covariates")
    for moderator in design.heterogeneity:
        where = f"heterogeneity.{moderator.name}"
        made.setdefault(moderator.name, answers(columns.plain(moderator.name, where), where))
    for where, name in _plain_columns(design):
        column = columns.given(name, where)
        made.setdefault(name, as_texts(column, where) if name == design.unit.country else column)
    if design.weight is not None:
        made[design.weight] = columns.numbers(design.weight, "weight")
    return pd.DataFrame(made, index=index)


def _plain_columns(design: Design) -> list[tuple[str, str]]:
    """Columns that are taken as they are, with the places that name them."""
    named = [
        ("assignment.block", design.assignment.block),
        ("assignment.cluster", design.assignment.cluster),
        ("unit.country", design.unit.country),
        ("analysis.tighten", design.analysis.tighten or None),
    ]
    if design.conjoint:
        parts = ("respondent", "task", "profile", "chosen")
        named += [(f"conjoint.{part}", getattr(design.conjoint, part)) for part in parts]
    return [(where, name) for where, name in named if name is not None]


def _attentive(columns: SurveyColumns, design: Design) -> pd.Series | None:
    if design.attention is None:
        return None
    answer = answers(columns.plain(design.attention.column, "attention.column"), "attention.column")
    return answer.isin([canonical(code) for code in design.attention.right])
