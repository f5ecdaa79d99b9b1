"""Raw files of the demo world, with the names, columns and special codes of the `paper` vintage.

R's and Excel's formats are written as CSV with the same stem and columns.  Beside the files lies
``demo_alliance_logit.csv``, with the coefficients that the alliances follow.

A few quirks of the published files are there on purpose, so that their treatment is exercised: Polity's own
codes and a country that is no COW state; special codes −66, −77, −88 (Polity), −9 (capabilities,
organizations), −1 (organizations not yet founded) and −8 (wars); dyad-years that are contiguous in two
ways; a dispute with a state that had left the system; a rivalry with a dispute of other states; a war that
the dyadic file omits, and misprinted dates in that file; Montenegro among the allies; a state that the
organizations' files lack in its last year; shared organizations that do not agree with the states' own;
religions that are never, or late, or doubly counted; trade of a state before its membership.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from entente.core.storage import write_csv
from entente.data.demo import raw_conflict, raw_relations, raw_states
from entente.data.demo.alliances import COEFFICIENTS
from entente.data.demo.file_names import ALLIANCE_LOGIT_FILE, RAW_FILES
from entente.data.demo.raw_layout import LAYOUTS, laid_out
from entente.data.demo.world import World

#: Role to the function that makes the rows of its file; religions and igo_states come as they are written.
ROWS = {
    "state_system": lambda world: world.members.sort_values(["ccode", "year"]),
    "states": lambda world: world.spells,
    "major_powers": lambda world: world.major_powers,
    "capabilities": raw_states.capabilities,
    "disputes": raw_conflict.disputes,
    "wars": raw_conflict.wars,
    "dyadic_wars": raw_conflict.dyadic_wars,
    "alliances": raw_relations.alliances,
    "contiguity": raw_relations.contiguity,
    "capitals": lambda world: world.capitals,
    "igo_states": raw_relations.igo_states,
    "igo_dyads": raw_relations.igo_dyads,
    "trade_dyads": raw_relations.trade_dyads,
    "trade_national": raw_relations.trade_national,
    "polity": raw_states.polity,
    "regime_panel": raw_states.regime_panel,
    "rivalries": raw_conflict.rivalries,
    "religions": raw_relations.religions,
}


def write_raw_files(world: World, folder: str | Path) -> None:
    """Write all raw files of ``world`` and the coefficients of its alliances below ``folder``.

    The same world always gives the same bytes; each file appears whole or not at all.
    """
    for role, path in RAW_FILES.items():
        rows = ROWS[role](world)
        write_csv(laid_out(rows, role) if role in LAYOUTS else rows, Path(folder) / path)
    coefficients = pd.DataFrame(list(COEFFICIENTS.items()), columns=["term", "coefficient"])
    write_csv(coefficients, Path(folder) / ALLIANCE_LOGIT_FILE)
