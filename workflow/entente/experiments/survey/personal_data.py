"""Personal data in a file of answers: found by the names and the values of columns, and refused."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from entente.core.errors import SurveyDataError

#: Words of which one makes a column's name personal, in what is told apart by case, blanks, "_", "-" and ".".
NAMES = {
    "IP addresses": {"ip", "ipaddress", "ipaddr", "ipv4", "ipv6"},
    "coordinates": {"latitude", "longitude", "lat", "lon", "lng", "gps", "geolocation", "coordinates"},
    "e-mail addresses": {"email", "emails", "emailaddress", "mailaddress"},
}

#: Words that are one where they follow each other: IP address, e-mail.
JOINED = re.compile(r"\b(ip addr|i pv|e mail|mail addr)", re.IGNORECASE)

#: An address anywhere in a text.
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)

#: Two decimal degrees, a point of well-known text, or degrees with a sign or a side of the sky.
COORDINATES = re.compile(
    r"""\(?-?\d{1,3}\.\d{3,}\s*[,;\s]\s*-?\d{1,3}\.\d{3,}\)?
    | POINT\s*\(.*\)
    | .*\d{1,3}\s*°.*[NSEWO]\b.*""",
    re.VERBOSE | re.IGNORECASE,
)


def refuse_personal_data(raw: pd.DataFrame, source: str | Path) -> None:
    """Raise SurveyDataError if columns look like IP addresses, coordinates or e-mail addresses.

    It names each column, by what it is known, and the first such row, never a value.  Numbers are known as
    coordinates by their column's name alone: a weight may look like a degree.
    """
    found = {str(name): why for name in raw.columns if (why := _personal(raw[name], str(name)))}
    if found:
        said = "; ".join(f"{name!r} looks like {why}" for name, why in found.items())
        raise SurveyDataError(
            f"{source}: personal data. {said}.",
            f"Nothing of them is kept if the design drops them: drop: [{', '.join(found)}].",
        )


def personal_columns(raw: pd.DataFrame) -> list[str]:
    """Return the names of columns that look personal, in the order of the table."""
    return [str(name) for name in raw.columns if _personal(raw[name], str(name))]


def _personal(column: pd.Series, name: str) -> str:
    """Why a column looks personal; empty if it does not."""
    words = set(_words(name))
    for what, known in NAMES.items():
        if words & known:
            return f"{what} (by its name)"
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return ""
    texts = column.dropna().astype(str).str.strip()
    for what, looks in LOOKS.items():
        if row := _first(texts, looks):
            return f"{what} (by its values, first in row {row[0]})"
    return ""


def _words(name: str) -> Iterable[str]:
    """Words of a name, in small letters; RecipientEmail and recipient_e-mail have the word email."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+", " ", name)
    joined = JOINED.sub(lambda found: found.group().replace(" ", ""), apart)
    return joined.lower().split()


def _first(texts: pd.Series, looks: Callable[[str], bool]) -> list:
    """The label of the first row with a text that looks so; nothing if none does."""
    seen = {text: looks(text) for text in texts.unique()}
    return [label for label, text in texts.items() if seen[text]][:1]


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    # Of IPv6, `::` and the like are signs rather than addresses.
    return "." in text or text.count(":") > 2


LOOKS = {
    "IP addresses": _is_ip,
    "coordinates": lambda text: COORDINATES.fullmatch(text) is not None,
    "e-mail addresses": lambda text: EMAIL.search(text) is not None,
}
