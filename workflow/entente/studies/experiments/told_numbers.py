"""Numbers as pages and tables in LaTeX tell them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from entente.experiments.countries import DIFFERENCE, POOLED
from entente.experiments.designs.design import Design


def decimals_of(design: Design) -> dict[str, int]:
    """Return how many decimals the numbers of each outcome have: two digits of its margin at least."""
    return {outcome.name: max(0, 2 - math.floor(math.log10(outcome.margin))) for outcome in design.outcomes}


def number(value: float, decimals: int) -> str:
    """Return a number with so many decimals; nothing if it is missing."""
    if pd.isna(value):
        return ""
    # No minus before zero.
    text = f"{value:.{decimals}f}".replace("-", "−")
    return text.lstrip("−") if float(f"{value:.{decimals}f}") == 0 else text


def plain(value: float) -> str:
    """Return a number as short as it is written, with a minus sign that is one."""
    return f"{value:g}".replace("-", "−")


def with_minus_signs(text: str) -> str:
    """Return a text in which a hyphen right before a number, as code writes it, is a minus sign."""
    return re.sub(r"(?<![\w.)\]-])-(?=\.?\d)", "−", text)


def measure(value: float) -> str:
    """Return a number of whatever size with three decimals, or none from 100 on; nothing if it is missing."""
    return (
        "" if pd.isna(value) else f"{value:,.0f}".replace("-", "−") if abs(value) >= 100 else number(value, 3)
    )


def interval(low: float, high: float, decimals: int) -> str:
    """Return the limits of an interval in brackets; nothing if they are missing."""
    if pd.isna(low) or pd.isna(high):
        return ""
    return f"[{number(low, decimals)}, {number(high, decimals)}]"


def with_interval(row: Mapping, decimals: int) -> str:
    """Return the estimate of a row with its limits."""
    return f"{number(row['estimate'], decimals)} {interval(row['low'], row['high'], decimals)}".strip()


def p_text(p: float) -> str:
    """Return p as print has it."""
    if pd.isna(p):
        return ""
    return "<\N{NO-BREAK SPACE}.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def in_country(name: str, country: str) -> str:
    """Return what a row is about: a hypothesis, and its country if there are several."""
    return name if country == "all" else f"{name}, {country}"


def less(names: Iterable[str]) -> str:
    """Return what the difference of two countries is, in words: the first less the second.

    ``names`` are those in a column of countries, contrasts among them; estimates take countries in order.
    """
    countries = sorted(set(names) - {DIFFERENCE, POOLED})
    return " less ".join(countries) if len(countries) == 2 else DIFFERENCE


def in_words(items: list[str]) -> str:
    """Return a list as words: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none"
