"""Printed numbers and results of which every judgement is known."""

import pandas as pd

from entente.core.checked_yaml import checked, named
from entente.judging.scorecard.judgements import scorecard
from entente.regressions.store import StoredRegression
from entente.reporting.printed_numbers import PrintedNumber
from entente.reporting.table_specification import TableSpecification

#: Half a unit of the last of three decimals.
HALF_UNIT = 0.0005

#: Term: printed estimate, standard error, stars; our estimate, standard error, p, p clustered on state.
COEFFICIENTS = {
    "abm_agrees": (0.50, 0.10, "**", 0.60, 0.10, 0.001, 0.20),
    "opposes": (0.50, 0.10, "**", -0.60, 0.10, 0.001, 0.01),
    "printed_alone": (0.30, 0.10, "", 0.01, 0.10, 0.90, 0.90),
    "here_alone": (0.10, 0.10, "", 0.90, 0.10, 0.001, 0.001),
    "neither": (0.10, 0.10, "", -0.05, 0.10, 0.60, 0.60),
    "scaled": (0.02, 0.001, "**", 2.0, 0.10, 0.001, 0.001),
    "constant": (1.00, 0.50, "*", 1.90, 0.10, 0.04, 0.04),
    "no_error": (0.50, 0.10, "**", 0.50, float("nan"), float("nan"), float("nan")),
}

#: Statistic: printed and ours.
STATISTICS = {"n": (1000.0, 995.0), "n_states": (200.0, 150.0), "r2": (0.20, 0.19), "t": (3.0, -6.0)}

PLACE = ("table1", "degree", "last")
PRINTED = [
    *(PrintedNumber(PLACE, term, row[0], HALF_UNIT, *row[1:3]) for term, row in COEFFICIENTS.items()),
    PrintedNumber(PLACE, "absent", 0.5, HALF_UNIT, 0.1, "**"),
    *(PrintedNumber(PLACE, name, row[0], HALF_UNIT) for name, row in STATISTICS.items()),
    PrintedNumber(PLACE, "f", 12.0, HALF_UNIT),
    PrintedNumber(("table1", "degree", "unknown"), "opposes", 0.5, HALF_UNIT, 0.1, "**", doubt="a misprint"),
    PrintedNumber(("table2", "degree", "last"), "opposes", 0.5, HALF_UNIT, 0.1, "**"),
]

MOMENTS = pd.DataFrame(
    {
        "quantity": ["mean_alliance_degree", "mean_transitivity"],
        "label": ["mean number of allies", "mean transitivity"],
        "series": ["actual", "last"],
        "printed": [10.0, 0.8],
        "reproduced": [9.5, float("nan")],
        "difference": [-0.5, float("nan")],
        "ratio": [0.95, float("nan")],
        "note": ["doubtful", None],
    }
)


def column(header, model, printed):
    place = {"dependent": "degree", "model": printed}
    return {"header": header, "group": "Degree", "model": model, "alliance": "pact", "printed": place}


TABLE = named(
    "table1",
    checked(
        {
            "heading": "Table 1",
            "title": "T",
            "published": "table1",
            "columns": [column("Baseline", "failed", "unprinted"), column("Last", "degree_last", PLACE[2])],
            "rows": {
                **{term: f"The {term}" for term in COEFFICIENTS},
                "scaled": {"label": "The scaled", "unit_doubt": "km here"},
                "absent": "Absent",
            },
            "statistics": {"n": "N", "n_states": "States", "r2": "R²", "t": "t", "f": "F"},
        },
        TableSpecification,
        "here",
    ),
)


HEADINGS = {"table1": "Table 1", "table2": "Table 2", "text": "Text"}
SUBSETS = {"Predictions": lambda term: term.startswith("abm_"), "Without constants": "constant".__ne__}


def degree_last() -> StoredRegression:
    """Our results beside the printed ones."""
    rows = []
    for term, (_, _, _, estimate, error, p_value, clustered) in COEFFICIENTS.items():
        rows.append(("printed", term, estimate, error, estimate / error, p_value))
        rows.append(("state_clustered", term, estimate, error, estimate / error, clustered))
    columns = ["variance", "term", "estimate", "std_error", "statistic", "p_value"]
    coefficients = pd.DataFrame(rows, columns=columns).set_index(["variance", "term"])
    statistics = {name: ours for name, (_, ours) in STATISTICS.items()} | {"n_rows": 995, "n_dropped": 5}
    return StoredRegression(coefficients, statistics, {"f": "it has no F"})


def judged(printed: list[PrintedNumber], results: StoredRegression | None = None) -> pd.DataFrame:
    """The scorecard of some printed numbers beside our results, or others."""
    return scorecard(printed, [TABLE], {("degree_last", "pact"): results or degree_last()}, MOMENTS)


def card() -> pd.DataFrame:
    """The scorecard of all of it."""
    return judged(PRINTED)
