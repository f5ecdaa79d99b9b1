"""Claims on state-years, dyad-years and series, in worlds that bear them out and in others."""

import numpy as np
import pandas as pd
import pytest

from entente.core.errors import SchemaError
from entente.judging.claims.evidence import Evidence
from entente.judging.verdicts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED

from .worlds import evidence, verdict


def _regimes(democracy: int, autocracy: int) -> Evidence:
    rows = [
        (state, year, regime, allies)
        for first, regime, allies in ((1, "democracy", democracy), (50, "autocracy", autocracy))
        for state in range(first, first + 20)
        for year in (1900, 1901)
    ]
    states = pd.DataFrame(rows, columns=["ccode", "year", "regime", "allies_any"])
    # Some of each have more, some fewer, in both years: errors are clustered by state.
    states["allies_any"] += states["ccode"] % 3 - 1
    states["allies_capability_any"] = states["allies_any"] / 10
    return evidence({"state_years": states})


@pytest.mark.parametrize(("democracy", "expected"), [(8, SUPPORTED), (12, CONTRADICTED)])
def test_democracies_have_twice_the_allies_of_autocracies(democracy, expected):
    assert verdict("p26-06", _regimes(democracy, 4)) == expected


def test_a_world_without_anocracies_cannot_tell():
    assert verdict("p26-07", _regimes(8, 4)) == NOT_TESTABLE


@pytest.mark.parametrize(("few", "expected"), [(9, SUPPORTED), (5, CONTRADICTED)])
def test_states_with_one_ally_or_none(few, expected):
    moments = evidence()["moments"].assign(reproduced=few / 20)
    assert verdict("p23-04", evidence({"moments": moments})) == expected


def _dyads(generator, cooperating: float, others: float) -> Evidence:
    first, second = np.triu_indices(30, 1)
    cooperation = generator.random(len(first)) < 0.5
    allied = generator.random(len(first)) < np.where(cooperation, cooperating, others)
    return evidence(
        {
            "dyad_years": pd.DataFrame(
                {
                    "year": 1900,
                    "ccode1": first + 1,
                    "ccode2": second + 1,
                    "ally_pact": allied,
                    "ally_any": allied,
                    "joint_cooperation": cooperation,
                    "srg_mutual": cooperation,
                }
            )
        }
    )


@pytest.mark.parametrize(
    ("cooperating", "others", "expected"),
    [(0.6, 0.2, SUPPORTED), (0.2, 0.6, CONTRADICTED), (0.4, 0.4, UNDETERMINED)],
)
def test_old_partners_ally(cooperating, others, expected):
    found = _dyads(np.random.default_rng(1), cooperating, others)
    assert verdict("p07-04", found) == expected
    assert verdict("p25-17", found) == expected


@pytest.mark.parametrize(("mutual", "expected"), [(32, SUPPORTED), (31, CONTRADICTED)])
def test_allies_inside_groups(mutual, expected):
    dyads = pd.DataFrame(
        {"ally_any": [True] * 100 + [False], "srg_mutual": [True] * mutual + [False] * (101 - mutual)}
    )
    assert verdict("p25-18", evidence({"dyad_years": dyads})) == expected


def _two_years() -> Evidence:
    """Three states over two years: 1 and 2 ally in the second, 1 and 3 always have."""
    columns = ["year", "ccode1", "ccode2", "ally_pact", "dispute"]
    rows = [
        (1900, 1, 2, False, True),
        (1900, 1, 3, True, False),
        (1900, 2, 3, False, False),
        (1901, 1, 2, True, False),
        (1901, 1, 3, True, False),
        (1901, 2, 3, False, False),
    ]
    dyads = pd.DataFrame(rows, columns=columns)
    dyads = dyads.assign(common_enemies=False, war=False, srg_1_has_2=dyads["dispute"], srg_2_has_1=False)
    states = pd.DataFrame(
        {
            "year": [1900] * 3 + [1901] * 3,
            "ccode": [1, 2, 3] * 2,
            "capability": [0.5, 0.3, 0.2] * 2,
            "democracy": [True, False, False] * 2,
            "regime": pd.array(["democracy", "autocracy", None] * 2, dtype="string"),
            "allies_pact": [1, 0, 1, 2, 1, 1],
            "srg_size": [1, 0, 0, 0, 0, 0],
        }
    )
    disputes = pd.DataFrame({"year": 1900, "ccode1": 1, "ccode2": 2, "days": [5, 7]})
    return evidence({"dyad_years": dyads, "state_years": states, "disputes": disputes})


