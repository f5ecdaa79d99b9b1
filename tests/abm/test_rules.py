"""Rule sets of the agent-based model and their validation."""

import pytest

from entente.abm import Rules
from entente.core.errors import ConfigurationError


def test_the_paper_is_the_default():
    assert Rules.named("paper") == Rules()
    assert Rules() == Rules(
        modules=("D", "EE", "JC"),
        fallback="none",
        ties="position",
        carry_allies=True,
        srg_update="cumulative",
        converged_on="alliances",
        max_iterations=50,
    )


def test_the_program_differs_in_three_switches():
    assert Rules.named("program") == Rules(modules=("D", "JC", "EE"), fallback="any", ties="together")


def test_a_list_of_modules_from_a_configuration_file_equals_a_tuple():
    assert Rules(modules=["D", "EE", "JC"]) == Rules()
    assert hash(Rules(modules=["D", "EE", "JC"])) == hash(Rules())


def test_rules_are_frozen():
    with pytest.raises(AttributeError):
        Rules().ties = "together"


def test_unknown_rule_set_lists_the_known_ones():
    with pytest.raises(ConfigurationError, match=r"'papper'(.|\n)*'paper', 'program'"):
        Rules.named("papper")


@pytest.mark.parametrize(
    ("switch", "value", "message"),
    [
        ("modules", "D", "modules is 'D'"),
        ("modules", (), "modules is ()"),
        ("modules", ["D", "E"], "modules.1 is 'E': it should be 'D', 'EE' or 'JC'"),
        ("modules", [["D"]], "modules.0 is ['D']"),
        ("modules", ("D", "EE", "D"), "modules is ('D', 'EE', 'D'): 'D' is listed twice"),
        ("fallback", None, "fallback is None"),
        ("ties", "random", "ties is 'random'"),
        ("srg_update", "none", "srg_update is 'none'"),
        ("converged_on", "srg", "converged_on is 'srg'"),
        ("carry_allies", "true", "carry_allies is 'true'"),
        ("carry_allies", 1, "carry_allies is 1"),
        ("max_iterations", 0, "max_iterations is 0"),
        ("max_iterations", 50.0, "max_iterations is 50.0"),
        ("max_iterations", True, "max_iterations is True"),
        ("tie", "position", "unknown key 'tie', did you mean 'ties'"),
    ],
)
def test_impossible_switches_are_named(switch, value, message):
    with pytest.raises(ConfigurationError) as raised:
        Rules(**{switch: value})
    assert message in raised.value.what
    assert raised.value.remedy
