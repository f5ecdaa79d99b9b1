"""Targets: those that something makes pass, others are answered with what is near."""

import pytest

from entente.core.errors import ConfigurationError
from entente.core.targets import check_targets

NAMES = ["all", "maoz2011", "maoz2011_tables", "maoz2011_figures"]
FILES = ["results/paper/tables/table1.tex", "results/paper/tables/table2.tex"]


def check(*targets):
    check_targets(targets, NAMES, FILES, lambda target: target.endswith(".csv"))


def test_rules_and_what_they_make_are_targets():
    check("maoz2011", "maoz2011_tables", "results/paper/other.csv")


def test_a_path_may_be_written_in_other_ways():
    check_targets(["./results//paper/a.csv"], NAMES, FILES, lambda target: target == "results/paper/a.csv")


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("mazo2011_table", "; near it are maoz2011_tables"),
        ("results/paper/tables/tabel1.tex", "; near it are results/paper/tables/table1.tex"),
        ("nothing_like_it", "."),
    ],
)
def test_one_that_nothing_makes_is_answered_with_those_near_it(target, near):
    with pytest.raises(ConfigurationError, match=f"^There is no target {target}{near}"):
        check("maoz2011", target)
