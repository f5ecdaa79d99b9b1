"""Claims on alliance networks: those of named years (Figures 1 to 3) and of all years, constructed ones."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import networkx as nx
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import zeta
from scipy.stats import chi2, poisson

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import printed_moment
from entente.judging.claims.parts import OWN, NotTestable, Part, Remark, between, close, holds, larger
from entente.judging.verdicts import SUPPORTED
from entente.networks.concentration import capability_concentration
from entente.networks.description import degree_centralization
from entente.networks.polarization import polarization
from entente.studies.maoz2011.claims.actual_networks import (
    cliques,
    components,
    network,
    networks_of_all_years,
)

UNITED_KINGDOM, PRUSSIA = 200, 255


def growing_density(evidence: Evidence) -> Iterator[Part]:
    """Density of the networks of pacts of 1870 and 1974."""
    before, after = (nx.density(network(evidence, year)) for year in (1870, 1974))
    yield larger("density in 1974", after, "in 1870", before)


def component(evidence: Evidence, states: list[int], in_words: str) -> Iterator[Part]:
    """Components of {in_words} states in the network of pacts of 1870."""
    found = network(evidence, 1870, states=states)
    alike = [part for part in components(found) if len(part) == len(states)]
    named = "; ".join(", ".join(found.nodes[code]["name"] for code in part) for part in alike) or "none"
    yield holds(alike == [sorted(states)], f"components of {in_words} states in 1870: {named}", len(alike))


def clique(evidence: Evidence, states: list[int]) -> Iterator[Part]:
    """Whether all of these states are allied in 1870."""
    ties = network(evidence, 1870, states=states).subgraph(states).number_of_edges()
    pairs = math.comb(len(states), 2)
    yield holds(ties == pairs, f"{ties} of the {pairs} pairs of this bloc are allied", ties)


def european_centre(evidence: Evidence) -> Iterator[Part]:
    """Who has the highest degree and the highest betweenness in Prussia's component of 1870."""
    found = network(evidence, 1870, states={UNITED_KINGDOM, PRUSSIA})
    part = found.subgraph(nx.node_connected_component(found, PRUSSIA))
    betweenness = nx.betweenness_centrality(part, normalized=False)
    for measure, values in (("degree", dict(part.degree)), ("betweenness", betweenness)):
        ranked = sorted(values, key=lambda code: (-values[code], code))
        least = values[ranked[1]] if len(ranked) > 1 else 0
        right = {code for code in ranked if values[code] >= least} == {UNITED_KINGDOM, PRUSSIA}
        told = ", ".join(f"{part.nodes[code]['name']} {values[code]:g}" for code in ranked[:4])
        yield holds(right, f"{measure} among {len(part)} states: {told}", values[ranked[0]])


def four_clusters(evidence: Evidence, least: int) -> Iterator[Part]:
    """Clusters of 1974 that a reader sees: of at least so many states."""
    _, clusters = _clusters(evidence)
    sizes = sorted((len(cluster) for cluster in clusters if len(cluster) >= least), reverse=True)
    yield holds(len(sizes) == 4, f"{len(sizes)} clusters, of {', '.join(map(str, sizes))} states", len(sizes))


def ties_between_clusters(evidence: Evidence, least: int, describing: float) -> Iterator[Part]:
    """Alliances of 1974 between clusters, and whether modularity is too low for these to describe it."""
    graph, clusters = _clusters(evidence)
    modularity, ties = nx.community.modularity(graph, clusters), graph.number_of_edges()
    crossing = ties - sum(graph.subgraph(cluster).number_of_edges() for cluster in clusters)
    yield holds(crossing >= least, f"{crossing} of {ties} alliances are between clusters", crossing)
    clause = f"modularity is {modularity:.2f} (clusters describe networks of {describing} and more)"
    yield holds(modularity < describing, clause, modularity)


