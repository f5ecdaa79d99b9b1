"""Designs of random systems as a file declares them: what is drawn, what the rules are, what is varied."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from entente.core.checked_yaml import (
    ByName,
    Declared,
    Listed,
    Name,
    Named,
    Several,
    Trimmed,
    checked,
    means,
    read_declared,
)

#: Shapes of networks that a design may name.
Topology = Literal["star", "ring", "complete", "two_cliques", "random"]

#: Two ends of a range, both included; equal ends are one value.
Range = Annotated[Listed[float], Field(min_length=2, max_length=2)]


class Draws(Declared):
    """What systems are drawn from.  A range is drawn from uniformly."""

    states: Annotated[Listed[int], Field(min_length=2, max_length=2)] = means("Fewest and most states.")
    dispersion: Range = means("Standard deviation of the logarithm of resources; 0 makes all equal.")
    topologies: Several[Topology] = means("Shapes of the network: each system is put to each of them.")
    degree: Range = means("Mean number of partners in a random network.", (2.0, 6.0))
    threat: float = means("Standard deviation of the logarithm of threat, whose median is 1.", 0.0, ge=0)
    democracies: float = means("Chance of each state to be a democracy.", 0.5, ge=0, le=1)
    enemies: float = means("Chance of each pair to be primary enemies.", 0.05, ge=0, le=1)

    @model_validator(mode="after")
    def _is_possible(self) -> Draws:
        for name in ("states", "dispersion", "degree"):
            low, high = getattr(self, name)
            if not 0 <= low <= high:
                raise ValueError(f"{name}: give two numbers from 0, the lower first")
        if self.states[0] < 3:
            raise ValueError("states: there are at least 3")
        if "random" in self.topologies and self.degree[1] > self.states[0] - 1:
            raise ValueError("degree: the smallest system has not so many partners")
        return self


class CommonsParameters(Declared):
    """Contributions to a public good on a network, and ties if they are formed."""

    alpha: float = means("α: weight of security that all share.", 0.5, gt=0)
    tau: float = means("τ: what threat adds to it, a = 1 − exp(−(α + τ ln(1 + threat))).", 0.0, ge=0)
    phi0: float = means("φ₀: how much of a partner's effort is usable.", 1.0, ge=0, le=1)
    phi1: float = means("φ₁: what closure adds.", 0.0, ge=0)
    floor: float = means("κ: commitment by treaty.", 0.0, ge=0, lt=1)
    commitment: Literal["floor", "weight"] = means(
        "Commitment binds from below, or raises the weight.", "floor"
    )
    ties: Literal["given", "formed"] = means(
        "Ties are those of the network, or are formed from it on.", "given"
    )
    utilities: Literal["settled", "present"] = means(
        "Ties are judged by contributions that settled again, or by those of the moment.", "settled"
    )
    k0: float = means("Cost of any tie.", 0.0)
    k1: float = means("What distance adds, log kilometres from 0 to 1.", 0.0)
    k2: float = means("What joint democracy takes off.", 0.0)
    k3: float = means("What a common rival takes off.", 0.0)

    @model_validator(mode="after")
    def _is_meant(self) -> CommonsParameters:
        if self.ties == "formed" and self.commitment == "weight":
            raise ValueError("commitment: a weight that ties change is for given networks only")
        return self


class ActorsParameters(Declared):
    """Ties and effort in continuous time."""

    density: float = means("α: worth of any tie.", 0.0)
    degree: float = means("δ: preferential attachment.", 0.0)
    scale: Literal["linear", "root"] = means("g(d): d, or its root.", "linear")
    closure: float = means("θ: worth of a triangle.", 0.0)
    partner_effort: float = means("ζ: by the effort of the partner.", 0.0)
    linear: float = means("β₁: shape of effort.", 0.0)
    quadratic: float = means("β₂: shape of effort.", 0.0)
    direct: float = means("γ: effort by the tie.", 0.0)
    indirect: float = means("ψ: effort by the triangle.", 0.0)
    conditional: float = means("η: effort by the triangle and the effort of all partners.", 0.0)
    tie_rate: float = means("λ_x: opportunities to change a tie.", 10.0, ge=0)
    effort_rate: float = means("λ_z: opportunities to change effort.", 10.0, ge=0)
    rule: Literal["confirm", "unilateral"] = means("Whether a new tie needs both.", "confirm")


class NeedsParameters(Declared):
    """Need, detection, punishment and emulation."""

    upper: float = means("States with a utility below it look for allies.", 0.7)
    rules: Literal["program", "v2"] = means("The rule set of November 2022, or that of January.", "program")


#: What the parameters of a rule set may be.
PARAMETERS: dict[str, type[Declared]] = {
    "commons": CommonsParameters,
    "actors": ActorsParameters,
    "needs": NeedsParameters,
}


class SystemDesign(Named):
    """Systems that are drawn, the rules that they are put to, and what is varied.

    Each system is run once with each combination of the values of ``levels``, and with the same random
    stream: what differs within a system is due to these alone.
    """

    title: Trimmed = means("What the design is to tell.")
    rule_set: Literal["commons", "actors", "needs"]
    part: float = means(
        "Part of the runs that are asked for, unless designs are complete: fewer of what takes long.",
        1.0,
        gt=0,
        le=1,
    )
    draws: Draws
    parameters: dict[Name, Any] = means("Parameters of the rules that are not varied.", {})
    levels: dict[Name, Several[float]] = means("Values of those that are, in ascending order.", {})

    @model_validator(mode="after")
    def _is_of_the_rules(self) -> SystemDesign:
        if both := set(self.parameters) & set(self.levels):
            raise ValueError(f"{', '.join(sorted(both))}: either fixed or varied")
        for name, values in self.levels.items():
            if list(values) != sorted(values):
                raise ValueError(f"levels, {name}: give them in ascending order")
        for chosen in (min, max):
            extreme = {name: chosen(values) for name, values in self.levels.items()}
            checked({**self.parameters, **extreme}, PARAMETERS[self.rule_set], "parameters", ValueError)
        return self

    def at(self, level: dict[str, float]) -> Declared:
        """Return the parameters with the varied ones at these values."""
        return checked({**self.parameters, **level}, PARAMETERS[self.rule_set], f"design {self.name}")

    def runs(self, asked: int, complete: bool) -> int:
        """Return how many systems are drawn where so many are asked for: all, or the part, one at least."""
        return asked if complete else max(1, round(self.part * asked))


class SystemDesigns(Declared):
    """Designs of random systems, by name."""

    designs: ByName[Name, SystemDesign]


def read_designs(path: str | Path) -> dict[str, SystemDesign]:
    """Return the designs that a file declares, by name; ConfigurationError if it declares anything else."""
    return {design.name: design for design in read_declared(path, SystemDesigns).designs}
