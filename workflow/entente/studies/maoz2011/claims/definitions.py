"""Claims about what a measure is by definition, put to networks whose value is known."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import OWN, SUPPORTED, Part, Remark, close, holds
from entente.judging.claims.registry import Family
from entente.networks.concentration import capability_concentration
from entente.networks.polarization import polarization
from entente.networks.structure import degree_centralization
from entente.studies.maoz2011.claims.actual_networks import network, years

#: Mean transitivity and mean degree of the actual networks that the text prints.
PRINTED_TRANSITIVITY, PRINTED_DEGREE = 0.64, 9.79

CLAIMS = Family()


def blocs(states: int, count: int) -> np.ndarray:
    """Return a network of equal blocs, everybody allied inside, nobody between, shape (states, states)."""
    bloc = np.arange(states) * count // states
    ties = bloc[:, None] == bloc
    np.fill_diagonal(ties, False)
    return ties


@CLAIMS.claim("p04-04", "NPI of 12 states in 1, 2, 3, 4, 6 and 12 equal blocs without ties between them.")
def _nearer_to_two_blocs(_: Evidence) -> Iterator[Part]:
    found = {count: polarization(blocs(12, count)).npi for count in (1, 2, 3, 4, 6, 12)}
    told = ", ".join(f"{value:.2f} ({count})" for count, value in found.items())
    falling = [found[count] for count in (2, 3, 4, 6, 12)]
    rising = falling == sorted(falling, reverse=True) and found[1] < found[2]
    yield holds(rising and math.isclose(found[2], 1), f"NPI by number of blocs is {told}", found[2])


@CLAIMS.claim("p15-02", "NPI of one clique of all, and of two equal disjoint blocs.")
def _ends_of_polarization(_: Evidence) -> Iterator[Part]:
    for count, expected in ((1, 0.0), (2, 1.0)):
        value = polarization(blocs(12, count)).npi
        yield holds(
            math.isclose(value, expected, abs_tol=1e-12), f"NPI of {count} bloc(s) is {value:g}", value
        )


@CLAIMS.claim("p15-03", "Group centralization of a star, a complete and an empty network of 10 states.")
def _ends_of_centralization(_: Evidence) -> Iterator[Part]:
    star = np.zeros((10, 10), dtype=bool)
    star[0, 1:] = star[1:, 0] = True
    empty = np.zeros((10, 10), dtype=bool)
    for name, ties, expected in (
        ("a star", star, 1),
        ("a complete", blocs(10, 1), 0),
        ("an empty", empty, 0),
    ):
        value = degree_centralization(ties)
        yield holds(math.isclose(value, expected), f"centralization of {name} network is {value:g}", value)


@CLAIMS.claim("p17-01", "Capability concentration of equal shares, and of one state that has everything.")
def _ends_of_concentration(_: Evidence) -> Iterator[Part]:
    for name, shares, expected in (
        ("equal shares", np.ones(10), 0),
        ("one state with all", np.eye(10)[0], 1),
    ):
        value = capability_concentration(shares)
        yield holds(
            math.isclose(value, expected, abs_tol=1e-6), f"concentration of {name} is {value:.3f}", value
        )


@CLAIMS.claim(
    "p15-01",
    "Mean over years of closed triads over n(n−1)(n−2)/6 in the actual networks (any alliance), against "
    "the printed mean transitivity; beside it closed over all two-paths, and mean local clustering.",
)
def _verbal_denominator(evidence: Evidence) -> Iterator[Part | Remark]:
    shares = []
    for year in years(evidence):
        ties = network(evidence, year, "any").ties.astype(np.float64)
        n = len(ties)
        if n > 2:
            shares.append(np.trace(ties @ ties @ ties) / (n * (n - 1) * (n - 2)))
    series = evidence["series"]
    means = series[series["network"] == "actual_any"][["transitivity_global", "transitivity"]].mean()
    part = close("the mean by the printed formula", float(np.mean(shares)), PRINTED_TRANSITIVITY)
    others = f"closed over all two-paths {means.iloc[0]:.3f}, local clustering {means.iloc[1]:.3f}"
    yield holds(part.verdict == SUPPORTED, f"{part.clause}; {others}", part.value)
    if part.verdict != SUPPORTED:
        yield Remark(f"{OWN} mean of {PRINTED_TRANSITIVITY} cannot come of its formula.")


@CLAIMS.claim(
    "p14-08",
    "Which mean degree of the state-years is nearest to the printed mean of 9.79: by pacts or by any "
    "alliance, raw or divided by n − 1.",
)
def _printed_degree(evidence: Evidence) -> Iterator[Part | Remark]:
    states = evidence["state_years"]
    others = states.groupby("year")["ccode"].transform("size") - 1
    means = {
        f"{kind}, {form}": float((states[f"allies_{kind}"] / divisor).mean())
        for kind in ("pact", "any")
        for form, divisor in (("raw", 1), ("divided by n − 1", others))
    }
    nearest = min(means, key=lambda name: abs(means[name] - PRINTED_DEGREE))
    told = ", ".join(f"{value:.3f} ({name})" for name, value in means.items())
    clause = f"nearest to the printed mean of {PRINTED_DEGREE} is the mean degree by {nearest}, of {told}"
    yield holds(nearest == "pact, divided by n − 1", clause, means[nearest])
    if nearest.endswith("raw"):
        yield Remark(f"{OWN} mean of {PRINTED_DEGREE} is a raw count, not divided by n − 1.")


@CLAIMS.claim("p11-02", "Sum of the capability shares of each year.")
def _shares_add_up(evidence: Evidence) -> Iterator[Part]:
    sums = evidence["state_years"].groupby("year")["capability"].sum()
    worst = float((sums - 1).abs().max())
    yield holds(worst < 1e-9, f"sums of shares are at most {worst:.1g} from 1", worst)


@CLAIMS.claim(
    "p11-01",
    "Share of the ordered pairs with a place in a reference group, all years, that the other state does "
    "not return.",
)
def _symmetric_groups(evidence: Evidence) -> Iterator[Part]:
    srg = evidence["srg"].astype(np.int64)
    base = srg["year"] * 1_000_000
    pairs = base + srg["ccode"] * 1000 + srg["member"]
    returned = np.isin(pairs, base + srg["member"] * 1000 + srg["ccode"])
    share = float(1 - returned.mean()) if len(returned) else 0.0
    yield holds(share == 0, f"{share:.1%} of the places in groups are not mutual", share)
