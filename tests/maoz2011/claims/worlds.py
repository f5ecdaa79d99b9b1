"""Tiny worlds that claims can be judged by, and ways to judge them."""

from functools import cache
from pathlib import Path

import pandas as pd

from entente.judging.claims.declaration import Claims, read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import verdict_on
from entente.judging.claims.regression_tables import Layout, RegressionTables, printed_tables
from entente.judging.claims.table import judged
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification
from entente.studies.maoz2011.claims.functions import FUNCTIONS

CONFIG = Path(__file__).resolve().parents[3] / "config/maoz2011"

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


@cache
def declared() -> Claims:
    """Return the claims of the study."""
    return read_claims(CONFIG / "claims.yaml")


def evidence(tables=(), ours: RegressionTables | None = None) -> Evidence:
    """Return evidence of tables, with the moments that the text prints, and of regressions."""
    moments = pd.read_csv(CONFIG / "printed/moments.csv").rename(columns={"value": "printed"})
    given = {"moments": moments.assign(reproduced=moments["printed"]), **dict(tables)}
    return Evidence(given, FUNCTIONS, ours or regressions(), as_printed())


def verdict(claim_id: str, evidence: Evidence) -> str:
    """Return the verdict on a claim."""
    return verdict_on(judged(declared().claims[claim_id], evidence)[0])


def reason(claim_id: str, evidence: Evidence) -> str:
    """Return why a claim is not testable, or nothing."""
    return judged(declared().claims[claim_id], evidence)[2]


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
    return evidence({"state_years": states, "dyad_years": dyads, "system_years": system})


@cache
def as_printed() -> RegressionTables:
    """Return Tables 1 to 4 as the paper prints them."""
    tables = [read_table_specification(CONFIG / f"tables/table{number}.yaml") for number in (1, 2, 3, 4)]
    layout = Layout.of(tables, declared().titles, declared().alliance)
    numbers = read_printed(CONFIG / "printed/tables.csv")
    return printed_tables(printed_beside(tables, numbers), tables, layout)


def regressions(terms=(), statistics=()) -> RegressionTables:
    """Return regressions with these coefficients and statistics: mappings by (model, alliance, name)."""
    return RegressionTables(dict(terms), dict(statistics), as_printed().layout)
