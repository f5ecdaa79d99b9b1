"""Members of an alliance by year: spells of membership, by dates of accession or by ATOP's treaties."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from entente.core.errors import ConfigurationError, RawFileError, UnknownStateError
from entente.systems.spells import Counted, last_year_counted

#: The day on which spells end that have not ended.
OPEN = pd.Timestamp("2262-01-01")

COLUMNS = ["ccode", "abbreviation", "accession", "exit", "continues", "note"]


def read_accessions(path: str | Path) -> pd.DataFrame:
    """Read a table of accessions to an alliance.

    Parameters
    ----------
    path : path
        A CSV file: ccode, abbreviation, accession and exit (days, the first on which a state is, or is no
        longer, a member; empty where it has not left), continues (the code whose membership it goes on with,
        if any), note.

    Returns
    -------
    DataFrame
        These columns: ccode (int16), accession, exit (datetime, missing), continues (Int16), texts.

    Raises
    ------
    ConfigurationError
        If columns are missing, a day is none, a state accedes twice or leaves before it accedes, or
        continues a membership that did not end on the day.
    """
    try:
        table = pd.read_csv(
            path, dtype={"continues": "Int16", "note": str}, keep_default_na=False, na_values=[""]
        )
        table = table[COLUMNS].astype({"ccode": "int16"})
        days = {day: pd.to_datetime(table[day], format="%Y-%m-%d") for day in ("accession", "exit")}
    except (OSError, ValueError, KeyError) as error:
        raise ConfigurationError(
            f"{path} is no table of accessions ({error}).", f"Its columns are {', '.join(COLUMNS)}."
        ) from error
    table = table.assign(**days)
    ended = table.set_index("ccode")["exit"].to_dict()
    continued = table["continues"].notna()
    wrong = table["accession"].isna() | table["ccode"].duplicated() | (table["exit"] <= table["accession"])
    wrong |= continued & (table["continues"].map(ended) != table["accession"])
    if wrong.any():
        raise ConfigurationError(
            f"{path}: accessions that cannot be:\n{table[wrong].to_string(index=False)}",
            "A state accedes once, before it leaves, and continues a membership on the day that ends it.",
        )
    return table


def accession_spells(accessions: pd.DataFrame) -> pd.DataFrame:
    """Return spells of membership (ccode, entry, exit) of :func:`read_accessions`."""
    return accessions.rename(columns={"accession": "entry"})[["ccode", "entry", "exit"]]


def treaty_spells(alliance_members: pd.DataFrame, atopid: int) -> pd.DataFrame:
    """Return spells of membership of one of ATOP's alliances, phases of the treaty joined.

    Parameters
    ----------
    alliance_members : DataFrame
        ATOP's members: atopid, ccode, entry and exit (days; missing where a state has not left), a row for
        each phase.  ATOP counts from signatures.
    atopid : int
        The alliance.

    Returns
    -------
    DataFrame
        ccode, entry, exit, a row a spell: phases that meet, or overlap, are one.

    Raises
    ------
    RawFileError
        If ATOP has no such alliance.
    """
    rows = alliance_members[alliance_members["atopid"] == atopid].sort_values(["ccode", "entry"])
    if rows.empty:
        raise RawFileError(
            f"ATOP's members have no alliance {atopid}.", "Take the edition that the data registry describes."
        )
    until = rows["exit"].fillna(OPEN)
    before = until.groupby(rows["ccode"]).cummax().groupby(rows["ccode"]).shift()
    spell = (~(rows["entry"] <= before)).cumsum()
    joined = rows.assign(until=until).groupby(["ccode", spell.rename("spell")])
    found = joined.agg(entry=("entry", "min"), exit=("until", "max")).reset_index().drop(columns="spell")
    return found.assign(exit=found["exit"].mask(found["exit"] == OPEN))


def refuse_no_states(spells: pd.DataFrame, states: pd.DataFrame, what: str) -> None:
    """Raise UnknownStateError if a member of ``what`` is never a state of COW's list, ``states`` (ccode)."""
    unknown = spells.loc[~spells["ccode"].isin(states["ccode"]), "ccode"]
    if len(unknown):
        raise UnknownStateError(
            f"Members of {what} that are no COW states: {', '.join(map(str, unknown))}.",
            "Correct their codes, or take the edition of the state list that has them.",
        )


def members(spells: pd.DataFrame, years: Iterable[int], counted: Counted) -> pd.DataFrame:
    """Return the members of each year.

    Parameters
    ----------
    spells : DataFrame
        ccode, entry and exit (days; missing where a state has not left).  On the day of its exit a state is
        a member no more.
    years : iterable of int
        Years of which the members are known: who is no member in one of them is none.
    counted : {"any_day", "31_december"}
        Which day a member must belong on.

    Returns
    -------
    DataFrame
        year, ccode (int16), sorted by both.
    """
    crossed = pd.DataFrame({"year": list(years)}, dtype="int16").merge(spells, how="cross")
    last = last_year_counted(crossed["exit"] - pd.Timedelta(days=1), counted)
    belongs = (crossed["entry"].dt.year <= crossed["year"]) & ~(last < crossed["year"])
    found = crossed.loc[belongs, ["year", "ccode"]].drop_duplicates()
    return found.sort_values(["year", "ccode"], ignore_index=True)


def system(states: pd.DataFrame, counted: Counted) -> pd.DataFrame:
    """Return year and ccode of the members of the state system, counted as those of an alliance are.

    ``states`` has year, ccode and last_day (of the year; 366 if membership lasts beyond it).
    """
    there = states["last_day"] == 366 if counted == "31_december" else states["last_day"] > 0
    return states.loc[there, ["year", "ccode"]]


def lags(accessions: pd.DataFrame, treaty: pd.DataFrame) -> pd.DataFrame:
    """Return how many days ATOP's signatures are before the accessions.

    ``accessions`` is of :func:`read_accessions`, ``treaty`` of :func:`treaty_spells`.  Returned are ccode,
    abbreviation, accession, signature (missing where ATOP has none) and days (Int32), a row an accession.
    """
    signed = treaty.groupby("ccode", as_index=False)["entry"].min().rename(columns={"entry": "signature"})
    both = accessions[["ccode", "abbreviation", "accession"]].merge(signed, on="ccode", how="left")
    return both.assign(days=(both["accession"] - both["signature"]).dt.days.astype("Int32"))


def predecessors(accessions: pd.DataFrame) -> pd.Series:
    """Return by ccode the code of the same state whose membership it goes on with, where there is one."""
    return accessions.set_index("ccode")["continues"].dropna()


def waves(accessions: pd.DataFrame) -> pd.Series:
    """Return the year of accession by ccode; of a state that continues a membership, the year of that."""
    year = accessions.set_index("ccode")["accession"].dt.year
    continued = predecessors(accessions)
    return year.where(~year.index.isin(continued.index), continued.map(year).reindex(year.index)).astype(
        "int16"
    )
