"""entente: networked international politics, from raw data to predicted alliance networks.

The package holds the science of the workflow and knows nothing of Snakemake, so that each step can be
called from a notebook.  Data flow one way::

    readers (raw -> tidy) -> panel (attributes) -> srg -> panel -> abm -> networks -> tables and figures

Nothing heavy is imported here: import the part that is needed, e.g. ``from entente.abm import simulate``.
Results of a run are opened by ``entente.open_run("results/paper")``.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = ["open_run"]


def __getattr__(name: str) -> Any:
    """Load what opens a run when it is first asked for."""
    if name in __all__:
        # Found by name, so that the modules of a script are those that it imports itself.
        return getattr(import_module("entente.core.runs"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
