"""Claims about what measures are by definition, and about what the data cover."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment, rows_of
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, close, holds
from entente.judging.verdicts import SUPPORTED
from entente.networks.concentration import capability_concentration
from entente.networks.description import degree_centralization
from entente.networks.polarization import polarization
from entente.studies.maoz2011.claims.actual_networks import network, require_years, years

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
    for count, expected in ((1, 0.0), (2, 1.0)):
        value = polarization(_blocs(12, count)).npi
        right = math.isclose(value, expected, abs_tol=1e-12)
        yield holds(right, f"NPI of {count} bloc(s) is {value:g}", value)


def ends_of_centralization(_: Evidence) -> Iterator[Part]:
    """Group centralization of a star, a complete and an empty network of 10 states."""
    complete = _blocs(10, 1)
    star, empty = complete.copy(), np.zeros_like(complete)
    star[1:, 1:] = False
    for name, ties, expected in (("a star", star, 1), ("a complete", complete, 0), ("an empty", empty, 0)):
        value = degree_centralization(ties)
        yield holds(math.isclose(value, expected), f"centralization of {name} network is {value:g}", value)


def ends_of_concentration(_: Evidence) -> Iterator[Part]:
    """Capability concentration of equal shares, and of one state that has everything."""
    for name, shares, expected in (
        ("equal shares", np.ones(10), 0),
        ("one state with all", np.eye(10)[0], 1),
    ):
        value = capability_concentration(shares)
        right = math.isclose(value, expected, abs_tol=1e-6)
        yield holds(right, f"concentration of {name} is {value:.3f}", value)


def _blocs(states: int, count: int) -> np.ndarray:
    """Equal blocs, everybody allied inside, nobody between, bool (states, states)."""
    bloc = np.arange(states) * count // states
    return (bloc[:, None] == bloc) & ~np.eye(states, dtype=bool)


def verbal_transitivity(evidence: Evidence) -> Iterator[Part | Remark]:
    """Transitivity by the formula that the text prints, against the mean that it prints."""
    shares = []
    for year in years(evidence):
        ties = network(evidence, year, "any").ties.astype(np.float64)
        n = len(ties)
        if n > 2:
            shares.append(np.trace(ties @ ties @ ties) / (n * (n - 1) * (n - 2)))
    printed = printed_moment(evidence, "mean_transitivity").printed
    part = close("the mean by the printed formula", float(np.mean(shares)), printed)
    series = evidence["series"]
    means = series[series["network"] == "actual_any"][["transitivity_global", "transitivity"]].mean()
    others = f"closed over all two-paths {means.iloc[0]:.3f}, local clustering {means.iloc[1]:.3f}"
    yield replace(part, clause=f"{part.clause}; {others}")
    if part.verdict != SUPPORTED:
        yield Remark(f"{OWN} mean of {printed} cannot come of its formula.")


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


def symmetric_groups(evidence: Evidence) -> Iterator[Part]:
    """Share of the ordered pairs with a place in a reference group that the other state does not return."""
    srg = evidence["srg"]
    places = pd.MultiIndex.from_frame(srg[["year", "ccode", "member"]])
    returned = pd.MultiIndex.from_frame(srg[["year", "member", "ccode"]]).isin(places)
    share = float(1 - returned.mean()) if len(srg) else 0.0
    yield holds(share == 0, f"{share:.1%} of the places in groups are not mutual", share)


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
    rows, values = rows_of(evidence, table, where, known)
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


def ranges_of_design(evidence: Evidence) -> Iterator[Part]:
    """Historical mean of each density against the range that the random systems draw from."""
    rows = evidence["ranges"]
    rows = rows[rows["factor"] != "n"].dropna(subset="mean")
    if rows.empty:
        raise NotTestable("no historical means")
    for row in rows.itertuples():
        name = row.factor.replace("_", " ")
        clause = f"the mean {name} is {row.mean:.3f}, the range {row.low:.3f} to {row.high:.3f}"
        yield holds(row.low <= row.mean <= row.high, clause, row.mean)
