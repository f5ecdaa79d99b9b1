"""Who carries what in NATO, told in a row a year and source."""

from __future__ import annotations

import pandas as pd

from entente.burden.measures import TOO_LOW

#: So many members are named of those that carry most, and least, for their share in the benefits.
NAMED = 3


def nato_shares(burdens: pd.DataFrame) -> pd.DataFrame:
    """Return table nato_shares, of table nato_burdens: the largest member, and who carries most and least.

    Years in which too few of the members have data are left out.
    """
    known = burdens[burdens["flag"] != TOO_LOW]
    return pd.DataFrame(
        [
            {"year": year, "source": source, **_told(rows)}
            for (year, source), rows in known.groupby(["year", "source"])
        ]
    )


def _told(rows: pd.DataFrame) -> dict[str, object]:
    """Return what the burdens of one year, by one source, come to."""
    largest = rows.loc[rows["gdp"].idxmax()]
    # By code where two are equal: their order must not be the machine's.
    ranked = rows.sort_values(["relative_burden", "ccode"], ascending=[False, True])["abbreviation"]
    return {
        "members": largest["members"],
        "n": largest["n"],
        "flag": largest["flag"],
        "largest": largest["abbreviation"],
        "burden_share": largest["burden_share"],
        "benefit_share": largest["benefit_share"],
        "relative_burden": largest["relative_burden"],
        "relative_burden_border": largest["relative_burden_border"],
        "above": (rows["relative_burden"] > 1).sum(),
        "most": ", ".join(ranked.head(NAMED)),
        "least": ", ".join(ranked.iloc[::-1].head(NAMED)),
    }
