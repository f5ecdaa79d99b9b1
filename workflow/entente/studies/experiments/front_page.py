"""What the front page of the survey experiments tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.experiments.designs.design import Design
from entente.studies.experiments.report_tables import within_countries
from entente.studies.experiments.told_numbers import decimals_of, in_country, with_interval

#: Verdicts in the order in which they are told.
VERDICTS = ("supported", "contradicted", "contradicted: equivalent to none", "open")

#: Rows of the mechanism's table: what needs no further assumption, and what linear mediation says.
BOUNDED, LINEAR = "interval of the bounds", "ACME"


def page_values(
    designs: Mapping[str, Design],
    hypotheses: Mapping[str, pd.DataFrame],
    mediation: Mapping[str, pd.DataFrame],
) -> dict[str, Any]:
    """Return what the template ``experiments/index`` tells, of designs and tables, by experiment."""
    told = [experiment(name, designs[name], hypotheses[name], mediation.get(name)) for name in designs]
    return {
        "experiments": told,
        "simulated": [one["title"] for one in told if one["simulated"]],
        "real": [one["title"] for one in told if not one["simulated"]],
    }


def experiment(
    name: str, design: Design, hypotheses: pd.DataFrame, mediation: pd.DataFrame | None
) -> dict[str, Any]:
    """Return what is told of an experiment: its verdicts, its mechanism, a row a hypothesis and country."""
    decimals = decimals_of(design)
    shown = within_countries(hypotheses)
    return {
        "name": name,
        "title": design.title,
        "simulated": design.status == "simulated",
        "verdicts": by_verdict(shown),
        "mechanism": None if mediation is None else mechanism(within_countries(mediation)),
        "table": pd.DataFrame(
            [
                {
                    "hypothesis": f"{in_country(row['hypothesis'], row['country'])}: {row['text']}",
                    "expected": row["direction"],
                    "estimate": f"{with_interval(row, decimals[row['outcome']])} {row['unit']}",
                    "size": row["size"],
                    "verdict": row["verdict"],
                }
                for row in shown.to_dict("records")
            ]
        ),
    }


def by_verdict(hypotheses: pd.DataFrame) -> dict[str, list[str]]:
    """Return the hypotheses of each verdict in words, with the country where it is not the same in all."""
    told: dict[str, list[str]] = {}
    for verdict in VERDICTS:
        for name, rows in hypotheses[hypotheses["verdict"] == verdict].groupby("hypothesis", sort=False):
            everywhere = len(rows) == (hypotheses["hypothesis"] == name).sum()
            where = "" if everywhere else f" ({', '.join(rows['country'])})"
            told.setdefault(verdict, []).append(f"{name}, {rows['text'].iloc[0]}{where}")
    return told


def mechanism(mediation: pd.DataFrame) -> dict[str, int]:
    """Return how many pathways there are, and in how many each way of looking finds a mediated effect."""
    pathway = ["mediator", "country", "treatment", "outcome"]
    away = (mediation["low"] > 0) | (mediation["high"] < 0)
    by_bounds = mediation[(mediation["quantity"] == BOUNDED)].assign(away=away)
    # Differences of treatments have no bounds.
    pathways = by_bounds[pathway].drop_duplicates()
    linear = mediation[(mediation["quantity"] == LINEAR)].assign(away=away).merge(pathways, on=pathway)
    return {
        "pathways": len(pathways),
        "bounds": int(by_bounds.groupby(pathway)["away"].any().sum()),
        # With an interaction a pathway has several: of the treated, of controls, and their average.
        "linear": int(linear.groupby(pathway)["away"].any().sum()),
    }
