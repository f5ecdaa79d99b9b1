"""Two-level games (Putnam 1988): negotiators who need voters at home to ratify what they agree on.

Voters, quotas and settlements are put into formulas by choice, but for Rubinstein's alternating offers.
"""

from entente.games.winsets.iteration import Learning, learn, redraw
from entente.games.winsets.plane import Side, area, ratified, win_set_area
from entente.games.winsets.ratification import (
    agreement_probability,
    expected_least_ratified,
    least_ratified,
    quota,
    ratification_probability,
)
from entente.games.winsets.reversion import WinSet, both_gain, reversion_win_set
from entente.games.winsets.splits import agree, best_least_share, expected_share, split

__all__ = [
    "Learning",
    "Side",
    "WinSet",
    "agree",
    "agreement_probability",
    "area",
    "best_least_share",
    "both_gain",
    "expected_least_ratified",
    "expected_share",
    "learn",
    "least_ratified",
    "quota",
    "ratification_probability",
    "ratified",
    "redraw",
    "reversion_win_set",
    "split",
    "win_set_area",
]
