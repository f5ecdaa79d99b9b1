"""A small system as the workflow leaves it: panels, runs of the model, and network series."""

from __future__ import annotations

import itertools
from pathlib import Path
from textwrap import indent

import numpy as np
import pandas as pd

from entente.studies.maoz2011.units import UNITS

CODES = (2, 20, 40, 70, 90, 100, 130, 200, 220, 255)
YEARS = range(1900, 1925)
MEASURES = list(UNITS["system_year"].measures)


#: What a file says of a regression, with places for what differs.
FRAME = (
    "title: T\nunit: {unit}\nestimator: {estimator}\nsample: {sample}\noutcome: {outcome}\nterms: {terms}\n"
)


def iterations_of(year: int) -> int:
    """Iterations of the run of a year: from 2, none of them intermediate, to 5."""
    return 2 + year % 4


def write_tables(folder: Path, seed: int = 1) -> dict[str, Path]:
    """Write a system's tables and return their paths by what regressions call them."""
    random = np.random.default_rng(seed)
    ties = _ties(random)
    tables = {
        "state_year": _states(random),
        "dyad_year": _dyads(random),
        "system_year": _system(random),
        "ties": ties,
        "runs": pd.DataFrame({"year": YEARS, "iterations": [iterations_of(year) for year in YEARS]}),
    }
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    _series(random).to_csv(folder / "series.csv", index=False)
    return {**{name: folder / f"{name}.parquet" for name in tables}, "series": folder / "series.csv"}


def as_file(shared: str = "", **regressions: str) -> str:
    """The text of a file of regressions, from what it says of each."""
    text = f"shared:\n{indent(shared, '  ')}\n" if shared else ""
    said = [f"  {name}:\n{indent(own, '    ')}" for name, own in regressions.items()]
    return "\n".join([f"{text}regressions:", *said]) + "\n"


def _states(random: np.random.Generator) -> pd.DataFrame:
    panel = pd.DataFrame(itertools.product(YEARS, CODES), columns=["year", "ccode"])
    n = len(panel)
    level = panel["ccode"].rank(method="dense").to_numpy() / 5
    for alliance in ("any", "pact"):
        panel[f"status_{alliance}"] = random.integers(0, 20, n)
        mean = np.exp(level + 0.05 * panel[f"status_{alliance}"])
        panel[f"allies_{alliance}"] = random.negative_binomial(2, 2 / (2 + mean))
        panel[f"allies_capability_{alliance}"] = random.random(n) * level / 2
    panel["capability"] = random.random(n) / 10
    panel["srg_capability"] = random.random(n)
    panel["regime_score"] = random.integers(-100, 101, n).astype(float)
    panel.loc[random.random(n) < 0.1, "regime_score"] = np.nan
    return panel


def _dyads(random: np.random.Generator) -> pd.DataFrame:
    rows = [(year, *pair) for year in YEARS for pair in itertools.combinations(CODES, 2)]
    panel = pd.DataFrame(rows, columns=["year", "ccode1", "ccode2"])
    n = len(panel)
    panel["distance"] = random.random(n) * 10_000
    panel["common_enemies"] = random.random(n) < 0.2
    panel["trade_dependence"] = np.where(random.random(n) < 0.3, np.nan, random.random(n))
    panel["joint_igo"] = np.where(random.random(n) < 0.1, np.nan, random.random(n))
    for alliance in ("any", "pact"):
        panel[f"status_{alliance}"] = random.integers(0, 20, n)
        log_odds = 0.1 * panel[f"status_{alliance}"] - panel["distance"] / 5_000 + panel["common_enemies"]
        panel[f"ally_{alliance}"] = random.random(n) < 1 / (1 + np.exp(-log_odds))
    # A dyad that is in the system every other year has no value of the year before.
    return panel[(panel["ccode2"] != 255) | (panel["year"] % 2 == 0)].reset_index(drop=True)


def _system(random: np.random.Generator) -> pd.DataFrame:
    n = len(YEARS)
    days, wars = [400], [0.02]
    for _ in range(n - 1):
        days.append(int(0.7 * days[-1] + random.poisson(100)))
        wars.append(0.5 * wars[-1] + random.random() / 50)
    return pd.DataFrame(
        {
            "year": YEARS,
            "dispute_days": days,
            "wars_per_state": wars,
            "major_power_share": random.random(n) / 10,
            "capability_concentration": random.random(n),
        }
    )


def _ties(random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for year in YEARS:
        for iteration in range(1, iterations_of(year) + 1):
            for first, second in itertools.combinations(CODES, 2):
                if random.random() < 0.4:
                    allied = bool(random.random() < 0.6)
                    rows.append((year, iteration, first, second, allied))
                    if allied:
                        rows.append((year, iteration, second, first, allied))
    return pd.DataFrame(rows, columns=["year", "iteration", "ccode", "partner", "alliance"])


def _series(random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for year in YEARS:
        for network in ("actual_any", "actual_pact", "abm_first", "abm_intermediate", "abm_last"):
            if network != "abm_intermediate" or iterations_of(year) > 2:
                rows.append({"year": year, "network": network, **dict.fromkeys(MEASURES, 0.0)})
    series = pd.DataFrame(rows)
    series[MEASURES] = random.random((len(series), len(MEASURES)))
    # The model expects no alliance in the first year and in one between.
    without = series["year"].isin([1900, 1910]) & series["network"].eq("abm_first")
    series.loc[without, "transitivity"] = np.nan
    return series
