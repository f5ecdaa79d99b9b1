"""Claims on Table 2: which dyads ally."""

from __future__ import annotations

import math
from collections.abc import Iterator

from entente.judging.claims.effects import (
    ITERATIONS,
    add_bounds,
    add_coefficients,
    add_comparisons,
    cells,
    coefficients,
    in_words,
)
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import (
    LEVEL,
    Part,
    between,
    directed,
    holds,
    insignificant,
    larger,
    significant,
    untestable,
)
from entente.judging.claims.registry import Family
from entente.systems.alliance_types import ALLIANCES

BASELINE = "table2_baseline"
EXPECTED = [f"table2_{iteration}" for iteration in ITERATIONS]
PREDICTION = "abm_predicted_alliance"
R2, MIF = "pseudo_r2", "marginal_improvement_in_fit"

#: A McFadden R² or an improvement in fit that counts as high, and a loss that counts as modest (choices).
HIGH, MODEST = 0.5, 0.25

CLAIMS = Family()

for claim_id, term in {
    "p07-07": "common_enemies",
    "p07-08": "minimum_srg_capabilities",
    "p07-09": "regime_score",
    "p07-10": "trade",
    "p07-11": "joint_igo_membership",
}.items():
    add_coefficients(CLAIMS, claim_id, cells(BASELINE, term), directed, 1)

add_coefficients(CLAIMS, "p20-02", cells(BASELINE, "trade"), insignificant)
add_bounds(CLAIMS, "p20-04", cells(BASELINE, R2), (HIGH, 1), "good")
add_bounds(CLAIMS, "p20-05", cells(BASELINE, MIF), (HIGH, 1), "far better")
add_coefficients(CLAIMS, "p20-07", cells(EXPECTED, PREDICTION), significant, 1, level=0.01)

_BELOW_BASELINE = [
    (statistic, [((BASELINE, statistic, a), (model, statistic, a)) for model in EXPECTED for a in ALLIANCES])
    for statistic in (R2, MIF)
]
add_comparisons(CLAIMS, "p20-09", _BELOW_BASELINE[0][1])
add_comparisons(CLAIMS, "p20-10", _BELOW_BASELINE[1][1])
add_comparisons(
    CLAIMS,
    "p20-13",
    [(("table2_first", name, a), ("table2_last", name, a)) for name in (R2, MIF) for a in ALLIANCES],
)


@CLAIMS.claim(
    "p20-01", "Significance of all coefficients but trade's in Table 2's baselines.", of_tables=True
)
def _all_but_trade(evidence: Evidence) -> Iterator[Part]:
    for alliance in ALLIANCES:
        terms = [term for term in evidence.regressions.terms_of(BASELINE, alliance) if term != "trade"]
        yield from coefficients(evidence, [(BASELINE, term, alliance) for term in terms], significant)


@CLAIMS.claim(
    "p20-03",
    "Coefficients of Table 2 that are significant by the printed kind of standard error and no longer once "
    "all dyads that share a state may depend on each other (dyadic-robust): the claim needs at least one.",
)
def _lost_stars(evidence: Evidence) -> Iterator[Part]:
    robust = evidence.regressions.with_robust_errors()
    lost, starred = [], 0
    for model in (BASELINE, *EXPECTED):
        for alliance in ALLIANCES:
            for term in robust.terms_of(model, alliance):
                plain = evidence.regressions.coefficient(model, term, alliance)
                if plain.p_value < LEVEL:
                    starred += 1
                    if not robust.coefficient(model, term, alliance).p_value < LEVEL:
                        lost.append(in_words((model, term, alliance)))
    if not starred:
        yield untestable("no coefficient is significant")
        return
    named = f": {', '.join(lost)}" if lost else ""
    yield holds(bool(lost), f"{len(lost)} of {starred} significant coefficients are lost{named}", len(lost))


@CLAIMS.claim(
    "p20-06",
    "Whether each coefficient of Table 2, trade apart, has the same sign and is or is not significant at 5 "
    "% for any alliance and for pacts.",
    of_tables=True,
)
def _both_types(evidence: Evidence) -> Iterator[Part]:
    tables = evidence.regressions
    for model in (BASELINE, *EXPECTED):
        for term in tables.terms_of(model, "any"):
            one, other = (tables.coefficient(model, term, alliance) for alliance in ALLIANCES)
            if term == "trade" or other is None:
                continue
            same = one.value * other.value > 0 and (one.p_value < LEVEL) == (other.p_value < LEVEL)
            told = " and ".join(f"{found.value:.3g} (p {found.p_value:.2g})" for found in (one, other))
            clause = f"{in_words((model, term, ''))} is {told}"
            yield holds(same, clause, of_table=True)


@CLAIMS.claim(
    "p20-08",
    "Whether the prediction's coefficient has the same sign and is significant at 1 % in all iterations and "
    "for both types of alliance.",
    of_tables=True,
)
def _stable_association(evidence: Evidence) -> Iterator[Part]:
    wanted = cells(EXPECTED, PREDICTION)
    first = evidence.regressions.coefficient(*wanted[0][:2], wanted[0][2])
    sign = -1 if first is not None and first.value < 0 else 1
    yield from coefficients(evidence, wanted, significant, sign, level=0.01)


@CLAIMS.claim(
    "p20-11",
    f"Losses of R² and of the improvement in fit, baseline less each column of the model: at most {MODEST}.",
    of_tables=True,
)
def _modest_losses(evidence: Evidence) -> Iterator[Part]:
    for name in (R2, MIF):
        for model in EXPECTED:
            for alliance in ALLIANCES:
                best, own = (evidence.regressions.statistic(m, name, alliance) for m in (BASELINE, model))
                label = f"the loss of {in_words((model, name, alliance))}"
                yield (
                    untestable(f"{label} is not known", of_table=True)
                    if math.isnan(best - own)
                    else between(label, best - own, -1, MODEST, of_table=True)
                )


@CLAIMS.claim(
    "p20-12",
    "Number of regressors, constant aside, in the baseline and in each column of the model.",
    of_tables=True,
)
def _parsimony(evidence: Evidence) -> Iterator[Part]:
    for alliance in ALLIANCES:
        full = len(evidence.regressions.terms_of(BASELINE, alliance))
        for model in EXPECTED:
            own = len(evidence.regressions.terms_of(model, alliance))
            name = in_words((BASELINE, "regressors", alliance))
            if full and own:
                yield larger(name, full, in_words((model, "regressors", alliance)), own, of_table=True)
            else:
                yield untestable(f"{name}: not estimated", of_table=True)


@CLAIMS.claim(
    "p28-01",
    "Whether every stored marginal improvement in fit is (percent correct − share of the mode) / (1 − "
    "share of the mode), from percent correct and base rate.",
)
def _improvement_in_fit(evidence: Evidence) -> Iterator[Part]:
    tables = evidence.regressions
    for model in (BASELINE, *EXPECTED):
        for alliance in ALLIANCES:
            stored, correct, base = (
                tables.statistic(model, name, alliance) for name in (MIF, "percent_correct", "base_rate")
            )
            if math.isnan(stored + correct + base):
                yield untestable(f"there is no {in_words((model, MIF, alliance))}")
                continue
            mode = max(base, 1 - base)
            expected = (correct - mode) / (1 - mode)
            clause = f"{in_words((model, MIF, alliance))} is {stored:.4f}, by the formula {expected:.4f}"
            yield holds(math.isclose(stored, expected, abs_tol=1e-6), clause, stored)
