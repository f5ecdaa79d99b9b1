"""Systems that tests share: exact values of three states, and a system of some more with every term."""

import numpy as np

START = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)
EFFORT = [1, 2, 3]
PAIRS = np.array([[0, 0.2, -0.1], [0.2, 0, 0.3], [-0.1, 0.3, 0]])
STATES = [0.4, 0.0, -0.3]

#: Rule, coefficients, rates; expected ties, triangles, mean effort and Σ z d at time 1, z̄ = 2, from the
#: matrix exponential of an independent program.
EXACT = [
    (
        "unilateral",
        {"density": -0.5, "closure": 0.4, "partner_effort": 0.25, "pairs": PAIRS},
        {"linear": -0.2, "quadratic": -0.1, "direct": 0.15, "indirect": -0.3, "states": STATES},
        {"ties": 2, "efforts": 1.5},
        [1.195579, 0.075621, 1.970501, 4.808258],
    ),
    (
        "confirm",
        {"density": -1, "degree": 0.1, "closure": 0.5, "pairs": PAIRS},
        {"linear": -0.2, "direct": 0.3, "conditional": -0.05, "states": STATES},
        {"ties": 4, "efforts": 2},
        [0.465995, 0.010022, 1.968292, 1.874820],
    ),
    ("unilateral", {}, {}, 1, [1.368201, 0.085654, 2, 5.312926]),
]


def measured(networks, efforts):
    """Ties, triangles, mean effort and Σ z d of situations: networks (m, n, n), efforts (m, n); (m, 4)."""
    degree = networks.sum(axis=2)
    cubed = np.einsum("mij,mjk,mki->m", *[networks.astype(float)] * 3)
    return np.column_stack(
        [degree.sum(axis=1) / 2, cubed / 6, efforts.mean(axis=1), (degree * efforts).sum(axis=1)]
    )


def world(n, seed=5):
    """Network, effort and coefficients of n states, no term without part, worth of pairs not symmetric."""
    rng = np.random.default_rng(seed)
    network = np.triu(rng.random((n, n)) < 0.3, 1)
    ties = {
        "density": -1.2, "degree": 0.12, "scale": "root", "partner_degree": 0.05, "closure": 0.2,
        "triangles": "twice", "partner_effort": 0.15, "pairs": rng.normal(0, 0.4, (n, n)),
    }  # fmt: skip
    efforts = {
        "linear": -0.3, "quadratic": -0.05, "direct": 0.15, "indirect": -0.1, "conditional": 0.01,
        "states": rng.normal(0, 0.3, n),
    }  # fmt: skip
    return network | network.T, rng.integers(1, 6, n), ties, efforts
