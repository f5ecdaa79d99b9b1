"""Claims on Table 1: the allies of states."""

from __future__ import annotations

from collections.abc import Iterator

from entente.judging.claims.effects import (
    ITERATIONS,
    add_coefficients,
    add_comparisons,
    cells,
    coefficients,
    compared,
    in_words,
)
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import Part, close, directed, holds, insignificant, significant, untestable
from entente.judging.claims.registry import Family
from entente.studies.maoz2011.claims.expected_networks import wishes_by_group_capability

#: Models of the two outcomes.
OUTCOMES = ("table1_degree", "table1_capabilities")
DEGREE, CAPABILITIES = (f"{outcome}_baseline" for outcome in OUTCOMES)
BASELINES = [DEGREE, CAPABILITIES]
EXPECTED = [f"{outcome}_{iteration}" for outcome in OUTCOMES for iteration in ITERATIONS]

#: t of 5 % and 1 % with thousands of rows.
CRITICAL, CRITICAL_1 = 1.96, 2.576

CLAIMS = Family()

for claim_id, models, term in (
    ("p07-06", CAPABILITIES, "srg_capabilities"),
    ("p19-01", BASELINES, "srg_capabilities"),
    ("p19-02", BASELINES, "focal_capabilities"),
    ("p19-03", BASELINES, "non_srg_enemies_of_enemies"),
    ("p19-06", CAPABILITIES, "past_cooperation_non_srg"),
):
    add_coefficients(CLAIMS, claim_id, cells(models, term), directed, 1)

add_coefficients(CLAIMS, "p19-04", cells(BASELINES, "regime_x_non_srg_democracies"), significant, 1)
add_coefficients(CLAIMS, "p19-07", cells(DEGREE, "past_cooperation_non_srg"), insignificant)
add_coefficients(CLAIMS, "p19-08", cells(EXPECTED, "abm_expected_allies"), significant, 1, level=0.01)
add_comparisons(
    CLAIMS,
    "p19-12",
    [
        (("table1_capabilities_last", "adjusted_r2", ""), (CAPABILITIES, "adjusted_r2", "")),
        ((CAPABILITIES, "adjusted_r2", ""), ("table1_capabilities_first", "adjusted_r2", "")),
        ((CAPABILITIES, "adjusted_r2", ""), ("table1_capabilities_intermediate", "adjusted_r2", "")),
    ],
)


@CLAIMS.claim(
    "p07-05",
    "Direction, by the 95 % interval, of the coefficient of srg capabilities (Table 1, degree, baseline), "
    "and of the slope of the model's wishes in its first iteration on the capabilities of the group.",
    of_tables=True,
)
def _number_of_allies(evidence: Evidence) -> Iterator[Part]:
    yield from coefficients(evidence, cells(DEGREE, "srg_capabilities"), directed, 1)
    name = "the slope of the model's wishes on the capabilities of the group"
    yield directed(name, evidence.once(wishes_by_group_capability), 1)


@CLAIMS.claim(
    "p19-05",
    "Effect of a democracy more outside the group on a democracy's allies: the coefficient of the product of "
    "regime score and their number, since every democracy's score is positive (Table 1, both baselines).",
    of_tables=True,
)
def _democracies_in_the_pool(evidence: Evidence) -> Iterator[Part]:
    yield from coefficients(evidence, cells(BASELINES, "regime_x_non_srg_democracies"), directed, 1)


def _error_gap(evidence: Evidence, model: str) -> float:
    return evidence.regressions.statistic(model, "rmse_difference_t")


def _compare_errors(claim_id: str, iteration: str, sign: int) -> None:
    model = f"table1_degree_{iteration}"
    than = "smaller" if sign > 0 else "larger"

    @CLAIMS.claim(
        claim_id,
        f"Whether the squared errors of the {iteration} iteration's degree model are {than} than the "
        "baseline's by a two-sample t test (t positive: smaller).",
        of_tables=True,
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        t = _error_gap(evidence, model)
        clause = f"t of the baseline's squared errors against those of the {iteration} iteration is {t:.2f}"
        yield (
            untestable(f"the errors of {model} were not compared", of_table=True)
            if t != t
            else holds(sign * t > CRITICAL, clause, t, of_table=True)
        )


_compare_errors("p19-09", "first", 1)
_compare_errors("p19-10", "last", 1)
_compare_errors("p19-11", "intermediate", -1)


@CLAIMS.claim(
    "p19-13",
    "Whether no column of the model has significantly larger squared errors, in sample, than the baseline "
    "(two-sample t, Table 1); out of sample nothing is computed.",
    of_tables=True,
)
def _predicts_as_well(evidence: Evidence) -> Iterator[Part]:
    for model in EXPECTED:
        t, cell = _error_gap(evidence, model), (model, "adjusted_r2", "")
        if t == t:
            clause = f"t of squared errors, baseline against {model}, is {t:.2f}"
            yield holds(t > -CRITICAL, clause, t, of_table=True)
        else:
            # The paper compares the errors of allies' capabilities by their R² alone.
            yield compared(evidence, cell, (CAPABILITIES, "adjusted_r2", ""))


@CLAIMS.claim("p27-01", "Rows of each column of Table 1 against the printed N, within 1 %.")
def _rows(evidence: Evidence) -> Iterator[Part]:
    yield from _counts(evidence, "n", [*BASELINES, *EXPECTED])


@CLAIMS.claim(
    "p27-02",
    "States of the fixed-effects columns of Table 1, estimated as its notes say, against the printed "
    "numbers, within 1 %.",
)
def _states(evidence: Evidence) -> Iterator[Part]:
    columns = [model for model in (*BASELINES, *EXPECTED) if not model.endswith("intermediate")]
    yield from _counts(evidence, "n_states", columns)


def _counts(evidence: Evidence, name: str, models: list[str]) -> Iterator[Part]:
    published = evidence["published_tables"]
    printed = {
        (
            ("table1_degree" if row.dependent == "alliance_degree" else "table1_capabilities")
            + f"_{row.model}"
        ): row.estimate
        for row in published[(published["table"] == "table1") & (published["term"] == name)].itertuples()
    }
    for model in models:
        ours = evidence.regressions.statistic(model, name)
        cell = (model, name, "")
        yield (
            untestable(f"there is no {in_words(cell)}")
            if ours != ours
            else close(in_words(cell), ours, printed[model], tolerance=0.01)
        )


@CLAIMS.claim(
    "p27-03",
    "State-years that the stacked intermediate iterations contain more than once: those of years with more "
    "than one iteration between the first and the last.",
)
def _stacked(evidence: Evidence) -> Iterator[Part]:
    runs = evidence["runs"]
    repeated = int(runs.loc[runs["iterations"] > 3, "n"].sum())
    yield holds(repeated > 0, f"{repeated:,} state-years stand in the stacked panel more than once", repeated)


@CLAIMS.claim(
    "p27-04",
    "Sign and significance at 1 % of the two-sample t of squared errors, baseline against each degree "
    "column, beside the printed t.",
)
def _printed_gaps(evidence: Evidence) -> Iterator[Part]:
    for iteration, printed in zip(ITERATIONS, (3.76, -16.43, 5.73), strict=True):
        t = _error_gap(evidence, f"table1_degree_{iteration}")
        clause = f"t of the {iteration} iteration is {t:.2f} (printed: {printed})"
        yield (
            untestable(f"the errors of the {iteration} iteration were not compared")
            if t != t
            else holds(t * printed > 0 and abs(t) > CRITICAL_1, clause, t)
        )
