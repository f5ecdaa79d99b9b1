"""Claims about what measures are by definition, and about what the data cover."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment, rows_of
from entente.judging.claims.parts import OWN, Part, Remark, holds
from entente.networks.concentration import capability_concentration
from entente.networks.description import degree_centralization
from entente.networks.polarization import polarization
from entente.studies.maoz2011.claims.actual_networks import require_years

#: The years of the study.
FIRST, LAST = 1816, 2001

#: Share of the units that “all” allows to be missing (choice).
ALLOWED = 0.01


def npi_of_blocs(_: Evidence) -> Iterator[Part]:
    """NPI of 12 states in 1, 2, 3, 4, 6 and 12 equal blocs without ties between them."""
    found = {count: polarization(_blocs(12, count)).npi for count in (1, 2, 3, 4, 6, 12)}
    told = ", ".join(f"{value:.2f} ({count})" for count, value in found.items())
    falling = [found[count] for count in (2, 3, 4, 6, 12)]
    rising = falling == sorted(falling, reverse=True) and found[1] < found[2]
    yield holds(rising and math.isclose(found[2], 1), f"NPI by number of blocs is {told}", found[2])


def ends_of_polarization(_: Evidence) -> Iterator[Part]:
    """NPI of one clique of all, and of two equal disjoint blocs."""
    for count, expected in ((1, 0), (2, 1)):
        value = polarization(_blocs(12, count)).npi
        yield _end(f"NPI of {count} bloc(s) is {value:g}", value, expected)


def ends_of_centralization(_: Evidence) -> Iterator[Part]:
    """Group centralization of a star, a complete and an empty network of 10 states."""
    complete = _blocs(10, 1)
    star, empty = complete.copy(), np.zeros_like(complete)
    star[1:, 1:] = False
    for name, ties, expected in (("a star", star, 1), ("a complete", complete, 0), ("an empty", empty, 0)):
        value = degree_centralization(ties)
        yield _end(f"centralization of {name} network is {value:g}", value, expected)


def ends_of_concentration(_: Evidence) -> Iterator[Part]:
    """Capability concentration of equal shares, and of one state that has everything."""
    one = np.eye(10)[0]
    for name, shares, expected in (("equal shares", np.ones(10), 0), ("one state with all", one, 1)):
        value = capability_concentration(shares)
        yield _end(f"concentration of {name} is {value:.3f}", value, expected)


def _end(clause: str, value: float, expected: int) -> Part:
    """Whether a measure is at an end of its scale, but for what computing loses."""
    return holds(math.isclose(value, expected, abs_tol=1e-6), clause, value)


def _blocs(states: int, count: int) -> np.ndarray:
    """Equal blocs, everybody allied inside, nobody between, bool (states, states)."""
    bloc = np.arange(states) * count // states
    return (bloc[:, None] == bloc) & ~np.eye(states, dtype=bool)


def printed_degree(evidence: Evidence) -> Iterator[Part | Remark]:
    """Which mean degree is nearest to the printed one: by pacts or any alliance, raw or divided by n − 1."""
    states = evidence["state_years"]
    others = states.groupby("year")["ccode"].transform("size") - 1
    means = {
        f"{kind}, {form}": float((states[f"allies_{kind}"] / divisor).mean())
        for kind in ("pact", "any")
        for form, divisor in (("raw", 1), ("divided by n − 1", others))
    }
    printed = printed_moment(evidence, "mean_alliance_degree").printed
    nearest = min(means, key=lambda name: abs(means[name] - printed))
    told = ", ".join(f"{value:.3f} ({name})" for name, value in means.items())
    clause = f"nearest to the printed mean of {printed} is the mean degree by {nearest}, of {told}"
    yield holds(nearest == "pact, divided by n − 1", clause, means[nearest])
    if nearest.endswith("raw"):
        yield Remark(f"{OWN} mean of {printed} is a raw count, not divided by n − 1.")


def shares_add_up(evidence: Evidence) -> Iterator[Part]:
    """Sum of the capability shares of each year."""
    sums = evidence["state_years"].groupby("year")["capability"].sum()
    worst = float((sums - 1).abs().max())
    yield holds(worst < 1e-9, f"sums of shares are at most {worst:.1g} from 1", worst)


def panel_years(evidence: Evidence) -> Iterator[Part]:
    """First and last year and number of years of the panel, and its state-years."""
    require_years(evidence, FIRST, LAST)
    covered, states = evidence["system_years"]["year"], len(evidence["state_years"])
    first, last, count = int(covered.min()), int(covered.max()), len(covered)
    clause = f"the panel has {count} years, {first}–{last}, and {states:,} state-years"
    yield holds((first, last, count) == (FIRST, LAST, LAST - FIRST + 1), clause, count)


def all_dyads(evidence: Evidence) -> Iterator[Part]:
    """Dyad-years of the panel against n(n − 1)/2 summed over its years."""
    n = evidence["system_years"]["n"].astype(np.int64)
    pairs, rows = int((n * (n - 1) // 2).sum()), len(evidence["dyad_years"])
    yield holds(pairs == rows, f"the panel has {rows:,} dyad-years of {pairs:,}", rows)


def span(evidence: Evidence, table: str, first: int, last: int) -> Iterator[Part]:
    """First and last year of a table."""
    require_years(evidence, FIRST, LAST)
    covered = evidence[table]["year"]
    clause = f"the data go from {covered.min()} to {covered.max()} (stated: {first}–{last})"
    yield holds(covered.min() <= first and covered.max() >= last, clause)


def known_share(evidence: Evidence, known: str, table: str, where: str, name: str) -> Iterator[Part]:
    """Share of the rows of a table for which something is known."""
    _, values = rows_of(evidence, table, where, known)
    share = float(values[0].mean())
    yield holds(share >= 1 - ALLOWED, f"{name} are known for {share:.1%}", share)


def organization_years(evidence: Evidence) -> Iterator[Part]:
    """Years of the data on organizations: every fifth of 1820–1960 and each of 1965–2000, none else."""
    require_years(evidence, FIRST, LAST)
    covered = set(evidence["igo_states"]["year"].unique().tolist())
    early, late = {year for year in covered if FIRST < year < 1965}, covered & set(range(1965, 2001))
    right = len(late) == 36 and early <= set(range(1820, 1965, 5)) and len(early) > 20
    told = f"{len(early)} years of 1817–1964, {len(late)} of 1965–2000"
    yield holds(right, f"the data have {told}", len(covered))
