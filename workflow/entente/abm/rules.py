"""Rules of the agent-based model: every decision that the paper leaves open is a named switch."""

from __future__ import annotations

from dataclasses import dataclass

from entente.core.errors import ConfigurationError

#: Search modules: fellow democracies, enemies of enemies, past cooperation.
MODULES = ("D", "EE", "JC")

_CHOICES = {
    "fallback": ("none", "any"),
    "ties": ("position", "together"),
    "srg_update": ("cumulative", "initial"),
    "converged_on": ("alliances", "wishes"),
}


@dataclass(frozen=True)
class Rules:
    """How states search for allies, and when the process ends.

    The defaults are the rule set ``paper``: what Maoz (2011, pp. 11-13 and appendix, pp. 38-40) states,
    and where he is silent what his own program did.

    Parameters
    ----------
    modules : tuple of str
        Order in which candidates are approached: ``"D"`` fellow democracies (democracies only), ``"EE"``
        enemies of enemies, ``"JC"`` states with a history of cooperation.  The paper: D, EE, JC; the
        author's program: D, JC, EE.  A module that is left out is not searched.
    fallback : {"none", "any"}
        What a state does that is still outweighed after the modules: nothing (paper), or approach any
        state outside its strategic reference group (program).
    ties : {"position", "together"}
        Candidates of equal capability: one at a time, by position in the arrays (choice), or all of them
        at once (program).
    carry_allies : bool
        True (paper, program): the allies gained stay wished and count against the opportunity cost of the
        next iteration.  False: each iteration searches from scratch and counts no allies.
    srg_update : {"cumulative", "initial"}
        The next strategic reference group adds the allies of MID opponents to the group in force
        (program), or to the initial group each time.
    converged_on : {"alliances", "wishes"}
        What must repeat for the run to end: the mutual alliances (paper) or the one-sided wishes.
    max_iterations : int
        The run ends unconverged after so many iterations (paper: 50).

    Raises
    ------
    ConfigurationError
        If a switch has an impossible value.
    """

    modules: tuple[str, ...] = MODULES
    fallback: str = "none"
    ties: str = "position"
    carry_allies: bool = True
    srg_update: str = "cumulative"
    converged_on: str = "alliances"
    max_iterations: int = 50

    def __post_init__(self) -> None:
        """Validate the switches."""
        if isinstance(self.modules, list):  # what a configuration file gives
            object.__setattr__(self, "modules", tuple(self.modules))
        _check_modules(self.modules)
        for switch, allowed in _CHOICES.items():
            value = getattr(self, switch)
            if value not in allowed:
                raise ConfigurationError(
                    f"Rules: {switch} is {value!r}.", f"Choose one of {', '.join(map(repr, allowed))}."
                )
        if not isinstance(self.carry_allies, bool):
            raise ConfigurationError(
                f"Rules: carry_allies is {self.carry_allies!r}.", "Choose true or false, unquoted."
            )
        limit = self.max_iterations
        if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
            raise ConfigurationError(f"Rules: max_iterations is {limit!r}.", "Give an integer of at least 1.")

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


def _check_modules(modules: object) -> None:
    known = ", ".join(map(repr, MODULES))
    if not isinstance(modules, tuple) or not modules:
        raise ConfigurationError(f"Rules: modules is {modules!r}.", f"Give a list of some or all of {known}.")
    for position, module in enumerate(modules):
        if module not in MODULES:
            raise ConfigurationError(f"Rules: there is no module {module!r}.", f"Choose from {known}.")
        if module in modules[:position]:
            raise ConfigurationError(f"Rules: module {module!r} appears twice.", "Name each module once.")
