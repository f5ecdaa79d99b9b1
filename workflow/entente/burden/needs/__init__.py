"""Rule set of need, detection, punishment and emulation: ties of one year by utility, burdens by ties.

It is deterministic: nothing is drawn, and there is no seed.  The formulas are those of two programs by which
the project on burden sharing simulated 1816–2014, of January 2022 (``v2``) and November 2022 (``program``).
"""

from entente.core.lazy_names import lazy_names

_HOMES = {"Attraction": "rules", "Burden": "rules", "Rules": "rules", "Run": "year_run", "run": "year_run"}

__all__, __getattr__, __dir__ = lazy_names(__name__, _HOMES)
