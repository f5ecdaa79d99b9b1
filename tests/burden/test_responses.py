"""Categories of effort, chances to join, pooled effects, responses and vulnerability: small cases by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest

from entente.burden.effort_categories import effort_categories, sums_over_partners
from entente.burden.growth_responses import adversary_lead, growth_response
from entente.burden.joining import fighting_beside, opportunities, sides_of_wars
from entente.burden.pooling import partially_pooled
from entente.burden.vulnerability import vulnerable
from entente.burden.weight_responses import weight_responses
from entente.core.errors import BurdenInputError


def test_categories_of_effort_begin_at_their_lower_edge():
    burden = [0, 0.0099, 0.01, 0.0299, 0.03, 0.07, 0.0999, 0.10, 1.17]
    assert effort_categories(burden).tolist() == [1, 1, 2, 3, 4, 8, 10, 11, 11]
    with pytest.raises(BurdenInputError, match="burden"):
        effort_categories([-0.01])


def test_sums_go_over_partners_of_the_year():
    ties = pd.DataFrame({"year": [1, 1, 2], "ccode1": [2, 2, 2], "ccode2": [3, 4, 3]})
    values = pd.DataFrame({"year": [1, 1, 1], "ccode": [2, 3, 4], "z": [1.0, 5.0, 7.0]})
    found = sums_over_partners(ties, values).set_index(["year", "ccode"])["z"]
    assert found[:3].to_dict() == {(1, 2): 12, (1, 3): 1, (1, 4): 1}
    # No partner has a figure: that is no sum of 0.
    assert found[3:].index.tolist() == [(2, 2), (2, 3)] and found[3:].isna().all()
    values.loc[values["ccode"] == 4, "z"] = np.nan
    assert sums_over_partners(ties, values).set_index(["year", "ccode"])["z"][(1, 2)] == 5


def participants(*rows):
    named = pd.DataFrame(rows, columns=["dispute", "ccode", "first_year", "side", "originator"])
    return named.assign(hostility=4)


TIES = pd.DataFrame(
    [(1950, 200, 210), (1950, 200, 220), (1950, 200, 230), (1950, 230, 365), (1951, 200, 240)],
    columns=["year", "ccode1", "ccode2"],
)


def test_chances_to_join_leave_out_originators_and_the_attackers_allies():
    """Of four allies of 200 one is an originator, one allied to the attacker, one an ally of another year."""
    rows = participants(
        (1, 365, 1950, True, True),
        (1, 200, 1950, False, True),
        (1, 210, 1951, False, False),
        (2, 365, 1950, True, True),
        (2, 200, 1950, False, True),
        (2, 210, 1950, False, True),
    )
    found = opportunities(rows, TIES)
    told = found[["dispute", "target", "ally", "joined"]].to_numpy().tolist()
    assert told == [[1, 200, 210, True], [1, 200, 220, False], [2, 200, 220, False]]
    assert set(found["attacker"]) == {365}


def test_allies_fight_beside_either_side_of_a_war():
    wars = pd.DataFrame(
        {"war": 1, "ccode": [200, 365, 220], "side": [1, 2, 1], "first_year": [1950, 1950, 1950]}
    )
    wars.loc[2, "first_year"] = 1951
    found = fighting_beside(wars, TIES)
    told = found[["target", "ally", "joined"]].to_numpy().tolist()
    # 230 is allied to both sides, and so chooses neither.
    assert told == [[200, 210, False], [200, 220, True]]


def test_sides_follow_from_who_fights_whom():
    """200 and 220 against 365, the second later; three that all fight each other; two fights apart."""
    rows = [(1, 1950, 200, 365), (1, 1951, 200, 365), (1, 1951, 220, 365)]
    rows += [(2, 1950, 2, 20), (2, 1950, 2, 40), (2, 1950, 20, 40), (3, 1950, 2, 20), (3, 1950, 40, 41)]
    dyads = pd.DataFrame(rows, columns=["war", "year", "ccode1", "ccode2"])
    found = sides_of_wars(dyads)
    assert found.to_numpy().tolist() == [[1, 200, 1, 1950], [1, 220, 1, 1951], [1, 365, 2, 1950]]
    # The order of rows, and of the two states of a dyad, says nothing.
    turned = dyads.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"}).iloc[::-1]
    pd.testing.assert_frame_equal(sides_of_wars(turned), found)
    assert fighting_beside(found, TIES)[["target", "ally", "joined"]].to_numpy().tolist() == [
        [200, 210, False],
        [200, 220, True],
    ]


def test_equal_effects_are_pooled_wholly_and_precise_ones_hardly():
    same = partially_pooled([1.0, 1.01, 0.99], [0.5, 0.5, 0.5])
    assert same.spread == 0
    np.testing.assert_allclose(same.effects["pooled"], 1.0)
    found = partially_pooled(
        pd.Series([-2.0, 0.0, 2.0, 4.0], list("abcd")), pd.Series([0.1] * 4, list("abcd"))
    )
    variance = found.spread**2
    # All errors are the same: τ² is the variance of the estimates less that of sampling.
    assert variance == pytest.approx(np.var([-2, 0, 2, 4], ddof=1) - 0.01, rel=1e-6)
    expected = (-2 / 0.01 + 1 / variance) / (1 / 0.01 + 1 / variance)
    assert found.effects.loc["a", "pooled"] == pytest.approx(expected, rel=1e-9)
    with pytest.raises(BurdenInputError, match="three"):
        partially_pooled([1, 2], [1, 1])
    with pytest.raises(BurdenInputError, match="not above 0"):
        partially_pooled([1, 2, 3], [1, 0, 1])


def test_a_response_that_was_put_in_is_found():
    random = np.random.default_rng(2)
    years = pd.RangeIndex(1956, 1989)
    leader, adversary = (pd.Series(random.normal(0, 0.1, len(years)), years) for _ in range(2))
    lead = adversary_lead(adversary, leader)
    assert (lead == np.maximum(0, adversary - leader)).all()
    own = 0.02 + 0.4 * leader + 0.3 * lead
    found = growth_response(own + random.normal(0, 1e-4, len(years)), leader, lead).set_index("term")
    np.testing.assert_allclose(found["estimate"], [0.4, 0.3, 0.02], atol=1e-2)
    assert found.loc["leader", "free_riding_p"] < 1e-6
    with pytest.raises(BurdenInputError, match="5 years"):
        growth_response(own[:5], leader, lead)


def test_weight_in_an_alliance_whose_growth_goes_with_it():
    random = np.random.default_rng(4)
    rows = pd.DataFrame(
        itertools.product(["a", "b"], range(20), range(3)), columns=["group", "year", "ccode"]
    )
    rows["ccode"] += 10 * (rows["group"] == "b")
    rows["share"] = random.random(len(rows))
    rows["growth"] = 0.1 * rows["year"] + np.where(rows["group"] == "a", 0.5, 0.0) * rows["share"]
    found = weight_responses(rows)
    assert found["n"].tolist() == [60, 60]
    assert found.loc["a", "estimate"] > 0.3 and abs(found.loc["b", "estimate"]) < 0.2
    assert weight_responses(rows[rows["year"] < 5]).empty


def slowly_vulnerable(capability, network, gamma):
    """State by state, as it is said in words."""
    n, found = len(capability), []
    for i in range(n):
        broken = False
        for j in set(range(n)) - {i}:
            attackers = ({j} | set(np.flatnonzero(network[j]))) - {i}
            defenders = {i} | (set(np.flatnonzero(network[i])) - attackers)
            broken |= sum(capability[list(attackers)]) > gamma * sum(capability[list(defenders)])
        found.append(broken)
    return found


@pytest.mark.parametrize("gamma", [1, 2, 3])
def test_vulnerability_is_what_its_words_say(gamma):
    random = np.random.default_rng(gamma)
    for _ in range(20):
        network = np.triu(random.random((8, 8)) < 0.3, 1)
        network = network | network.T
        capability = random.random(8)
        assert vulnerable(capability, network, gamma).tolist() == slowly_vulnerable(
            capability, network, gamma
        )
