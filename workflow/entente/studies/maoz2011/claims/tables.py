"""Claims on Tables 1 to 4 that fit no form."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import Coefficient, statistics_tested
from entente.judging.claims.parts import LEVEL, OWN, Part, Remark, holds, larger, of_table, untestable
from entente.reporting.printed_numbers import PrintedNumber
from entente.systems.alliance_types import ALLIANCES

#: Columns of Table 2, and both types of alliance.
BASELINE, EXPECTED = "table2_baseline", ("table2_first", "table2_intermediate", "table2_last")

#: Rows of Table 2 on likeness and on threats, and the columns of the dyad-years that they are.
LIKENESS = {
    "regime_score": "minimum_regime_score",
    "trade": "trade_dependence",
    "joint_igo_membership": "joint_igo",
    "cultural_similarity": "cultural_similarity",
}
THREATS = {"common_enemies": "common_enemies", "minimum_srg_capabilities": "minimum_srg_capability"}

#: t of 5 % and 1 % with thousands of rows.
CRITICAL, CRITICAL_1 = 1.96, 2.576


def predicts_as_well(evidence: Evidence) -> Iterator[Part]:
    """Whether no column of the model has significantly larger squared errors than the baseline (Table 1)."""
    for outcome, iteration in product(("degree", "capabilities"), ("first", "intermediate", "last")):
        model = f"table1_{outcome}_{iteration}"
        t = evidence.regressions.statistic((model, "", "rmse_difference_t"))
        if math.isnan(t):
            # The paper compares the errors of allies' capabilities by their R² alone.
            cells = [(one, "", "adjusted_r2") for one in (model, "table1_capabilities_baseline")]
            yield of_table(statistics_tested(evidence, larger, *cells))
        else:
            clause = f"t of squared errors, baseline against {model}, is {t:.2f}"
            yield of_table(holds(t > -CRITICAL, clause, t))


def printed_error_gaps(evidence: Evidence) -> Iterator[Part]:
    """Sign and significance at 1 % of the t of squared errors of each degree column, beside the printed t."""
    for iteration in ("first", "intermediate", "last"):
        ours, printed = (
            tables.statistic((f"table1_degree_{iteration}", "", "rmse_difference_t"))
            for tables in (evidence.regressions, evidence.printed)
        )
        clause = f"t of the {iteration} iteration is {ours:.2f} (printed: {printed})"
        part = holds(ours * printed > 0 and abs(ours) > CRITICAL_1, clause, ours)
        missing = f"the errors of the {iteration} iteration were not compared"
        yield untestable(missing) if math.isnan(ours) else part


def lost_stars(evidence: Evidence) -> Iterator[Part]:
    """Coefficients of Table 2 that are no longer significant once dyads that share a state may depend."""
    plain = evidence.regressions
    robust = plain.with_robust_errors()
    cells = [
        (model, alliance, term)
        for model, alliance in product((BASELINE, *EXPECTED), ALLIANCES)
        for term in plain.terms_of(model, alliance)
    ]
    cells = [cell for cell in cells if plain.coefficient(cell).p_value < LEVEL]
    lost = [plain.layout.words(cell) for cell in cells if not robust.coefficient(cell).p_value < LEVEL]
    clause = f"{len(lost)} of {len(cells)} significant coefficients are lost"
    part = holds(bool(lost), f"{clause}: {', '.join(lost)}" if lost else clause, len(lost))
    yield part if cells else untestable("no coefficient is significant")


def both_types(evidence: Evidence) -> Iterator[Part]:
    """Whether the coefficients of Table 2, trade apart, have the same signs and stars for both types."""
    tables = evidence.regressions
    for model in (BASELINE, *EXPECTED):
        for term in tables.terms_of(model, "any"):
            one, other = (tables.coefficient((model, alliance, term)) for alliance in ALLIANCES)
            if term != "trade" and other is not None:
                same = one.value * other.value > 0 and (one.p_value < LEVEL) == (other.p_value < LEVEL)
                told = " and ".join(f"{found.value:.3g} (p {found.p_value:.2g})" for found in (one, other))
                yield of_table(holds(same, f"{tables.layout.words((model, '', term))} is {told}"))


def stable_association(evidence: Evidence) -> Iterator[Part]:
    """Whether the prediction's coefficient has one sign and is significant at 1 % in all of Table 2."""
    first = evidence.regressions.coefficient((EXPECTED[0], "any", "abm_predicted_alliance"))
    sign = "negative" if first is not None and first.value < 0 else "positive"
    form = Coefficient(coefficient="abm_predicted_alliance", of=list(EXPECTED), significant=0.01, sign=sign)
    return form.test(evidence)


