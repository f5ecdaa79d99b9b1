"""Distances on the globe."""

import numpy as np

from entente.burden.great_circles import great_circle


def test_distances_on_the_sphere():
    quarter = 6371 * np.pi / 2
    np.testing.assert_allclose(great_circle([[0, 90], [0, 0]], [[0, 0], [90, 45]]), [quarter, quarter])


def test_places_that_lie_opposite_are_half_the_way_round_apart_and_one_with_itself_0():
    one, other = [[0.1, -33.3, 12.5], [0.2, 151.2, 7.0]], [[-0.1, 33.3, 12.5], [-179.8, -28.8, 7.0]]
    np.testing.assert_allclose(great_circle(one, other), [6371 * np.pi, 6371 * np.pi, 0], atol=1e-3)
