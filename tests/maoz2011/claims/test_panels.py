"""Claims on state-years, dyad-years and series, in worlds that bear them out and in others."""

import numpy as np
import pandas as pd
import pytest

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import CONTRADICTED, NOT_TESTABLE, SUPPORTED, UNDETERMINED
from entente.studies.maoz2011.claims.pairs_of_states import dispute_days, from_either_side, not_yet_allied
from entente.studies.maoz2011.claims.state_years import power_law, state_transitions

from .worlds import verdict


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
    return Evidence({"state_years": states})


@pytest.mark.parametrize(("democracy", "expected"), [(8, SUPPORTED), (12, CONTRADICTED)])
def test_democracies_have_twice_the_allies_of_autocracies(democracy, expected):
    assert verdict("p26-06", _regimes(democracy, 4)) == expected


def test_a_world_without_anocracies_cannot_tell():
    assert verdict("p26-07", _regimes(8, 4)) == NOT_TESTABLE


@pytest.mark.parametrize(("few", "expected"), [(9, SUPPORTED), (5, CONTRADICTED)])
def test_states_with_one_ally_or_none(few, expected):
    states = pd.DataFrame({"allies_any": [0] * few + [2] * (20 - few)})
    assert verdict("p23-04", Evidence({"state_years": states})) == expected


def _dyads(generator, cooperating: float, others: float) -> Evidence:
    first, second = np.triu_indices(30, 1)
    cooperation = generator.random(len(first)) < 0.5
    allied = generator.random(len(first)) < np.where(cooperation, cooperating, others)
    return Evidence(
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
    evidence = _dyads(np.random.default_rng(1), cooperating, others)
    assert verdict("p07-04", evidence) == expected
    assert verdict("p25-17", evidence) == expected


@pytest.mark.parametrize(("mutual", "expected"), [(32, SUPPORTED), (31, CONTRADICTED)])
def test_allies_inside_groups(mutual, expected):
    dyads = pd.DataFrame(
        {"ally_any": [True] * 100 + [False], "srg_mutual": [True] * mutual + [False] * (101 - mutual)}
    )
    assert verdict("p25-18", Evidence({"dyad_years": dyads})) == expected


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
    dyads = dyads.assign(
        ally_any=dyads["ally_pact"], common_enemies=False, srg_1_has_2=dyads["dispute"], srg_2_has_1=False
    )
    states = pd.DataFrame(
        {
            "year": [1900] * 3 + [1901] * 3,
            "ccode": [1, 2, 3] * 2,
            "capability": [0.5, 0.3, 0.2] * 2,
            "democracy": [True, False, False] * 2,
            "regime": pd.array(["democracy", "autocracy", None] * 2, dtype="string"),
            "srg_size": [1, 0, 0, 0, 0, 0],
        }
    )
    disputes = pd.DataFrame({"year": 1900, "ccode1": 1, "ccode2": 2, "days": [5, 7]})
    return Evidence({"dyad_years": dyads, "state_years": states, "disputes": disputes})


def test_dyads_not_yet_allied():
    fresh = not_yet_allied(_two_years())
    assert fresh[["year", "ccode1", "ccode2", "new"]].to_numpy().tolist() == [
        [1901, 1, 2, True],
        [1901, 2, 3, False],
    ]


def test_new_allies_of_states_and_the_year_before():
    rows = state_transitions(_two_years()).set_index("ccode")
    assert rows["year"].unique().tolist() == [1901]
    assert rows["new"].tolist() == [1, 1, 0]
    assert rows["disputes"].tolist() == [1, 1, 0]
    assert rows["srg_size"].tolist() == [1, 0, 0]


def test_days_of_a_dyads_disputes_are_summed():
    assert dispute_days(_two_years()).tolist() == [12, 0, 0, 0, 0, 0]


def test_pairs_from_either_side():
    pairs = from_either_side(_two_years())
    assert len(pairs) == 12
    first = pairs[(pairs["state"] == 1) & (pairs["partner"] == 2)].iloc[0]
    back = pairs[(pairs["state"] == 2) & (pairs["partner"] == 1)].iloc[0]
    assert first["in_group"] and not back["in_group"]
    assert first["state_democracy"] and first["partner_autocracy"]
    assert back["partner_capability"] == 0.5 and back["partner_capability_rank"] == 1
    assert not pairs.loc[pairs["partner"] == 3, ["partner_democracy", "partner_autocracy"]].any().any()


def test_a_power_law_and_a_poisson_distribution_are_told_apart():
    generator = np.random.default_rng(3)
    from scipy.stats import zipfian

    heavy = zipfian.rvs(2.5, 5000, size=20000, random_state=generator)
    exponent, power, poisson = power_law(heavy[heavy >= 2])
    assert exponent == pytest.approx(2.5, abs=0.08)
    assert power > poisson
    light = generator.poisson(6, 5000)
    _, power, poisson = power_law(light[light >= 2])
    assert poisson > power


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
    return Evidence({"series": pd.concat(frames, ignore_index=True)})


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
    assert verdict("p21-01", Evidence({"series": series})) == expected
