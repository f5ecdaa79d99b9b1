"""Raw files about states, their regimes and capabilities, in their published layout."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.data.demo.gazetteer import LAST_YEAR, STATES
from entente.data.demo.regimes import INTERRUPTION
from entente.data.demo.world import World

NAMES = {state.code: state.name for state in STATES}
ABBREVIATIONS = {state.code: state.abbreviation for state in STATES}

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

#: Polity's 36 columns after the identifiers, in two groups: components, which repeat a special code, and
#: dates and types of change, which the demo world leaves empty.
POLITY_COMPONENTS = "xrreg xrcomp xropen xconst parreg parcomp exrec exconst polcomp".split()
POLITY_CHANGES = (
    "prior emonth eday eyear eprec interim bmonth bday byear bprec post change d4 sf regtrans".split()
)

#: COW code and first year of states whose score the regime panel does not have.
NOT_IN_PANEL = (365, 1923)


def state_system(world: World) -> pd.DataFrame:
    """One row for each member and year."""
    rows = world.members.sort_values(["ccode", "year"], ignore_index=True)
    return pd.DataFrame(
        {
            "stateabb": rows["ccode"].map(ABBREVIATIONS),
            "ccode": rows["ccode"],
            "year": rows["year"],
            "version": 2016,
        }
    )


def states(world: World) -> pd.DataFrame:
    """One row for each spell of membership."""
    names = {"statenme": world.spells["name"]}
    return _spells(world.spells, names)


def major_powers(world: World) -> pd.DataFrame:
    """One row for each spell of major-power status."""
    return _spells(world.major_powers, {})


def _spells(spells: pd.DataFrame, names: dict[str, pd.Series]) -> pd.DataFrame:
    columns = {"stateabb": spells["ccode"].map(ABBREVIATIONS), "ccode": spells["ccode"], **names}
    for prefix, date in (("st", spells["start"].dt), ("end", spells["end"].dt)):
        columns |= {f"{prefix}year": date.year, f"{prefix}month": date.month, f"{prefix}day": date.day}
    return pd.DataFrame({**columns, "version": 2016})


def capitals(world: World) -> pd.DataFrame:
    """One row for each capital, with ISO dates where R's own format has days since 1970."""
    rows = world.capitals
    dates = {
        name: rows[edge].dt.strftime("%Y-%m-%d") for name, edge in (("stdate", "start"), ("enddate", "end"))
    }
    renamed = rows.rename(columns={"name": "statenme", "latitude": "lat", "longitude": "lng"})
    return renamed.assign(**dates)[["ccode", "statenme", "capital", "stdate", "enddate", "lat", "lng"]]


def polity(world: World) -> pd.DataFrame:
    """One row for each country and year under Polity's codes, special codes in every component."""
    rows = world.regimes.assign(
        scode=world.regimes["ccode"].map(ABBREVIATIONS), country=world.regimes["ccode"].map(NAMES)
    )
    for code, first, last, polity_code, abbreviation, name in POLITY_CODES:
        recoded = (rows["ccode"] == code) & rows["year"].between(first, last)
        rows.loc[recoded, ["ccode", "scode", "country"]] = [polity_code, abbreviation, name]
    others = pd.DataFrame(
        {"ccode": code, "scode": abbreviation, "country": name, "year": year, "special": 0,
         "democracy": democracy, "autocracy": autocracy, "polity2": democracy - autocracy}
        for code, abbreviation, name, first, last, democracy, autocracy in OUTSIDE_THE_SYSTEM
        for year in range(first, last + 1)
    )  # fmt: skip
    rows = pd.concat([rows, others]).sort_values(["ccode", "year"], ignore_index=True)
    special = rows["special"]
    score = (rows["democracy"] - rows["autocracy"]).where(special == 0, special)
    columns = {
        "cyear": rows["ccode"] * 10_000 + rows["year"],
        **{name: rows[name] for name in ("ccode", "scode", "country", "year")},
        "flag": 0,
        "fragment": np.where(rows["year"] == LAST_YEAR, 0.0, np.nan),
        "democ": rows["democracy"].where(special == 0, special),
        "autoc": rows["autocracy"].where(special == 0, special),
        "polity": score,
        "polity2": rows["polity2"],
        "durable": _durable(rows, score),
        **_components(score, special),
        **dict.fromkeys(POLITY_CHANGES, np.nan),
    }
    return pd.DataFrame(columns).astype({"democ": int, "autoc": int, "polity": int})


def _durable(rows: pd.DataFrame, score: pd.Series) -> pd.Series:
    """Years since the score last changed, 0 under a special code."""
    changed = (score != score.shift()) | (rows["ccode"] != rows["ccode"].shift())
    lasted = rows.groupby(changed.cumsum()).cumcount()
    return lasted.where(rows["special"] == 0, 0)


def _components(score: pd.Series, special: pd.Series) -> dict[str, pd.Series]:
    """Components that rise with the score; Polity's own coding of them is richer."""
    tops = dict(zip(POLITY_COMPONENTS, (3, 3, 4, 7, 5, 5, 8, 7, 10), strict=True))
    risen = {name: 1 + ((score + 10) * (top - 1) / 20).round().astype(int) for name, top in tops.items()}
    return {name: values.where(special == 0, special) for name, values in risen.items()}


def regime_panel(world: World) -> pd.DataFrame:
    """One row for each member and year under COW codes, without the scores of the Soviet Union."""
    rows = world.regimes.sort_values(["ccode", "year"], ignore_index=True)
    code, first = NOT_IN_PANEL
    score = rows["polity2"].mask((rows["ccode"] == code) & (rows["year"] >= first))
    # Where Polity has no score other projects have one: autocratic under occupation.
    level = rows["polity2"].fillna(-8.0).where(rows["special"] != INTERRUPTION, -8.0)
    extended = (level / 7.0).round(6)
    return pd.DataFrame(
        {
            "ccode": rows["ccode"],
            "year": rows["year"],
            "euds": extended,
            "aeuds": extended - 0.293156,
            "polity2": score,
            "v2x_polyarchy": ((level + 11.0) / 22.0).round(3),
        }
    )


def capabilities(world: World) -> pd.DataFrame:
    """One row for each member and year, −9 where a military component is unknown."""
    rows = world.capabilities.sort_values(["ccode", "year"], ignore_index=True)
    military = rows[["milex", "milper"]].fillna(-9).astype(int)
    return pd.DataFrame(
        {
            "stateabb": rows["ccode"].map(ABBREVIATIONS),
            "ccode": rows["ccode"],
            "year": rows["year"],
            "irst": rows["irst"].astype(int),
            "milex": military["milex"],
            "milper": military["milper"],
            "pec": rows["pec"],
            "tpop": rows["tpop"],
            "upop": rows["upop"],
            "cinc": rows["cinc"],
            "version": 4,
        }
    )
