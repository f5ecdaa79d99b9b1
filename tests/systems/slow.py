"""The definitions of the panels in sets and loops, without a thought for speed.

Dyads are tuples (year, lower code, higher code); what is missing is None.
"""

from __future__ import annotations

import math
from fractions import Fraction


def durations(status: dict) -> dict:
    """Years that the status of t−1 has lasted through t−1, for each year t of one unit's statuses."""
    lasted = {}
    for year in status:
        began = year
        while began - 1 in status and status[began - 1] == status[year - 1]:
            began -= 1
        lasted[year] = year - began
    return lasted


def years_apart(status: dict) -> dict:
    """Years through t−1 without alliance, 0 where allied in t−1: for each year of one dyad's alliances."""
    return {year: 0 if status.get(year - 1, True) else lasted for year, lasted in durations(status).items()}


def mean(values) -> Fraction | None:
    known = [Fraction(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def capability(world, components: dict, carry_years: int) -> dict:
    """(share, source) of each (year, code); ``components`` holds (expenditure, personnel) or nothing."""
    own, result = {}, {}
    for year in world.years:
        members = world.members(year)
        given = {code: components.get((year, code), (None, None)) for code in members}
        totals = [sum(given[code][k] or 0 for code in members) for k in (0, 1)]
        for code in members:
            shares = [
                Fraction(value, total) if value is not None and total else None
                for value, total in zip(given[code], totals, strict=True)
            ]
            own[year, code] = mean(shares), _source(shares)
    for (year, code), (value, source) in own.items():
        for distance in range(1, carry_years + 1):
            for near in (year - distance, year + distance):
                if value is None and own.get((near, code), (None,))[0] is not None:
                    value, source = own[near, code][0], "carried"
        result[year, code] = value or Fraction(0), source
    totals = {year: sum(result[year, code][0] for code in world.members(year)) for year in world.years}
    return {key: (value / totals[key[0]], source) for key, (value, source) in result.items()}


def _source(shares) -> str:
    known = [
        name for name, share in zip(("expenditure", "personnel"), shares, strict=True) if share is not None
    ]
    return "both" if len(known) == 2 else known[0] if known else "none"


def trade_dependence(flows: dict, totals: dict) -> dict:
    """Smaller dependence of each dyad; ``flows`` and ``totals`` hold pairs of imports and exports."""
    result = {}
    for (year, *pair), (one, other) in flows.items():
        dependences = []
        for code in pair:
            imports, exports = totals.get((year, code), (None, None))
            known = None not in (one, other, imports, exports) and imports + exports > 0
            dependences.append((one + other) / (imports + exports) if known else None)
        result[year, *pair] = None if None in dependences else min(dependences)
    return {dyad: value for dyad, value in result.items() if value is not None}


def joint_membership(shared: dict, memberships: dict) -> dict:
    """Shared organizations over the smaller count of each dyad: at most 1, None where a count is missing."""
    result = {}
    for (year, one, other), count in shared.items():
        counts = memberships.get((year, one)), memberships.get((year, other))
        if None in (count, *counts):
            result[year, one, other] = None
        elif count == 0:
            result[year, one, other] = 0
        else:
            result[year, one, other] = 1 if count >= min(counts) else count / min(counts)
    return result


def past_mean(values: dict, dyad: tuple, first_year: int) -> Fraction | None:
    """Mean of the dyad's known values over t−5..t−1; the first year takes its own."""
    year, *pair = dyad
    years = [year] if year == first_year else range(year - 5, year)
    return mean(values.get((past, *pair)) for past in years)


def joint_cooperation(past: dict, criterion: str) -> dict:
    """Whether each dyad has a history of cooperation; ``past`` holds (trade, organizations) of each."""
    result = {}
    for dyad, (trade, organizations) in past.items():
        of_year = [values for other, values in past.items() if other[0] == dyad[0]]
        by_trade = _high(trade, mean(values[0] for values in of_year))
        by_organizations = _high(organizations, mean(values[1] for values in of_year))
        result[dyad] = {
            "both": by_organizations if trade is None else by_trade and by_organizations,
            "any": by_trade or by_organizations,
            "trade": by_organizations if trade is None else by_trade,
            "igo": by_organizations,
        }[criterion]
    return result


def _high(value, average) -> bool:
    # Averages of floats: a value within rounding of the mean is at the mean.
    return (
        value is not None and value > 0 and (value >= average or math.isclose(value, average, rel_tol=1e-12))
    )


def capital(spells: list, year: int, code: int):
    """(latitude, longitude) of the last capital that a state had in the year."""
    held = [
        (first, place)
        for owner, first, last, *place in spells
        if owner == code and first.year <= year <= last.year
    ]
    return max(held)[1] if held else None


def great_circle(one, other) -> float:
    """Kilometres between two places on a sphere with the mean radius of the earth."""
    (lat1, lon1), (lat2, lon2) = (map(math.radians, place) for place in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, half)))


def religion(points: dict, year: int) -> list | None:
    """Shares of the families in a year, from ``points`` of one state (year → shares)."""
    if not points:
        return None
    before, after = (
        max((y for y in points if y <= year), default=None),
        min((y for y in points if y >= year), default=None),
    )
    if before is None or after is None:
        return points[after if before is None else before]
    way = (year - before) / (after - before) if after > before else 0
    return [(1 - way) * old + way * new for old, new in zip(points[before], points[after], strict=True)]


def similarity(one: list | None, other: list | None) -> float | None:
    return None if one is None or other is None else sum(map(min, one, other))


def neighbours(ties) -> dict:
    """Whom each state is tied to, from undirected pairs."""
    sets: dict = {}
    for one, other in ties:
        sets.setdefault(one, set()).add(other)
        sets.setdefault(other, set()).add(one)
    return sets


def reached(first: dict, second: dict, state) -> set:
    """Whom a state reaches in two steps, a first and a second tie, but itself."""
    return {k for j in first.get(state, ()) for k in second.get(j, ())} - {state}
