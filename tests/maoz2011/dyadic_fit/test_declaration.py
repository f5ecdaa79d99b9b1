"""Comparisons as their file declares them, and what is refused."""

import pytest

from entente.core.errors import ConfigurationError
from entente.regressions.declaration import read_regressions
from entente.studies.maoz2011.dyadic_fit.declaration import read_comparison
from entente.studies.maoz2011.units import UNITS

from .conftest import COMPARISON


def test_the_comparison_of_the_workflow_has_every_column_once_with_and_without_durations(root):
    regressions = read_regressions(root / "config/maoz2011/models", UNITS)
    comparison = read_comparison(root / "config/maoz2011/dyadic_fit.yaml", regressions)
    columns = []
    for choice in comparison.samples:
        models = set(map(frozenset, choice.models))
        persistence = {"lagged_outcome"}, {"durations"}, {"lagged_outcome", "durations"}, set()
        assert set(map(frozenset, persistence)) <= models
        for model in choice.models:
            column = comparison.column(choice, model)
            if column:
                columns.append(column)
                assert set(model) - {"durations"} in models
    assert sorted(columns) == sorted(name for name in regressions if name.startswith("table2_"))


def test_a_model_is_a_column_on_the_rows_of_that_column_only(declare):
    comparison = declare()
    every, complete, stacked = comparison.samples
    model = ("distance", "durations", "last")
    assert comparison.column(every, model) == "table2_last"
    assert comparison.column(every, ("distance", "durations", "first")) == "table2_first"
    assert comparison.column(complete, model) == comparison.column(stacked, model) == ""
    assert comparison.column(complete, ("trade", "distance", "durations")) == "table2_baseline"
    assert comparison.column(every, ("distance", "last")) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("table2_first,", "other_first,", "other_first is no logit"),
        ("table2_first,", "table2_second,", "table2_second is no logit"),
        ("rows_of: table2_last", "rows_of: other_first", "samples.all has no other_first"),
        ("[[], [lagged_outcome]", "[[], [peace]", "samples.all has no peace"),
        ("models: [[], [trade,", "models: [[], [intermediate,", "samples.complete has no expected_inter"),
        ("[last]]", "[trade]]", "samples.all has no trade.*may name"),
        ("    title: every dyad-year\n", "", "samples.all.title is missing"),
        ("blocks:", "blocks:\n  last: {label: twice, terms: [status]}", "keys occur twice"),
    ],
)
def test_what_a_comparison_may_not_say(declare, old, new, message):
    assert old in COMPARISON
    with pytest.raises(ConfigurationError, match=f"(?s)comparison.yaml.*{message}"):
        declare(COMPARISON.replace(old, new, 1))
