"""Rules of the agent-based model: every decision that the paper leaves open is a named switch."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Strict, ValidationError, ValidationInfo, model_validator
from pydantic.dataclasses import dataclass

from entente.core.checked_yaml import Several, explained, listed, means
from entente.core.errors import ConfigurationError

#: Search modules: fellow democracies, enemies of enemies, past cooperation.
MODULES = ("D", "EE", "JC")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Rules:
    """How states search for allies, and when the process ends.

    The defaults are the rule set ``paper``: what Maoz (2011, pp. 11-13 and appendix, pp. 38-40) states,
    and where he is silent what his own program did.  Each switch is described where it is declared.

    Raises
    ------
    ConfigurationError
        If a switch has an impossible value.
    """

    # The paper: D, EE, JC; the author's program: D, JC, EE.  A module that is left out is not searched; only
    # democracies search D.
    modules: Several[Literal["D", "EE", "JC"]] = means(
        "Where allies are sought, in order: democracies, enemies of enemies, partners in cooperation.",
        MODULES,
    )
    # What a state still outweighed after the modules does: nothing (paper), or approach any (program).
    fallback: Literal["none", "any"] = means(
        "Where to search when the modules are exhausted: nowhere, or outside the reference group.", "none"
    )
    # One at a time by position in the arrays (choice), or all of them at once (program).
    ties: Literal["position", "together"] = means(
        "Candidates of equal capability are taken one at a time or together.", "position"
    )
    # True (paper, program): they count against the opportunity cost of the next iteration.  False: each
    # iteration searches from scratch and counts no allies.
    carry_allies: Annotated[bool, Strict()] = means(
        "Allies gained stay wished and count in the next iteration.", True
    )
    # The group in force (program), or the initial group each time.
    srg_update: Literal["cumulative", "initial"] = means(
        "Which reference group the allies of enemies join.", "cumulative"
    )
    # The mutual alliances (paper), or the one-sided wishes.
    converged_on: Literal["alliances", "wishes"] = means("What must repeat for the run to end.", "alliances")
    # The paper: 50.
    max_iterations: Annotated[int, Strict()] = means(
        "Iterations after which a run ends unconverged.", 50, ge=1, le=10_000
    )

    @property
    def searched(self) -> tuple[str, ...]:
        """The modules in order, and at last the fallback ``any`` if it is searched too."""
        return (*self.modules, "any") if self.fallback == "any" else self.modules

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_by_name(cls, given: Any, validate: Any, info: ValidationInfo) -> Rules:
        try:
            return validate(given)
        except ValidationError as error:
            # Of what stands in a file, the reader of the file says where it stands.
            if info.context:
                raise
            problems, remedy = explained(error, given.kwargs or {}, cls)
            raise ConfigurationError(listed("Rules", problems), remedy) from None

    @classmethod
    def named(cls, name: str) -> Rules:
        """Rule set ``"paper"`` (the defaults) or ``"program"`` (what the author's own program did).

        Raises
        ------
        ConfigurationError
            If there is no rule set of that name.
        """
        if name not in _NAMED:
            raise ConfigurationError(
                f"There is no rule set named {name!r}.",
                f"Choose one of {', '.join(map(repr, _NAMED))}, or set the switches of Rules one by one.",
            )
        return cls(**_NAMED[name])


_NAMED = {
    "paper": {},
    "program": {"modules": ("D", "JC", "EE"), "fallback": "any", "ties": "together"},
}
