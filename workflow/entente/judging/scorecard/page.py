"""The scorecard as pages: its sum, and every printed number beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from entente.judging.scorecard.judgements import CONTRADICTS, NEITHER, OURS_ONLY, PRINTED_ONLY, REPLICATES
from entente.judging.scorecard.summary import ScorecardWords, coefficient_summary, ratio_summary
from entente.reporting.grid import count_text, number_text
from entente.reporting.html import HtmlPage, html_table
from entente.reporting.markdown import Document, escaped, markdown_table
from entente.reporting.stars import stars

TITLE = "Scorecard: every printed number beside ours"

#: How numbers are judged; between the two stands what a study has to say of its own.
_JUDGED = (
    "Coefficients are those printed with a standard error. Significant: at 5 %, in print by the stars "
    "or by an estimate above 1.96 standard errors, here with standard errors of the printed kind.",
    "Robust: significant here also with standard errors clustered on state, clustered on dyad, "
    "dyadic-robust, or Newey–West, as far as the regression has them.",
    "Inside: ours is within 1.96 printed standard errors of the printed coefficient, and half a unit of its "
    "last printed digit, since print is rounded (0.018 may be 0.0175 to 0.0185); of those whose unit is not "
    "in doubt.",
)
_NEAR = (
    "Counts are near within 1 %, fit statistics and moments within 10 % of the printed number. Ratio: "
    "ours / printed."
)


@dataclass(frozen=True)
class Section:
    """A part of a page: a heading (may be empty), paragraphs, and a table of texts, if any."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: pd.DataFrame | None = None


def scorecard_markdown(card: pd.DataFrame, words: ScorecardWords) -> Document:
    """Return the scorecard as a Markdown page.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    words : ScorecardWords

    Returns
    -------
    Document
        Its sum first, as :func:`summary_markdown` has it.
    """
    parts = [_markdown(section) for section in _sections(card, words)]
    return Document(TITLE, *parts)


def scorecard_html(card: pd.DataFrame, words: ScorecardWords) -> HtmlPage:
    """Return the scorecard as an HTML page; see :func:`scorecard_markdown`."""
    parts = [_html(section) for section in _sections(card, words)]
    return HtmlPage(TITLE, *parts)


def summary_markdown(card: pd.DataFrame, words: ScorecardWords) -> Document:
    """Return the sum of the scorecard as Markdown, to stand in another page.

    Parameters
    ----------
    card : DataFrame
        Table scorecard.
    words : ScorecardWords

    Returns
    -------
    Document
        Tables under captions in bold, without headings.
    """
    parts = [
        f"**{section.heading}**\n\n{markdown_table(section.table)}" for section in _summary(card, words)[:2]
    ]
    return Document("", *parts)


def _sections(card: pd.DataFrame, words: ScorecardWords) -> list[Section]:
    missing = int(card["ours"].isna().sum())
    without = f"{missing} of {len(card)} printed numbers have no counterpart here; why is told beside them."
    return [Section("", (words.sources, without)), *_summary(card, words), *_details(card, words.headings)]


def _summary(card: pd.DataFrame, words: ScorecardWords) -> list[Section]:
    one_by_one = ratio_summary(card, "fit", words.headings, by="term_label")
    return [
        Section("Coefficients", (), _coefficient_texts(coefficient_summary(card, words))),
        Section("Counts, fit statistics and moments", (), _ratio_texts(_all_ratios(card, words.headings))),
        Section("Fit statistics, one by one", (), _ratio_texts(one_by_one)),
        Section("How this is judged", (*_JUDGED, *words.cautions, _NEAR)),
    ]


def _all_ratios(card: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    parts = []
    for kind, word in {"count": "counts", "fit": "fit", "moment": "moments"}.items():
        part = ratio_summary(card, kind, headings)
        parts.append(part.assign(group=part["group"] + f", {word}"))
    return pd.concat(parts, ignore_index=True)


def _coefficient_texts(summary: pd.DataFrame) -> pd.DataFrame:
    def of(part: str, whole: str) -> pd.Series:
        return summary[part].astype(str) + " of " + summary[whole].astype(str)

    return pd.DataFrame(
        {
            "coefficients": summary["group"],
            "printed": summary["printed"].astype(str),
            "same sign": of("same_sign", "ours"),
            "significant in print, here with the same sign": of("replicated", "printed_significant"),
            "of these, robust": of("robust", "replicated"),
            "not significant here": of("lost", "printed_significant"),
            "here with the opposite sign": of("contradicted", "printed_significant"),
            "inside the printed 95 % interval": of("inside", "comparable"),
        }
    )


def _ratio_texts(summary: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "numbers": summary["group"],
            "printed": summary["printed"].astype(str),
            "near": summary["near"].astype(str) + " of " + summary["ours"].astype(str),
            "lowest ratio": summary["lowest"].map(_ratio),
            "median ratio": summary["median"].map(_ratio),
            "highest ratio": summary["highest"].map(_ratio),
        }
    )


