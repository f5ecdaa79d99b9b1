"""Wars after the last year of the war files, from the war flag of the dispute file.

That these stand for inter-state wars is a choice: the lists of wars have not been continued.  A dispute whose
flag is set in the year is a war of that year.
"""

from __future__ import annotations

import pandas as pd

from entente.core.data_log import DataLog
from entente.systems.dyads import DYAD_YEAR


def with_recent_dyads(
    at_war: pd.DataFrame, disputes: pd.DataFrame, listed_until: int, log: DataLog
) -> pd.DataFrame:
    """Return the dyad-years at war, sorted, each once, those after the war files included.

    ``at_war`` is from :func:`entente.studies.maoz2011.reference_groups.threats.wars_of_dyads`,
    ``listed_until`` the last year that the war files cover.  If the dispute file goes on after it, the log
    takes how many dyad-years it adds.
    """
    recent = _flagged(disputes, listed_until)[DYAD_YEAR].drop_duplicates()
    if disputes["year"].max() > listed_until:
        log.note(
            "filled",
            f"dyad-years at war after {listed_until}, where the war files end: war flag of the dispute file",
            len(recent),
        )
    joined = pd.concat([at_war, recent], ignore_index=True).drop_duplicates()
    return joined.sort_values(DYAD_YEAR, ignore_index=True)


def with_recent_wars(wars: pd.DataFrame, disputes: pd.DataFrame, listed_until: int) -> pd.DataFrame:
    """Return the wars with their years (war, first_year, last_year), those after the list included.

    A row for each participant's spell of the list, and for each dispute-dyad and year flagged as war after
    the last year that the war files cover, with the number of the dispute in place of that of the war.
    """
    flagged = _flagged(disputes, listed_until)
    recent = pd.DataFrame(
        {"war": flagged["dispute"], "first_year": flagged["year"], "last_year": flagged["year"]}
    )
    return pd.concat([wars[["war", "first_year", "last_year"]], recent], ignore_index=True)


def _flagged(disputes: pd.DataFrame, listed_until: int) -> pd.DataFrame:
    return disputes[disputes["war"] & (disputes["year"] > listed_until)]
