"""Variants beside the baseline."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from entente.core.switches import BASELINE

#: A variant in words, as :class:`entente.core.switches.Variant` has them.
WORDS = ["variant", "section", "switch", "value"]


def beside_baseline(
    outcomes: pd.DataFrame, variants: pd.DataFrame, key: Sequence[str], value: str
) -> pd.DataFrame:
    """Return the outcomes of variants with that of the baseline, and the difference from it.

    Parameters
    ----------
    outcomes : DataFrame
        variant, the columns that identify a quantity (missing where one does not apply), its value, and what
        else is known of it.
    variants : DataFrame
        ``WORDS``, in the order of the table.
    key : sequence of str
        The columns that identify a quantity.
    value : str
        The column of its value.

    Returns
    -------
    DataFrame
        ``WORDS``, the columns of the outcomes, baseline and difference (value − baseline), in the order of
        the variants; variants without outcomes are left out.
    """
    key = list(key)
    baseline = outcomes.loc[outcomes["variant"] == BASELINE, [*key, value]]
    table = variants[WORDS].merge(outcomes, on="variant", validate="one_to_many")
    table = table.merge(baseline.rename(columns={value: "baseline"}), on=key, validate="many_to_one")
    return table.assign(difference=table[value] - table["baseline"])
