"""What is said below a table of regressions: inference, blanks, and how many rows went in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from entente.regressions.specification import is_year_effect
from entente.regressions.store import StoredRegression
from entente.regressions.variances import VARIANCES
from entente.reporting.grid import count_text, stars
from entente.reporting.table_specification import TableSpecification
from entente.systems.alliance_types import ALLIANCES

#: Marks of coefficients that have fewer stars under a further variance, for the first such variance on.
MARKS = "†‡§¶"

#: A likelihood this much above that of the reported estimates is another maximum, not rounding (a choice).
HIGHER = 1.0


#: Terms nearly separate an outcome if fewer of the rows without an event are as likely to have one as the
#: least likely event (a choice); events are few if there are fewer a term (Vittinghoff and McCulloch 2007).
LEAST_OVERLAP, LEAST_EVENTS = 0.5, 5


def notes(
    table: TableSpecification, columns: Sequence[StoredRegression], printed: Sequence[Mapping[str, float]]
) -> list[str]:
    """Return the notes below a table, of whose columns ``printed`` has the printed counts.

    They tell of stars and what becomes of them under further variances, the type of alliance, what the
    table's file says, regressions that could not be estimated, blank statistics, likelihoods that are higher
    elsewhere, outcomes that are nearly separated or rare, and the rows that were used.
    """
    return [
        "Standard errors in parentheses.  * p < .05, ** p < .01.",
        *(
            f"{mark} Fewer stars, or none, with {VARIANCES[variance].errors}."
            for variance, mark in marks(columns).items()
        ),
        *_alliance(table),
        *table.notes,
        *_not_estimated(columns),
        *_year_effects(table, columns),
        *_blank(table, columns),
        *_without_standard_error(columns),
        *(
            f"{which}: {_sentence(text)}"
            for told in (likelihood_text, separation_text)
            for which, text in _said(map(told, columns))
        ),
        *_samples(table, columns, printed),
    ]


def marks(columns: Iterable[StoredRegression]) -> dict[str, str]:
    """Return the marks of the further variances that cost a coefficient of a table stars, by variance."""
    there = {variance for model in columns for term in model.terms for variance in fewer_stars(model, term)}
    return dict(zip((variance for variance in VARIANCES if variance in there), MARKS, strict=False))


def fewer_stars(model: StoredRegression, term: str) -> list[str]:
    """Return the further variances under which a term has fewer stars than under the printed one.

    They are in the order of the tables.  A variance that gives no standard error gives no star.
    """
    held = stars(model.coefficient(term)["p_value"])
    return [
        variance
        for variance in model.variances
        if (other := model.coefficient(term, variance)) is not None and stars(other["p_value"]) < held
    ]


def sample_text(model: StoredRegression, table: TableSpecification) -> str:
    """Return how many rows a regression used, and what became of the others; empty if not estimated.

    Terms, and groups that are left out, are called what ``table`` calls them.
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

    Empty if the store has no highest_log_likelihood above log_likelihood + 1.
    """
    likelihoods = [model.statistics.get(name) for name in ("log_likelihood", "highest_log_likelihood")]
    if None in likelihoods or likelihoods[1] <= likelihoods[0] + HIGHER:
        return ""
    reported, highest = (count_text(value).replace("-", "−") for value in likelihoods)
    return (
        f"the log likelihood is {reported} at the reported estimates, the maximum next to consistent ones; "
        f"elsewhere, at {highest}, it is higher where the model fits dispersion, not persistence"
    )


def separation_text(model: StoredRegression) -> str:
    """Return that the terms nearly separate the outcome, or that events are few; empty if neither is so."""
    overlap, events = (model.statistics.get(name) for name in ("overlap", "events_per_term"))
    parts = []
    if overlap is not None and overlap < LEAST_OVERLAP:
        parts.append(
            f"the terms nearly separate the outcome: {overlap:.0%} of rows without an event are as likely "
            "to have one as the least likely row that has; coefficients may be far too large, and their "
            "standard errors mislead"
        )
    if events is not None and events < LEAST_EVENTS:
        parts.append(f"{events:.1f} events a term, which are too few to trust stars")
    return "; ".join(parts)


def _alliance(table: TableSpecification) -> list[str]:
    types = {column.alliance for column in table.columns}
    of_all = types.pop() if len(types) == 1 else ""
    return [f"Actual alliances: {ALLIANCES[of_all].definition}."] if of_all else []


def _not_estimated(columns: Sequence[StoredRegression]) -> list[str]:
    reasons = (
        "" if model.estimated else model.reasons.get("n", "no coefficients in the store") for model in columns
    )
    return [
        f"{which}: not estimated.  {_sentence(text.removeprefix('not estimated: '))}"
        for which, text in _said(reasons)
    ]


def _year_effects(table: TableSpecification, columns: Sequence[StoredRegression]) -> list[str]:
    shown = {row.name for row in table.rows}
    unseen = (filter(is_year_effect, set(model.terms) - shown) for model in columns)
    having = ("effects of years, not shown." * any(True for _ in terms) for terms in unseen)
    return [f"{which}: {text}" for which, text in _said(having)]


def _blank(table: TableSpecification, columns: Sequence[StoredRegression]) -> list[str]:
    """Statistics and variances that estimated regressions do not have, with the reason."""
    words = table.statistics | {name: variance.errors for name, variance in VARIANCES.items()}
    return [
        f"{label[0].upper()}{label[1:]}, {which.lower()}: blank, {_sentence(text)}"
        for name, label in words.items()
        for which, text in _said(
            model.reasons.get(name) if model.estimated and name not in model.statistics else None
            for model in columns
        )
    ]


def _without_standard_error(columns: Sequence[StoredRegression]) -> list[str]:
    without = any(model.coefficients["std_error"].isna().any() for model in columns)
    text = "(.): no standard error, since the variance is not positive or the estimate lies on an edge."
    return [text] if without else []


def _samples(
    table: TableSpecification, columns: Sequence[StoredRegression], printed: Sequence[Mapping[str, float]]
) -> list[str]:
    above = (
        model.statistics.get("n", 0) > counts.get("n", float("inf"))
        for model, counts in zip(columns, printed, strict=True)
    )
    told = [
        *_said(sample_text(model, table) for model in columns),
        *_said("N is above the printed one; the paper names no rows left out" * more for more in above),
    ]
    missing = "A row may lack several.  Missing values by column and decade: tables/missing.csv."
    return [*(f"{which}: {text}." for which, text in told), *[missing] * bool(told)]


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


def _said(texts: Iterable[str | None]) -> list[tuple[str, str]]:
    """What is said of columns, in the order of the first: which, such as "Columns 1, 3", and the text."""
    columns: dict[str, list[str]] = {}
    for number, text in enumerate(texts, start=1):
        if text:
            columns.setdefault(text, []).append(str(number))
    return [
        (f"Column{'s' * (len(numbers) > 1)} {', '.join(numbers)}", text) for text, numbers in columns.items()
    ]


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
