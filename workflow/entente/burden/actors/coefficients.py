"""What a tie and effort are worth to a state: the coefficients of both objective functions, and rates.

A state i of degree d_i, in t_i triangles, of effort z_i values its ties and, apart from them, its effort at

    f_i(x) = Σ_j x_ij [α + δ (g(d_i) + g(d_j)) + π d_j + u_ij + ζ (z_j − z̄)] + θ t_i
    f_i(z) = β₁ (z − z̄) + β₂ (z − z̄)² + z (γ d_i + ψ t_i + η t_i Σ_j x_ij z_j + v_i)

(Kinne and Kang 2023, *International Organization* 77: 405–39; g(d) is d or √d).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Real
from typing import Any, Literal, TypeVar

from entente.core.checked_yaml import near_text
from entente.core.errors import BurdenInputError

#: What may become of the offer of a tie.
RULES = ("confirm", "unilateral")

#: How degrees are scaled, and how often a triangle counts.
SCALES, COUNTS = ("linear", "root"), ("once", "twice")

#: Larger numbers are refused, of coefficients and worths, because sums of them might be none any more, and of
#: rates, because a run would not end.
LARGEST, MOST_OFTEN = 1e100, 1e9

Coefficients = TypeVar("Coefficients", "TieCoefficients", "EffortCoefficients")


@dataclass(frozen=True, kw_only=True, eq=False)
class TieCoefficients:
    """What a state's ties are worth to it; whatever is left out counts nothing.

    Attributes
    ----------
    density : float
        α, the worth of any tie.
    degree : float
        δ, by the degrees of both: preferential attachment.
    scale : {"linear", "root"}
        g(d): d or √d.
    partner_degree : float
        π, by the degree of the partner alone, d_j whatever the scale: the other variant of it.
    closure : float
        θ, by the triangle.
    triangles : {"once", "twice"}
        How often t_i counts each triangle of the state.
    partner_effort : float
        ζ, by the effort of the partner, beyond z̄.
    pairs : array_like or DataFrame of float, shape (n, n), optional
        u_ij, what else a tie to j (column) is worth to i (row), covariates times their coefficients; need not
        be symmetric.  The diagonal is not read.
    """

    density: float = 0.0
    degree: float = 0.0
    scale: Literal["linear", "root"] = "linear"
    partner_degree: float = 0.0
    closure: float = 0.0
    triangles: Literal["once", "twice"] = "once"
    partner_effort: float = 0.0
    pairs: Any = None

    def __post_init__(self) -> None:
        _check(self, {"scale": SCALES, "triangles": COUNTS}, ("pairs",))


@dataclass(frozen=True, kw_only=True, eq=False)
class EffortCoefficients:
    """What effort is worth to a state; whatever is left out counts nothing.

    Attributes
    ----------
    linear, quadratic : float
        β₁ and β₂, the shape.
    direct : float
        γ, by the tie: the direct effect of the network.
    indirect : float
        ψ, by the triangle: its indirect effect.
    conditional : float
        η, by the triangle and the effort of all partners: free riding on condition of closure.
    states : array_like or Series of float, shape (n,), optional
        v_i, what else effort is worth to a state, covariates times their coefficients.
    """

    linear: float = 0.0
    quadratic: float = 0.0
    direct: float = 0.0
    indirect: float = 0.0
    conditional: float = 0.0
    states: Any = None

    def __post_init__(self) -> None:
        _check(self, {}, ("states",))


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Opportunities of a state in a unit of time: λ_x to change a tie, λ_z to change effort, 0 to 1e9."""

    ties: float
    efforts: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not _finite(value) or not 0 <= value <= MOST_OFTEN:
                raise BurdenInputError(
                    f"The rate of {field.name} is {value!r}.", f"Give a number from 0 to {MOST_OFTEN:g}."
                )


def read_coefficients(given: Any, kind: type[Coefficients], name: str) -> Coefficients:
    """Return coefficients that are given as an object of the kind, or as a mapping of its attributes."""
    if isinstance(given, kind):
        return given
    known = [field.name for field in fields(kind)]
    if given is None:
        return kind()
    if not isinstance(given, Mapping):
        raise BurdenInputError(
            f"{name} is {given!r}.", f"Give {kind.__name__}(…), or a mapping of {', '.join(known)}."
        )
    for key in given:
        if key not in known:
            raise BurdenInputError(
                f"{name} has an unknown coefficient {key!r}{near_text(str(key), known)}.",
                f"Known are {', '.join(known)}.",
            )
    return kind(**given)


def read_rates(given: Any) -> Rates:
    """Return rates that are given as Rates, a mapping of ties and efforts, or one number for both."""
    if isinstance(given, Rates):
        return given
    if isinstance(given, Mapping) and set(given) == {"ties", "efforts"}:
        return Rates(**given)
    if _finite(given):
        return Rates(ties=given, efforts=given)
    raise BurdenInputError(f"rates is {given!r}.", "Give a number, or a mapping of ties and efforts.")


def check_rule(rule: Any) -> None:
    """Raise BurdenInputError if there is no such rule."""
    if rule not in RULES:
        raise BurdenInputError(f"rule is {rule!r}.", f"Choose one of {', '.join(map(repr, RULES))}.")


def _check(coefficients: Any, switches: Mapping[str, tuple[str, ...]], arrays: tuple[str, ...]) -> None:
    """Raise BurdenInputError if a switch has no such value, or what is no array is no finite number."""
    for field in fields(coefficients):
        value = getattr(coefficients, field.name)
        if field.name in switches:
            if value not in switches[field.name]:
                known = ", ".join(map(repr, switches[field.name]))
                raise BurdenInputError(f"{field.name} is {value!r}.", f"Choose one of {known}.")
        elif field.name not in arrays and not (_finite(value) and abs(value) <= LARGEST):
            raise BurdenInputError(
                f"{field.name} is {value!r}.",
                f"Give a finite number, from -{LARGEST:g} to {LARGEST:g}.",
            )


def _finite(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
