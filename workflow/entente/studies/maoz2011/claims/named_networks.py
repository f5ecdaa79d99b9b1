"""Claims on the alliance networks of named years (Figures 1 to 3), and on cliques and components of all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable, Part, Remark, holds, larger
from entente.judging.claims.registry import Family
from entente.studies.maoz2011.claims.actual_networks import Network, network, require_states, years

BRAZIL_ARGENTINA = {140, 160}
ANDEAN = {130, 135, 145, 155}  # Ecuador, Peru, Bolivia, Chile
UNITED_KINGDOM, PRUSSIA = 200, 255

#: Fewest members of a cluster that a reader of the figure would see as one (choice).
CLUSTER = 3

#: Modularity from which on clusters are taken to describe a network (Clauset, Newman and Moore 2004).
WELL_DESCRIBED = 0.3

CLAIMS = Family()


def _density_of(found: Network) -> float:
    n = len(found.codes)
    return found.ties.sum() / (n * (n - 1))


@CLAIMS.claim("p03-01", "Density of the networks of pacts of 1870 and 1974.")
def _density(evidence: Evidence) -> Iterator[Part]:
    before, after = (_density_of(network(evidence, year)) for year in (1870, 1974))
    yield larger("density in 1974", after, "in 1870", before)


@CLAIMS.claim("p03-02", "Components of two states in the network of pacts of 1870.")
def _lone_pair(evidence: Evidence) -> Iterator[Part]:
    found = network(evidence, 1870)
    require_states(found, BRAZIL_ARGENTINA, 1870)
    pairs = [set(part) for part in found.components() if len(part) == 2]
    named = "; ".join(found.named(pair) for pair in pairs) or "none"
    yield holds(pairs == [BRAZIL_ARGENTINA], f"components of two states in 1870: {named}", len(pairs))


@CLAIMS.claim(
    "p03-03", "Components of four states in the network of pacts of 1870, and whether each is a clique."
)
def _bloc_of_four(evidence: Evidence) -> Iterator[Part]:
    found = network(evidence, 1870)
    require_states(found, ANDEAN, 1870)
    blocs = [set(part) for part in found.components() if len(part) == 4]
    named = "; ".join(found.named(bloc) for bloc in blocs) or "none"
    yield holds(blocs == [ANDEAN], f"components of four states in 1870: {named}", len(blocs))
    inside = np.isin(found.codes, sorted(ANDEAN))
    ties = int(found.ties[np.ix_(inside, inside)].sum()) // 2
    yield holds(ties == 6, f"{ties} of the 6 pairs of this bloc are allied", ties)


@CLAIMS.claim(
    "p03-04",
    "The two states of highest degree, and of highest betweenness, in Prussia's component of the network "
    "of pacts of 1870.",
)
def _european_centre(evidence: Evidence) -> Iterator[Part]:
    from entente.networks.adjacency import to_igraph

    found = network(evidence, 1870)
    require_states(found, {UNITED_KINGDOM, PRUSSIA}, 1870)
    part = next(part for part in found.components() if PRUSSIA in part)
    inside = np.isin(found.codes, part)
    graph = to_igraph(found.ties[np.ix_(inside, inside)])
    codes = found.codes[inside].tolist()
    for measure, values in (("degree", graph.degree()), ("betweenness", graph.betweenness())):
        ranked = sorted(zip(values, codes, strict=True), key=lambda pair: (-pair[0], pair[1]))
        least = ranked[1][0] if len(ranked) > 1 else 0
        top = {code for value, code in ranked if value >= least}
        told = ", ".join(f"{found.names[code]} {value:g}" for value, code in ranked[:4])
        yield holds(
            top == {UNITED_KINGDOM, PRUSSIA}, f"{measure} among {len(part)} states: {told}", ranked[0][0]
        )


def _clusters(evidence: Evidence) -> tuple[list[int], int, int, float]:
    """Sizes of the clusters of 1974 that a reader sees, ties between clusters, ties, modularity."""
    from entente.networks.adjacency import to_igraph

    found = network(evidence, 1974)
    allied = found.ties.any(axis=0)
    graph = to_igraph(found.ties[np.ix_(allied, allied)])
    if not graph.ecount():
        raise NotTestable("nobody is allied in 1974")
    parts = graph.community_fastgreedy().as_clustering()
    sizes = sorted((len(part) for part in parts if len(part) >= CLUSTER), reverse=True)
    return sizes, sum(parts.crossing()), graph.ecount(), parts.modularity


@CLAIMS.claim(
    "p03-05",
    f"Clusters of at least {CLUSTER} states in the network of pacts of 1974, by modularity (Clauset, Newman "
    "and Moore 2004); their match with treaties cannot be told, since the data hold no names of treaties.",
)
def _four_clusters(evidence: Evidence) -> Iterator[Part]:
    sizes, _, _, _ = evidence.once(_clusters)
    yield holds(len(sizes) == 4, f"{len(sizes)} clusters, of {', '.join(map(str, sizes))} states", len(sizes))


@CLAIMS.claim(
    "p03-06",
    "Alliances of 1974 between the clusters that modularity finds, which are as few as they can be "
    f"(several: at least {CLUSTER}), and whether modularity is below {WELL_DESCRIBED}, from which on "
    "clusters describe a network.",
)
def _ties_between_clusters(evidence: Evidence) -> Iterator[Part]:
    _, crossing, ties, modularity = evidence.once(_clusters)
    clause = f"{crossing} of {ties} alliances are between clusters"
    yield holds(crossing >= CLUSTER, clause, crossing)
    clause = f"modularity is {modularity:.2f} (clusters describe networks of {WELL_DESCRIBED} and more)"
    yield holds(modularity < WELL_DESCRIBED, clause, modularity)


@CLAIMS.claim(
    "p03-07",
    "Smallest number of members in which two maximal cliques differ, all pairs of a year's, actual "
    "networks of both types.",
)
def _cliques_differ(evidence: Evidence) -> Iterator[Part]:
    for kind in ("pact", "any"):
        smallest, pairs = np.inf, 0
        for year in years(evidence):
            held = network(evidence, year, kind).cliques().astype(np.int64)
            shared, size = held @ held.T, held.sum(axis=1)
            differ = (size[:, None] + size - 2 * shared)[np.triu_indices(len(held), 1)]
            pairs += len(differ)
            smallest = min(smallest, differ.min(initial=10**6))
        yield holds(
            smallest >= 2, f"the smallest difference of {pairs:,} pairs ({kind}) is {smallest:g}", smallest
        )


@CLAIMS.claim("p03-08", "States in more than one maximal clique of the networks of pacts of 1870 and 1974.")
def _several_cliques(evidence: Evidence) -> Iterator[Part]:
    for year in (1870, 1974):
        per_state = network(evidence, year).cliques().sum(axis=0)
        several = int((per_state > 1).sum())
        yield holds(
            several > 0,
            f"in {year} {several} states are in several cliques (at most {per_state.max()})",
            several,
        )


@CLAIMS.claim(
    "p04-01",
    "Maximal cliques of at least two states of whose members none is in another, networks of pacts of 1870 "
    "and 1874.",
)
def _closed_cliques(evidence: Evidence) -> Iterator[Part | Remark]:
    for year in (1870, 1874):
        cliques = network(evidence, year).cliques()
        alone = cliques.sum(axis=0) == 1
        closed = int(((cliques.sum(axis=1) > 1) & ~(cliques & ~alone).any(axis=1)).sum())
        yield holds(closed >= 2, f"{closed} closed cliques in {year}", closed)
    yield Remark("The text says 1874, the figure shows 1870.")


@CLAIMS.claim("p04-02", "Pairs of maximal cliques that share a member, networks of pacts of 1870 and 1974.")
def _overlapping_cliques(evidence: Evidence) -> Iterator[Part]:
    for year in (1870, 1974):
        held = network(evidence, year).cliques().astype(np.int64)
        sharing = int(((held @ held.T)[np.triu_indices(len(held), 1)] > 0).sum())
        yield holds(sharing > 0, f"{sharing} pairs of cliques share members in {year}", sharing)


@CLAIMS.claim("p04-03", "States in no component or in several, networks of pacts of all years.")
def _disjoint_components(evidence: Evidence) -> Iterator[Part]:
    wrong = 0
    for year in years(evidence):
        found = network(evidence, year)
        members = sorted(code for part in found.components() for code in part)
        wrong += members != found.codes.tolist()
    yield holds(wrong == 0, f"in {wrong} years components overlap or leave a state out", wrong)


def _drawn(evidence: Evidence, year: int) -> str:
    found = network(evidence, year)
    return f"{len(found.codes)} states and {int(found.ties.sum()) // 2} alliances in {year}"


@CLAIMS.claim("p31-01", "States and alliances of the networks of pacts of 1870 and 1974.")
def _figure1(evidence: Evidence) -> Iterator[Part]:
    told = " and ".join(_drawn(evidence, year) for year in (1870, 1974))
    raise NotTestable(f"the caption states no result; there are {told}")


@CLAIMS.claim("p32-01", "Number and sizes of the maximal cliques of the networks of pacts of 1870 and 1974.")
def _figure2(evidence: Evidence) -> Iterator[Part]:
    told = []
    for year in (1870, 1974):
        sizes = network(evidence, year).cliques().sum(axis=1)
        told.append(
            f"{(sizes > 1).sum()} cliques of at least two states in {year}, the largest of {sizes.max()}"
        )
    raise NotTestable(f"the caption states no result; there are {' and '.join(told)}")


@CLAIMS.claim("p33-01", "Components of at least two states of the networks of pacts of 1870, 1874 and 1974.")
def _figure3(evidence: Evidence) -> Iterator[Part]:
    told = []
    for year in (1870, 1874, 1974):
        sizes = [len(part) for part in network(evidence, year).components() if len(part) > 1]
        told.append(f"{', '.join(map(str, sizes)) or 'no'} states in {year}")
    raise NotTestable(
        "the caption states no result, and its year is not that of its panel (1874, 1870); components have "
        + "; ".join(told)
    )
