"""Units of analysis: what their schemas and those of regressions say of them."""

import pytest

from entente.core.schema import load_schema
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

SAMPLES = ("baseline", "first", "intermediate", "last")


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_rows_are_what_the_schema_of_the_panel_says(unit):
    assert list(load_schema(unit.schema).key) == unit.row
    assert not set(unit.panel_columns) & set(unit.row)
    assert set(unit.expect_from) <= set(unit.panel_columns)
    assert (unit.expect is None) == (not unit.expected)


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_the_baseline_has_no_column_of_the_model(unit):
    known = {sample: set(unit.columns(sample)) for sample in SAMPLES}
    assert not any(column.startswith("abm_") for column in known["baseline"])
    of_model = known["first"] - known["baseline"]
    assert of_model and all(column.startswith("abm_") for column in of_model)
    assert known["first"] == known["intermediate"] == known["last"]


def test_years_have_the_measures_of_each_network():
    unit = UNITS["system_year"]
    prefixes = [*(f"actual_{alliance}" for alliance in ALLIANCES), "abm"]
    expected = {f"{prefix}_{measure}" for prefix in prefixes for measure in unit.measures}
    assert set(unit.columns("last")) == set(unit.panel_columns) | expected
    assert {"npi", "density"} < set(unit.measures)
    assert unit.tables("baseline") == unit.tables("last") == ["system_year", "series"]


def test_a_column_that_may_be_missing_says_why():
    unit = UNITS["system_year"]
    assert unit.columns("first")["abm_transitivity"] == "no alliance"
    assert UNITS["state_year"].columns("first")["abm_allies"] == ""
