"""What a state weighed, decided again in plain Python, against the moves of compiled rounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.burden import needs
from entente.core.errors import BurdenInputError, IterationNotHeld

from .test_year_run import PLAIN, PlainYear, drawn_world, labelled, six_states


@given(
    st.integers(0, 10_000), st.sampled_from(["program", "v2"]), st.sampled_from(["in place", "synchronous"])
)
@settings(max_examples=4)
def test_every_state_decides_again_as_it_did(seed, rules, order):
    world = drawn_world(seed, rules, most=8)
    run = needs.run(**world, rules=needs.Rules.named(rules, order=order), keep="all")
    for state in range(len(world["capability"])):
        weighed = run.explain(state)
        moves = run.trace[run.trace["state"] == state]
        for column in ("time", "partner", "move"):
            assert weighed[column].tolist() == moves[column].tolist()
        assert weighed["answer"].isin(["accepted", "replaced"]).tolist() == moves["accepted"].tolist()
        assert weighed["gain"].to_numpy() == pytest.approx(moves["gain"].to_numpy(), rel=1e-9, abs=1e-12)


def test_parts_make_the_worth_of_a_partner():
    world = six_states()
    weighed = needs.run(**world, keep="all").explain(1)
    first = weighed[weighed["time"] == 1]
    value = first[["A", "P", "R", "K"]] @ [0.6, 0.2, 0.2, -0.1]
    partners = first["partner"].to_numpy()
    value *= world["capability"][partners] * np.where(world["primary_enemies"][1, partners], 0.5, 1)
    assert first["u"].to_numpy() == pytest.approx(value.to_numpy())
    assert first["offer"].tolist() == list(range(1, len(first) + 1))
    # The first mover, before any tie: what plain Python finds after two renewals and its own.
    plain = PlainYear(world, PLAIN["program"])
    for _ in range(3):
        plain.renew(1)
    assert first["u"].iloc[0] == pytest.approx(plain.worth(1, int(partners[0])))
    assert first["u_back"].iloc[0] == pytest.approx(plain_back(world, int(partners[0])))


def plain_back(world, partner):
    plain = PlainYear(world, PLAIN["program"])
    for _ in range(2):
        plain.renew(partner)
    return plain.worth(partner, 1)


def test_states_are_asked_for_by_label():
    run = needs.run(**labelled(six_states()), keep="all")
    positions = needs.run(**six_states(), keep="all").explain(3)
    assert run.explain(121)["partner"].tolist() == [100 + 7 * i for i in positions["partner"]]
    for wrong, said in ((122, "no state 122; near it are"), ("x", "no state 'x'")):
        with pytest.raises(BurdenInputError, match=said):
            run.explain(wrong)
    with pytest.raises(BurdenInputError, match="position from 0 to 5"):
        needs.run(**six_states(), keep="all").explain(6)
    with pytest.raises(IterationNotHeld, match="kept its end alone"):
        needs.run(**six_states()).explain(0)
