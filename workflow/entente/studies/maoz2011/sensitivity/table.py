"""The sensitivity table: every quantity under every variant, and which choice matters most."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from entente.reporting.markdown import Document, markdown_table
from entente.studies.maoz2011.sensitivity.variants import BASELINE
from entente.studies.maoz2011.text_moments import INTERMEDIATE

KEY = ["quantity", "series"]

#: Columns of the page, if any variant moves them.
SHOWN = {
    ("mean_alliance_degree", "actual"): "allies, actual",
    ("mean_alliance_degree", "first"): "allies, first",
    ("mean_alliance_degree", "intermediate"): "allies, intermediate",
    ("mean_alliance_degree", "last"): "allies, last",
    ("mean_transitivity", "actual"): "transitivity, actual",
    ("mean_transitivity", "first"): "transitivity, first",
    ("mean_transitivity", "last"): "transitivity, last",
    ("share_of_alliance_dyad_years_within_srg", "actual"): "allied within groups, actual",
    ("allies_democracy_over_autocracy", "actual"): "allies of dem. / aut., actual",
    ("mean_polarization", "actual"): "polarization, actual",
    ("mean_polarization", "last"): "polarization, last",
    ("precision_any", "first"): "precision, first",
    ("precision_any", "last"): "precision, last",
    ("recall_any", "first"): "recall, first",
    ("recall_any", "last"): "recall, last",
    ("correlation_mean_degree_any", "last"): "r of mean degree, last",
    ("correlation_polarization_any", "last"): "r of polarization, last",
}

#: Quantities whose largest changes are listed.
RANKED = {
    ("mean_alliance_degree", "last"): "mean number of allies, last iteration",
    ("mean_transitivity", "last"): "mean transitivity, last iteration",
    ("mean_polarization", "last"): "mean polarization, last iteration",
    ("precision_any", "last"): "precision, last iteration",
    ("recall_any", "last"): "recall, last iteration",
    ("correlation_mean_degree_any", "last"): "correlation of mean degree, last iteration",
}
LISTED = 3

DIGITS = 3
#: Files hold ten significant digits: less than this is no change.
NO_CHANGE = 1e-9


def sensitivity_table(
    outcomes: pd.DataFrame, variants: pd.DataFrame, published: pd.DataFrame
) -> pd.DataFrame:
    """Return every quantity of every variant, beside the printed one and that of the baseline.

    Parameters
    ----------
    outcomes : DataFrame
        variant, quantity, series, reproduced, see
        :func:`entente.studies.maoz2011.sensitivity.outcomes.outcomes`.
    variants : DataFrame
        variant, section, switch, value: the variants in words, in the order of the table, the baseline
        among them.
    published : DataFrame
        quantity, series, value: the moments of Maoz (2011, pp. 25–26 and note 7).

    Returns
    -------
    DataFrame
        variant, switch, value, section, quantity, series, printed, reproduced, baseline, difference
        (reproduced − baseline); printed is missing for what the paper does not print.
    """
    baseline = outcomes.loc[outcomes["variant"] == BASELINE, [*KEY, "reproduced"]]
    printed = published[[*KEY, "value"]].rename(columns={"value": "printed"})
    table = (
        variants.merge(outcomes, on="variant", validate="one_to_many")
        .merge(printed, on=KEY, how="left", validate="many_to_one")
        .merge(baseline.rename(columns={"reproduced": "baseline"}), on=KEY, validate="many_to_one")
    )
    table["difference"] = table["reproduced"] - table["baseline"]
    words = ["variant", "switch", "value", "section"]
    return table[[*words, *KEY, "printed", "reproduced", "baseline", "difference"]]


def sensitivity_page(table: pd.DataFrame, notes: Mapping[str, str]) -> Document:
    """Return the table as a Markdown page: a matrix, the largest changes, and what is to be known of them.

    Parameters
    ----------
    table : DataFrame
        From :func:`sensitivity_table`.
    notes : mapping of str to str
        By variant, why it may be without effect; told of those that are.

    Returns
    -------
    Document
    """
    return Document(
        "Sensitivity: one switch changed at a time",
        "Each row is the run with one switch changed; the baseline is the run as configured.  An empty cell "
        "is as in the baseline, or is not printed or not defined.  Printed: Maoz (2011), pp. 25–26 and note "
        "7.",
        "Precision and recall are of the model's allied dyad-years, and r is the correlation over years of "
        "its series with the actual one, both against alliances of any type; dyads allied by lot would have "
        f"a precision of {_base_rate(table):.{DIGITS}f} in the baseline.  Pacts and all other quantities are "
        "in sensitivity.csv.",
        markdown_table(_matrix(table), DIGITS),
        INTERMEDIATE,
        "## Which choice matters most",
        f"The {LISTED} largest changes of each quantity, and the value that they lead to:",
        "\n".join(_largest_changes(table)),
        *_remarks(table, notes),
    )


def _base_rate(table: pd.DataFrame) -> float:
    return table.loc[table["quantity"] == "base_rate_any", "baseline"].iloc[0]


def _matrix(table: pd.DataFrame) -> pd.DataFrame:
    """One row a variant, after the printed numbers and the baseline; cells only where they differ from it."""
    values = table.pivot(index="variant", columns=KEY, values="reproduced").reindex(columns=list(SHOWN))
    values = values.reindex(table["variant"].unique()).round(DIGITS)
    moved = values.ne(values.loc[BASELINE]) & ~(values.isna() & values.loc[BASELINE].isna())
    columns = [column for column in SHOWN if moved[column].any()]
    cells = values[columns].where(moved[columns])
    cells.loc[BASELINE] = values.loc[BASELINE, columns]
    printed = table.drop_duplicates(KEY).set_index(KEY)["printed"].reindex(columns)
    cells = pd.concat([printed.to_frame("printed").T, cells]).set_axis(
        [SHOWN[column] for column in columns], axis=1
    )
    words = table.drop_duplicates("variant").set_index("variant")[["section", "switch", "value"]]
    words.loc["printed"] = ["", "printed", ""]
    words.loc[BASELINE, "section"] = ""
    return words.reindex(cells.index).join(cells)


def _largest_changes(table: pd.DataFrame) -> list[str]:
    lines = []
    for (quantity, series), words in RANKED.items():
        rows = table[(table["quantity"] == quantity) & (table["series"] == series)]
        changed = rows[rows["difference"].abs() > NO_CHANGE]
        order = changed["difference"].abs().sort_values(ascending=False, kind="stable").index
        largest = [
            f"{row.switch}: {row.value} {row.reproduced:.{DIGITS}f} ({row.difference:+.{DIGITS}f})"
            for row in changed.loc[order[:LISTED]].itertuples()
        ]
        baseline = rows["baseline"].iloc[0]
        lines.append(
            f"- {words}, {baseline:.{DIGITS}f} in the baseline – {'; '.join(largest) or 'no change'}."
        )
    return lines


def _remarks(table: pd.DataFrame, notes: Mapping[str, str]) -> list[str]:
    """What changes nothing, what is undefined, and where runs did not converge."""
    moved = (table["difference"].abs() > NO_CHANGE) | (table["reproduced"].isna() != table["baseline"].isna())
    moving = set(table.loc[moved, "variant"]) | {BASELINE}
    undefined = table[table["reproduced"].isna()]
    stopped = table[(table["quantity"] == "years_not_converged") & (table["reproduced"] > 0)]
    remarks = {
        "Without any effect, on other quantities too": [
            f"{row.switch}: {row.value}" + (f" ({notes[row.variant]})" if notes.get(row.variant) else "")
            for row in table.drop_duplicates("variant").itertuples()
            if row.variant not in moving
        ],
        "Not defined": [
            f"{row.switch}: {row.value}, {row.quantity}, {row.series}" for row in undefined.itertuples()
        ],
        "Years in which the run ended before it converged": [
            f"{row.switch}: {row.value}, {row.reproduced:.0f}" for row in stopped.itertuples()
        ],
    }
    return [f"{what}: {'; '.join(listed)}." for what, listed in remarks.items() if listed]