def test_dyads_not_yet_allied():
    fresh = _two_years()["not_yet_allied"]
    assert fresh[["year", "ccode1", "ccode2", "new"]].to_numpy().tolist() == [
        [1901, 1, 2, True],
        [1901, 2, 3, False],
    ]
    assert fresh["earlier_pacts"].tolist() == [1, 1]


def test_new_allies_of_states_and_the_year_before():
    rows = _two_years()["transitions"].set_index("ccode")
    assert rows["year"].unique().tolist() == [1901]
    assert rows["new"].tolist() == [1, 1, 0]
    assert rows["disputes"].tolist() == [1, 1, 0]
    assert rows["srg_size"].tolist() == [1, 0, 0]


def test_dyads_of_states_in_cliques_and_the_days_of_their_disputes():
    dyads = _two_years()["dyads_of_cliques"]
    assert dyads["days"].tolist() == [12, 0, 0, 0, 0, 0]
    # In 1900 state 2 has no pact; in 1901 states 2 and 3 have one each, with state 1.
    assert dyads["apart"].tolist() == [False, False, False, False, False, True]


def test_pairs_from_either_side():
    pairs = _two_years()["pairs"]
    assert len(pairs) == 12
    first = pairs[(pairs["ccode1"] == 1) & (pairs["ccode2"] == 2)].iloc[0]
    back = pairs[(pairs["ccode1"] == 2) & (pairs["ccode2"] == 1)].iloc[0]
    assert first["in_group"] and not back["in_group"]
    assert first["state_democracy"] and first["partner_autocracy"]
    assert back["partner_rank"] == 1
    assert not pairs.loc[pairs["ccode2"] == 3, ["partner_democracy", "partner_autocracy"]].any().any()


@pytest.mark.parametrize("rows", ["pairs", "dyads_of_cliques"])
def test_a_dyad_of_a_state_that_is_no_member_is_refused(rows):
    """It would stand beside another state, or count as one that has pacts."""
    found = _two_years()
    known = found["state_years"]
    lacking = evidence({**found._tables, "state_years": known[known["ccode"] != 3]})
    with pytest.raises(SchemaError, match="2 dyad-years have a ccode2 that is no member|4 dyad-years"):
        lacking[rows]


def _series(predicted) -> Evidence:
    years = np.arange(1900, 1900 + len(predicted))
    actual = np.sin(np.arange(len(predicted)) / 3) / 10 + 0.15
    frames = [
        pd.DataFrame({"year": years, "network": network, "npi": values})
        for network, values in (
            ("actual_pact", actual),
            ("abm_first", predicted(actual) if callable(predicted) else predicted),
            ("abm_intermediate", actual),
            ("abm_last", actual),
        )
    ]
    costs = pd.DataFrame({"year": [1900], "cost": [0.0]})
    return evidence({"series": pd.concat(frames, ignore_index=True), "costs": costs})


def test_a_predicted_series_that_follows_and_one_that_does_not():
    level = np.full(60, 0.2)
    assert verdict("p21-16", _series(np.sin(np.arange(60) / 3))) == SUPPORTED
    assert verdict("p21-16", _series(np.cos(np.arange(60) / 3))) == CONTRADICTED
    # A series that never changes has no correlation; the other two decide.
    assert verdict("p21-16", _series(level)) == SUPPORTED


@pytest.mark.parametrize(("sign", "expected"), [(-1, SUPPORTED), (1, CONTRADICTED)])
def test_components_against_density(sign, expected):
    generator = np.random.default_rng(4)
    density = generator.random(80)
    series = pd.DataFrame(
        {
            "year": np.arange(1900, 1980),
            "network": "actual_pact",
            "density": density,
            "component_share": sign * density + generator.normal(0, 0.1, 80),
        }
    )
    costs = pd.DataFrame({"year": [1900], "cost": [0.0]})
    assert verdict("p21-01", evidence({"series": series, "costs": costs})) == expected