def parsimony(evidence: Evidence) -> Iterator[Part]:
    """Number of regressors, constant aside, in the baseline and in each column of the model."""
    tables = evidence.regressions
    for alliance, model in product(ALLIANCES, EXPECTED):
        full, own = (len(tables.terms_of(one, alliance)) for one in (BASELINE, model))
        name, other = (tables.layout.words((one, alliance, "regressors")) for one in (BASELINE, model))
        part = larger(name, full, other, own) if full and own else untestable(f"{name}: not estimated")
        yield of_table(part)


def improvement_in_fit(evidence: Evidence) -> Iterator[Part]:
    """Whether every stored marginal improvement in fit is that of its formula."""
    names = ("marginal_improvement_in_fit", "percent_correct", "base_rate")
    for column in product((BASELINE, *EXPECTED), ALLIANCES):
        yield statistics_tested(evidence, _improved, *((*column, name) for name in names))


def _improved(name: str, stored: float, _: str, correct: float, __: str, base: float) -> Part:
    mode = max(base, 1 - base)
    expected = (correct - mode) / (1 - mode)
    clause = f"{name} is {stored:.4f}, by the formula {expected:.4f}"
    return holds(math.isclose(stored, expected, abs_tol=1e-6), clause, stored)


def left_to_the_supplement(evidence: Evidence) -> Iterator[Part | Remark]:
    """Whether the printed Table 3 has columns for density, transitivity or group centralization."""
    dependents = [number.place[1] for number in _printed(evidence, "table3")]
    for measure in ("density", "transitivity", "centralization"):
        there = any(measure in dependent for dependent in dependents)
        yield holds(not there, f"the printed Table 3 has {'a' if there else 'no'} column for {measure}")
        if there:
            yield Remark(f"{OWN} Table 3 has {measure} all the same.")


def stars_of_table3(evidence: Evidence) -> Iterator[Part | Remark]:
    """Cells of the printed Table 3 whose stars are not those of their own coefficient and standard error."""
    wrong = _misprinted_stars(evidence, "table3")
    yield holds(wrong == 0, f"{wrong} printed cells have |t| above {CRITICAL_1} and one star", wrong)
    if wrong:
        yield Remark(f"{OWN} coefficients and standard errors contradict these stars.")


def stars_of_table4(evidence: Evidence) -> Iterator[Remark]:
    """Cells of the printed Table 4 with fewer stars than their coefficient and standard error give."""
    if wrong := _misprinted_stars(evidence, "table4"):
        yield Remark(f"{OWN} stars in Table 4 are one where |t| is above {CRITICAL_1} in {wrong} cells.")


def _misprinted_stars(evidence: Evidence, table: str) -> int:
    """Printed cells with one star that their own standard error makes significant at 1 %."""
    starred = [number for number in _printed(evidence, table) if number.stars == "*" and number.std_error > 0]
    return sum(abs(number.estimate / number.std_error) > CRITICAL_1 for number in starred)


def _printed(evidence: Evidence, table: str) -> list[PrintedNumber]:
    return [number for number in evidence.printed.numbers.values() if number.place[0] == table]


def importance_of_likeness(evidence: Evidence) -> Iterator[Part]:
    """Spread of what rows on likeness add to the logit of Table 2's baselines, and of those on threats."""
    tables, columns = evidence.regressions, [*LIKENESS.values(), *THREATS.values()]
    rows = evidence["dyad_years"][columns].dropna()
    for alliance in ALLIANCES:
        spreads = []
        for group in (LIKENESS, THREATS):
            weights = [tables.coefficient((BASELINE, alliance, term)) for term in group]
            if None not in weights and not rows.empty:
                values = rows[list(group.values())].to_numpy("float64")
                spreads.append(float((values @ np.array([one.value for one in weights])).std()))
        if len(spreads) == 2:
            yield larger(f"the spread of likeness ({alliance})", spreads[0], "of threats", spreads[1])
        else:
            words = tables.layout.words((BASELINE, alliance, "coefficients"))
            yield untestable(f"{words} were not estimated")
