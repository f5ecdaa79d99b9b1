"""What carries the fit of Table 2, as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from entente.reporting.markdown import Document, markdown_table
from entente.reporting.printed_numbers import PrintedNumber
from entente.studies.maoz2011.dyadic_fit.layout import ALL, NEW, PREDICTION
from entente.systems.alliance_types import ALLIANCES

#: Measures of fit that Table 2 prints.
PRINTED = ("pseudo_r2", "marginal_improvement_in_fit")

#: The column of Table 2 that the sentences are about: the model's final word.
HEADLINE = "table2_last"

#: What is told of the columns of Table 2 on all rows only, and on new alliances only.
_ONLY_ALL = ["printed", "allied the year before alone", "both"]
_ONLY_NEW = ["ROC, here", "ROC, prediction alone"]

_SHOWN = {
    "n": "n",
    "allied": "allied",
    "log_likelihood": "log-likelihood",
    "pseudo_r2": "R²",
    "marginal_improvement_in_fit": "MIF",
    "percent_correct": "correct",
    "roc_area": "ROC",
    "precision_recall_area": "precision–recall",
    PREDICTION: "prediction",
}

_METHOD = """\
- **Rows.** All models of a sample are estimated on the same rows, so that their likelihoods compare.  Each
  sample is the rows of a column of Table 2, whose own row is named and has the statistics of the table.  Rows
  of the intermediate iterations are stacked as in the paper, and are no independent observations.
- **New alliances.** The models are estimated again on dyad-years of two states that were both members the
  year before and not allied then (at risk).  Whether they were allied does not vary among these, and is left
  out.
- **Allied the year before** is no where a state was no member the year before, or where there are no data
  yet: the years of the durations are 0 there too.  `unknown_before` in the CSV is the number of such rows.
- **R²** is McFadden's, 1 − lnL / lnL of the base rate.  **Correct** is the share of rows whose outcome has a
  probability of at least one half.  **MIF** is the share of the errors of always predicting the more frequent
  outcome that a model avoids: 0 where no row gets a probability of one half, as with rare events.  **ROC**
  and **precision–recall** are areas under these curves; what says nothing has .5 in the first and the base
  rate in the second.
- All fits are to the rows that were estimated on, so that a term can only add to a likelihood, even one
  with the sign that nobody expects: **prediction** is the coefficient of the model's prediction."""


def with_printed(fits: pd.DataFrame, printed: Mapping[tuple[str, str, str], PrintedNumber]) -> pd.DataFrame:
    """Put the fit that Table 2 prints beside that of its columns.

    Parameters
    ----------
    fits : DataFrame
        From :func:`entente.studies.maoz2011.dyadic_fit.fits.fits`, of both types of alliance.
    printed : mapping of (str, str, str) to PrintedNumber
        By model, type of alliance and statistic, from
        :func:`entente.reporting.table_specification.printed_beside`.

    Returns
    -------
    DataFrame
        ``fits`` with printed_pseudo_r2 and printed_marginal_improvement_in_fit, missing for all models that
        are no column of Table 2.
    """
    table = fits.copy()
    for measure in PRINTED:
        cells = [printed.get((row.column, row.alliance, measure)) for row in fits.itertuples()]
        table[f"printed_{measure}"] = [cell.estimate if cell else float("nan") for cell in cells]
    return table


def dyadic_fit_page(table: pd.DataFrame, titles: Mapping[str, str]) -> Document:
    """Return the comparison as a Markdown page: what it comes to, then all measures.

    Parameters
    ----------
    table : DataFrame
        From :func:`with_printed`.
    titles : mapping of str to str
        What the rows of each sample are.

    Returns
    -------
    Document
    """
    sections = []
    for (sample, alliance), rows in table.groupby(["sample", "alliance"], sort=False):
        sections.append(f"### {ALLIANCES[alliance].words.capitalize()}: {titles[sample]}")
        for dyads, words in ((ALL, "All of them"), (NEW, "New alliances")):
            shown = rows[rows["dyads"] == dyads]
            sections += [f"{words}:", markdown_table(_measures(shown)), _blank(shown)]
    return Document(
        "What carries the fit of Table 2",
        "Table 2 of Maoz (2011) explains alliances of dyads with, among others, how long a dyad has been in "
        "its present status.  How much of its fit is that persistence, and what does the model's prediction "
        "add?",
        *_sentences(table),
        "## Columns of Table 2, taken apart: R²",
        markdown_table(_taken_apart(table, ALL)),
        "New alliances only:",
        markdown_table(_taken_apart(table, NEW)),
        "## How to read this",
        _METHOD,
        "## All measures",
        *filter(None, sections),
    )


