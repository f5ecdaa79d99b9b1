"""What the file of a design may say: coefficients, which of them vary over a grid, and how many runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from entente.core.checked_yaml import Declared, Listed, Text, means

#: What may vary: the coefficients, by where they stand, and both rates at once.
VARYING = Literal[
    "rates",
    "ties.density",
    "ties.degree",
    "ties.partner_degree",
    "ties.closure",
    "ties.partner_effort",
    "efforts.linear",
    "efforts.quadratic",
    "efforts.direct",
    "efforts.indirect",
    "efforts.conditional",
]


class Ties(Declared):
    """Worth of ties; what is left out counts nothing."""

    density: float = means("α: any tie.", 0.0)
    degree: float = means("δ: by the degrees of both.", 0.0)
    scale: Literal["linear", "root"] = means("Degrees as they are, or their roots.", "linear")
    partner_degree: float = means("By the partner's degree alone, in place of δ.", 0.0)
    closure: float = means("θ: by the triangle.", 0.0)
    triangles: Literal["once", "twice"] = means("How often a triangle of the state counts.", "once")
    partner_effort: float = means("ζ: by the partner's effort, beyond the mean at the beginning.", 0.0)
    partner_covariate: float = means("By the partner's drawn covariate.", 0.0)
    pair_covariate: float = means("By the drawn covariate of the pair.", 0.0)


class Efforts(Declared):
    """Worth of effort; what is left out counts nothing."""

    linear: float = means("β₁.", 0.0)
    quadratic: float = means("β₂.", 0.0)
    direct: float = means("γ: by the tie.", 0.0)
    indirect: float = means("ψ: by the triangle.", 0.0)
    conditional: float = means("η: by the triangle and the effort of all partners.", 0.0)
    covariate: float = means("By the state's drawn covariate.", 0.0)


class Values(Declared):
    """Evenly spaced values of a coefficient."""

    first: float = means("The first.")
    last: float = means("The last.")
    by: float = means("How far they are apart.", gt=0)
    also: Listed[float] = means("Further values, which come before the first.", ())

    @model_validator(mode="after")
    def _are_even(self) -> Values:
        steps = (self.last - self.first) / self.by
        if steps < 0 or abs(steps - round(steps)) > 1e-6:
            raise ValueError(f"{self.last:g} is not some steps of {self.by:g} above {self.first:g}")
        return self

    @property
    def listed(self) -> list[float]:
        """All values, in order."""
        steps = round((self.last - self.first) / self.by)
        # Multiples of a decimal, not the sums of it, which are a little off.
        return [*self.also, *(round(self.first + step * self.by, 12) for step in range(steps + 1))]


class Part(Declared):
    """The part of a design that is run unless all of it is asked for."""

    every: int = means("Of the values of each coefficient, the first and every so-manieth.", ge=1)
    end_states: int = means("Runs at each point.", ge=1)


class Point(NamedTuple):
    """A point of a grid: its number in the whole grid, and the value of each coefficient that varies."""

    number: int
    values: dict[str, float]


class ActorDesign(Declared):
    """Runs of the rule set ``actors`` over a grid of coefficients."""

    title: Text = means("What it is about.")
    source: Text = means("Where its numbers are printed.")
    rule: Literal["confirm", "unilateral"] = means("Whether a new tie needs both.")
    rates: Annotated[float, Field(ge=0)] = means("Opportunities of a state, of ties and of effort each.")
    ties: Ties = means("Worth of ties.", Ties())
    efforts: Efforts = means("Worth of effort.", Efforts())
    vary: dict[VARYING, Values] = means("What varies; each value goes with each of the others.", min_length=1)
    end_states: int = means("Runs at each point.", ge=1)
    default: Part = means("What is run unless all of it is asked for.")

    def points(self, *, complete: bool) -> list[Point]:
        """Return the points of the grid, all or the default part, with their numbers in the whole."""
        every = 1 if complete else self.default.every
        axes = [list(enumerate(values.listed)) for values in self.vary.values()]
        found = []
        for number, placed in enumerate(product(*axes)):
            if all(place % every == 0 for place, _ in placed):
                found.append(Point(number, dict(zip(self.vary, (value for _, value in placed), strict=True))))
        return found

    def runs(self, *, complete: bool) -> Iterator[tuple[Point, int]]:
        """Yield every run, a point and an index from 0; points come first, so that batches cost alike."""
        points = self.points(complete=complete)
        for index in range(self.end_states if complete else self.default.end_states):
            for point in points:
                yield point, index
