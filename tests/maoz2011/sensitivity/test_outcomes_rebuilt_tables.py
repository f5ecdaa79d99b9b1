"""One switch changed: the tables are those that the whole run would make."""

import copy

import pandas as pd
import pytest

from entente.studies.maoz2011.sensitivity.outcomes import DYAD_COLUMNS, changed_tables
from entente.studies.maoz2011.sensitivity.variants import BASELINE, REBUILT_FROM, read_variants

from .conftest import WARS_LISTED_UNTIL

YEARS = (1912, 1950)
#: Variants, and the tables that they change in the demo world, where disputes flag just the wars that the
#: dyadic war file has.
CHANGED = {
    "panel_democracy-polity": {"states"},
    "panel_cooperation-any": {"dyads"},
    "panel_cooperation-igo": {"dyads"},
    "panel_same_day_only-true": {"dyads"},
    "srg_wars-dispute_flag": set(),
    "srg_wars-war_sides": {"threats", "srg"},
    "srg_includes_year-false": {"threats", "srg"},
    "srg_alliance-any": {"srg"},
}


def in_years(tables):
    columns = {"dyads": DYAD_COLUMNS}
    return {
        name: table.loc[table["year"].between(*YEARS), columns.get(name, list(table))].reset_index(drop=True)
        for name, table in tables.items()
    }


def given(stored, key):
    """What a rule gives to a variant's job: nothing that the variant is not said to need."""
    names = ("states", "dyads", "threats", "srg", *REBUILT_FROM.get(key, ()))
    return {name: stored[name] for name in names}


@pytest.fixture
def variants(root, configuration):
    return read_variants(root / "config/maoz2011/sensitivity.yaml", configuration)


@pytest.mark.parametrize("name", CHANGED)
def test_tables_are_those_of_a_whole_run(name, variants, configuration, stored, full_run):
    variant = variants[name]
    found = changed_tables(
        given(stored, variant.key), variant.key, variant.settings, YEARS, WARS_LISTED_UNTIL
    )
    section, switch = variant.key.split(".")
    other = copy.deepcopy(configuration)
    other[section][switch] = variant.settings[variant.key]
    expected = in_years(full_run(other))
    for table in ("states", "dyads", "threats", "srg"):
        pd.testing.assert_frame_equal(
            found[table], expected[table], check_dtype=False, check_names=False, check_column_type=False
        )
    before = changed_tables(given(stored, ""), "", variants[BASELINE].settings, YEARS, WARS_LISTED_UNTIL)
    changed = {table for table in found if not found[table].equals(before[table].astype(found[table].dtypes))}
    assert changed == CHANGED[name]


@pytest.mark.parametrize("key", ["", "model.mid", "rules.fallback"])
def test_what_no_switch_touches_is_that_of_the_run(key, variants, configuration, stored, full_run):
    found = changed_tables(given(stored, key), key, variants[BASELINE].settings, YEARS, WARS_LISTED_UNTIL)
    expected = in_years(full_run(configuration))
    for table in ("states", "dyads", "threats", "srg"):
        pd.testing.assert_frame_equal(found[table], expected[table], check_dtype=False, check_names=False)
