"""Differences of estimates from independent samples."""

import numpy as np
import pytest

from entente.experiments import Estimate

from .persons import twelve


def test_the_difference_of_two_means_is_welchs():
    means = {}
    for arm, y in twelve().groupby("arm")["y"]:
        means[arm] = Estimate(y.mean(), y.std() / len(y) ** 0.5, len(y) - 1)
    found = means["treated"].minus(means["control"])
    assert found.estimate == pytest.approx(3 / 2)
    assert found.se**2 == pytest.approx(109 / 180)
    assert found.df == pytest.approx(11881 / 1261)


def test_normal_errors_stay_normal():
    found = Estimate(1, 3, np.inf).minus(Estimate(0, 4, np.inf))
    assert (found.se, found.df) == (5, np.inf)
