"""Strategic reference groups: who threatens whom by disputes, wars and rivalries, directly or as an ally.

After the last year of the war files the war flag of the dispute file stands for inter-state wars (a choice:
the lists of wars have not been continued).  A dispute whose flag is set in the year is a war of that year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from entente.core.data_log import DataLog
from entente.core.errors import ConfigurationError
from entente.systems.dyads import DYAD, DYAD_YEAR, order_codes
from entente.systems.matrices import YearAxis, by_year, compose, without_diagonal
from entente.systems.members import are_members
from entente.systems.spells import expand_spells


@dataclass(frozen=True)
class ThreatWindows:
    """How long a dispute and a war keep two states threats to each other.

    Windows are years (5 and 10: Maoz 2011, footnote 5), at least one, or ConfigurationError is raised.
    Whether that of year t ends in t or in t−1 the paper leaves open (a choice).
    """

    dispute_years: int
    war_years: int
    includes_year: bool

    def __post_init__(self):
        if min(self.dispute_years, self.war_years) < 1:
            raise ConfigurationError(
                "Threat windows must be at least one year long.", "Correct dispute_years or war_years."
            )

    def lags(self, length: int) -> range:
        """Return how many years before t the events of a window of ``length`` years lie."""
        start = 0 if self.includes_year else 1
        return range(start, start + length)


def yearly_threats(
    members: pd.DataFrame,
    tidy: Mapping[str, pd.DataFrame],
    *,
    wars: str,
    wars_listed_until: int,
    windows: ThreatWindows,
    log: DataLog,
) -> pd.DataFrame:
    """Return every dyad of members with a dispute, war or rivalry that may matter in the year.

    Of the tidy tables that :data:`entente.studies.maoz2011.THREAT_SOURCES` names, as
    :func:`direct_threats` has it.  ``wars`` says which source tells who was at war, see
    :func:`wars_of_dyads`; the war files cover the years until ``wars_listed_until``.  The log takes the
    counts of what was dropped, filled or kept.  SchemaError is raised if a war or a rivalry ends before it
    begins or lacks a year.
    """
    disputes = tidy["disputes"]
    at_war = wars_of_dyads(wars, tidy, wars_listed_until, log)
    rivalries = expand_spells(tidy["rivalries"], "first_year", "last_year")
    return direct_threats(members, disputes, at_war, rivalries, windows, log)


def wars_of_dyads(
    source: str, tidy: Mapping[str, pd.DataFrame], listed_until: int, log: DataLog
) -> pd.DataFrame:
    """Return the undirected dyad-years at war, those after the war files included.

    Which source tells who was at war is a choice: the paper does not say.  It is the dyadic war file
    ("dyadic_file"); the war flag of the dispute file ("dispute_flag"); or the opposing sides of each war in
    the list of participants ("war_sides"), crossed for the years that both fought.  The log takes the number
    of wars, not of rows, that the dyadic war file omits.  If the dispute file goes on after ``listed_until``,
    the last year that the war files cover, the log also takes how many dyad-years it adds.

    The result is year, ccode1, ccode2, sorted, each once.
    """
    disputes = tidy["disputes"]
    omitted = set(tidy["wars"]["war"]) - set(tidy["dyadic_wars"]["war"])
    log.note("compared", f"wars that the dyadic war file omits: {sorted(omitted)}", len(omitted))
    if source == "dyadic_file":
        rows = tidy["dyadic_wars"]
    elif source == "dispute_flag":
        rows = disputes[disputes["war"]]
    else:
        rows = _opposing_sides(tidy["wars"])
    recent = _flagged(disputes, listed_until)[DYAD_YEAR].drop_duplicates()
    if disputes["year"].max() > listed_until:
        told = "where the war files end: war flag of the dispute file"
        log.note("filled", f"dyad-years at war after {listed_until}, {told}", len(recent))
    both = pd.concat([rows[DYAD_YEAR], recent], ignore_index=True)
    return both.drop_duplicates().sort_values(DYAD_YEAR, ignore_index=True)


def _opposing_sides(wars: pd.DataFrame) -> pd.DataFrame:
    fighting = expand_spells(wars, "first_year", "last_year")[["war", "side", "ccode", "year"]]
    sides = (fighting[fighting["side"] == side] for side in (1, 2))
    dyads = order_codes(pd.merge(*sides, on=["war", "year"], suffixes=("1", "2")))
    return dyads[dyads["ccode1"] != dyads["ccode2"]]


def with_recent_wars(wars: pd.DataFrame, disputes: pd.DataFrame, listed_until: int) -> pd.DataFrame:
    """Return the wars with their years (war, first_year, last_year), those after the list included.

    A row for each participant's spell of the list, and for each dispute-dyad and year flagged as war after
    the last year that the war files cover, with the number of the dispute in place of that of the war.
    """
    columns = ["war", "first_year", "last_year"]
    flagged = _flagged(disputes, listed_until)
    recent = flagged.assign(war=flagged["dispute"], first_year=flagged["year"], last_year=flagged["year"])
    return pd.concat([wars[columns], recent[columns]], ignore_index=True)


def _flagged(disputes: pd.DataFrame, listed_until: int) -> pd.DataFrame:
    return disputes[disputes["war"] & (disputes["year"] > listed_until)]


def direct_threats(
    members: pd.DataFrame,
    disputes: pd.DataFrame,
    wars: pd.DataFrame,
    rivalries: pd.DataFrame,
    windows: ThreatWindows,
    log: DataLog,
) -> pd.DataFrame:
    """Return every dyad of members with a dispute, war or rivalry that may matter in the year.

    threat_ij(t) = dispute within ``dispute_years``, or inter-state war within ``war_years``, or strategic
    rivalry in t (Maoz 2011, footnote 5).  Both must be members in t; the event may lie in a year in which one
    of them was not (a choice: an occupied state that returns remembers).

    Of dyad-years in dispute, at war and in rivalry it makes year, ccode1, ccode2, dispute and war (in t),
    recent_dispute and recent_war (in the window), rivalry (in t), threat: all bool; only dyads with at least
    one.
    """
    kinds = {
        "dispute": _within(disputes, [0]),
        "war": _within(wars, [0]),
        "recent_dispute": _within(disputes, windows.lags(windows.dispute_years)),
        "recent_war": _within(wars, windows.lags(windows.war_years)),
        "rivalry": _within(rivalries, [0]),
    }
    joined = pd.concat([rows.assign(kind=kind, true=True) for kind, rows in kinds.items()])
    joined = joined[joined["year"].between(members["year"].min(), members["year"].max())]
    both = np.logical_and(*(are_members(joined, members, code) for code in DYAD))
    for kind in ("dispute", "war", "rivalry"):
        outside = (~both & (joined["kind"] == kind)).sum()
        log.note("dropped", f"{kind}: dyad-years that are no dyad of members", outside)
    table = joined[both].pivot(index=DYAD_YEAR, columns="kind", values="true")
    table = table.reindex(columns=list(kinds)).notna().reset_index()
    return table.assign(threat=table["recent_dispute"] | table["recent_war"] | table["rivalry"])


def _within(events: pd.DataFrame, lags: Iterable[int]) -> pd.DataFrame:
    """The dyad-years that have an event so many years before, one row each."""
    later = [events[DYAD_YEAR].assign(year=events["year"] + lag) for lag in lags]
    return pd.concat(later, ignore_index=True).drop_duplicates()


def strategic_reference_groups(threat: np.ndarray, alliance: np.ndarray) -> np.ndarray:
    """Return SRG = B(T + T·A) with a zero diagonal (Maoz 2011, footnote 5), bool (n, n).

    T and A are symmetric: who threatens whom, who is allied with whom.  Row i is the strategic reference
    group of state i.  It is not symmetric: the ally of my enemy is in my group although I may not be in its
    own.  A state's own allies stay in its group.
    """
    return without_diagonal(threat | compose(threat, alliance))


def yearly_groups(members: pd.DataFrame, threats: pd.DataFrame, allies: pd.DataFrame) -> pd.DataFrame:
    """Return the strategic reference group of every member and year.

    ``members`` are sorted; threats and allies are dyad-years.  The result is sorted too: year (int16), ccode,
    member (a state in the group of ccode), direct (bool: a threat itself, else the ally of one).  A state
    with an empty group has no row.
    """
    threats_of, allies_of = by_year(threats), by_year(allies)
    nobody = threats.iloc[:0]
    rows = []
    for year, of_year in by_year(members).items():
        axis = YearAxis(of_year["ccode"].to_numpy())
        threat = axis.symmetric(threats_of.get(year, nobody))
        groups = strategic_reference_groups(threat, axis.symmetric(allies_of.get(year, nobody)))
        state, member = np.nonzero(groups)
        rows.append(
            pd.DataFrame(
                {
                    "year": np.int16(year),
                    "ccode": axis.codes[state],
                    "member": axis.codes[member],
                    "direct": threat[state, member],
                }
            )
        )
    return pd.concat(rows, ignore_index=True)
