"""Claims on the moments that the text prints: degrees, shares and transitivity, actual and predicted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from entente.judging.claims.effects import in_words
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import (
    OWN,
    NotTestable,
    Part,
    Remark,
    between,
    close,
    directed,
    larger,
    significant,
    untestable,
)
from entente.judging.claims.registry import Family
from entente.judging.intervals import by_state_pair, mean
from entente.studies.maoz2011.claims.dyad_tables import BASELINE as DYADS
from entente.studies.maoz2011.claims.expected_networks import STAGES, predictions
from entente.studies.maoz2011.claims.system_years import measured, yearly_error
from entente.studies.maoz2011.text_moments import moments
from entente.systems.alliance_types import ALLIANCES

#: The ratio of predicted to actual degree up to which the model predicts far too few alliances (choice; the
#: printed ratios are 0.58 to 0.63).
FAR_TOO_FEW = 0.7

#: Rows of Table 2 on threats and on likeness.
STRATEGIC = {"common_enemies": "common_enemies", "minimum_srg_capabilities": "minimum_srg_capability"}
AFFINITY = {
    "regime_score": "minimum_regime_score",
    "trade": "trade_dependence",
    "joint_igo_membership": "joint_igo",
    "cultural_similarity": "cultural_similarity",
}

CLAIMS = Family()


def _ours(evidence: Evidence) -> dict[tuple[str, str], float]:
    return moments(evidence["series"], evidence["state_years"], evidence["dyad_years"])


def _printed(evidence: Evidence) -> dict[tuple[str, str], float]:
    rows = evidence["text_moments"]
    return dict(zip(zip(rows["quantity"], rows["series"], strict=True), rows["value"], strict=True))


def _stated(claim_id: str, quantity: str, series: str) -> None:
    words = quantity.replace("_", " ")

    @CLAIMS.claim(
        claim_id,
        f"{words.capitalize()}, {series} (actual alliances of any type), within 10 % of what is printed.",
    )
    def test(evidence: Evidence) -> Iterator[Part]:
        value = evidence.once(_ours)[quantity, series]
        if value != value:
            raise NotTestable(f"there is no {words}, {series}")
        yield close(f"the {words} ({series})", value, evidence.once(_printed)[quantity, series])


for _number, _series in enumerate(("actual", *STAGES)):
    _stated(f"p25-{2 + _number:02}", "mean_alliance_degree", _series)
    if _series != "actual":
        _stated(f"p25-{6 + _number:02}", "alliance_dyad_year_share", _series)
        _stated(f"p25-{13 + _number}", "mean_transitivity", _series)
_stated("p25-11", "mean_transitivity", "actual")
_stated("p25-12", "share_open_triads", "actual")


@CLAIMS.claim(
    "p25-06", "Share of dyad-years with an actual alliance (any type), within 10 % of what is printed."
)
def _allied_share(evidence: Evidence) -> Iterator[Part | Remark]:
    quantity = ("alliance_dyad_year_share", "actual")
    printed = evidence.once(_printed)
    yield close("the share of allied dyad-years", evidence.once(_ours)[quantity], printed[quantity])
    degree, n = printed["mean_alliance_degree", "actual"], evidence["system_years"]["n"].astype(float)
    yield Remark(
        f"{OWN} means do not go together: {degree} allies are a share of {printed[quantity]} of "
        f"{degree / printed[quantity]:.0f} other states, and the state-years of this run have "
        f"{(n * (n - 1)).sum() / n.sum():.0f}."
    )


def _gaps(evidence: Evidence, measure: str, words: str, sign: int) -> Iterator[Part]:
    actual = measured(evidence, "actual_any")[measure]
    for stage in STAGES:
        gap = (measured(evidence, f"abm_{stage}")[measure] - actual).dropna().astype("float64")
        name = f"the mean difference of {words} ({stage}, predicted less actual)"
        yield directed(name, mean(gap, yearly_error(len(gap))), sign)


@CLAIMS.claim(
    "p23-01",
    "Mean over years of predicted less actual density (any type), all iterations; Newey–West intervals. "
    "Degree is density times n − 1.",
)
def _understated_connectivity(evidence: Evidence) -> Iterator[Part]:
    yield from _gaps(evidence, "density", "density", -1)


@CLAIMS.claim(
    "p23-02",
    "Mean over years of predicted less actual transitivity (any type), all iterations; Newey–West intervals.",
)
def _understated_transitivity(evidence: Evidence) -> Iterator[Part | Remark]:
    yield from _gaps(evidence, "transitivity", "transitivity", -1)
    printed = evidence.once(_printed)
    told = ", ".join(f"{printed['mean_transitivity', stage]:g}" for stage in STAGES)
    actual = printed["mean_transitivity", "actual"]
    if all(printed["mean_transitivity", stage] > actual for stage in STAGES):
        yield Remark(
            f"{OWN} numbers contradict it: page 25 prints {told} (predicted) and {actual:g} (actual)."
        )


@CLAIMS.claim(
    "p25-13",
    "Mean over years of predicted less actual transitivity (any type), all iterations; Newey–West intervals.",
)
def _more_transitive(evidence: Evidence) -> Iterator[Part]:
    yield from _gaps(evidence, "transitivity", "transitivity", 1)


@CLAIMS.claim(
    "p25-01",
    f"Predicted over actual mean degree (any type), all iterations: far too few is at most {FAR_TOO_FEW}.",
)
def _far_too_few(evidence: Evidence) -> Iterator[Part]:
    ours = evidence.once(_ours)
    for stage in STAGES:
        ratio = ours["mean_alliance_degree", stage] / ours["mean_alliance_degree", "actual"]
        yield (
            untestable(f"there is no degree ({stage})")
            if ratio != ratio
            else between(f"the ratio ({stage})", ratio, 0, FAR_TOO_FEW)
        )


@CLAIMS.claim(
    "p25-10",
    "Mean over dyad-years of predicted less actual alliance (any type), all iterations, significant at 1 "
    "%; error robust to all that dyads with a state in common share.",
)
def _shares_differ(evidence: Evidence) -> Iterator[Part]:
    dyads = evidence["dyad_years"]
    for stage in STAGES:
        predicted = evidence.once(predictions)[stage]
        known = ~np.isnan(predicted)
        if not known.any():
            yield untestable(f"no year has the {stage} iteration")
            continue
        gap = predicted[known] - dyads["ally_any"].to_numpy()[known]
        rows = dyads[known]
        found = mean(gap, by_state_pair(rows["ccode1"], rows["ccode2"]))
        yield significant(f"the difference of shares ({stage})", found, level=0.01)


@CLAIMS.claim(
    "p24-05",
    "Standard deviation, over the rows of Table 2's baselines, of what the rows on likeness add to the "
    "logit (regime, trade, organizations, culture), and of what those on threats add (common enemies, the "
    "groups' capabilities).",
)
def _relative_importance(evidence: Evidence) -> Iterator[Part]:
    rows = evidence["dyad_years"][[*STRATEGIC.values(), *AFFINITY.values()]].dropna()
    for alliance in ALLIANCES:
        spreads = []
        for group in (AFFINITY, STRATEGIC):
            found = [evidence.regressions.coefficient(DYADS, term, alliance) for term in group]
            if any(estimate is None for estimate in found) or rows.empty:
                yield untestable(f"{in_words((DYADS, 'coefficients', alliance))} were not estimated")
                break
            weights = np.array([estimate.value for estimate in found])
            spreads.append(float((rows[list(group.values())].to_numpy(dtype=np.float64) @ weights).std()))
        if len(spreads) == 2:
            yield larger(f"the spread of likeness ({alliance})", spreads[0], "of threats", spreads[1])
