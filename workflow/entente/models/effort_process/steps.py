"""The steps of effort: chances of one down, none or one up, their derivatives, and draws of whole paths.

Arrays have a column a row of the data, and a row a category: what is done to all categories of many rows
then runs along memory.
"""

from __future__ import annotations

import numpy as np

#: Where steps lead: one down, nowhere, one up.
DOWN, STAY, UP = 0, 1, 2


class Steps:
    """Chances of the steps from each category, for many rows at once.

    In category z the objective function is ``f(z) = β₁(z − z̄) + β₂(z − z̄)² + z c``.  A step up from z raises
    it by ``g_z = a + β₂ s_z``, where ``a = β₁ + c`` is the appeal of effort, and ``s_z = 2(z − z̄) + 1``; one
    down from z lowers it by ``g_{z−1}``.  Chances are proportional to the exponentials of these, and none
    leads out of the categories.

    Parameters
    ----------
    appeal : ndarray, shape (n,)
        a of each row.
    quadratic : float
        β₂.
    slopes : ndarray, shape (categories − 1,)
        s_z of all categories but the highest.

    Attributes
    ----------
    chances : ndarray, shape (3, categories, n)
        Of a step down, none and up.
    """

    def __init__(self, appeal: np.ndarray, quadratic: float, slopes: np.ndarray):
        gains = appeal + quadratic * slopes[:, None]
        logs = np.zeros((3, len(slopes) + 1, len(appeal)))
        logs[DOWN, 1:], logs[DOWN, 0] = -gains, -np.inf
        logs[UP, :-1], logs[UP, -1] = gains, -np.inf
        logs -= logs.max(axis=0)
        self.chances = np.exp(logs)
        self.chances /= self.chances.sum(axis=0)
        self._slopes = slopes

    def derivatives(self) -> list[np.ndarray]:
        """Derivatives of the chances, each (3, categories, n): by a, β₂, a twice, a and β₂, β₂ twice."""
        up, down = np.append(self._slopes, 0.0), np.append(0.0, self._slopes)
        of_appeal = np.array([-1.0, 0.0, 1.0])[:, None, None]
        of_bend = np.stack([-down, np.zeros_like(up), up])[:, :, None]
        first = [feature - (self.chances * feature).sum(axis=0) for feature in (of_appeal, of_bend)]
        found = [self.chances * deviation for deviation in first]
        for one, other in ((0, 0), (0, 1), (1, 1)):
            product = first[one] * first[other]
            found.append(self.chances * (product - (self.chances * product).sum(axis=0)))
        return found


def moved(chances: np.ndarray, masses: np.ndarray) -> np.ndarray:
    """Let masses in the categories, (…, categories, n), take a step each: ``v B`` of each row."""
    after = chances[STAY] * masses
    after[..., 1:, :] += (chances[UP] * masses)[..., :-1, :]
    after[..., :-1, :] += (chances[DOWN] * masses)[..., 1:, :]
    return after


def drawn(steps: Steps, before: np.ndarray, rate: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw the category, from 0, (n,), in which each row ends that was in ``before``, (n,).

    Opportunities are drawn first, a Poisson number with the row's rate, then what is made of each.
    """
    where, rows = before.copy(), np.arange(len(before))
    opportunities = rng.poisson(rate)
    for done in range(opportunities.max(initial=0)):
        chance, threshold = rng.random(len(rows)), steps.chances[:, where, rows].cumsum(axis=0)
        change = (chance >= threshold[DOWN]).astype(int) + (chance >= threshold[STAY]) - 1
        where += np.where(done < opportunities, change, 0)
    return where
