"""The claims as a page."""

from __future__ import annotations

import pandas as pd

from entente.judging.claims.parts import CONTRADICTED, NOT_TESTABLE, OWN, SUPPORTED, TOLERANCE, UNDETERMINED
from entente.reporting.markdown import Document, markdown_table
from entente.studies.maoz2011.claims.dyad_tables import HIGH, MODEST
from entente.studies.maoz2011.claims.dyad_years import ALMOST_TWICE
from entente.studies.maoz2011.claims.model_runs import FAIRLY_GOOD
from entente.studies.maoz2011.claims.moments import FAR_TOO_FEW
from entente.studies.maoz2011.claims.random_runs import STRONG
from entente.studies.maoz2011.claims.several_tables import FAIR
from entente.studies.maoz2011.claims.system_tables import GOOD, MARKED, WEAK
from entente.studies.maoz2011.claims.system_years import CLOSE

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
- **A stated number** is met within {TOLERANCE:.0%}; counts of rows, states and years within 1 %; “almost
  twice” is {ALMOST_TWICE[0]} to {ALMOST_TWICE[1]:g}.
- **A comparison** of two numbers without a sampling error (R², log-likelihoods, correlations over all
  dyads) is decided by which is larger.
- **A property** holds or does not, in every year, run or constructed network that is looked at.
- **Words of degree** are read with bounds that are choices: high (R² and improvement of Table 2) at least
  {HIGH}; a modest loss at most {MODEST}; a good fit (Table 3) at least {GOOD}, a weak one at most {WEAK}, a
  marked gain at least {MARKED}; fair at least {FAIR}; a close series {CLOSE:.2f} and a fairly good
  prediction of dyads {FAIRLY_GOOD}, as correlations; a strong standardised effect {STRONG}; far too few at
  most {FAR_TOO_FEW} of the actual ones.
- **Intervals.** Of coefficients of Tables 1 to 4 by the kind of standard error that the paper prints; of
  state-years clustered by state; of dyad-years robust to all that two dyads with a state in common share
  (Aronow, Samii and Assenova); of yearly series by Newey and West.
- **Alliances** are pacts of defence or offence in Tables 1, 3 and 4, in Figures 1 to 3 and where states
  choose allies, and of any type where the text prints moments; Table 2 has both, and a claim on it needs
  both.
- **Remarks.** The tests of claims on Tables 1 to 4 are put to the printed numbers too, but for cells whose
  minus sign may have been lost in print: where these fail a claim, that is said as “{OWN} tables …”, with
  what is doubtful about the cell in brackets. A verdict that changes with alliances of any type in Tables
  1, 3 and 4, or with robust standard errors (clustered by state in Table 1, dyadic-robust in Table 2,
  Newey–West in Tables 3 and 4), is told.
- **Days of MIDs** are regressed by a Poisson autoregression whose likelihood has more than one maximum
  (`maxima` in `models/…/statistics.csv`): effects are those of the maximum next to consistent estimates.
- **Random runs** have the verdicts of `tables/random_findings.md`."""


def claims_page(claims: pd.DataFrame, years: tuple[int, int]) -> Document:
    """Return the claims as a Markdown page: counts, then page by page, then the rules.

    Parameters
    ----------
    claims : DataFrame
        Table claims.
    years : (int, int)
        First and last year of the run.

    Returns
    -------
    Document
    """
    sections = []
    for page, rows in claims.groupby("page", sort=False):
        sections += [f"## Page {page}", markdown_table(_shown(rows))]
    return Document(
        "Claims of the text",
        "What Maoz (2011) says in his text and data can test, with a verdict from this run, "
        f"{years[0]}–{years[1]}.",
        markdown_table(_counts(claims)),
        _own_tables(claims),
        *sections,
        "## How to read this",
        _RULES,
    )


def _counts(claims: pd.DataFrame) -> pd.DataFrame:
    counts = claims["verdict"].value_counts()
    return pd.DataFrame({"verdict": VERDICTS, "claims": [int(counts.get(name, 0)) for name in VERDICTS]})


def _own_tables(claims: pd.DataFrame) -> str:
    against = claims["remark"].str.contains(OWN, regex=False, na=False)
    named = ", ".join(claims.loc[against, "claim_id"])
    return (
        f"{int(against.sum())} claims are contradicted or left open by numbers that the paper itself prints"
        + (f": {named}." if named else ".")
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["claim_id", "claim", "sentence", "remark"]].rename(
        columns={"claim_id": "", "sentence": "verdict and what was found"}
    )
