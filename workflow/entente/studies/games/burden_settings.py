"""Settings of the burden-sharing game as the library takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.games.burden_design import Design, Spread, design
from entente.games.burden_sample import Limits


def sampled(burden: Mapping[str, Any], seed: int) -> Design:
    """Return the sampled games of the settings; costs of arms are spread in logarithms."""
    ranges = {name: Spread(*ends, log=name == "k") for name, ends in burden["ranges"].items()}
    return design(seed, burden["points"], ranges)


def limits(burden: Mapping[str, Any]) -> Limits:
    """Return what is heavy, and what asymmetric."""
    return Limits(heavy=burden["heavy"], asymmetric=burden["asymmetric"])
