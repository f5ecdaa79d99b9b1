"""Rows of the raw files about states, their regimes and capabilities."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import LAST_YEAR
from entente.data.demo.raw_layout import described
from entente.data.demo.regimes import INTERRUPTION
from entente.data.demo.world import World

#: Where Polity has a code of its own: COW code, first and last year, Polity's code, abbreviation and name.
POLITY_CODES = (
    (300, 1900, 1918, 305, "AUS", "Austria"),
    (345, 1900, 1920, 342, "SER", "Serbia"),
    (365, 1922, LAST_YEAR, 364, "USR", "USSR"),
    (770, 1947, LAST_YEAR, 769, "PKS", "Pakistan"),
)

#: Polity's scores for countries and years outside COW's system: code, abbreviation, name, first and last
#: year, democracy, autocracy.  Russia's row of 1922 stands beside that of the USSR.
OUTSIDE_THE_SYSTEM = (
    (310, "HUN", "Hungary", 1900, 1917, 1, 5),
    (365, "RUS", "Russia", 1922, 1922, 1, 2),
    (564, "OFS", "Orange Free State", 1900, 1902, 7, 3),
)

#: Polity's components and their highest values: they rise with the score; Polity's own coding is richer.
POLITY_COMPONENTS = {
    "xrreg": 3, "xrcomp": 3, "xropen": 4, "xconst": 7, "parreg": 5, "parcomp": 5, "exrec": 8, "exconst": 7,
    "polcomp": 10,
}  # fmt: skip

#: COW code and first year of states whose score the regime panel does not have.
NOT_IN_PANEL = (365, 1923)


def polity(world: World) -> pd.DataFrame:
    """One row for each country and year under Polity's codes, special codes in every component."""
    rows = described(world.regimes)
    for code, first, last, *theirs in POLITY_CODES:
        recoded = (rows["ccode"] == code) & rows["year"].between(first, last)
        rows.loc[recoded, ["ccode", "abbreviation", "name"]] = theirs
    others = pd.DataFrame(
        {"ccode": code, "abbreviation": abbreviation, "name": name, "year": year, "special": 0,
         "democracy": democracy, "autocracy": autocracy, "polity2": democracy - autocracy}
        for code, abbreviation, name, first, last, democracy, autocracy in OUTSIDE_THE_SYSTEM
        for year in range(first, last + 1)
    )  # fmt: skip
    rows = pd.concat([rows, others]).sort_values(["ccode", "year"], ignore_index=True)
    special, score = rows["special"], rows["democracy"] - rows["autocracy"]
    usual = special == 0
    scores = {"polity": score, "democracy": rows["democracy"], "autocracy": rows["autocracy"]}
    for name, top in POLITY_COMPONENTS.items():
        scores[name] = 1 + ((score + 10) * (top - 1) / 20).round()
    scores = {name: values.where(usual, special).astype(int) for name, values in scores.items()}
    return rows.assign(
        cyear=rows["ccode"] * 10_000 + rows["year"],
        fragment=np.where(rows["year"] == LAST_YEAR, 0.0, np.nan),
        durable=_durable(rows, scores["polity"]),
        **scores,
    )


def _durable(rows: pd.DataFrame, score: pd.Series) -> pd.Series:
    """Years since the score last changed, 0 under a special code."""
    changed = (score != score.shift()) | (rows["ccode"] != rows["ccode"].shift())
    lasted = rows.groupby(changed.cumsum()).cumcount()
    return lasted.where(rows["special"] == 0, 0)


def regime_panel(world: World) -> pd.DataFrame:
    """One row for each member and year under COW codes, without the scores of the Soviet Union."""
    rows = world.regimes.sort_values(["ccode", "year"], ignore_index=True)
    code, first = NOT_IN_PANEL
    # Where Polity has no score other projects have one: autocratic under occupation.
    level = rows["polity2"].fillna(-8.0).where(rows["special"] != INTERRUPTION, -8.0)
    extended = (level / 7.0).round(6)
    return rows.assign(
        extended=extended,
        adjusted=extended - 0.293156,
        polity2=rows["polity2"].mask((rows["ccode"] == code) & (rows["year"] >= first)),
        polyarchy=((level + 11.0) / 22.0).round(3),
    )


def capabilities(world: World) -> pd.DataFrame:
    """One row for each member and year, −9 where a military component is unknown."""
    rows = world.capabilities.sort_values(["ccode", "year"])
    return rows.assign(**rows[["milex", "milper", "irst"]].fillna(-9).astype(int))
