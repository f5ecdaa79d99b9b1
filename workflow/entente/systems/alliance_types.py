"""Types of actual alliance that everything is measured for, and what readers are told they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AllianceType:
    """A type of alliance in words.

    Attributes
    ----------
    words : str
        Such alliances in short.
    obligation : str
        What their members owe each other.
    definition : str
        What such alliances are.
    """

    words: str
    obligation: str
    definition: str


#: By the names that columns, networks and folders of results have.
ALLIANCES = {
    "any": AllianceType("any alliance", "any obligation", "of any obligation"),
    "pact": AllianceType("pacts", "defence or offence", "pacts of defence or offence"),
}