def _sentences(table: pd.DataFrame) -> list[str]:
    """What the comparison comes to, in words, for both types of alliance beside each other."""
    own = table[table["column"] == HEADLINE]
    if own.empty:
        return []
    sample, model = own[["sample", "model"]].iloc[0]
    without, bare = (_less(model, block) for block in ("last", "durations"))
    rows = table[table["sample"] == sample]
    r2, new_r2, roc, new_roc, coefficient, new_coefficient = (
        _reader(rows, dyads, measure)
        for measure in ("pseudo_r2", "roc_area", PREDICTION)
        for dyads in (ALL, NEW)
    )
    printed = table["printed_pseudo_r2"].dropna()
    both, together = "lagged_outcome+durations", "lagged_outcome+durations+last"
    at_risk = rows[(rows["dyads"] == NEW) & (rows["model"] == model)]
    return [
        f"Numbers are for any alliance / for pacts.  The R² that Table 2 prints are {printed.min():.3f} to "
        f"{printed.max():.3f}.  Its last column has {r2(model)} here, on {_whole(own['n'])} dyad-years, of "
        f"which {_percent(own['base_rate'])} are allied.",
        f"- **Persistence.** That a dyad was allied the year before gives an R² of {r2('lagged_outcome')} by "
        f"itself, the two durations {r2('durations')}, both together {r2(both)}.  Without its durations the "
        f"last column has {r2(bare)}.  {_beaten(table)}",
        f"- **The model's prediction** (last iteration) gives an R² of {r2('last', 4)} by itself, and a ROC "
        f"area of {roc('last')} (.5 says nothing).  It adds {r2(model, 4, without)} to distance and "
        f"durations, with a coefficient of {coefficient(model)}, and {r2(together, 4, both)} to persistence.",
        f"- **New alliances.** Of {_whole(at_risk['n'])} dyad-years that were not allied, "
        f"{_whole(at_risk['allied'])} ({_percent(at_risk['base_rate'], 2)}) became so.  The last column has "
        f"an R² of {new_r2(model)} there, of which the prediction adds {new_r2(model, 4, without)}, with a "
        f"coefficient of {new_coefficient(model)}; the prediction alone has {new_r2('last', 4)}, and a ROC "
        f"area of {new_roc('last')}.",
    ]


def _beaten(table: pd.DataFrame) -> str:
    """How many columns of Table 2 fit their own rows less well than the outcome of the year before does."""
    fitted = table[table["dyads"] == ALL].dropna(subset="pseudo_r2")
    lagged = fitted[fitted["model"] == "lagged_outcome"].set_index(["sample", "alliance"])["pseudo_r2"]
    columns = fitted[fitted["column"] != ""].join(lagged.rename("lagged"), on=["sample", "alliance"])
    beaten = int((columns["lagged"] > columns["pseudo_r2"]).sum())
    return (
        f"Of the {len(columns)} columns estimated, {beaten} fit their own rows less well than the outcome of "
        "the year before does by itself."
    )


def _reader(rows: pd.DataFrame, dyads: str, measure: str) -> Callable[..., str]:
    """Return what writes a measure of a model, or its excess over another's, for both types of alliance."""
    values = rows[rows["dyads"] == dyads].set_index(["model", "alliance"])[measure]

    def read(model: str, digits: int = 3, less: str = "") -> str:
        found = []
        for alliance in ALLIANCES:
            value = values.get((model, alliance), float("nan"))
            value -= values.get((less, alliance), float("nan")) if less else 0.0
            found.append("no estimate" if pd.isna(value) else f"{value:.{digits}f}")
        return " / ".join(found)

    return read


def _taken_apart(table: pd.DataFrame, dyads: str) -> pd.DataFrame:
    """R² of each column of Table 2 and of parts of it, on the rows of the column."""
    values = table[table["dyads"] == dyads].set_index(["model", "sample", "alliance"])
    lines = []
    for row in table[table["column"] != ""].sort_values(["alliance", "column"]).itertuples():
        iteration = row.column.partition("_")[2]
        measures = values.xs((row.sample, row.alliance), level=["sample", "alliance"])
        r2, roc = (measures[name].get for name in ("pseudo_r2", "roc_area"))
        predicts = iteration in row.model.split("+")
        lines.append(
            {
                "alliances": ALLIANCES[row.alliance].words,
                "column": iteration,
                "printed": row.printed_pseudo_r2,
                "here": r2(row.model),
                "without durations": r2(_less(row.model, "durations")),
                "without prediction": r2(_less(row.model, iteration)) if predicts else None,
                "prediction alone": r2(iteration),
                "durations alone": r2("durations"),
                "allied the year before alone": r2("lagged_outcome"),
                "both": r2("lagged_outcome+durations"),
                "ROC, here": roc(row.model),
                "ROC, prediction alone": roc(iteration),
            }
        )
    left_out = _ONLY_NEW if dyads == ALL else _ONLY_ALL
    found = pd.DataFrame(lines).drop(columns=left_out, errors="ignore")
    return found.astype(dict.fromkeys(found.columns[2:], "float64"))


def _measures(rows: pd.DataFrame) -> pd.DataFrame:
    named = [
        f"**{row.description}** (Table 2, {row.column.partition('_')[2]})" if row.column else row.description
        for row in rows.itertuples()
    ]
    shown = rows[list(_SHOWN)].rename(columns=_SHOWN)
    shown.insert(0, "model", named)
    likelihood = ["" if pd.isna(value) else f"{value:.1f}" for value in shown["log-likelihood"]]
    return shown.assign(**{"log-likelihood": likelihood})


def _blank(rows: pd.DataFrame) -> str:
    """Why models have no estimate."""
    return "\n".join(f"- {row.description}: {row.reason}" for row in rows.itertuples() if row.reason)


def _less(model: str, block: str) -> str:
    return "+".join(name for name in model.split("+") if name != block)


def _whole(values: pd.Series) -> str:
    return _joined(values, lambda value: f"{int(value):,}")


def _percent(values: pd.Series, digits: int = 1) -> str:
    return _joined(values, lambda value: f"{100 * value:.{digits}f} %")


def _joined(values: pd.Series, write: Callable[[float], str]) -> str:
    """Both types of alliance, once if they read the same."""
    return " / ".join(dict.fromkeys("none" if pd.isna(value) else write(value) for value in values))
