"""What is declared once where it differs in words alone: words are put where their names stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from entente.core.checked_yaml import Distinct

#: A word, and its name.
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]

#: Words by name: what names them is declared for each word, or each combination of one word of each name.
ForEach = dict[Word, Annotated[Distinct[Word], Field(min_length=1)]]


def combinations(words: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Yield each combination of words, by name, in the order declared; without words an empty one."""
    for chosen in itertools.product(*words.values()):
        yield dict(zip(words, chosen, strict=True))


def put(given: Any, words: Mapping[str, str]) -> Any:
    """Return what is given with words in place of their names in braces, in texts and keys of any depth."""
    if isinstance(given, str):
        for name, word in words.items():
            given = given.replace(f"{{{name}}}", word)
        return given
    if isinstance(given, dict):
        return {put(key, words): put(value, words) for key, value in given.items()}
    return [put(item, words) for item in given] if isinstance(given, list) else given


def names_in_braces(text: str) -> list[str]:
    """Return the names that stand in braces in a text, where these hold a name alone."""
    return re.findall(r"{(\w+)}", text)
