"""The table of random runs: what its columns are to the analyses, and reading its batches as one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from entente.core.errors import SchemaError
from entente.core.storage import read_table

#: Stages of a run: its first, an intermediate (drawn) and its last iteration.
STAGES = ("first", "intermediate", "last")

#: Measures of an alliance network, and of the strategic reference network (prefix ``srn_``).
MEASURES = {
    "density": "density",
    "npi": "polarization",
    "transitivity": "transitivity",
    "centralization": "group centralization",
}

#: What goes into a run, as drawn, in words.
INPUTS = {
    "n": "number of states",
    "srn_density": "SRN density",
    "mid_density": "MID density",
    "cooperation_density": "joint cooperation density",
    "democracy_share": "democracy share",
    "capability_concentration": "capability concentration",
}

#: Structure of the strategic reference network beyond its density, which follows from the inputs and chance.
SRN_STRUCTURE = {
    "srn_npi": "SRN polarization",
    "srn_transitivity": "SRN transitivity",
    "srn_centralization": "SRN group centralization",
}


def read_runs(paths: Iterable[str | Path], runs: int) -> pd.DataFrame:
    """Read the batches of a sweep of so many runs as one table, in the order of their index.

    SchemaError is raised if they are not the runs 0 to ``runs`` − 1, each once.
    """
    batches = pd.concat([read_table(path) for path in paths], ignore_index=True)
    sweep = batches.sort_values("index", ignore_index=True)
    if sweep["index"].tolist() != list(range(runs)):
        raise SchemaError(
            f"The batches hold {len(sweep)} random runs, not the runs 0 to {runs - 1}, each once.",
            "They are of sweeps cut differently: delete the folder random/runs and run the workflow again.",
        )
    return sweep
