"""Types of actual alliance that everything is measured for, and what readers are told they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The names that columns, networks and folders of results have.
Alliance = Literal["any", "pact"]


@dataclass(frozen=True)
class AllianceType:
    """A type of alliance: such alliances in short, what their members owe each other, and what they are."""

    words: str
    obligation: str
    definition: str


#: By name.
ALLIANCES: dict[Alliance, AllianceType] = {
    "any": AllianceType("any alliance", "any obligation", "of any obligation"),
    "pact": AllianceType("pacts", "defence or offence", "pacts of defence or offence"),
}
