"""Tiny worlds that claims can be judged by, and ways to judge them."""

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import verdict_on
from entente.judging.claims.regression_tables import RegressionTables
from entente.judging.claims.table import judged
from entente.studies.maoz2011.claims.catalogue import catalogue

#: 1870 as the paper draws it, by country codes, and states without an ally.
PACTS_1870 = [
    (140, 160),
    *[(a, b) for a in (130, 135, 145, 155) for b in (130, 135, 145, 155) if a < b],
    *[(255, b) for b in (245, 267, 271)],
    (200, 255),
    (200, 220),
    (200, 300),
]
ALONE = (2, 70, 365)


def verdict(claim_id: str, evidence: Evidence) -> str:
    """Return the verdict on a claim."""
    return verdict_on(judged(catalogue()[claim_id], evidence)[0])


def reason(claim_id: str, evidence: Evidence) -> str:
    """Return why a claim is not testable, or nothing."""
    return judged(catalogue()[claim_id], evidence)[2]


def world(pacts, year: int = 1870, alone=ALONE) -> Evidence:
    """Return the evidence of one year with these pacts."""
    codes = sorted({code for pair in pacts for code in pair} | set(alone))
    dyads = pd.DataFrame(
        [
            (year, a, b, tuple(sorted((a, b))) in {tuple(sorted(p)) for p in pacts})
            for a in codes
            for b in codes
        ],
        columns=["year", "ccode1", "ccode2", "ally_pact"],
    )
    dyads = dyads[dyads["ccode1"] < dyads["ccode2"]].assign(ally_any=lambda rows: rows["ally_pact"])
    states = pd.DataFrame({"year": year, "ccode": codes, "name": [f"state {code}" for code in codes]})
    system = pd.DataFrame({"year": [year], "n": [len(codes)]})
    return Evidence({"state_years": states, "dyad_years": dyads, "system_years": system})


def regressions(terms=(), statistics=()) -> RegressionTables:
    """Return regressions with these coefficients and statistics: mappings by (model, alliance, name)."""
    return RegressionTables(dict(terms), dict(statistics))
