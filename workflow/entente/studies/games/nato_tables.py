"""Tables of NATO and of the pact that stood against it, from the study's tidy tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.games import nato
from entente.games.membership import Counted

#: Bases on which members are counted, and what they are called.
BASES = {"accession": "By accession", "atop": "By signature (ATOP 5.1)"}

#: Alliances of which ATOP knows the members, beside each other.
PACTS = {"NATO": nato.NATO, "Warsaw Pact": nato.WARSAW_PACT}


def members_by_basis(
    accessions: pd.DataFrame,
    alliance_members: pd.DataFrame,
    states: pd.DataFrame,
    years: tuple[int, int],
    atop_until: int,
    counted: Counted,
) -> dict[str, pd.DataFrame]:
    """Return year and ccode of NATO's members on each basis, by ATOP no longer than it knows them.

    UnknownStateError is raised if one of either basis is no COW state.
    """
    treaty = nato.treaty_spells(alliance_members, nato.NATO)
    spells = {"accession": nato.accession_spells(accessions), "atop": treaty}
    last = {"accession": years[1], "atop": min(years[1], atop_until)}
    for basis, found in spells.items():
        nato.refuse_no_states(found, states, f"NATO ({basis})")
    return {basis: nato.members(spells[basis], range(years[0], last[basis] + 1), counted) for basis in BASES}


def counts(members: Mapping[str, pd.DataFrame], years: tuple[int, int]) -> pd.DataFrame:
    """Return year, basis and members (Int16), missing in years that a basis does not know."""
    span = pd.RangeIndex(years[0], years[1] + 1, name="year")
    tables = [
        pd.DataFrame({"members": found.groupby("year").size().reindex(span).astype("Int16"), "basis": basis})
        for basis, found in members.items()
    ]
    return pd.concat(tables).reset_index()


def pacts(alliance_members: pd.DataFrame, capabilities: pd.DataFrame, years: tuple[int, int]) -> pd.DataFrame:
    """Return what NATO's and the Warsaw Pact's members weigh, by pact and year, both by ATOP."""
    tables = []
    for pact, atopid in PACTS.items():
        spells = nato.treaty_spells(alliance_members, atopid)
        found = nato.members(spells, range(years[0], years[1] + 1), "31_december")
        tables.append(nato.weights(found, capabilities).reset_index().assign(pact=pact))
    return pd.concat(tables, ignore_index=True)
