"""Facts about alliances: obligations by year, how pacts ended, and whom states joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from entente.games.membership import OPEN

#: Columns of obligations; an alliance of defence or offence is a pact.
OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")

#: What stands for alliances of whatever obligation.
ANY = "any"

#: What ATOP's codes of an ending say.  Without one an alliance is in force, or how it ended is not known, as
#: where a member lost its independence.
ENDINGS = {1: "fulfilled", 2: "broken", 3: "replaced"}
IN_FORCE, UNKNOWN = "in_force", "unknown"

#: How a state that joins a pact aligns itself, and what is none of it.
BALANCING, BANDWAGONING, NEITHER, STRONGEST = "balancing", "bandwagoning", "neither", "strongest"
DEFINITIONS = ("with_strongest", "weaker_side")


def obligations(alliance_members: pd.DataFrame, states: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return how many alliances oblige to what, and how many states have one such, on 31 December.

    Parameters
    ----------
    alliance_members : DataFrame
        ATOP's: atopid, ccode, entry, exit (days, missing where none), obligations (bool).
    states : DataFrame
        year, ccode of the members of the state system.
    years : iterable of int
        Years that ATOP covers.

    Returns
    -------
    DataFrame
        year, obligation ("any" or one of :data:`OBLIGATIONS`), alliances (with two members or more), states,
        state_share (of the state system).  An alliance obliges if it obliges one of its members.
    """
    in_system = states.groupby("year").size()
    rows = []
    for year in years:
        day = pd.Timestamp(year, 12, 31)
        there = (alliance_members["entry"] <= day) & (alliance_members["exit"].fillna(OPEN) > day)
        current = alliance_members[there]
        current = current[current.groupby("atopid")["ccode"].transform("nunique") >= 2]
        for obligation in (ANY, *OBLIGATIONS):
            obliged = current if obligation == ANY else current[current[obligation]]
            allied = obliged["ccode"].nunique()
            count = obliged["atopid"].nunique()
            rows.append((year, obligation, count, allied, allied / in_system.get(year, np.nan)))
    return pd.DataFrame(rows, columns=["year", "obligation", "alliances", "states", "state_share"])


def endings(treaties: pd.DataFrame) -> pd.DataFrame:
    """Return how alliances ended, by obligation.

    ``treaties`` are ATOP's alliances: last_year (missing where in force), ending (0–3), obligations (bool).
    Returned are obligation, ending (fulfilled, broken, replaced, unknown, in_force), alliances, and share: of
    those whose end is known, missing for the last two.
    """
    ended = treaties["ending"].map(ENDINGS)
    ended = ended.fillna(treaties["last_year"].isna().map({True: IN_FORCE, False: UNKNOWN}))
    rows = []
    for obligation in (ANY, *OBLIGATIONS):
        counts = (ended if obligation == ANY else ended[treaties[obligation]]).value_counts()
        known = counts.reindex(list(ENDINGS.values()), fill_value=0)
        for ending in (*ENDINGS.values(), UNKNOWN, IN_FORCE):
            count = int(counts.get(ending, 0))
            share = count / known.sum() if ending in known and known.sum() else np.nan
            rows.append((obligation, ending, count, share))
    return pd.DataFrame(rows, columns=["obligation", "ending", "alliances", "share"])


