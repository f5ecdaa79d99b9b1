"""What runs on random systems tell: effects on burdens, what parameters do, what size and spread do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from entente.burden.rule_sets.designs import SystemDesign
from entente.burden.rule_sets.random_runs import COLUMNS, RESTLESS
from entente.core.errors import SchemaError
from entente.core.storage import read_table
from entente.judging.intervals import Z, slopes

#: What a run comes to.
MEASURES = (
    "density",
    "transitivity",
    "total_effort",
    "no_effort",
    "mean_burden",
    "exploitation",
    "correlation_degree",
    "correlation_triangles",
    "effect_degree",
    "effect_triangles",
    "effect_size",
)

#: Of these the responses to what is drawn are told, too.
DRAWN = ("states", "dispersion")

#: What a run is known by.
KEY = ["design", "rule_set", "topology"]


def read_runs(files: Iterable[str | Path], systems: Mapping[str, int]) -> pd.DataFrame:
    """Read all batches of all designs as one table; ``systems`` says how many each design has.

    SchemaError is raised if they are not these, from 0 on, each once.
    """
    runs = pd.concat([read_table(path) for path in files], ignore_index=True)
    for name, count in systems.items():
        found = sorted(runs.loc[runs["design"] == name, "index"].unique().tolist())
        if found != list(range(count)):
            raise SchemaError(
                f"The batches of {name} hold {len(found)} systems, not 0 to {count - 1}.",
                "They are of designs cut differently: delete the folder rule_sets/systems and run again.",
            )
    return runs


def effects(runs: pd.DataFrame, designs: Mapping[str, SystemDesign]) -> pd.DataFrame:
    """Return table system_effects: the mean of each measure by design, topology and combination of values."""
    rows = []
    for (*key, level), part in runs.groupby([*KEY, "level"]):
        values = _values(part.iloc[0], designs[key[0]])
        for measure in MEASURES:
            told = _mean(part[measure])
            if told["defined"]:
                rows.append(
                    {
                        **dict(zip(KEY, key, strict=True)),
                        "level": level,
                        "values": values,
                        "measure": measure,
                        "runs": len(part),
                        "restless": int(part["status"].isin(RESTLESS).sum()),
                        **told,
                    }
                )
    return pd.DataFrame(rows)


def _values(row: pd.Series, design: SystemDesign) -> str:
    return ", ".join(f"{name} {row[COLUMNS.get(name, name)]:g}" for name in design.levels)


def changes(runs: pd.DataFrame, designs: Mapping[str, SystemDesign]) -> pd.DataFrame:
    """Return table system_changes: what a step of one parameter does within a system, a row a system.

    A step is from one value of the parameter to the next; the row has the mean over the values of the other
    parameters, so that rows are independent.
    """
    parts = []
    for name, design in designs.items():
        of_design = runs[runs["design"] == name]
        for parameter, values in design.levels.items():
            column = COLUMNS.get(parameter, parameter)
            others = [COLUMNS.get(other, other) for other in design.levels if other != parameter]
            keys = ["index", "topology", *others]
            by_value = {
                value: rows.set_index(keys)[list(MEASURES)] for value, rows in of_design.groupby(column)
            }
            for before, after in zip(values, values[1:], strict=False):
                step = by_value[after] - by_value[before]
                mean = step.groupby(["topology", "index"]).mean().reset_index()
                told = {"design": name, "rule_set": design.rule_set, "parameter": parameter}
                parts.append(mean.assign(**told, before=before, after=after))
    return pd.concat(parts, ignore_index=True)


def responses(runs: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return table system_responses: means of steps of parameters, and slopes on what is drawn.

    Slopes are of least squares over the systems of a design and topology, on the number of states in tens and
    on the dispersion of resources; the mean over the values of all parameters is one observation.
    """
    rows = []
    numbers = _numbers(steps)
    for key, part in steps.groupby([*KEY, "parameter", "before", "after"]):
        named = dict(zip([*KEY, "parameter", "before", "after"], key, strict=True))
        named["step"] = numbers[named["design"], named["parameter"], named["before"]]
        for measure in MEASURES:
            told = _mean(part[measure])
            if told["defined"]:
                rows.append({**named, "measure": measure, "systems": len(part), **told})
    for key, part in runs.groupby(KEY):
        systems = part.groupby("index")[[*DRAWN, *MEASURES]].mean()
        drawn = [name for name in DRAWN if systems[name].nunique() > 1]
        for measure in MEASURES:
            rows += _slopes(dict(zip(KEY, key, strict=True)), systems, drawn, measure)
    return pd.DataFrame(rows)


def _numbers(steps: pd.DataFrame) -> dict[tuple[str, str, float], int]:
    """Number the steps of each parameter from 1."""
    each = steps[["design", "parameter", "before"]].drop_duplicates()
    number = each.groupby(["design", "parameter"])["before"].rank().astype(int)
    return {tuple(row): found for row, found in zip(each.to_numpy().tolist(), number, strict=True)}


def _slopes(
    named: dict[str, object], systems: pd.DataFrame, drawn: list[str], measure: str
) -> list[dict[str, object]]:
    known = systems.dropna(subset=measure)
    if len(known) < len(drawn) + 3 or not drawn or np.ptp(known[measure]) < 1e-12:
        return []
    # Systems are independent: the variance of a slope is the sum of the squares of what each adds to it.
    regressors = known[drawn].assign(**{"states": known["states"] / 10} if "states" in drawn else {})
    found = slopes(known[measure], regressors, lambda influence: math.sqrt(float(influence @ influence)))
    return [
        {
            **named,
            "parameter": name,
            "step": 0,
            "before": math.nan,
            "after": math.nan,
            "measure": measure,
            "systems": len(systems),
            "defined": len(known),
            "mean": estimate.value,
            "low": estimate.low,
            "high": estimate.high,
            "positive": math.nan,
        }
        for name, estimate in zip(drawn, found, strict=True)
        if math.isfinite(estimate.low)
    ]


def _mean(values: pd.Series) -> dict[str, float]:
    """Mean of independent values with its 95 % interval, and the share of them above 0."""
    known = values.dropna().to_numpy("float64")
    if not len(known):
        return {"defined": 0, "mean": math.nan, "low": math.nan, "high": math.nan, "positive": math.nan}
    error = known.std(ddof=1) / math.sqrt(len(known)) if len(known) > 1 else math.nan
    mean = float(known.mean())
    return {
        "defined": len(known),
        "mean": mean,
        "low": mean - Z * error,
        "high": mean + Z * error,
        "positive": float((known > 1e-9).mean()),
    }
