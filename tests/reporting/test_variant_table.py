"""Variants beside the baseline."""

import numpy as np
import pandas as pd

from entente.reporting.variant_table import WORDS, beside_baseline


def test_quantities_stand_beside_the_baseline_also_where_a_part_of_the_key_is_missing():
    outcomes = pd.DataFrame(
        {
            "variant": ["baseline", "baseline", "b", "a"],
            "quantity": ["ties", "rho", "ties", "rho"],
            "year": [2000, np.nan, 2000, np.nan],
            "estimate": [10.0, 0.5, 12.0, np.nan],
        }
    )
    variants = pd.DataFrame(
        [[name, "s", name, "v"] for name in ("baseline", "a", "b", "idle")], columns=WORDS
    )
    found = beside_baseline(outcomes, variants, ["quantity", "year"], "estimate")
    assert found["variant"].tolist() == ["baseline", "baseline", "a", "b"]
    assert found["baseline"].tolist() == [10.0, 0.5, 0.5, 10.0]
    assert found["difference"].iloc[[0, 1, 3]].tolist() == [0, 0, 2] and np.isnan(found["difference"].iloc[2])
