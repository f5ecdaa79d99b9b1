"""Small evidence: tables, and regressions of which one is printed for two types of alliance."""

import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import Part, holds
from entente.judging.claims.regression_tables import Layout, RegressionTables
from entente.judging.intervals import Estimate

UP, DOWN = Estimate(1, 0.5, 1.5, 0.001), Estimate(-1, -1.5, -0.5, 0.001)
OPEN = Estimate(0.1, -1, 1.2, 0.8)

LAYOUT = Layout({"table1": "Table 1", "table2": "Table 2"}, "pact", {"table2_last": ("any", "pact")})


def regressions(terms=(), statistics=()) -> RegressionTables:
    """Return regressions with these coefficients and statistics: mappings by (model, alliance, name)."""
    return RegressionTables(dict(terms), dict(statistics), LAYOUT)


def big(evidence: Evidence, least: float):
    """Whether sizes are at least {least:g}."""
    for row in evidence["large"].itertuples():
        yield holds(row.size_ >= least, f"{row.ccode} is {row.size_}", row.size_)


def large(evidence: Evidence) -> pd.DataFrame:
    """Return the states but the first."""
    return evidence["states"].iloc[1:]


def states(sizes=(1.0, 2.0, 3.0, 4.0)) -> pd.DataFrame:
    """Return state-years: two years a state, half of them great powers, with sizes."""
    n = len(sizes)
    return pd.DataFrame(
        {"year": [1900, 1901] * (n // 2), "ccode": [1 + k // 2 for k in range(n)], "size_": sizes}
    ).assign(great=lambda rows: rows["ccode"] > n // 4)


def evidence(tables=(), ours=None, printed=None) -> Evidence:
    """Return evidence of tables and regressions, with the functions of this module."""
    return Evidence(
        dict(tables), {"big": big, "large": large}, ours or regressions(), printed or regressions()
    )


def verdicts(parts) -> list[str]:
    """Return the verdicts on parts."""
    return [part.verdict for part in parts if isinstance(part, Part)]
