"""Tables as a report shows them: estimates side by side, verdicts, steps of a mechanism, diagnosands."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from entente.experiments.designs.design import Design
from entente.experiments.designs.design_form import Factor
from entente.reporting.printed_numbers import PrintedNumber
from entente.studies.experiments.panels import DIFFERENCE
from entente.studies.experiments.told_numbers import (
    decimals_of,
    in_country,
    in_words,
    interval,
    less,
    measure,
    number,
    p_text,
    plain,
    with_interval,
    with_minus_signs,
)

#: Estimators in the order of columns, with the words for each.
ESTIMATORS = {"lin": "Lin", "difference": "difference", "adjusted": "adjusted"}

#: Steps of a mechanism, in the order of the page: what needs no further assumption comes first.
STEPS = ("effect", "bounds", "linear", "sensitivity", "controlled_direct")


def within_countries(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that are no difference of countries."""
    return table[table["country"] != DIFFERENCE]


def with_difference_told(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which the difference of two countries is called by what is taken from what."""
    return table.assign(country=table["country"].replace(DIFFERENCE, less(table["country"])))


def factor_table(design: Design) -> pd.DataFrame:
    """Return what was varied: factors, their levels, what they are compared with, and the share right."""
    return pd.DataFrame(
        [
            {
                "factor": factor.name,
                "levels": _levels(factor),
                "compared with": factor.base,
                "check": "asked" if factor.check else "none",
            }
            for factor in design.factors
        ]
    )


def _levels(factor: Factor) -> str:
    """The levels of a factor; those that mean presence, and those that do not, if it says so."""
    if not factor.presence:
        return ", ".join(factor.arms)
    means = {arm: [] for arm in factor.arms}
    for raw, arm in factor.of_raw.items():
        means[arm].append(factor.levels[raw])
    return "; ".join(f"{arm}: {', '.join(dict.fromkeys(labels))}" for arm, labels in means.items())


def outcome_table(design: Design) -> pd.DataFrame:
    """Return what effects are on: kind, range, unit and margin."""
    return pd.DataFrame(
        [
            {
                "outcome": outcome.name,
                "kind": outcome.kind,
                "range": f"{plain(outcome.range[0])} to {plain(outcome.range[1])}",
                "unit": outcome.unit,
                "margin": f"{outcome.margin:g}",
                "meaning": outcome.direction_of_scale,
            }
            for outcome in design.outcomes
        ]
    ).pipe(_without_empty)


def hypothesis_table(design: Design) -> pd.DataFrame:
    """Return what was expected."""
    return pd.DataFrame(
        [
            {
                "hypothesis": hypothesis.name,
                "text": hypothesis.text,
                "outcome": hypothesis.outcome,
                "direction": hypothesis.direction,
                "family": f"{hypothesis.family} ({design.families[hypothesis.family]})",
            }
            for hypothesis in design.hypotheses
        ]
    )


def estimates_side_by_side(
    estimates: pd.DataFrame, design: Design, printed: Mapping[str, PrintedNumber]
) -> pd.DataFrame:
    """Return a row a hypothesis and country, a column an estimator and its weights, with printed numbers."""
    decimals, rows = decimals_of(design), []
    for (name, country), found in with_difference_told(estimates).groupby(
        ["hypothesis", "country"], sort=False
    ):
        row = {"hypothesis": in_country(name, country)}
        for weights in dict.fromkeys(found["weights"]):
            for estimator, words in ESTIMATORS.items():
                at = found[(found["estimator"] == estimator) & (found["weights"] == weights)]
                heading = words if weights == "none" else f"{words}, weighted"
                row[heading] = with_interval(at.iloc[0], decimals[at["outcome"].iloc[0]]) if len(at) else ""
        if name in printed:
            row["printed"] = plain(printed[name].estimate)
        rows.append(row)
    return pd.DataFrame(rows).fillna("")


def amces_shown(amces: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return the effect of each level of each factor, averaged over the others, without weights."""
    decimals = decimals_of(design)
    return pd.DataFrame(
        [
            {
                "outcome": in_country(row["outcome"], row["country"]),
                "factor": row["factor"],
                "effect of": f"{row['level']}, not {row['reference']}",
                "averaged over": row["averaged_over"],
                "estimate": with_interval(row, decimals[row["outcome"]]),
                "p": p_text(row["p"]),
            }
            for row in amces[amces["weights"] == "none"].to_dict("records")
        ]
    )


def verdict_table(
    hypotheses: pd.DataFrame, design: Design, truths: Mapping[tuple[str, str], float] | None = None
) -> pd.DataFrame:
    """Return a row a hypothesis and country: estimate, equivalence, what would have been found, verdict.

    Of a simulated design what is true stands before what is estimated: ``truths``, by hypothesis and country.
    """
    decimals, rows = decimals_of(design), []
    told = with_difference_told(hypotheses)["country"]
    for row, country in zip(hypotheses.to_dict("records"), told, strict=True):
        places = decimals[row["outcome"]]
        true = (truths or {}).get((row["hypothesis"], row["country"]), math.nan)
        rows.append(
            {
                "hypothesis": in_country(row["hypothesis"], country),
                "expected": row["direction"],
                **({"truth": number(true, places)} if truths is not None else {}),
                "estimate": number(row["estimate"], places),
                "90 % interval": interval(row["low_90"], row["high_90"], places),
                "p adjusted": p_text(row["p_adjusted"]),
                "margin": f"{row['margin']:g}",
                "p TOST": p_text(row["p_tost"]),
                "equivalent within": number(row["smallest"], places),
                "found with power .8": number(row["mde"], places),
                "size": row["size"],
                "verdict": row["verdict"],
            }
        )
    return pd.DataFrame(rows)


def mechanism_steps(mediation: pd.DataFrame, design: Design) -> dict[str, pd.DataFrame]:
    """Return a table a step of the mechanism, in order: a row a pathway and country, a column a quantity."""
    decimals, steps = decimals_of(design), {}
    for step in STEPS:
        rows: dict[str, dict[str, str]] = {}
        for row in within_countries(mediation[mediation["step"] == step]).to_dict("records"):
            pathway = f"{row['treatment']} → {row['mediator']} → {row['outcome']}"
            setting = "" if row["setting"] in ("all", "") else f", {row['setting']}"
            cells = rows.setdefault(in_country(pathway, row["country"]), {})
            cells[with_minus_signs(f"{row['quantity']}{setting}")] = with_interval(
                row, decimals[row["outcome"]]
            )
        if rows:
            table = pd.DataFrame.from_dict(rows, orient="index").fillna("").rename_axis("pathway")
            steps[step] = table.reset_index()
    return steps


def asked_after(design: Design) -> list[str]:
    """Return the mediators that were asked after the outcome, and so are none."""
    return [mediator.name for mediator in design.mediators if mediator.order == "after"]


def bounds_shown(bounds: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return the bounds of each hypothesis where outcomes are missing, with their intervals."""
    outcomes = {hypothesis.name: hypothesis.outcome for hypothesis in design.hypotheses}
    decimals, rows = decimals_of(design), []
    for row in with_difference_told(bounds).to_dict("records"):
        places = decimals[outcomes[row["hypothesis"]]]
        rows.append(
            {
                "hypothesis": in_country(row["hypothesis"], row["country"]),
                "method": {"lee": "Lee", "manski": "Manski"}[row["method"]],
                "of": row["estimand"],
                "bounds": interval(row["low"], row["high"], places),
                "95 % interval": interval(row["interval_low"], row["interval_high"], places),
                "trimmed": "" if pd.isna(row["trimmed"]) else f"{row['trimmed']:.1%}",
                "answered": f"{row['answered_treated']} of {row['n_treated']}, "
                f"{row['answered_control']} of {row['n_control']}",
                "beware": "" if pd.isna(row["words"]) else row["words"],
            }
        )
    return _without_empty(pd.DataFrame(rows))


def randomization_shown(randomization: pd.DataFrame) -> pd.DataFrame:
    """Return the tests of no effect on anyone."""
    return pd.DataFrame(
        [
            {
                "hypothesis": in_country(row["hypothesis"], row["country"]),
                "statistic": row["statistic"],
                "observed": number(row["observed"], 2),
                "null": row["null_hypothesis"],
                "assignments": f"all {row['draws']:,}" if row["exact"] else f"{row['draws']:,} drawn",
                "p": p_text(row["p"]),
                "interval": interval(row["low"], row["high"], 3),
            }
            for row in randomization.to_dict("records")
        ]
    ).pipe(_without_empty)


def heterogeneity_shown(heterogeneity: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return the interactions with moderators: what tells whether an effect differs."""
    outcomes = {hypothesis.name: hypothesis.outcome for hypothesis in design.hypotheses}
    decimals = decimals_of(design)
    shown = with_difference_told(heterogeneity)
    rows = shown[shown["kind"] == "interaction"].to_dict("records")
    return pd.DataFrame(
        [
            {
                "hypothesis": in_country(row["hypothesis"], row["country"]),
                "moderator": row["moderator"] + (" (exploratory)" if row["exploratory"] else ""),
                "per": with_minus_signs(str(row["level"])),
                "interaction": with_interval(row, decimals[outcomes[row["hypothesis"]]]),
                "p adjusted": p_text(row["p_adjusted"]),
            }
            for row in rows
        ]
    )


def ordinal_shown(ordinal: pd.DataFrame) -> pd.DataFrame:
    """Return the ordered logits as changes in the probability of the top two."""
    return pd.DataFrame(
        [
            {
                "hypothesis": in_country(row["hypothesis"], row["country"]),
                "outcome": row["outcome"],
                "change in P(top two)": f"{number(row['change'], 3)} {interval(row['low'], row['high'], 3)}",
                "ordered logit": f"{number(row['coefficient'], 3)} ({number(row['coefficient_se'], 3)})",
                "p": p_text(row["p"]),
            }
            for row in within_countries(ordinal).to_dict("records")
        ]
    )


def checks_shown(checks: pd.DataFrame) -> pd.DataFrame:
    """Return the checks that failed or are worth a note, in full."""
    order = {"fail": 0, "note": 1}
    ordered = checks[checks["verdict"] != "ok"]
    ordered = ordered.sort_values("verdict", key=lambda verdicts: verdicts.map(order), kind="stable")
    return pd.DataFrame(
        [
            {
                "check": row["check"],
                "of": in_country(row["item"], row["country"]),
                "value": measure(row["value"]),
                "against": measure(row["reference"]),
                "p": p_text(row["p"]),
                "verdict": row["verdict"],
                "in words": with_minus_signs(row["words"]),
            }
            for row in ordered.to_dict("records")
        ]
    )


def checks_counted(checks: pd.DataFrame) -> pd.DataFrame:
    """Return how many checks of each kind there are, by their verdicts."""
    counts = checks.groupby(["check", "verdict"]).size().unstack(fill_value=0)
    return counts.reindex(columns=["ok", "note", "fail"], fill_value=0).reset_index()


def adjustments(design: Design) -> str:
    """Return how p are adjusted within each family, in words."""
    words = {"none": "not adjusted", "holm": "by Holm", "bh": "by Benjamini & Hochberg"}
    return in_words([f"{family} {words[how]}" for family, how in design.families.items()])


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns in which nothing stands."""
    return table[[column for column in table if (table[column] != "").any()]]