def _details(card: pd.DataFrame, headings: Mapping[str, str]) -> list[Section]:
    sections = []
    for table, rows in card.groupby("table", sort=False):
        coefficients = rows[rows["kind"] == "coefficient"]
        others = rows[rows["kind"] != "coefficient"]
        name = headings[table]
        if len(coefficients):
            sections.append(Section(f"{name}: coefficients", (), _detailed_coefficients(coefficients)))
        if len(others):
            heading = "moments" if table == "text" else "counts and fit statistics"
            sections.append(Section(f"{name}: {heading}", (), _detailed_values(others)))
    return sections


def _detailed_coefficients(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "term": rows["term_label"],
            "column": rows["header"],
            "printed": [
                _estimate(row.printed, row.printed_std_error, _text(row.printed_stars))
                for row in rows.itertuples()
            ],
            "ours": [
                _estimate(row.ours, row.ours_std_error, "*" * stars(row.ours_p_value))
                for row in rows.itertuples()
            ],
            "verdict": _verdicts(rows),
            "sign": _words(rows["same_sign"], "same", "opposite"),
            "inside": _words(rows["inside"], "yes", "no"),
            "ratio": rows["ratio"].map(_ratio),
            "remarks": _remarks(rows),
        }
    )


def _verdicts(rows: pd.DataFrame) -> pd.Series:
    """Verdicts in words, and whether robust standard errors would withdraw what was significant here."""
    words = rows["verdict"].map(_VERDICTS)
    fragile = rows["verdict"].isin([REPLICATES, CONTRADICTS]) & rows["ours_robust"].eq(False)
    return words.where(~fragile, words + ", not robustly")


#: Verdicts as short as a column needs.
_VERDICTS = {
    REPLICATES: "replicates",
    CONTRADICTS: "contradicts",
    PRINTED_ONLY: "not significant here",
    OURS_ONLY: OURS_ONLY,
    NEITHER: NEITHER,
}


def _detailed_values(rows: pd.DataFrame) -> pd.DataFrame:
    def text(value: float, kind: str) -> str:
        return count_text(value) if kind == "count" else number_text(value)

    return pd.DataFrame(
        {
            "number": rows["term_label"],
            "column": rows["header"],
            "printed": [text(row.printed, row.kind) for row in rows.itertuples()],
            "ours": [text(row.ours, row.kind) for row in rows.itertuples()],
            "ratio": rows["ratio"].map(_ratio),
            "remarks": _remarks(rows),
        }
    )


def _words(values: pd.Series, yes: str, no: str) -> list[str]:
    return ["" if pd.isna(value) else (yes if value else no) for value in values]


def _remarks(rows: pd.DataFrame) -> list[str]:
    told = {"unit_doubt": "unit: ", "reason": "", "doubt": "source: "}
    return [
        "; ".join(told[name] + text for name, text in row.items() if pd.notna(text))
        for row in rows[list(told)].to_dict("records")
    ]


def _estimate(estimate: float, std_error: float, marks: str) -> str:
    error = number_text(std_error)
    return number_text(estimate) + marks + (f" ({error})" if error else "")


def _ratio(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.2f}"


def _text(value) -> str:
    return "" if pd.isna(value) else value


def _markdown(section: Section) -> str:
    heading = [f"## {section.heading}"] if section.heading else []
    table = [] if section.table is None else [markdown_table(_escaped(section.table))]
    return "\n\n".join([*heading, *section.paragraphs, *table])


def _escaped(table: pd.DataFrame) -> pd.DataFrame:
    return table.map(lambda text: text if pd.isna(text) else escaped(text))


def _html(section: Section) -> str:
    heading = [f"<h2>{escape(section.heading)}</h2>"] if section.heading else []
    paragraphs = [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
    table = [] if section.table is None else [html_table(section.table)]
    return "\n".join([*heading, *paragraphs, *table])
