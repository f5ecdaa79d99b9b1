"""The sensitivity table: every quantity under every variant, and which choice matters most."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from entente.core.switches import BASELINE
from entente.reporting.variant_table import beside_baseline

KEY = ["quantity", "series"]

#: Decimals of the page: two numbers that read the same are the same there.
DIGITS = 3

#: Files hold ten significant digits: less than this is no change.
NO_CHANGE = 1e-9


def sensitivity_table(
    outcomes: pd.DataFrame, variants: pd.DataFrame, published: pd.DataFrame | None
) -> pd.DataFrame:
    """Return every quantity of every variant, beside the printed one and that of the baseline.

    Of the outcomes of variants, see :func:`entente.studies.maoz2011.sensitivity.outcomes.outcomes`; the
    variants in words, in the order of the table (variant, section, switch, value); and the printed moments of
    Maoz (2011, pp. 25–26 and note 7) it makes variant, switch, value, section, quantity, series, printed,
    reproduced, baseline, difference (reproduced − baseline); printed is missing for what the paper does not
    print, and everywhere without published moments.
    """
    if published is None:
        published = pd.DataFrame(columns=[*KEY, "value"])
    printed = published[[*KEY, "value"]].astype({"value": "float64"}).rename(columns={"value": "printed"})
    table = beside_baseline(outcomes, variants, KEY, "reproduced")
    table = table.merge(printed, on=KEY, how="left", validate="many_to_one")
    words = ["variant", "switch", "value", "section"]
    return table[[*words, *KEY, "printed", "reproduced", "baseline", "difference"]]


def page_values(table: pd.DataFrame, notes: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template ``maoz2011/sensitivity`` tells of a :func:`sensitivity_table`.

    By quantity and series: the baseline, the matrix of those that are shown, and what changed most; variants
    that change nothing, with their ``notes`` on why, quantities that are undefined, and runs that did not
    converge.
    """
    moved = (table["difference"].abs() > NO_CHANGE) | (table["reproduced"].isna() != table["baseline"].isna())
    moving = {*table.loc[moved, "variant"], BASELINE}
    idle = table[~table["variant"].isin(moving)].drop_duplicates("variant")
    baseline = table.drop_duplicates(KEY).set_index(KEY)["baseline"]
    stopped = (table["quantity"] == "years_not_converged") & (table["reproduced"] > 0)
    return {
        "beside_print": table["printed"].notna().any(),
        "baseline": baseline,
        "base_rate": baseline["base_rate_any", "actual"],
        "matrix": partial(_matrix, table),
        "changes": partial(_changes, table),
        "idle": list(idle.assign(note=[notes.get(name, "") for name in idle["variant"]]).itertuples()),
        "undefined": list(table[table["reproduced"].isna()].itertuples()),
        "stopped": list(table[stopped].itertuples()),
    }


def _matrix(table: pd.DataFrame, shown: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """One row a variant, after the printed numbers and the baseline; cells only where they differ from it."""
    values = table.pivot(index="variant", columns=KEY, values="reproduced").reindex(columns=list(shown))
    values = values.reindex(table["variant"].unique()).round(DIGITS)
    moved = values.ne(values.loc[BASELINE]) & ~(values.isna() & values.loc[BASELINE].isna())
    columns = [column for column in shown if moved[column].any()]
    cells = values[columns].where(moved[columns])
    cells.loc[BASELINE] = values.loc[BASELINE, columns]
    printed = table.drop_duplicates(KEY).set_index(KEY)["printed"].reindex(columns)
    if printed.notna().any():
        cells = pd.concat([printed.to_frame("printed").T, cells])
    cells = cells.set_axis([shown[column] for column in columns], axis=1)
    words = table.drop_duplicates("variant").set_index("variant")[["section", "switch", "value"]]
    words.loc["printed"] = ["", "printed", ""]
    words.loc[BASELINE, "section"] = ""
    return words.reindex(cells.index).join(cells)


def _changes(table: pd.DataFrame, key: tuple[str, str]) -> list[tuple]:
    """The rows of a quantity that changes, the largest change first."""
    rows = table[(table["quantity"] == key[0]) & (table["series"] == key[1])]
    changed = rows[rows["difference"].abs() > NO_CHANGE]
    return list(changed.sort_values("difference", key=abs, ascending=False, kind="stable").itertuples())
