"""What to beware of in the table of a mechanism, each thing once, by what it is about."""

from __future__ import annotations

import pandas as pd

from entente.experiments.mechanisms.mediation_tables import NO_SHARE, SHARES_ADD_UP
from entente.studies.experiments.report_tables import within_countries
from entente.studies.experiments.told_numbers import in_country, in_words, with_minus_signs


def warnings(mediation: pd.DataFrame) -> list[str]:
    """Return, a line a mediator or effect and the countries that it is said of, what to beware of.

    Differences of countries are left out: what is said of both is said of each.
    """
    shown = within_countries(mediation).dropna(subset=["words"])
    everywhere = list(dict.fromkeys(within_countries(mediation)["country"]))
    places: dict[tuple[str, str], dict[str, None]] = {}
    for row in shown.to_dict("records"):
        for words in row["words"].split("; "):
            places.setdefault((_about(row, words), words), {})[row["country"]] = None
    lines: dict[str, list[str]] = {}
    for (about, words), countries in places.items():
        where = "all" if list(countries) == everywhere else in_words(list(countries))
        lines.setdefault(in_country(about, where), []).append(with_minus_signs(words))
    return [f"{about}: {'; '.join(said)}" for about, said in lines.items()]


def _about(row: dict[str, str], words: str) -> str:
    """The mediator; of what is said of shares, which all mediators have together, the effect."""
    of_shares = words == NO_SHARE or words.startswith(SHARES_ADD_UP)
    return f"effect of {row['treatment']} on {row['outcome']}" if of_shares else row["mediator"]
