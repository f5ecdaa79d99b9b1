"""How far sources of spending agree: on the burdens of states, and on whether the small exploit the large."""

from __future__ import annotations

import pandas as pd

from entente.studies.burden_sharing.who_carries_what import NATO

#: Sources whose burdens are compared, two by two.
PAIRS = (("sipri", "nmc"), ("sipri", "nmc_real"), ("nmc", "nmc_real"))

#: Of a correlation over so few states nothing is said.
FEWEST = 10

#: All years together, and all alliances of ATOP.
ALL = "all"

#: A p below this is called significant.
LEVEL = 0.05


def agreement_of_sources(burdens: pd.DataFrame) -> pd.DataFrame:
    """Return table source_agreement: how the burdens of two sources go together, by year and over all years.

    ``burdens`` is table state_burdens.  Over all years, burdens are relative to the mean of the year of the
    states that both sources have.
    """
    rows = []
    for first, second in PAIRS:
        both = burdens[["year", f"log_{first}", f"log_{second}"]].dropna()
        years = both["year"]
        logs = both.drop(columns="year").set_axis(["first", "second"], axis=1)
        logs = logs - logs.groupby(years).transform("mean")
        parts = {ALL: logs, **{str(year): of_year for year, of_year in logs.groupby(years)}}
        rows += [
            {
                "first": first,
                "second": second,
                "years": span,
                "n": len(part),
                "correlation": part["first"].corr(part["second"]),
                "rank_correlation": part["first"].corr(part["second"], method="spearman"),
            }
            for span, part in parts.items()
            if len(part) >= FEWEST
        ]
    return pd.DataFrame(rows)


def exploitation_by_period(
    exploitation: pd.DataFrame, variants: pd.DataFrame, starts: list[int]
) -> pd.DataFrame:
    """Return table exploitation_periods: rank correlations of NATO, and of all alliances of ATOP, by period.

    A period lasts from one of ``starts`` to the next, the last one to the end of the tables, which are
    exploitation and exploitation_variants.
    """
    key = ["group", "year", "source"]
    chosen = variants[variants["variant"] != "spearman"].pivot(
        index=key, columns="variant", values="statistic"
    )
    adjusted = variants[variants["variant"] == "spearman"].set_index(key)["p_adjusted"]
    tests = exploitation.set_index(key).join(chosen).join(adjusted).reset_index()
    tests["group"] = tests["group"].where(tests["group"] == NATO, ALL)
    ends = [*starts[1:], int(tests["year"].max()) + 1]
    rows = []
    for first, after in zip(starts, ends, strict=True):
        within = tests[tests["year"].between(first, after - 1)]
        for (group, source), part in within.groupby(["group", "source"]):
            rows.append({"group": group, "first": first, "last": after - 1, "source": source, **_told(part)})
    return pd.DataFrame(rows)


def _told(part: pd.DataFrame) -> dict[str, float]:
    """Return what the rank correlations of some alliances and years come to."""
    known = part.dropna(subset="rho")
    return {
        "tests": len(known),
        "rho": known["rho"].mean(),
        "positive": (known["rho"] > 0).mean(),
        "significant": (known["p"] < LEVEL).mean(),
        "significant_adjusted": (known["p_adjusted"] < LEVEL).mean(),
        "rho_without_largest": known["without_largest"].mean(),
        "rho_given_income": known["given_income"].mean(),
    }
