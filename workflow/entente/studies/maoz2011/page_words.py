"""What pages of the library say of this paper: where its numbers are from, and what to know of them."""

from __future__ import annotations

from collections.abc import Iterable

from entente.judging.scorecard.summary import ScorecardWords
from entente.reporting.table_specification import TableSpecification

#: Tables that an analysis starts from; the codebook opens with them.
FIRST_TABLES = ("state_year", "dyad_year", "system_year", "network_series", "network_inputs", "srg")

#: How formulas of the codebook are to be read.
NOTATION = (
    "t is the year of the row, n the number of members of the system, c_j the capability share of state j, "
    "MID the matrix of disputes (model.mid of the configuration), A a matrix of alliances, SRG_ij whether j "
    "is in the strategic reference group of i, and B(·) puts 1 for every positive entry. Names with a point, "
    "like srg.alliance, are keys of the configuration."
)

PROPOSITIONS = "Propositions P1 to P4 of Maoz (2011, pp. 7–9), part by part, on the results of this run."

#: Terms that say how high the level is, or that what was stays.
LEVEL_AND_PERSISTENCE = ("constant", "status", "non_alliance_years", "rho")

#: Coefficients of what the model predicts open with this.
PREDICTION = "abm_"

_CAUTIONS = (
    "By chance alone half of the signs would agree, and columns of a table are near copies of each other: "
    "they are no independent trials. A small printed standard error makes the interval hard to hit. "
    "Constants and persistence (status, non-alliance years, ρ) tell little about the theory.",
    "Fit statistics that are near are mostly those that persistence decides (McFadden R², improvement in "
    "fit) or the method does (ρ, Durbin–Watson); counts of Tables 3 and 4 are numbers of years.",
)


def scorecard_words(tables: Iterable[TableSpecification], years: tuple[int, int]) -> ScorecardWords:
    """Return what the scorecard says of the printed numbers.

    Parameters
    ----------
    tables : iterable of TableSpecification
        Those that the printed numbers are of.
    years : (int, int)
        First and last year of the run.

    Returns
    -------
    ScorecardWords
    """
    return ScorecardWords(
        headings={**{table.name: table.heading for table in tables}, "text": "Text"},
        subsets={
            "Without constants and persistence": lambda term: term not in LEVEL_AND_PERSISTENCE,
            "The model's prediction": lambda term: term.startswith(PREDICTION),
        },
        sources=(
            "Printed: Maoz (2011), Tables 1–4 and the moments of the text, for 1816–2001. Ours: this run, "
            f"{years[0]}–{years[1]}; Tables 1, 3 and 4 with pacts of defence or offence, moments with "
            "alliances of any type."
        ),
        cautions=_CAUTIONS,
    )
