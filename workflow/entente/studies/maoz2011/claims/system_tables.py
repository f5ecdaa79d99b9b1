"""Claims on Tables 3 and 4: alliance networks of years, and the conflict that goes with them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from entente.judging.claims.effects import (
    ENDS,
    add_bounds,
    add_coefficients,
    add_comparisons,
    cells,
    coefficients,
    in_words,
)
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import OWN, Part, Remark, close, directed, holds, significant, untestable
from entente.judging.claims.registry import Family

NETWORK = "abm_network_characteristic"
POLARIZATION = "abm_predicted_polarization"
CONFLICT = ("wars", "mids", "duration")
CONFLICT_BASELINES = [f"table4_{outcome}_baseline" for outcome in CONFLICT]
CONFLICT_EXPECTED = [f"table4_{outcome}_{end}" for outcome in CONFLICT for end in ENDS]
R2 = "adjusted_r2"

#: An adjusted R² of Table 3 that counts as a good fit, as a weak one (choices; the paper calls 0.349 good and
#: 0.100 weak), and by how much a marked improvement raises it.
GOOD, WEAK, MARKED = 0.3, 0.2, 0.1

CLAIMS = Family()


def _columns(measure: str) -> list[str]:
    return [f"table3_{measure}_{end}" for end in ENDS]


def _baseline(measure: str) -> str:
    return f"table3_{measure}_baseline"


for claim_id, models, term, sign in (
    ("p08-02", _columns("polarization"), NETWORK, 1),
    ("p08-03", _columns("centralization"), NETWORK, 1),
    ("p09-05", CONFLICT_EXPECTED, POLARIZATION, 1),
    ("p17-02", CONFLICT_BASELINES, "democratic_cliques", -1),
    ("p21-02", _baseline("components"), "democratic_cliques", 1),
    ("p21-03", _baseline("components"), "proportion_mid_dyads", 1),
    ("p21-04", _baseline("components"), "proportion_major_powers", -1),
    ("p21-09", _baseline("polarization"), "democratic_cliques", -1),
    ("p21-10", _baseline("polarization"), "proportion_major_powers", 1),
    ("p21-12", _baseline("centralization"), "democratic_cliques", 1),
    ("p21-13", _baseline("centralization"), "proportion_major_powers", 1),
    ("p22-01", "table4_mids_baseline", "actual_alliance_density", -1),
    ("p22-02", "table4_wars_baseline", "actual_alliance_polarization", 1),
    ("p22-03", "table4_duration_baseline", "actual_alliance_polarization", 1),
    ("p22-04", CONFLICT_BASELINES, "proportion_major_powers", 1),
    ("p22-05", CONFLICT_BASELINES, "democratic_cliques", -1),
):
    add_coefficients(CLAIMS, claim_id, cells(models, term), directed, sign)

add_coefficients(CLAIMS, "p22-06", cells(CONFLICT_EXPECTED, POLARIZATION), significant, 1)
add_bounds(CLAIMS, "p21-06", cells(_columns("components"), R2), (-math.inf, WEAK), "only weakly")


def _other_conflict(claim_id: str, measure: str) -> None:
    models = [f"p4_{measure}_{outcome}_{end}" for outcome in CONFLICT for end in ENDS]

    @CLAIMS.claim(
        claim_id,
        f"Direction, by the 95 % interval, of the coefficients of predicted {measure} on wars, MIDs and days "
        "of MIDs, in regressions like those of Table 4, which has polarization only.",
        of_tables=True,
    )
    def test(evidence: Evidence) -> Iterator[Part | Remark]:
        yield from coefficients(evidence, cells(models, f"abm_predicted_{measure}"), directed, 1)
        yield Remark("Table 4 has no such row.")


_other_conflict("p09-04", "density")
_other_conflict("p09-06", "centralization")


@CLAIMS.claim(
    "p08-01",
    "Direction, by the 95 % interval, of the coefficients of predicted density and of the predicted "
    "proportion of components on the actual ones (Table 3 and its supplement).",
    of_tables=True,
)
def _connectivity(evidence: Evidence) -> Iterator[Part | Remark]:
    wanted = cells([*_columns("density"), *_columns("components")], NETWORK)
    yield from coefficients(evidence, wanted, directed, 1)
    yield Remark("The paper prints the regressions of the components only.")


add_comparisons(
    CLAIMS,
    "p21-07",
    [((model, R2, ""), (_baseline("components"), R2, "")) for model in _columns("components")],
)


def _fits_well(claim_id: str, measure: str) -> None:
    @CLAIMS.claim(
        claim_id,
        f"Direction of predicted {measure}'s coefficients, and whether adjusted R² is at least {GOOD} "
        "(Table 3).",
        of_tables=True,
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        yield from coefficients(evidence, cells(_columns(measure), NETWORK), directed, 1)
        for model in _columns(measure):
            yield _at_least(evidence, (model, R2, ""), GOOD)


def _at_least(evidence: Evidence, cell: tuple[str, str, str], least: float) -> Part:
    value = evidence.regressions.statistic(*cell)
    if math.isnan(value):
        return untestable(f"there is no {in_words(cell)}", of_table=True)
    return holds(value >= least, f"{in_words(cell)} is {value:.3f}", value, of_table=True)


_fits_well("p21-08", "polarization")
_fits_well("p21-14", "centralization")


@CLAIMS.claim(
    "p21-11",
    f"Adjusted R² of the model's polarization columns less the baseline's: at least {MARKED} (Table 3).",
    of_tables=True,
)
def _marked_gain(evidence: Evidence) -> Iterator[Part]:
    before = evidence.regressions.statistic(_baseline("polarization"), R2)
    for model in _columns("polarization"):
        after = evidence.regressions.statistic(model, R2)
        gain = after - before
        clause = f"adjusted R² rises from {before:.3f} to {after:.3f} ({model.rsplit('_', 1)[1]} iteration)"
        yield (
            untestable(f"there is no {in_words((model, R2, ''))}", of_table=True)
            if math.isnan(gain)
            else holds(gain >= MARKED, clause, gain, of_table=True)
        )


@CLAIMS.claim(
    "p21-15",
    "Adjusted R² of the model's centralization columns over the baseline's, between 2.5 and 3 (Table 3).",
    of_tables=True,
)
def _three_times(evidence: Evidence) -> Iterator[Part]:
    base = evidence.regressions.statistic(_baseline("centralization"), R2)
    for model in _columns("centralization"):
        own = evidence.regressions.statistic(model, R2)
        clause = (
            f"adjusted R² is {own:.3f} in the {model.rsplit('_', 1)[1]} iteration, {base:.3f} in the baseline"
        )
        if math.isnan(own + base):
            yield untestable(f"there is no {in_words((model, R2, ''))}", of_table=True)
        elif base <= 0:
            yield holds(False, f"{clause}, of which there is no multiple", of_table=True)
        else:
            yield holds(
                2.5 <= own / base <= 3, f"{clause}, {own / base:.2f} times", own / base, of_table=True
            )


@CLAIMS.claim(
    "p21-17",
    "Whether the printed Table 3 has columns for density, transitivity or group centralization.",
)
def _left_to_the_supplement(evidence: Evidence) -> Iterator[Part | Remark]:
    published = evidence["published_tables"]
    printed = set(published.loc[published["table"] == "table3", "dependent"])
    for measure in ("density", "transitivity", "centralization"):
        there = any(measure in dependent for dependent in printed)
        yield holds(not there, f"the printed Table 3 has {'a' if there else 'no'} column for {measure}")
        if there:
            yield Remark(f"{OWN} Table 3 has {measure} all the same.")


@CLAIMS.claim(
    "p22-07",
    "Adjusted R² of Table 4's columns on predicted polarization against the baseline's; the duration "
    "columns, Poisson autoregressions, have none, and the difference is not tested.",
    of_tables=True,
)
def _better_than_baselines(evidence: Evidence) -> Iterator[Part]:
    for outcome in CONFLICT:
        base = evidence.regressions.statistic(f"table4_{outcome}_baseline", R2)
        for end in ENDS:
            own = evidence.regressions.statistic(f"table4_{outcome}_{end}", R2)
            clause = f"adjusted R² of {outcome} is {own:.3f} ({end} iteration), {base:.3f} (baseline)"
            yield (
                untestable(f"{outcome} has no R²", of_table=True)
                if math.isnan(own + base)
                else holds(own > base, clause, own - base, of_table=True)
            )


@CLAIMS.claim(
    "p24-10",
    "Significance at 5 % of every row of Table 4 that is about an alliance network.",
    of_tables=True,
)
def _networks_matter(evidence: Evidence) -> Iterator[Part]:
    wanted = [
        *cells(["table4_wars_baseline", "table4_duration_baseline"], "actual_alliance_polarization"),
        *cells("table4_mids_baseline", "actual_alliance_density"),
        *cells(CONFLICT_EXPECTED, POLARIZATION),
    ]
    yield from coefficients(evidence, wanted, significant)


@CLAIMS.claim(
    "p30-01",
    "Years of each column of Table 4, estimated as its notes say, against the printed N, within 1 %.",
)
def _years_of_table4(evidence: Evidence) -> Iterator[Part | Remark]:
    for model in (*CONFLICT_BASELINES, *CONFLICT_EXPECTED):
        cell = (model, "n", "")
        ours = evidence.regressions.statistic(*cell)
        printed = 184 if model.endswith("baseline") else 185
        yield (
            untestable(f"there is no {in_words(cell)}")
            if math.isnan(ours)
            else close(in_words(cell), ours, printed, tolerance=0.01)
        )
    starred = misprinted_stars(evidence, "table4")
    if starred:
        yield Remark(f"{OWN} stars in Table 4 are one where |t| is above 2.576 in {starred} cells.")


@CLAIMS.claim(
    "p29-01",
    "Cells of the printed Table 3 whose stars are not those of their own coefficient and standard error "
    "(|t| above 1.96: one, above 2.576: two): the claim needs that there are none.",
)
def _stars_of_table3(evidence: Evidence) -> Iterator[Part | Remark]:
    wrong = misprinted_stars(evidence, "table3")
    yield holds(wrong == 0, f"{wrong} printed cells have |t| above 2.576 and one star", wrong)
    if wrong:
        yield Remark(f"{OWN} coefficients and standard errors contradict these stars.")


def misprinted_stars(evidence: Evidence, table: str) -> int:
    """Count the printed cells with one star that their own standard error makes significant at 1 %."""
    rows = evidence["published_tables"]
    rows = rows[(rows["table"] == table) & (rows["stars"] == "*") & (rows["std_error"] > 0)]
    return int(((rows["estimate"] / rows["std_error"]).abs() > 2.576).sum())


@CLAIMS.claim(
    "p30-02",
    "Whether the rows that notes a and b leave open have the printed signs when read as polarization for "
    "wars and duration, density for MIDs (Table 4, baselines).",
    of_tables=True,
)
def _network_rows(evidence: Evidence) -> Iterator[Part | Remark]:
    polarization = cells(["table4_wars_baseline", "table4_duration_baseline"], "actual_alliance_polarization")
    yield from coefficients(evidence, polarization, directed, 1)
    yield from coefficients(evidence, cells("table4_mids_baseline", "actual_alliance_density"), directed, -1)
    yield Remark(
        "The marks of the printed table do not say which cell is density; page 22 does, for MIDs alone."
    )
