"""What is said below a table of regressions: inference, blanks, and how many rows went in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from entente.regressions.specification import is_year_effect
from entente.regressions.store import StoredRegression
from entente.regressions.variances import VARIANCES
from entente.reporting.grid import columns_text, count_text
from entente.reporting.stars import fewer_stars
from entente.reporting.table_specification import TableSpecification
from entente.systems.alliance_types import ALLIANCES

#: Marks of coefficients that have fewer stars under a further variance, for the first such variance on.
MARKS = "†‡§¶"

#: A likelihood this much above that of the reported estimates is another maximum, not rounding (a choice).
HIGHER = 1.0


def notes(
    table: TableSpecification, columns: Sequence[StoredRegression], printed: Sequence[Mapping[str, float]]
) -> list[str]:
    """Return the notes below a table.

    Parameters
    ----------
    table : TableSpecification
    columns : sequence of StoredRegression
    printed : sequence of mapping of str to float
        Printed counts of each column.

    Returns
    -------
    list of str
        On stars and what becomes of them under further variances, the type of alliance, what the table's
        file says, regressions that could not be estimated, blank statistics, likelihoods that are higher
        elsewhere, and the rows that were used.
    """
    return [
        "Standard errors in parentheses.  * p < .05, ** p < .01.",
        *_fewer_stars(columns),
        *_alliance(table),
        *table.notes,
        *_not_estimated(columns),
        *_year_effects(columns),
        *_blank(table, columns),
        *_without_standard_error(columns),
        *_higher_elsewhere(columns),
        *_samples(table, columns, printed),
    ]


def marks(columns: Sequence[StoredRegression]) -> dict[str, str]:
    """Return the marks of the further variances that cost a coefficient of a table stars, by variance."""
    there = {variance for model in columns for term in model.terms for variance in fewer_stars(model, term)}
    return dict(zip((variance for variance in VARIANCES if variance in there), MARKS, strict=False))


def sample_text(model: StoredRegression, table: TableSpecification) -> str:
    """Return how many rows a regression used, and what became of the others.

    Parameters
    ----------
    model : StoredRegression
    table : TableSpecification
        Its words for terms, and for groups that are left out.

    Returns
    -------
    str
        Empty if the regression was not estimated.
    """
    found = model.statistics
    if "n" not in found:
        return ""
    n = round(found["n"])
    rows, dropped = round(found.get("n_rows", n)), round(found.get("n_dropped", 0))
    parts = [f"N {n:,} of {rows + dropped:,} rows"]
    if dropped:
        lacking = _lacking(model, {row.name: row.label for row in table.rows})
        parts.append(f"{dropped:,} without a value" + (f" ({lacking})" if lacking else ""))
    if "n_excluded" in found:
        parts.append(f"{round(found['n_excluded']):,} rows of other years or not under its conditions")
    if rows > n:
        parts.append(f"{rows - n:,} {_left_out(model, table)}")
    if "years_without_iteration" in found:
        years = round(found["years_without_iteration"])
        parts.append(f"{years} year{'s' * (years > 1)} without an intermediate iteration")
    return "; ".join(parts)


def likelihood_text(model: StoredRegression) -> str:
    """Return that the likelihood is higher elsewhere than at the reported estimates, with both numbers.

    Parameters
    ----------
    model : StoredRegression

    Returns
    -------
    str
        Empty if the store has no highest_log_likelihood above log_likelihood + 1.
    """
    reported = model.statistics.get("log_likelihood")
    highest = model.statistics.get("highest_log_likelihood")
    if reported is None or highest is None or highest <= reported + HIGHER:
        return ""
    reported_text, highest_text = (_signed(value) for value in (reported, highest))
    return (
        f"the log likelihood is {reported_text} at the reported estimates, the maximum next to consistent "
        f"ones; elsewhere, at {highest_text}, it is higher where the model fits dispersion, not persistence"
    )


def _fewer_stars(columns: Sequence[StoredRegression]) -> list[str]:
    return [
        f"{mark} Fewer stars, or none, with {VARIANCES[variance].errors}."
        for variance, mark in marks(columns).items()
    ]


def _alliance(table: TableSpecification) -> list[str]:
    types = {column.alliance for column in table.columns}
    of_all = types.pop() if len(types) == 1 else ""
    return [f"Actual alliances: {ALLIANCES[of_all].definition}."] if of_all else []


def _not_estimated(columns: Sequence[StoredRegression]) -> list[str]:
    reasons = {
        number: model.reasons.get("n", "no coefficients in the store").removeprefix("not estimated: ")
        for number, model in enumerate(columns, start=1)
        if not model.estimated
    }
    return [
        f"{columns_text(numbers)}: not estimated.  {_sentence(text)}"
        for text, numbers in _grouped(reasons.items())
    ]


def _year_effects(columns: Sequence[StoredRegression]) -> list[str]:
    having = [
        number for number, model in enumerate(columns, start=1) if any(map(is_year_effect, model.terms))
    ]
    return [f"{columns_text(having)}: effects of years, not shown."] if having else []


def _blank(table: TableSpecification, columns: Sequence[StoredRegression]) -> list[str]:
    """Statistics and variances that estimated regressions do not have, with the reason."""
    words = table.statistics | {name: variance.errors for name, variance in VARIANCES.items()}
    blank = []
    for name, label in words.items():
        reasons = {
            number: model.reasons[name]
            for number, model in enumerate(columns, start=1)
            if model.estimated and name not in model.statistics and name in model.reasons
        }
        blank += [
            f"{label[0].upper()}{label[1:]}, {columns_text(numbers).lower()}: blank, {_sentence(text)}"
            for text, numbers in _grouped(reasons.items())
        ]
    return blank


def _without_standard_error(columns: Sequence[StoredRegression]) -> list[str]:
    without = any(model.coefficients["std_error"].isna().any() for model in columns)
    text = "(.): no standard error, since the variance is not positive or the estimate lies on an edge."
    return [text] if without else []


def _higher_elsewhere(columns: Sequence[StoredRegression]) -> list[str]:
    texts = [(number, likelihood_text(model)) for number, model in enumerate(columns, start=1)]
    return [
        f"{columns_text(numbers)}: {_sentence(text)}"
        for text, numbers in _grouped(entry for entry in texts if entry[1])
    ]


def _samples(
    table: TableSpecification, columns: Sequence[StoredRegression], printed: Sequence[Mapping[str, float]]
) -> list[str]:
    texts = [(number, sample_text(model, table)) for number, model in enumerate(columns, start=1)]
    told = [
        f"{columns_text(numbers)}: {text}."
        for text, numbers in _grouped(entry for entry in texts if entry[1])
    ]
    above = [
        number
        for number, (model, counts) in enumerate(zip(columns, printed, strict=True), start=1)
        if model.statistics.get("n", 0) > counts.get("n", float("inf"))
    ]
    if above:
        told.append(f"{columns_text(above)}: N is above the printed one; the paper names no rows left out.")
    return (
        [*told, "A row may lack several.  Missing values by column and decade: tables/missing.csv."]
        if told
        else []
    )


def _lacking(model: StoredRegression, labels: Mapping[str, str]) -> str:
    """The terms that dropped rows lack, most often lacked first; a row may lack several."""
    rows = {
        name.removeprefix("missing_"): value
        for name, value in model.statistics.items()
        if name.startswith("missing_")
    }
    told = []
    for term, value in sorted(rows.items(), key=lambda item: (-item[1], item[0])):
        reason = re.sub(r"^\w+ missing: ", "", model.reasons.get(f"missing_{term}", ""))
        label = labels.get(term, term.replace("_", " "))
        told.append(f"{label} {round(value):,}" + (f": {reason}" if reason else ""))
    return "; ".join(told)


def _left_out(model: StoredRegression, table: TableSpecification) -> str:
    if "n_groups_dropped" in model.statistics:
        return f"of {round(model.statistics['n_groups_dropped'])} {table.left_out}"
    if "rho" in model.statistics:
        return "without a year before, which the correction for serial correlation takes"
    return "left out by the estimator"


def _grouped(items: Iterable[tuple[int, str]]) -> list[tuple[str, list[int]]]:
    """Texts with the numbers of the columns that share them, in the order of the first."""
    numbers: dict[str, list[int]] = {}
    for number, text in items:
        numbers.setdefault(text, []).append(number)
    return list(numbers.items())


def _signed(value: float) -> str:
    return count_text(value).replace("-", "−")


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
