"""NATO: who belongs to it, what its members weigh in the world, and how many of them are democracies."""

from __future__ import annotations

import pandas as pd

from entente.games.membership import (
    accession_spells,
    lags,
    members,
    predecessors,
    read_accessions,
    refuse_no_states,
    system,
    treaty_spells,
    waves,
)

__all__ = [
    "NATO",
    "UNITED_STATES",
    "WARSAW_PACT",
    "accession_spells",
    "borders_on",
    "capabilities_of",
    "lags",
    "members",
    "predecessors",
    "read_accessions",
    "refuse_no_states",
    "series",
    "system",
    "treaty_spells",
    "waves",
    "weights",
]

#: ATOP's numbers of the alliances.
NATO, WARSAW_PACT = 3180, 3285

#: COW's code.
UNITED_STATES = 2

#: Capabilities, whose sums over the world shares are of.
CAPABILITIES = ("cinc", "expenditure", "personnel")

#: From where on a state is a democracy, by score.
DEMOCRACY = {"polity2": 6.0, "polyarchy": 0.5}


def weights(members: pd.DataFrame, capabilities: pd.DataFrame) -> pd.DataFrame:
    """Return what the members of an alliance weigh in the world, by year.

    Parameters
    ----------
    members : DataFrame
        year, ccode.
    capabilities : DataFrame
        year, ccode, and cinc, expenditure and personnel, missing where they are not known.

    Returns
    -------
    DataFrame
        By year: members (int), and for each capability ``<name>_known``, how many members have it, and
        ``<name>_share``, their sum over that of all states that have it: missing if fewer than half of the
        members have it.
    """
    found = pd.DataFrame({"members": members.groupby("year").size()})
    theirs = members.merge(capabilities, on=["year", "ccode"], how="left").groupby("year")
    world = capabilities.groupby("year")
    for name in CAPABILITIES:
        known = theirs[name].count()
        share = theirs[name].sum() / world[name].sum().reindex(found.index)
        found[f"{name}_known"] = known
        found[f"{name}_share"] = share.where(_most(known, found["members"]))
    return found


def series(
    members: pd.DataFrame, states: pd.DataFrame, capabilities: pd.DataFrame, regimes: pd.DataFrame
) -> pd.DataFrame:
    """Return the yearly series of an alliance beside the world.

    Parameters
    ----------
    members, states : DataFrame
        year, ccode: members of the alliance, and those of the state system.
    capabilities : DataFrame
        As :func:`weights` takes them.
    regimes : DataFrame
        year, ccode, polity2 (−10 to 10) and polyarchy (0 to 1), missing where a state is not scored.

    Returns
    -------
    DataFrame
        By year, those of :func:`weights`; states and state_share; united_states_share, of the members'
        military expenditure; polyarchy_mean; for each score ``<score>_scored``, ``<score>_democracies`` and
        ``<score>_share`` among the members scored, and ``<score>_world`` among the states scored.  Nothing
        is carried from year to year: years that a source does not have are missing, and so are those in
        which it scores fewer than half of the members, or of the world's states.
    """
    found = weights(members, capabilities)
    found.insert(1, "states", states.groupby("year").size().reindex(found.index))
    found.insert(2, "state_share", found["members"] / found["states"])
    spent = members.merge(capabilities, on=["year", "ccode"]).set_index("ccode")
    leader = spent.loc[spent.index == UNITED_STATES].set_index("year")["expenditure"]
    share = leader.reindex(found.index) / spent.groupby("year")["expenditure"].sum().reindex(found.index)
    found["united_states_share"] = share.where(found["expenditure_share"].notna())
    scored = members.merge(regimes, on=["year", "ccode"], how="left")
    world = states.merge(regimes, on=["year", "ccode"], how="left")
    mean = scored.groupby("year")["polyarchy"].mean()
    for score, least in DEMOCRACY.items():
        counts = _democracies(scored, score, least)
        found[f"{score}_scored"], found[f"{score}_democracies"] = counts["scored"], counts["democracies"]
        found[f"{score}_share"] = counts["share"]
        found[f"{score}_world"] = _democracies(world, score, least)["share"].reindex(found.index)
    found["polyarchy_mean"] = mean.where(found["polyarchy_share"].notna())
    return found.reset_index()


def _democracies(states: pd.DataFrame, score: str, least: float) -> pd.DataFrame:
    """How many states of each year are scored, how many of these are democracies, and their share."""
    by_year = states.groupby("year")[score]
    scored, democracies = by_year.count(), by_year.agg(lambda values: int((values >= least).sum()))
    share = (democracies / scored).where(_most(scored, by_year.size()))
    return pd.DataFrame({"scored": scored, "democracies": democracies, "share": share})


def _most(known: pd.Series, of: pd.Series) -> pd.Series:
    return 2 * known >= of


def capabilities_of(members: pd.DataFrame, capabilities: pd.DataFrame) -> pd.DataFrame:
    """Return year, ccode and the capabilities of the members of each year that these data have."""
    covered = members[members["year"].isin(capabilities["year"])]
    return covered.merge(capabilities, on=["year", "ccode"], how="left")


def borders_on(borders: pd.DataFrame, year: int) -> tuple[pd.DataFrame, int]:
    """Return the borders on 31 December of a year, and the year of which they are.

    ``borders`` are vertices with the days between which they held, first_date and last_date.  Years after
    the last that they cover have those of the last.
    """
    last = int(borders["last_date"].max().year)
    of = min(year, last)
    day = pd.Timestamp(of, 12, 31)
    return borders[(borders["first_date"] <= day) & (borders["last_date"] >= day)], of
