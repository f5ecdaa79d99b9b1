"""The design of an experiment: a file of the form of ``design_form``, free of contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import model_validator

from entente.core.checked_yaml import checked, listed, read_yaml
from entente.core.errors import DesignError
from entente.experiments.designs.design_form import BLANK, DesignForm
from entente.experiments.designs.design_rules import contradictions


class Design(DesignForm):
    """A declared experiment that does not contradict itself."""

    @model_validator(mode="after")
    def _is_consistent(self) -> Design:
        if found := contradictions(self):
            raise ValueError("; ".join(found))
        return self

    @classmethod
    def read(cls, path: str | Path) -> Design:
        """Read a file; DesignError is raised if it is absent, no YAML, or no design."""
        return cls.of(read_yaml(path, "The design", DesignError), f"The design {path}")

    @classmethod
    def of(cls, given: Mapping[str, Any], where: str = "The design") -> Design:
        """Return the design that plain Python values declare; DesignError is raised if they do not."""
        if blank := list(_blanks(given)):
            raise DesignError(
                listed(where, [f"{place} is left blank" for place in blank]),
                "Fill it in, or delete what it belongs to.",
            )
        return checked(given, cls, where, DesignError)


def _blanks(given: Any, place: str = "") -> Iterator[str]:
    """Places where what a draft leaves blank still stands, as a value or as a key."""
    parts = given.items() if isinstance(given, dict) else enumerate(given) if isinstance(given, list) else ()
    for key, value in parts:
        within = f"{place}.{key}" if place else str(key)
        if BLANK in (key, value):
            yield within
        yield from _blanks(value, within)
