"""The functions that claims.yaml may name: the public ones of the modules of claims."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from entente.studies.burden_sharing.claims import free_riding, printed_effects, single_years

#: Tests by name; each takes the evidence.
FUNCTIONS: dict[str, Callable] = {
    name: function
    for module in (free_riding, printed_effects, single_years)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
}
