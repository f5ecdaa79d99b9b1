"""What the page and the table of counterfactuals tell, each number of table counterfactuals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from entente.reporting.grid import Cell, Grid, Line, number_text
from entente.studies.burden_sharing.counterfactuals.comparison import GROUP
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.who_carries_what import SOURCE_NAMES
from entente.systems.state_names import StateNames

#: What rule sets are called, and how they come to what they say.
RULE_SET_NAMES = {
    "observed": "as observed",
    "commons": "commons (fitted)",
    "actors": "actors (simulated)",
    "needs": "needs (v2)",
}

#: Measures of a group in the order in which they are told.
MEASURES = {
    "burden": "effort, per cent of GDP",
    "effort_staying": "effort of those in both worlds, billions",
    "exploitation": "ρ of GDP and burden",
    "ties": "ties",
    "triangles": "triangles",
    "index": "mean index B",
}

#: Effort is in millions of dollars, and told in billions; over GDP it is told in per cent.
_SCALED = {"effort_staying": 1e-3, "burden": 100.0}

#: Numbers of a row.
NUMBERS = ("factual", "changed", "difference", "low", "high")

#: States that are named, of those whose burden moves most.
LISTED = 8


def page_values(
    declared: Mapping[str, Counterfactual],
    found: pd.DataFrame,
    parameters: pd.DataFrame,
    names: StateNames,
) -> dict[str, Any]:
    """Return what the templates ``burden_sharing/counterfactuals`` and its table tell.

    ``declared`` are the counterfactuals by name, ``found`` is table counterfactuals, ``parameters`` table
    commons_parameters.
    """
    usable = parameters[parameters["forecast"] == "commons"]
    return {
        "counterfactuals": [
            _told(name, counterfactual, found[found["counterfactual"] == name], names)
            for name, counterfactual in declared.items()
        ],
        "parameters": usable.assign(source=usable["source"].map(SOURCE_NAMES)),
    }


def _has_drawn_layer(counterfactual: Counterfactual) -> bool:
    return any(change.name == "add_layer" and change.is_drawn for change in counterfactual.changes)


def _told(
    name: str, counterfactual: Counterfactual, found: pd.DataFrame, names: StateNames
) -> dict[str, Any]:
    last = found[found["year"] == found["year"].max()]
    return {
        "name": name,
        "declared": counterfactual,
        "changes": [change.sentence(names) for change in counterfactual.changes],
        "has_drawn_layer": _has_drawn_layer(counterfactual),
        "year": int(last["year"].iloc[0]),
        "runs": int(found["runs"].max()),
        "group": group_rows(last),
        "states": state_rows(last, names),
    }


def group_rows(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of groups as they are told, without what is the same in both worlds.

    Rule sets, measures and sources are in words; effort is in billions, burdens are in per cent.
    """
    rows = found[(found["whom"] == GROUP) & found["measure"].isin(MEASURES) & found["factual"].notna()]
    rows = rows[(rows["factual"] != rows["changed"]) | (rows["runs"] > 1)]
    scale = rows["measure"].map(_SCALED).astype("float64").fillna(1.0)
    words = {"rule_set": RULE_SET_NAMES, "measure": MEASURES, "source": SOURCE_NAMES}
    ordered = rows.assign(
        **{number: rows[number].astype("float64") * scale for number in NUMBERS},
        **{column: pd.Categorical(rows[column], [*told]) for column, told in words.items()},
    ).sort_values(["counterfactual", "year", *words], ignore_index=True)
    told = {column: ordered[column].astype(str).map(named) for column, named in words.items()}
    return ordered.assign(**told)


def state_rows(found: pd.DataFrame, names: StateNames) -> pd.DataFrame:
    """Return burdens of the states that commons move most, in per cent of GDP; empty if they move none.

    Of actors those that move most would be those of most noise: they are not picked out.
    """
    rows = found[(found["rule_set"] == "commons") & (found["measure"] == "burden")]
    rows = rows[rows["whom"] != GROUP].dropna(subset="difference")
    rows = rows.assign(ccode=rows["whom"].astype(int))
    moved = rows.assign(size=rows["difference"].abs()).groupby("ccode", as_index=False)["size"].max()
    # By code where two are equal: their order must not be the machine's.
    most = moved[moved["size"] > 0].sort_values(["size", "ccode"], ascending=[False, True])
    chosen = most["ccode"].head(LISTED).tolist()
    rows = rows[rows["ccode"].isin(chosen)]
    ordered = rows.assign(
        ccode=pd.Categorical(rows["ccode"], chosen),
        source=pd.Categorical(rows["source"], [*SOURCE_NAMES]),
    ).sort_values(["ccode", "source"], ignore_index=True)
    return ordered.assign(
        state=[names.name(code) for code in ordered["ccode"].tolist()],
        source=ordered["source"].astype(str).map(SOURCE_NAMES),
        **{number: 100 * ordered[number].astype("float64") for number in NUMBERS},
    )


def counterfactuals_grid(found: pd.DataFrame) -> Grid:
    """Return table counterfactuals of groups, laid out: a section a counterfactual and year."""
    rows = group_rows(found)
    sections = tuple(
        tuple(_line(row) for row in part.itertuples()) for _, part in rows.groupby(["counterfactual", "year"])
    )
    return Grid(
        name="counterfactuals",
        heading="Table",
        title="Counterfactuals of effort and ties",
        groups=("", "", "", "", "", "95 % Monte Carlo interval", "95 % Monte Carlo interval"),
        headers=("Year", "Source", "As it was", "As it would be", "Difference", "from", "to"),
        sections=sections,
        notes=NOTES,
    )


#: What numbers are, in words that stand below tables.
NOTES = (
    "Effort in billions of dollars. Measures that are the same in both worlds are left out. As observed: "
    "nobody responds. Commons: contributions to a public good, parameters chosen by fit of shares; "
    "partners' effort has a negative direct effect by construction. Actors: ties and effort a year on, "
    "simulated by coefficients that are estimated.",
    "Of general security agreements there are no public data: where a layer of them is added, it is drawn.",
    "Intervals are those of simulation and of what is drawn, runs paired by index; they do not hold what is "
    "unsure about parameters and coefficients.",
)


def _line(row: Any) -> Line:
    numbers = (Cell(number_text(getattr(row, name))) for name in NUMBERS)
    cells = (Cell(str(row.year)), Cell(row.source), *numbers)
    return Line(f"{row.counterfactual}, {row.rule_set}: {row.measure}", cells)
