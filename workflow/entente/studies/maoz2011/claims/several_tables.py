"""Claims that read more than one of Tables 1 to 4, or a table beside the runs on random data."""

from __future__ import annotations

from collections.abc import Iterator

from entente.judging.claims.effects import cells, coefficients, statistic
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import Part, directed
from entente.judging.claims.registry import Family
from entente.studies.maoz2011.claims.dyad_tables import BASELINE as DYADS
from entente.studies.maoz2011.claims.dyad_tables import EXPECTED as EXPECTED_DYADS
from entente.studies.maoz2011.claims.random_runs import finding, findings_of
from entente.studies.maoz2011.claims.state_tables import BASELINES as STATES
from entente.studies.maoz2011.claims.state_tables import CAPABILITIES, DEGREE

#: A fit that counts as fair: the lowest that the paper calls so.
FAIR = 0.08

_MEASURES = ("components", "polarization", "centralization")

CLAIMS = Family()


@CLAIMS.claim(
    "p09-07",
    "Direction, by the 95 % interval, of the rows of Tables 1 and 2 that propositions P1 and P2 are about: "
    "capabilities of the group, common enemies, regime, trade, shared organizations, and past cooperation.",
    of_tables=True,
)
def _propositions(evidence: Evidence) -> Iterator[Part]:
    yield from coefficients(evidence, cells(STATES, "srg_capabilities"), directed, 1)
    terms = ["common_enemies", "minimum_srg_capabilities", "regime_score", "trade", "joint_igo_membership"]
    yield from coefficients(evidence, cells(DYADS, terms), directed, 1)
    yield from coefficients(evidence, cells([DEGREE, CAPABILITIES], "past_cooperation_non_srg"), directed, 1)


@CLAIMS.claim(
    "p22-10",
    "Whether every fit of the model's columns (adjusted R² of Tables 1 and 3, McFadden R² of Table 2) is "
    f"at least {FAIR}, the lowest that the paper calls fair.",
    of_tables=True,
)
def _fair_shares(evidence: Evidence) -> Iterator[Part]:
    for iteration in ("first", "intermediate", "last"):
        yield statistic(evidence, (f"table1_capabilities_{iteration}", "adjusted_r2", ""), (FAIR, 1))
    for cell in cells(EXPECTED_DYADS, "pseudo_r2"):
        yield statistic(evidence, cell, (FAIR, 1))
    for measure in _MEASURES:
        for end in ("first", "last"):
            yield statistic(evidence, (f"table3_{measure}_{end}", "adjusted_r2", ""), (FAIR, 1))


@CLAIMS.claim(
    "p24-01",
    "Direction, by the 95 % interval, of the rows on likeness: regime, shared organizations and cultural "
    "similarity (Table 2), cultural similarity with states outside the group (Table 1).",
    of_tables=True,
)
def _homophily(evidence: Evidence) -> Iterator[Part]:
    likeness = ["regime_score", "joint_igo_membership", "cultural_similarity"]
    yield from coefficients(evidence, cells(DYADS, likeness), directed, 1)
    yield from coefficients(evidence, cells(STATES, "cultural_similarity_non_srg"), directed, 1)


@CLAIMS.claim(
    "p26-01",
    "Effect of SRN density on alliance density in random runs, all iterations, and the coefficients of the "
    "group's capabilities (Table 1, baselines): direction, by the 95 % interval.",
    of_tables=True,
)
def _conflict_brings_cooperation(evidence: Evidence) -> Iterator[Part]:
    yield from findings_of(evidence, reading="i", outcome="density", specification="srn_measures")
    yield from coefficients(evidence, cells(STATES, "srg_capabilities"), directed, 1)


@CLAIMS.claim(
    "p26-02",
    "Effect of the share of democracies on alliance density in random runs, first and last iteration, and "
    "the coefficients of the lower regime score (Table 2, baselines): all expected positive.",
    of_tables=True,
)
def _political_affinity(evidence: Evidence) -> Iterator[Part]:
    for stage in ("first", "last"):
        yield finding(evidence, "density", stage, "democracy_share", 1)
    yield from coefficients(evidence, cells(DYADS, "regime_score"), directed, 1)


@CLAIMS.claim(
    "p26-03",
    "Effect of joint cooperation on alliance density in random runs, first and last iteration, and the "
    "coefficients of trade (Table 2, baselines): all expected positive.",
    of_tables=True,
)
def _economic_affinity(evidence: Evidence) -> Iterator[Part]:
    for stage in ("first", "last"):
        yield finding(evidence, "density", stage, "cooperation_density", 1)
    yield from coefficients(evidence, cells(DYADS, "trade"), directed, 1)


@CLAIMS.claim(
    "p26-04",
    "Direction, by the 95 % interval, of cultural similarity between dyads (Table 2, baselines) and with "
    "states outside the group (Table 1, baselines).",
    of_tables=True,
)
def _cultural_affinity(evidence: Evidence) -> Iterator[Part]:
    yield from coefficients(evidence, cells(DYADS, "cultural_similarity"), directed, 1)
    yield from coefficients(evidence, cells(STATES, "cultural_similarity_non_srg"), directed, 1)
