"""The process written without a thought of speed: dictionaries of sets, waiting times one by one.

It shares nothing with the package: objective functions are written out again, differences are those of whole
functions, choices are made by Python's own generator.
"""

import math
import random


def simulate(network, effort, ties, efforts, rates, rule, categories, centre, seed):
    """Return partners, a set a state, and effort at time 1."""
    dice = random.Random(seed)
    n = len(effort)
    partners = {i: {j for j in range(n) if network[i][j]} for i in range(n)}
    z = {i: int(effort[i]) for i in range(n)}
    clock = dice.expovariate(n * sum(rates))
    while clock < 1:
        i = dice.randrange(n)
        if dice.random() * sum(rates) < rates[0]:
            change_tie(i, partners, z, ties, rule, centre, dice)
        else:
            change_effort(i, partners, z, efforts, categories, centre, dice)
        clock += dice.expovariate(n * sum(rates))
    return partners, z


def change_tie(i, partners, z, ties, rule, centre, dice):
    options = []
    for j in partners:
        then = partners if j == i else with_toggled(partners, i, j)
        options.append((j, then, worth_of_ties(i, then, z, ties, centre)))
    j, then, _ = dice.choices(options, [math.exp(value) for _, _, value in options])[0]
    if rule == "confirm" and j != i and j not in partners[i]:
        now, agreed = (math.exp(worth_of_ties(j, x, z, ties, centre)) for x in (partners, then))
        if dice.random() * (now + agreed) >= agreed:
            return
    partners.update(then)


def change_effort(i, partners, z, efforts, categories, centre, dice):
    options = [level for level in (z[i] - 1, z[i], z[i] + 1) if 1 <= level <= categories]
    weights = [math.exp(worth_of_effort(i, level, partners, z, efforts, centre)) for level in options]
    z[i] = dice.choices(options, weights)[0]


def with_toggled(partners, i, j):
    return {
        k: others ^ {j} if k == i else others ^ {i} if k == j else others for k, others in partners.items()
    }


def triangles(i, partners):
    return sum(k in partners[j] for j in partners[i] for k in partners[i] if j < k)


def worth_of_ties(i, partners, z, ties, centre):
    g = math.sqrt if ties.get("scale") == "root" else float
    total = (
        ties.get("closure", 0)
        * triangles(i, partners)
        * {"once": 1, "twice": 2}[ties.get("triangles", "once")]
    )
    for j in partners[i]:
        total += ties.get("density", 0) + ties["pairs"][i][j]
        total += ties.get("degree", 0) * (g(len(partners[i])) + g(len(partners[j])))
        total += ties.get("partner_degree", 0) * len(partners[j])
        total += ties.get("partner_effort", 0) * (z[j] - centre)
    return total


def worth_of_effort(i, level, partners, z, efforts, centre):
    appeal = efforts.get("direct", 0) * len(partners[i]) + efforts["states"][i]
    appeal += efforts.get("indirect", 0) * triangles(i, partners)
    appeal += efforts.get("conditional", 0) * triangles(i, partners) * sum(z[j] for j in partners[i])
    return (
        efforts.get("linear", 0) * (level - centre)
        + efforts.get("quadratic", 0) * (level - centre) ** 2
        + level * appeal
    )
