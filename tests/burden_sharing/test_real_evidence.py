"""Determinants and consequences on the published files, computed a second time by plain Python."""

import pandas as pd
import pytest

from entente.burden import agreements as agreed
from entente.burden.joining import new_targets, opportunities

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def defence(tidy, source):
    """Defence ties between members of the system."""
    last = source.covered("alliance_members")[1]
    found = agreed.alliance_agreements(tidy("alliance_members").table, last)
    ties = agreed.in_force(found[found["type"] == "defence"], last, "any_day")
    known = pd.MultiIndex.from_frame(tidy("states").table[["year", "ccode"]])
    there = [pd.MultiIndex.from_frame(ties[["year", code]]).isin(known) for code in ("ccode1", "ccode2")]
    return ties[there[0] & there[1]].reset_index(drop=True)


def by_dispute(participants):
    """Rows of each dispute."""
    found = {}
    for row in participants.itertuples():
        found.setdefault(row.dispute, []).append(row)
    return found


def test_a_second_computation_of_chances_to_join_agrees(tidy, defence):
    """A dispute at a time: 11,503 opportunities and 35 joinings of 1950 to 2014."""
    participants = tidy("dispute_participants").table
    found = opportunities(participants, defence)
    found = found[found["year"].between(1950, 2014)]
    allies = {}
    for year, one, other in defence[["year", "ccode1", "ccode2"]].itertuples(index=False, name=None):
        allies.setdefault((year, one), set()).add(other)
        allies.setdefault((year, other), set()).add(one)
    rows = set()
    for dispute, of in by_dispute(participants).items():
        year = min(row.first_year for row in of)
        attackers = {row.ccode for row in of if row.originator and row.side}
        attacked = {row.ccode for row in of if row.originator and not row.side}
        joined = {row.ccode for row in of if not row.originator and not row.side}
        for target in attacked if attackers and 1950 <= year <= 2014 else ():
            for ally in allies.get((year, target), set()) - attackers - attacked:
                if not attackers & allies.get((year, ally), set()):
                    rows.add((year, dispute, target, ally, ally in joined))
    ours = found[["year", "dispute", "target", "ally", "joined"]].itertuples(index=False, name=None)
    assert set(ours) == rows
    assert (len(found), found["joined"].sum()) == (11503, 35)


def test_targets_are_originators_of_side_b(tidy):
    participants = tidy("dispute_participants").table
    expected = set()
    for of in by_dispute(participants).values():
        year = min(row.first_year for row in of)
        expected |= {(year, row.ccode) for row in of if row.originator and not row.side}
    assert set(new_targets(participants).itertuples(index=False, name=None)) == expected
