"""Claims on the model with random data (page 18, Figure 4) that are more than findings of the runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from entente.judging.claims import parts
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import SIGNS, NotTestable, Part, holds
from entente.judging.intervals import Estimate
from entente.judging.verdicts import CONTRADICTED, UNDETERMINED
from entente.studies.maoz2011.random_systems.findings import NEGLIGIBLE_EFFECT

MEASURES = {"density": "density", "npi": "polarization", "centralization": "group centralization"}


def effects(evidence: Evidence, term: str, outcome: str, signs: dict[str, str]) -> Iterator[Part]:
    """Directions of a standardised effect that findings measure, whichever they expect.

    One all nearer to zero than the findings' bound is no effect to speak of, and contradicts; one that they
    call undetermined, whatever its interval, stays so.
    """
    wanted = f'quantity == "standardised effect" and outcome == "{outcome}" and term == "{term}"'
    rows = evidence["random_findings"].query(wanted).set_index("stage")
    for stage, sign in signs.items():
        told = f"{term.replace('_', ' ')} on {MEASURES[outcome]} ({stage} iteration)"
        if stage not in rows.index:
            yield parts.untestable(f"the standardised effect of {told} is not known")
            continue
        estimate = Estimate(*rows.loc[stage, ["estimate", "ci_low", "ci_high"]])
        part = parts.above(f"the standardised effect of {told}", estimate, sign=SIGNS[sign])
        if rows.at[stage, "verdict"] == UNDETERMINED:
            part = replace(part, verdict=UNDETERMINED)
        elif max(abs(part.low), abs(part.high)) < NEGLIGIBLE_EFFECT:
            part = replace(part, verdict=CONTRADICTED)
        yield part


def strategic_share(evidence: Evidence) -> Iterator[Part]:
    """Part of the variance of density that SRN and MID density carry against democracy and cooperation."""
    shares = _shares(evidence, "density")
    for stage in ("first", "last"):
        strategic, democracy, cooperation = shares.loc[["srn, mid", "democracy", "cooperation"], stage]
        yield parts.larger(f"the strategic part ({stage})", strategic, "the others'", democracy + cooperation)


def fit_and_weights(evidence: Evidence) -> Iterator[Part]:
    """Whether R² rises where the strategic part of the explained variance falls, and falls elsewhere."""
    fits = evidence["random_findings"].query('quantity == "change of R²" and specification == "inputs"')
    fits = fits.set_index("outcome")["estimate"].reindex(MEASURES)
    for outcome, words in MEASURES.items():
        strategic, fit = _shares(evidence, outcome).at["srn, mid", "estimate"], fits[outcome]
        clause = f"{words}: the strategic part changes by {strategic:.3f}, R² by {fit:.3f}"
        yield holds(strategic * fit < 0, clause, fit)


def _shares(evidence: Evidence, outcome: str) -> pd.DataFrame:
    """Parts of the explained variance, by factors, in the first and the last iteration."""
    wanted = f'quantity == "change of the part of explained variance" and outcome == "{outcome}"'
    rows = evidence["random_findings"].query(wanted).set_index("term")
    if not {"srn, mid", "democracy", "cooperation"} <= set(rows.index):
        raise NotTestable("the random runs have no such finding")
    return rows


def shaping(evidence: Evidence) -> Iterator[Part]:
    """Significance and size of effects of democracy and SRN density on density and polarization."""
    rows = evidence["random_regressions"].query(
        'specification == "inputs" and term in ["democracy_share", "srn_density"] '
        'and outcome in ["density", "npi"] and stage in ["first", "last"]'
    )
    for row in rows.itertuples():
        told = f"{row.term.replace('_', ' ')} on {MEASURES[row.outcome]} ({row.stage} iteration)"
        right = row.p_value < parts.LEVEL and abs(row.standardised) >= NEGLIGIBLE_EFFECT
        clause = f"the effect of {told} is {parts.number(row.standardised)}"
        yield holds(right, clause, row.standardised)
