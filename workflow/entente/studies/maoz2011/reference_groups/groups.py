"""Strategic reference groups: direct threats and the allies of those who threaten."""

from __future__ import annotations

import numpy as np
import pandas as pd

from entente.systems.matrices import YearAxis, by_year, compose, without_diagonal


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
