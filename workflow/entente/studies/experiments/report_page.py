"""What the report of an experiment tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from entente.experiments.designs.design import Design
from entente.experiments.designs.design_form import Simulated
from entente.experiments.estimation.estimates import estimators
from entente.experiments.simulation.declared_world import World
from entente.reporting.printed_numbers import PrintedNumber
from entente.studies.experiments import diagnosand_tables, report_tables
from entente.studies.experiments.captions import answered, asked, captions
from entente.studies.experiments.mechanism_warnings import warnings
from entente.studies.experiments.outputs import figures_of, tables_of
from entente.studies.experiments.told_numbers import decimals_of, number

#: How arms were assigned, in words.
ASSIGNMENTS = {
    "complete": "numbers in each arm fixed",
    "bernoulli": "each person drawn alone",
    "blocked": "within blocks of {block}",
    "clustered": "whole clusters of {cluster}",
    "blocked_clustered": "whole clusters of {cluster} within blocks of {block}",
}


def page_values(
    name: str,
    design: Design,
    tables: Mapping[str, pd.DataFrame],
    printed: Sequence[PrintedNumber],
    world: World | None = None,
) -> dict[str, Any]:
    """Return what the template ``experiments/report`` tells of an experiment, of its tables by name.

    Printed numbers are those whose model is the experiment; terms are its hypotheses.  Of a
    simulated one ``world`` is that which answers.
    """
    of_print = {found.term: found for found in printed if found.place[2] == name}
    estimates, hypotheses = tables["estimates"], tables["hypotheses"]
    return {
        "name": name,
        "design": design,
        "simulated": design.status == "simulated",
        "drawn": isinstance(design.data, Simulated),
        "tables": tables_of(design),
        "figures": figures_of(design),
        "assignment": ASSIGNMENTS[design.assignment.kind].format(**design.assignment.model_dump()),
        "asked": asked(tables["attrition"]),
        "answered": answered(tables["attrition"]),
        "captions": captions(design, tables),
        "estimator": estimators(design)[0],
        "adjustments": report_tables.adjustments(design),
        "factors": report_tables.factor_table(design),
        "outcomes": report_tables.outcome_table(design),
        "hypotheses": report_tables.hypothesis_table(design),
        "checks": report_tables.checks_shown(tables["checks"]),
        "checks_counted": report_tables.checks_counted(tables["checks"]),
        "worth_a_look": tables["checks"]["verdict"].value_counts().to_dict(),
        "estimates": report_tables.estimates_side_by_side(
            estimates[estimates["sample"] == "all"], design, of_print
        ),
        "amces": _shown(tables, "amces", report_tables.amces_shown, design),
        "passed": passed(estimates, design),
        "printed": of_print,
        "verdicts": report_tables.verdict_table(
            hypotheses, design, _shown_truths(tables.get("diagnosands"), design, world)
        ),
        "nulls": nulls(hypotheses),
        "steps": _shown(tables, "mediation", report_tables.mechanism_steps, design),
        "warnings": warnings(tables["mediation"]) if design.mediators else [],
        "asked_after": report_tables.asked_after(design),
        "bounds": report_tables.bounds_shown(tables["bounds"], design),
        "randomization": report_tables.randomization_shown(tables["randomization"]),
        "drawn_assignments": tables["randomization"].query("not exact")["draws"].max(),
        "moderation": _shown(tables, "heterogeneity", report_tables.heterogeneity_shown, design),
        "ordinal": _shown(tables, "ordinal", report_tables.ordinal_shown),
        "missed": missed(hypotheses, design),
        **_before_data(tables.get("diagnosands"), design, world),
    }


def _before_data(diagnosands: pd.DataFrame | None, design: Design, world: World | None) -> dict[str, Any]:
    """What the design is worth in each scenario; nothing if no answers are drawn."""
    if diagnosands is None or world is None:
        return {"scenarios": []}
    estimator = estimators(design)[0]
    scenarios = {name: scenario.text for name, scenario in world.scenarios.items()}
    return {
        "studies": int(diagnosands["draws"].max()),
        "scenarios": diagnosand_tables.scenarios_shown(diagnosands, estimator, scenarios),
        "persons_of_truth": world.persons_of_truth,
        "mediated_coverage": diagnosand_tables.mediated_coverage(diagnosands),
        "compared": diagnosand_tables.estimators_compared(diagnosands),
        "family_errors": diagnosand_tables.family_errors(diagnosands, estimator),
    }


def _shown_truths(
    diagnosands: pd.DataFrame | None, design: Design, world: World | None
) -> dict[tuple[str, str], float] | None:
    """What is true in the scenario that answers are drawn from, by hypothesis and country; None of people."""
    if diagnosands is None or world is None:
        return None
    return diagnosand_tables.truths(diagnosands, world.shown, estimators(design)[0])


def _shown(tables: Mapping[str, pd.DataFrame], name: str, show: Any, *arguments: Any) -> pd.DataFrame | None:
    """A table as it is shown; None if the design asks for none, or it came out empty."""
    return show(tables[name], *arguments) if len(tables.get(name, ())) else None


def passed(estimates: pd.DataFrame, design: Design) -> pd.DataFrame | None:
    """Return the verdicts' estimator in the samples of those who passed checks, beside all; None if none."""
    shown = report_tables.within_countries(estimates)
    chosen = shown[(shown["estimator"] == estimators(design)[0]) & (shown["weights"] == "none")]
    subsamples = [sample for sample in dict.fromkeys(chosen["sample"]) if sample != "all"]
    if not subsamples:
        return None
    affected = chosen[chosen["sample"].isin(subsamples)][["hypothesis", "country"]].drop_duplicates()
    decimals, rows = decimals_of(design), []
    for name, country in affected.itertuples(index=False):
        found = chosen[(chosen["hypothesis"] == name) & (chosen["country"] == country)].set_index("sample")
        row = {"hypothesis": report_tables.in_country(name, country)}
        for sample in ["all", *subsamples]:
            if sample in found.index:
                row[sample] = report_tables.with_interval(
                    found.loc[sample], decimals[found.at[sample, "outcome"]]
                )
        rows.append(row)
    return pd.DataFrame(rows).fillna("")


def nulls(hypotheses: pd.DataFrame) -> list[str]:
    """Return the hypotheses that are not significant and yet not equivalent, of which nothing is known."""
    told = report_tables.with_difference_told(hypotheses)
    open_ones = told[told["size"] == "inconclusive"]
    return [
        report_tables.in_country(row.hypothesis, row.country) for row in open_ones.itertuples(index=False)
    ]


def missed(hypotheses: pd.DataFrame, design: Design) -> list[str]:
    """Return, in words, where an effect as large as the margin would too often have been missed."""
    decimals = decimals_of(design)
    shown = report_tables.within_countries(hypotheses)
    short = shown[shown["mde"] > shown["margin"]]
    return [
        f"{report_tables.in_country(row.hypothesis, row.country)}: effects below "
        f"{number(row.mde, decimals[row.outcome])} {row.unit}; the margin is {row.margin:g}"
        for row in short.itertuples(index=False)
    ]
