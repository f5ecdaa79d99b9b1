"""Tables of random runs whose effects are known."""

import numpy as np
import pandas as pd

from entente.studies.maoz2011.random_systems.runs import INPUTS, MEASURES, SRN_STRUCTURE, STAGES

RANGES = {
    "n": (20, 200),
    "srn_density": (0.01, 0.2),
    "mid_density": (0.0, 0.07),
    "cooperation_density": (0.03, 0.3),
    "democracy_share": (0.03, 0.5),
    "capability_concentration": (0.04, 0.15),
    "srn_npi": (0.04, 0.3),
    "srn_transitivity": (0.0, 0.2),
    "srn_centralization": (0.02, 0.3),
}

#: A world in which the paper's readings hold, and one in which none does: effects in standard deviations of
#: the input, and the standard deviation of the noise; "own" is the same measure of the reference network.
AS_READ = {
    "first": (
        {
            "srn_density": 1,
            "mid_density": 0.5,
            "democracy_share": 0.3,
            "cooperation_density": 0.3,
            "own": 0.5,
        },
        1.0,
    ),
    "last": (
        {
            "srn_density": 0.5,
            "mid_density": 0.2,
            "democracy_share": -0.8,
            "cooperation_density": -0.8,
            "own": 0.5,
        },
        0.3,
    ),
}
OTHERWISE = {
    "first": (
        {
            "srn_density": -0.5,
            "mid_density": 0.2,
            "democracy_share": -0.8,
            "cooperation_density": -0.8,
            "own": -0.4,
        },
        0.3,
    ),
    "last": (
        {
            "srn_density": -1,
            "mid_density": 0.5,
            "democracy_share": 0.3,
            "cooperation_density": 0.3,
            "own": -0.5,
        },
        1.0,
    ),
}


def random_inputs(count: int, seed: int = 1) -> pd.DataFrame:
    """Inputs and SRN measures, independent of each other."""
    generator = np.random.default_rng(seed)
    table = pd.DataFrame({"index": np.arange(count)})
    for name in [*INPUTS, *SRN_STRUCTURE]:
        low, high = RANGES[name]
        table[name] = generator.uniform(low, high, count)
    return table.assign(n=table["n"].round().astype("int16"))


def random_runs(world: dict, count: int = 1500, seed: int = 1) -> pd.DataFrame:
    """Runs in a world; the intermediate iteration is like the first and missing in each tenth run."""
    table = random_inputs(count, seed)
    generator = np.random.default_rng(seed + 1000)
    standardised = (table - table.mean()) / table.std()
    for stage in STAGES:
        effects, noise = world["first" if stage == "intermediate" else stage]
        for measure in MEASURES:
            outcome = noise * generator.standard_normal(count)
            for name, effect in effects.items():
                outcome += effect * standardised[f"srn_{measure}" if name == "own" else name]
            table[f"{stage}_{measure}"] = outcome
    return table.assign(
        **{f"intermediate_{m}": table[f"intermediate_{m}"].where(table["index"] % 10 > 0) for m in MEASURES}
    )
