"""What the networks of a year are called, in the series and by who asks for them."""

from __future__ import annotations

from collections.abc import Collection

from entente.core.checked_yaml import near_text
from entente.core.errors import ConfigurationError

#: The network that the model expects in the end, by the word for it.
EXPECTED = {"expected": "abm_last"}

#: What a network may be called.
NAMES = ("actual_any", "actual_pact", "abm_first", "abm_intermediate", "abm_last", *EXPECTED)


def network_name(name: str, known: Collection[str]) -> str:
    """Return the name that the series has for a network; ConfigurationError is raised if it is not known."""
    found = EXPECTED.get(name, name)
    if found not in known:
        raise ConfigurationError(
            f"There is no network {name!r} here{near_text(name, known)}.",
            f"There are {', '.join([*known, *EXPECTED])}.",
        )
    return found