def _clusters(evidence: Evidence) -> tuple[nx.Graph, list[frozenset]]:
    """Alliances of the states that are allied in 1974, and clusters of these states."""
    graph = network(evidence, 1974)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    if not graph:
        raise NotTestable("nobody is allied in 1974")
    return graph, nx.community.greedy_modularity_communities(graph)


def cliques_differ(evidence: Evidence) -> Iterator[Part]:
    """Smallest number of members in which two maximal cliques of a year differ."""
    for kind in ("pact", "any"):
        smallest, pairs = np.inf, 0
        for found in map(cliques, networks_of_all_years(evidence, kind)):
            shared, size = found @ found.T, found.sum(axis=1)
            differ = (size[:, None] + size - 2 * shared)[np.triu_indices(len(found), 1)]
            pairs += len(differ)
            smallest = min(smallest, differ.min(initial=10**6))
        clause = f"the smallest difference of {pairs:,} pairs ({kind}) is {smallest:g}"
        yield holds(smallest >= 2, clause, smallest)


def several_cliques(evidence: Evidence) -> Iterator[Part]:
    """States in more than one maximal clique of the networks of pacts of 1870 and 1974."""
    for year in (1870, 1974):
        of_states = cliques(network(evidence, year)).sum(axis=0)
        several = int((of_states > 1).sum())
        clause = f"in {year} {several} states are in several cliques (at most {of_states.max()})"
        yield holds(several > 0, clause, several)


def closed_cliques(evidence: Evidence) -> Iterator[Part]:
    """Maximal cliques of at least two states of whose members none is in another, 1870 and 1874."""
    for year in (1870, 1874):
        found = cliques(network(evidence, year))
        elsewhere = found.sum(axis=0) > 1
        closed = int(((found.sum(axis=1) > 1) & (found @ elsewhere == 0)).sum())
        yield holds(closed >= 2, f"{closed} closed cliques in {year}", closed)


def overlapping_cliques(evidence: Evidence) -> Iterator[Part]:
    """Pairs of maximal cliques that share a member, networks of pacts of 1870 and 1974."""
    for year in (1870, 1974):
        found = cliques(network(evidence, year))
        sharing = int(((found @ found.T)[np.triu_indices(len(found), 1)] > 0).sum())
        yield holds(sharing > 0, f"{sharing} pairs of cliques share members in {year}", sharing)


def disjoint_components(evidence: Evidence) -> Iterator[Part]:
    """States in no component or in several, networks of pacts of all years."""
    found = networks_of_all_years(evidence)
    wrong = sum(sorted(sum(components(graph), [])) != list(graph) for graph in found)
    yield holds(wrong == 0, f"in {wrong} years components overlap or leave a state out", wrong)


def figure1(evidence: Evidence) -> Iterator[Part]:
    """States and alliances of the networks of pacts of 1870 and 1974."""
    found = {year: network(evidence, year) for year in (1870, 1974)}
    told = [f"{len(of)} states and {of.number_of_edges()} alliances in {year}" for year, of in found.items()]
    raise NotTestable(f"the caption states no result; there are {' and '.join(told)}")


def figure2(evidence: Evidence) -> Iterator[Part]:
    """Number and sizes of the maximal cliques of the networks of pacts of 1870 and 1974."""
    sizes = {year: cliques(network(evidence, year)).sum(axis=1) for year in (1870, 1974)}
    told = [
        f"{(of > 1).sum()} cliques of at least two states in {year}, the largest of {of.max()}"
        for year, of in sizes.items()
    ]
    raise NotTestable(f"the caption states no result; there are {' and '.join(told)}")


def figure3(evidence: Evidence) -> Iterator[Part]:
    """Components of at least two states of the networks of pacts of 1870, 1874 and 1974."""
    told = []
    for year in (1870, 1874, 1974):
        sizes = [str(len(part)) for part in components(network(evidence, year)) if len(part) > 1]
        told.append(f"{', '.join(sizes) or 'no'} states in {year}")
    reason = "the caption states no result, and its year is not that of its panel (1874, 1870)"
    raise NotTestable(f"{reason}; components have {'; '.join(told)}")


