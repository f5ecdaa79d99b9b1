"""Settings of this study: config/experiments/settings.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from entente.core.checked_yaml import Declared, Name, Several, means


class Randomization(Declared):
    """Randomization inference."""

    draws: int = means("Assignments that are drawn where not all are looked at.", ge=100, le=1_000_000)


class Resampled(Declared):
    """Intervals by bootstrap."""

    replicates: int = means("Samples drawn with replacement.", ge=50, le=100_000)


class Diagnosands(Declared):
    """Properties of simulated designs."""

    draws: int = means("Simulated studies a scenario.", ge=10, le=100_000)


class Power(Declared):
    """Power curves."""

    respondents: Several[Annotated[int, Field(ge=20, le=1_000_000)]] = means("Numbers of respondents.")
    draws: int = means("Samples of respondents drawn again, for each number of them.", ge=50, le=100_000)


class Settings(Declared):
    """Settings of the study experiments."""

    designs: Literal["all"] | Several[Name] = means("Designs that are run: all of the folder, or by name.")
    randomization: Randomization
    bounds: Resampled
    mechanism: Resampled
    diagnosands: Diagnosands
    power: Power
