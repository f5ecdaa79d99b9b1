"""The claims as a page."""

from __future__ import annotations

import pandas as pd

from entente.judging.claims.declaration import Claims
from entente.judging.claims.parts import OWN, TOLERANCE
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED
from entente.reporting.markdown import Document, markdown_table

VERDICTS = (SUPPORTED, CONTRADICTED, UNDETERMINED, NOT_TESTABLE)

_RULES = f"""\
- **Parts.** A claim is taken apart into what it says: `tables/claims.csv` has every part with its number,
  its 95 % interval, its p and its own verdict, and in one sentence what was computed. A claim is
  **contradicted** if one part is, **supported** if all parts are that could be tested, **undetermined**
  otherwise; **not testable** if no part could be tested, with the reason.
- **A direction** (an effect, a difference, a correlation) is supported if the 95 % interval is all on the
  side that the claim expects, contradicted if it is all on the other, undetermined if zero is inside.
- **Significance.** Where the claim itself is that something is significant, a p of 5 % or more (1 % where
  the text says so), or the wrong sign, contradicts it; where it is that something is not significant, a p
  below 5 % does.
- **A stated number** is met within {TOLERANCE:.0%}; counts of rows, states and years within 1 %.
- **A comparison** of two numbers without a sampling error (R², log-likelihoods, correlations over all
  dyads) is decided by which is larger.
- **A property** holds or does not, in every year, run or constructed network that is looked at.
- **Remarks.** What a claim finds in regressions it is asked to find in the printed ones too, but for cells
  whose minus sign may have been lost in print: where these fail it, that is said as “{OWN} tables …”, with
  what is doubtful about the cell in brackets. A verdict that changes with alliances of any type or with
  robust standard errors is told."""


def claims_page(table: pd.DataFrame, claims: Claims, years: tuple[int, int]) -> Document:
    """Return the claims as a Markdown page: counts, then page by page, then the rules.

    Parameters
    ----------
    table : DataFrame
        Table claims.
    claims : Claims
        As they are declared.
    years : (int, int)
        First and last year of the run.

    Returns
    -------
    Document
    """
    sections = []
    for page, rows in table.groupby("page", sort=False):
        sections += [f"## Page {page}", markdown_table(_shown(rows))]
    notes = [f"- {note.format(**claims.bounds)}" for note in claims.notes]
    return Document(
        "Claims of the text",
        f"What {claims.paper} says in his text and data can test, with a verdict from this run, "
        f"{years[0]}–{years[1]}.",
        markdown_table(_counts(table)),
        _own_tables(table),
        *sections,
        "## How to read this",
        "\n".join([_RULES, *notes]),
    )


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    counts = table["verdict"].value_counts()
    return pd.DataFrame({"verdict": VERDICTS, "claims": [int(counts.get(name, 0)) for name in VERDICTS]})


def _own_tables(table: pd.DataFrame) -> str:
    against = table["remark"].str.contains(OWN, regex=False, na=False)
    named = ", ".join(table.loc[against, "claim_id"])
    return (
        f"{int(against.sum())} claims are contradicted or left open by numbers that the paper itself prints"
        + (f": {named}." if named else ".")
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["claim_id", "claim", "sentence", "remark"]].rename(
        columns={"claim_id": "", "sentence": "verdict and what was found"}
    )
