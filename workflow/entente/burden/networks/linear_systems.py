"""Systems of linear equations and inequalities in numbers of any kind, fractions among them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from numbers import Rational

import numpy as np

Number = Rational | float
Vector = list[Number]


def solutions(rows: Sequence[Vector], right: Vector, tolerance: float) -> tuple[Vector, list[Vector]] | None:
    """Return a solution of equations and the directions in which there are more; None if there is none.

    What is within the tolerance of 0 is 0; of fractions it is 0 itself.
    """
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    unknowns = len(rows[0]) if rows else 0
    led: list[int] = []
    for column in range(unknowns):
        place = len(led)
        best = max(range(place, len(table)), key=lambda row: abs(table[row][column]), default=None)
        if best is None or abs(table[best][column]) <= tolerance:
            continue
        table[place], table[best] = table[best], table[place]
        lead = table[place][column]
        table[place] = [value / lead for value in table[place]]
        for row in range(len(table)):
            if row != place and table[row][column]:
                factor = table[row][column]
                table[row] = [
                    value - factor * led_value
                    for value, led_value in zip(table[row], table[place], strict=True)
                ]
        led.append(column)
    if any(abs(row[-1]) > tolerance for row in table[len(led) :]):
        return None
    base, directions = [0 * value for value in table[0][:-1]] if table else [], []
    for row, column in enumerate(led):
        base[column] = table[row][-1]
    for free in sorted(set(range(unknowns)) - set(led)):
        direction = [0 * value for value in base]
        direction[free] = direction[free] + 1
        for row, column in enumerate(led):
            direction[column] = -table[row][free]
        directions.append(direction)
    return base, directions


def moved(base: Vector, steps: Vector, directions: Sequence[Vector]) -> Vector:
    """Return what is reached from a point by steps along directions."""
    reached = list(base)
    for step, direction in zip(steps, directions, strict=True):
        reached = [value + step * change for value, change in zip(reached, direction, strict=True)]
    return reached


def highest(
    objective: Sequence[float], gaps: np.ndarray, slopes: np.ndarray
) -> tuple[np.ndarray, float] | None:
    """Return where a linear objective is highest, and how high, with gaps + slopes·t ≥ 0; None if nowhere.

    Floating point; the gaps bound it.
    """
    from scipy.optimize import linprog

    found = linprog(-np.asarray(objective), A_ub=-slopes, b_ub=gaps, bounds=(None, None), method="highs")
    return (found.x, -found.fun) if found.status == 0 else None


def as_near(values: Sequence[float], digits: int) -> list[Fraction]:
    """Return fractions near numbers, of denominators up to 10^digits."""
    return [Fraction(float(value)).limit_denominator(10**digits) for value in values]