def verbal_transitivity(evidence: Evidence) -> Iterator[Part | Remark]:
    """Transitivity by the formula that the text prints, against the mean that it prints."""
    found = (graph for graph in networks_of_all_years(evidence, "any") if len(graph) > 2)
    # Each triangle is one of each of its states: sums are three times the closed triads.
    shares = [sum(nx.triangles(graph).values()) / 3 / math.comb(len(graph), 3) for graph in found]
    printed = printed_moment(evidence, "mean_transitivity").printed
    part = close("the mean by the printed formula", float(np.mean(shares)), printed)
    means = (
        evidence["series"].query('network == "actual_any"')[["transitivity_global", "transitivity"]].mean()
    )
    others = f"closed over all two-paths {means.iloc[0]:.3f}, local clustering {means.iloc[1]:.3f}"
    yield replace(part, clause=f"{part.clause}; {others}")
    if part.verdict != SUPPORTED:
        yield Remark(f"{OWN} mean of {printed} cannot come of its formula.")


def degree_distribution(evidence: Evidence) -> Iterator[Part]:
    """Whether degrees are random, of all states, and like a power law, of those with two allies and more."""
    judged = []
    for graph in networks_of_all_years(evidence):
        degrees, n = np.array([degree for _, degree in graph.degree]), len(graph)
        average = degrees.mean()
        # In a random network of the same density degrees are binomial.
        spread = average * (1 - average / (n - 1)) if n > 1 else 0
        if spread > 0:
            judged.append(((degrees - average) ** 2).sum() / spread > chi2.ppf(0.95, n - 1))
    if not judged:
        raise NotTestable("nobody is allied in any year")
    share = float(np.mean(judged))
    yield holds(share < 0.5, f"degrees of all states are not random in {share:.0%} of the years", share)
    _, power, other = evidence.once(_fitted)
    yield larger("the log-likelihood of a power law", power, "of a Poisson distribution", other)


def exponent(evidence: Evidence, low: float, high: float) -> Iterator[Part]:
    """Maximum-likelihood exponent of a discrete power law for degrees (pacts) of two and more, all years."""
    yield between("the exponent", evidence.once(_fitted)[0], low, high)


def _fitted(evidence: Evidence) -> tuple[float, float, float]:
    """Exponent of a power law (Clauset, Shalizi and Newman 2009); log-likelihoods of it and of a Poisson.

    Both distributions are cut off below 2 and fitted by maximum likelihood to degrees of at least 2.
    """
    degrees = evidence["state_years"]["allies_pact"].to_numpy()
    degrees = degrees[degrees >= 2].astype(np.int64)
    if len(degrees) < 100:
        raise NotTestable("fewer than 100 state-years have two allies or more")
    logs, count = np.log(degrees).sum(), len(degrees)

    def power_loss(exponent: float) -> float:
        return exponent * logs + count * math.log(zeta(exponent, 2))

    def poisson_loss(rate: float) -> float:
        return -(poisson.logpmf(degrees, rate).sum() - count * poisson.logsf(1, rate))

    power = minimize_scalar(power_loss, bounds=(1.01, 10), method="bounded")
    other = minimize_scalar(poisson_loss, bounds=(0.01, float(degrees.max()) + 1), method="bounded")
    return float(power.x), -float(power.fun), -float(other.fun)


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
        # A square root loses half of the digits.
        yield _end(f"concentration of {name} is {value:.3f}", value, expected, 1e-6)


def _end(clause: str, value: float, expected: int, tolerance: float = 1e-12) -> Part:
    """Whether a measure is at an end of its scale, but for what computing loses."""
    return holds(math.isclose(value, expected, abs_tol=tolerance), clause, value)


def _blocs(states: int, count: int) -> np.ndarray:
    """Equal blocs, everybody allied inside, nobody between, bool (states, states)."""
    bloc = np.arange(states) * count // states
    return (bloc[:, None] == bloc) & ~np.eye(states, dtype=bool)
