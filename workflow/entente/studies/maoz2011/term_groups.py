"""Groups of printed coefficients that the scorecard sums up too."""

from __future__ import annotations

#: Terms that say how high the level is, or that what was stays.
LEVEL_AND_PERSISTENCE = ("constant", "status", "non_alliance_years", "rho")

#: From a term to whether it belongs; those of what the model predicts are called after it.
TERM_GROUPS = {
    "Without constants and persistence": lambda term: term not in LEVEL_AND_PERSISTENCE,
    "The model's prediction": lambda term: term.startswith("abm_"),
}