def alignments(
    alliance_members: pd.DataFrame,
    capabilities: pd.DataFrame,
    years: Iterable[int],
    great_powers: int,
    predecessors: pd.Series,
) -> pd.DataFrame:
    """Return whether states that join a pact of defence or offence balance or bandwagon, by decade.

    Two reduced forms of the terms, which know capabilities and no threats; both go by the capability (CINC)
    of the year before, and by the other members of the pact on the day of joining, its partners.

    with_strongest
        Bandwagoning if the strongest state of all is a partner, else balancing if a great power is in the
        pact – one of the ``great_powers`` strongest –, else neither.
    weaker_side
        Among pacts with a great power other than the joining state: balancing if the partners together are
        weaker than the strongest state outside the pact, bandwagoning if not; neither in other pacts.

    The strongest state's own joining is counted apart, and joining as unknown where capabilities of the year
    before, or those of a partner, are not known.  A state that goes on under another code does not join.

    Parameters
    ----------
    alliance_members : DataFrame
        As :func:`obligations` takes them.
    capabilities : DataFrame
        year, ccode, cinc.
    years : iterable of int
        Years of joining.
    great_powers : int
        So many states are great powers.
    predecessors : Series
        By ccode, the code that the same state had before (:func:`entente.games.membership.predecessors`): one
        whose predecessor leaves a pact on the day, or the day before, goes on in it.

    Returns
    -------
    DataFrame
        definition, decade (its first year), counts of joining: balancing, bandwagoning, neither, strongest,
        unknown; balancing_share, of balancing and bandwagoning together, missing where there is none;
        strongest_states, codes of those that were strongest in the years before, in the order in which they
        first were, missing where that is not known.
    """
    pacts = alliance_members[alliance_members["defense"] | alliance_members["offense"]]
    joining = pacts.sort_values("entry").drop_duplicates(["atopid", "ccode"])
    years = sorted(set(years))
    ranked = capabilities.dropna(subset="cinc").sort_values("cinc", ascending=False, kind="stable")
    before = {year: rows.set_index("ccode")["cinc"] for year, rows in ranked.groupby("year")}
    of_pact = dict(tuple(pacts.groupby("atopid")))
    found = []
    for row in joining.itertuples():
        if row.entry.year not in years:
            continue
        pact = of_pact[row.atopid]
        if _goes_on(row, pact, predecessors):
            continue
        there = (pact["entry"] <= row.entry) & (pact["exit"].fillna(OPEN) > row.entry)
        partners = set(pact.loc[there, "ccode"]) - {row.ccode}
        decade = row.entry.year // 10 * 10
        for definition, said in zip(
            DEFINITIONS,
            _aligned(row.ccode, partners, before.get(row.entry.year - 1), great_powers),
            strict=True,
        ):
            found.append((definition, decade, said))
    counts = (
        pd.DataFrame(found, columns=["definition", "decade", "said"]).value_counts().unstack(fill_value=0)
    )
    counts = counts.reindex(columns=[BALANCING, BANDWAGONING, NEITHER, STRONGEST, UNKNOWN], fill_value=0)
    either = counts[BALANCING] + counts[BANDWAGONING]
    counts = counts.assign(balancing_share=(counts[BALANCING] / either).where(either > 0)).reset_index()
    leaders: dict[int, dict[str, None]] = {}
    for year in years:
        if year - 1 in before:
            leaders.setdefault(year // 10 * 10, {})[str(before[year - 1].index[0])] = None
    return counts.assign(strongest_states=counts["decade"].map({d: " ".join(c) for d, c in leaders.items()}))


def _goes_on(row: Any, pact: pd.DataFrame, predecessors: pd.Series) -> bool:
    """Whether a state was in the pact under its former code until now (the day of exit may be its last)."""
    left = pact.loc[pact["ccode"] == predecessors.get(row.ccode), "exit"]
    return bool((row.entry - left).isin([pd.Timedelta(0), pd.Timedelta(days=1)]).any())


def _aligned(state: int, partners: set[int], cinc: pd.Series | None, great_powers: int) -> tuple[str, str]:
    """How a state aligns itself under each definition; ``cinc`` of states begins with the strongest."""
    if cinc is None:
        return UNKNOWN, UNKNOWN
    strongest, great = cinc.index[0], set(cinc.index[:great_powers])
    if state == strongest:
        return STRONGEST, STRONGEST
    if not partners <= set(cinc.index):
        return UNKNOWN, UNKNOWN
    with_great = NEITHER if not great & {state, *partners} else BALANCING
    side = NEITHER
    if great & partners:
        outside = cinc.drop(list({state, *partners} & set(cinc.index)))
        theirs = cinc.reindex(list(partners)).sum()
        side = BALANCING if len(outside) and theirs < outside.iloc[0] else BANDWAGONING
    return (BANDWAGONING if strongest in partners else with_great), side
