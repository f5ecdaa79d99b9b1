"""Random states: what they are made of, and that they depend on nothing but seed, year and position."""

import numpy as np
import pytest
from hypothesis import given, settings

from entente.abm import simulate
from entente.core.errors import CounterfactualError
from entente.studies.maoz2011.counterfactuals.year_inputs import with_random_states

from .tiny import called, counterfactual, systems, tiny


def grown(inputs, number, seed=7):
    return with_random_states(inputs, number, np.random.default_rng(seed))


TWENTY = ("add_random_states", {"number": 20})


def patterns(inputs):
    """What holds between an ordered pair: (i's group, j's group, dispute, cooperation)."""
    i, j = np.nonzero(~np.eye(len(inputs.codes), dtype=bool))
    return list(
        zip(
            *(matrix.tolist() for matrix in (inputs.srg[i, j], inputs.srg[j, i])),
            *(matrix.tolist() for matrix in (inputs.mid[i, j], inputs.cooperation[i, j])),
            strict=True,
        )
    )


@settings(max_examples=40)
@given(systems())
def test_old_states_keep_what_they_have_and_new_ones_have_what_some_state_has(inputs):
    n, after = len(inputs.codes), grown(inputs, 5)
    assert after.codes.tolist() == [*inputs.codes.tolist(), 1001, 1002, 1003, 1004, 1005]
    assert after.codes.dtype == inputs.codes.dtype
    for network in ("srg", "mid", "cooperation"):
        np.testing.assert_array_equal(getattr(after, network)[:n, :n], getattr(inputs, network))
    assert set(patterns(after)) <= set(patterns(inputs))
    scaled = (after.capability * inputs.capability[0] / after.capability[0]).round(9)
    states = list(zip(scaled.tolist(), after.democracy.tolist(), strict=True))
    assert set(states[n:]) <= set(states[:n])
    np.testing.assert_allclose(after.capability.sum(), 1)
    simulate(**after.arguments)


def test_densities_are_those_of_the_year():
    rng = np.random.default_rng(3)
    inputs = tiny(
        codes=range(2, 42),
        capability=np.full(40, 1 / 40),
        srg=[(i, j) for i in range(2, 42) for j in range(2, 42) if i != j and rng.random() < 0.2],
        mid=[(i, j) for i in range(2, 42) for j in range(i) if j >= 2 and rng.random() < 0.1],
    )
    after = grown(inputs, 160)
    new = np.ones((200, 200), dtype=bool) ^ np.eye(200, dtype=bool)
    new[:40, :40] = False
    for network in ("srg", "mid"):
        density = getattr(inputs, network).sum() / (40 * 39)
        pairs = new.sum() / 2
        error = np.sqrt(density * (1 - density) / pairs)
        assert abs(getattr(after, network)[new].mean() - density) < 5 * error


def test_states_added_twice_have_codes_of_their_own():
    twice = grown(grown(tiny(), 2), 3)
    assert twice.codes.tolist() == [2, 20, 200, 365, 1001, 1002, 1003, 1004, 1005]


def test_a_single_state_has_no_relations_to_draw_from():
    with pytest.raises(CounterfactualError, match="1950 there are fewer than two states"):
        grown(tiny(codes=(2,), capability=(1,)), 1)


def test_draws_depend_on_seed_year_and_position_alone():
    def applied(year, seed=1, changes=(TWENTY,)):
        relations = {"srg": [(2, 20), (200, 2), (365, 20)], "mid": [(2, 20)], "cooperation": [(2, 200)]}
        return counterfactual(*changes).applied(tiny(year=year, **relations), called({}), seed)[0]

    alone, again = applied(1950), [applied(year) for year in (1948, 1949, 1950)][-1]
    assert alone.same_as(again)
    first = ("set_democracy", {"states": "all", "to": True})
    others = [applied(1951), applied(1950, seed=2), applied(1950, changes=(first, TWENTY))]
    assert [np.array_equal(alone.srg, other.srg) for other in others] == [False] * 3
