"""Evidence on growth and weight: who has no response is counted."""

import numpy as np
import pandas as pd
import pytest

from entente.burden.weight_responses import LEAST
from entente.core.schema import load_schema
from entente.studies.burden_sharing.evidence_tables import (
    ADVERSARY,
    LEADER,
    growth_responses,
    pooled_responses,
)

CODES = [LEADER, 20, 200, 220, ADVERSARY]


@pytest.fixture
def states():
    """Four members and the adversary, 1950 to 1988; 220 has figures by SIPRI from 1985 on alone."""
    random = np.random.default_rng(7)
    table = pd.MultiIndex.from_product([range(1950, 1989), CODES], names=["year", "ccode"]).to_frame(
        index=False
    )
    table["nato"] = table["ccode"] != ADVERSARY
    table["gdp"] = 1000.0 / table["ccode"]
    for source in ("sipri", "nmc"):
        table[f"expenditure_{source}"] = random.lognormal(5, 0.3, len(table))
    table.loc[(table["ccode"] == 220) & (table["year"] < 1985), "expenditure_sipri"] = np.nan
    return table


def test_an_ally_with_too_few_years_has_a_row_without_an_estimate(states):
    found = load_schema("burden_sharing/evidence").validate(growth_responses(states))
    found = found.set_index(["column", "term"])
    left = found.loc[("sipri:220", "leader")]
    assert np.isnan(left["estimate"]) and left["n"] == 3
    assert found.loc[("sipri", "allies_left_out"), ["estimate", "n"]].tolist() == [1, 3]
    assert found.loc[("nmc", "allies_left_out"), "estimate"] == 0
    assert found.loc[("sipri", "rank_correlation_with_gdp"), "n"] == 2


def test_alliances_with_too_few_rows_are_counted(states):
    members = states[["year", "ccode"]].assign(share_gdp=np.random.default_rng(8).random(len(states)))
    few = members[members["year"] < 1950 + LEAST // len(CODES) - 2]
    groups = [members.assign(group=name) for name in ("a", "b", "c")] + [few.assign(group="d")]
    together, by_alliance = pooled_responses(pd.concat(groups), states)
    counts = together[together["term"] == "alliances_left_out"]
    assert counts["estimate"].tolist() == [1, 1] and set(by_alliance["group"]) == {"a", "b", "c"}
    twice = pd.concat([*groups, groups[0].assign(group="NATO")])
    pd.testing.assert_frame_equal(pooled_responses(twice, states)[0], together)
