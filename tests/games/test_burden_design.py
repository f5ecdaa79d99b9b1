"""Games spread over ranges, and tables of them."""

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.burden import REGIONS, VARIANTS, Switches, solve
from entente.games.burden_design import RANGES, Spread, design, points, regions, shares


def test_the_same_seed_gives_the_same_games_in_their_ranges():
    games = design(3, 2**10).parameters
    assert games.equals(design(3, 2**10).parameters) and not games.equals(design(4, 2**10).parameters)
    assert list(games) == ["q", "c_a", "c_b", "k", "sigma"]
    for name, spread in RANGES.items():
        assert spread.low <= games[name].min() and games[name].max() <= spread.high
        middle = spread.at(np.array([0.5]))[0]
        # Spread evenly: half of the games on each side of the middle, of the first ones too.
        assert (games[name] < middle).sum() == 512 and (games[name][:64] < middle).sum() == 32
    assert RANGES["k"].at(np.array([0.5]))[0] == pytest.approx(np.sqrt(0.1))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"n": 1000}, "n is 1000"),
        ({"n": 0}, "n is 0"),
        (
            {"ranges": {name: spread for name, spread in RANGES.items() if name != "k"}},
            "range of k is missing",
        ),
        ({"ranges": RANGES | {"kappa": Spread(0, 1)}}, "range of kappa is unknown"),
        ({"ranges": RANGES | {"q": (0.5, 1.0)}}, "the range of q is 1"),
        ({"ranges": RANGES | {"k": (2.0, 1.0, True)}}, "range of k is 2–1"),
        ({"ranges": RANGES | {"sigma": (0.0, 1.0, True)}}, "range of sigma is 0–1"),
    ],
)
def test_ranges_that_cannot_be(given, said):
    with pytest.raises(GameInputError, match=said):
        design(1, **{"n": 8} | given)


def test_points_are_games_and_what_comes_of_them():
    games = design(3, 2**6)
    table = points(games, Switches())
    assert list(table) == [
        "q", "c_a", "c_b", "k", "sigma", "region", "s", "a", "a_alone", "share", "margin", "method",
    ]  # fmt: skip
    assert table["region"].tolist() == solve(**games.parameters).region.tolist()


def test_regions_are_counted_for_all_games_and_those_in_which_both_can_threaten():
    games = design(3, 2**10)
    table = regions(games, {"default": Switches(), "blunt": VARIANTS["blunt"]}, numerical=16)
    assert len(table) == 2 * 2 * 2 * 6
    whole = table.groupby(["variant", "sigma", "part"])["share"].sum()
    np.testing.assert_allclose(whole, 1)
    found = table.set_index(["variant", "sigma", "part", "region"])
    assert found.loc[("default", "infinite", "all", "concession_dear"), "share"] == 0
    counts = (solve(**games.parameters).region == "deterrence")[games.both_can_threaten]
    row = found.loc[("default", "drawn", "both can threaten", "deterrence")]
    assert row["share"] == counts.mean() and row["n"] == len(counts) < 1024
    assert found.loc[("blunt", "drawn", "all", "revision"), ["n", "method"]].tolist() == [16, "numerical"]
    assert set(table["region"]) == set(REGIONS) and table["ranges"].nunique() == 1


def test_shares_of_the_burden_by_region():
    games = design(3, 2**10)
    table = shares(games, {"default": Switches()}).set_index(["sigma", "part", "region"])
    assert set(table.index.get_level_values("region")) == {"any", "restraint", "deterrence"}
    found = solve(**games.parameters)
    share = found.share[found.region == "deterrence"]
    row = table.loc[("drawn", "all", "deterrence")]
    assert row["n"] == len(share) and row["q50"] == np.median(share)
    assert row["above_half"] == (share > 0.5).mean()
    assert (table["q05"] <= table["q95"]).all()
