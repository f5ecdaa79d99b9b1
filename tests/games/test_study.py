"""The study of formal models: its tables, pages and figures, from the settings that it ships with."""

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.core.configuration import load_configuration
from entente.core.errors import ConfigurationError, CoverageError
from entente.games.burden import thresholds
from entente.games.burden_claim_tests import CLAIMS
from entente.games.burden_claims import claims
from entente.games.burden_design import regions, shares
from entente.games.burden_game import REGIONS, VARIANTS
from entente.games.variants import NAMES
from entente.reporting.pages import PAGES, Page
from entente.studies.games import burden_page, index_page
from entente.studies.games.burden_settings import limits, sampled
from entente.studies.games.collective_security import gathered
from entente.studies.games.figures.ally import bargaining_figure, doubt_figure
from entente.studies.games.figures.burden import along_costs_figure, map_figure
from entente.studies.games.figures.winsets import win_set_figure
from entente.studies.games.twins import ally_twins, collective_twins, winset_twins


@pytest.fixture(scope="module")
def settings(root):
    return yaml.safe_load((root / "config/games/settings.yaml").read_text(encoding="utf-8"))["games"]


@pytest.fixture(scope="module")
def tables(settings):
    """Regions, shares and claims of few games under two variants."""
    games = sampled({**settings["burden"], "points": 1024}, seed=2011)
    chosen = {name: VARIANTS[name] for name in ("default", "surplus_none")}
    return {
        "regions": regions(games, chosen),
        "shares": shares(games, chosen),
        "claims": claims(games, chosen, limits=limits(settings["burden"]), paths=64, costs=17),
    }


def test_the_plan_knows_all_variants():
    assert tuple(VARIANTS) == NAMES


def test_a_claim_hangs_on_what_the_variants_that_refute_it_give_up(tables):
    assert set(burden_page.ASSUMPTIONS) | {"default"} == set(VARIANTS)
    told = burden_page.told(tables["claims"]).set_index("claim")
    fails = tables["claims"].query("verdict == 'fails' and variant == 'surplus_none'")["claim"].unique()
    assert set(told.index[told["fails_under"] == "surplus_none"]) == set(fails) and len(fails)
    assert (told["hangs_on"] == burden_page.ASSUMPTIONS["surplus_none"]).sum() == len(fails)
    infinite = tables["claims"].query("variant == 'default' and sigma == 'infinite'").set_index("claim")
    pd.testing.assert_series_equal(told["share_infinite"], infinite["share"], check_names=False)
    with pytest.raises(ConfigurationError, match="leaves out default"):
        burden_page.told(tables["claims"].query("variant != 'default'"))


def test_twins_are_near_their_closed_forms(settings):
    often = {"draws": 20_000, "seed": 2011}
    for table in (
        ally_twins(settings["ally"], **often),
        winset_twins(settings["winsets"], **often),
        collective_twins(**often),
    ):
        assert not table.duplicated(["model", "quantity", "setting"]).any()
        assert (table["deviation"].dropna().abs() <= 4).all()
        random = table["standard_error"] > 0
        assert random.any() and (table.loc[~random, "closed_form"] == table.loc[~random, "estimate"]).all()


def test_the_page_of_claims_tells_verdicts_ranges_and_failures(tables):
    values = burden_page.page_values(**tables)
    page = Page(PAGES / "games/burden_claims.md.j2", **values).marked("DEMO")
    assert "**DEMO**" in page and "**our reduced form**" in page and "it is not her model" in page
    assert tables["claims"]["ranges"].iloc[0] in page
    assert set(values["claims"]["claim"]) == set(CLAIMS)
    failing = tables["claims"].query("verdict == 'fails'")
    assert len(failing) and (failing["counterexample"] != "").all()
    told = values["claims"].set_index("claim").loc["ii_arms", "fails_under"]
    assert told == "surplus_none"


def test_the_front_page_tells_shares_with_their_ranges(tables, settings):
    twins = ally_twins(settings["ally"], draws=1000, seed=1)
    series = pd.DataFrame({"year": [2023, 2024, 2025], "members": [31, 32, np.nan]})
    values = index_page.page_values(tables["claims"], twins, series)
    page = Page(PAGES / "games/index.md.j2", **values).marked()
    assert "32 members in 2024" in page and "it is not Iwanami's model" in page
    assert (
        f"{values['heavy'].share:.0%} of the sampled alliances that restrain, drawn from {values['ranges']}"
        in page
    )
    without = Page(
        PAGES / "games/index.md.j2", **index_page.page_values(tables["claims"], twins, None)
    ).marked()
    assert "left out: history has no place in the demo world" in without and "nato/" not in without


def test_the_map_shows_every_region_and_its_thresholds(settings):
    burden = settings["burden"]
    by_willingness, by_status_quo = map_figure(burden["baseline"], burden["ranges"]).axes
    bounds = thresholds(**burden["baseline"])
    drawn = {round(float(line.get_xdata()[0]), 9) for line in by_willingness.lines[:3]}
    assert drawn == {round(float(k), 9) for k in (bounds.k_0, bounds.k_1, bounds.k_2)}
    assert len(by_willingness.figure.legends[0].get_texts()) == len(REGIONS)
    assert by_status_quo.get_ylim() == tuple(burden["ranges"]["q"])


def test_along_costs_what_s_gives_and_its_share_are_drawn(settings):
    burden = settings["burden"]
    arms, share = along_costs_figure(burden["baseline"], burden["ranges"]).axes
    given = arms.lines[2]
    k, s = given.get_xdata(), given.get_ydata()
    # At k = 7/5 the superpower gives 1/12.
    assert np.interp(1.4, k, s) == pytest.approx(1 / 12, abs=1e-4)
    assert np.nanmax(share.lines[0].get_ydata()) <= 1


def test_bars_of_bargaining_are_the_ranges(settings):
    [axis] = bargaining_figure(settings["ally"]).axes
    grey = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in axis.patches if bar.get_width() < 1]
    # W_A = p + πD − c_A(1 − πλ), 1 − W_B = p + πD + c_B + πδ at π = 0, ½ and 1.
    assert np.allclose(grey, [(0.3, 0.5), (0.425, 0.675), (0.55, 0.85)])
    assert len(doubt_figure(settings["ally"]).axes) == 3


def test_win_sets_shrink_to_deadlock(settings):
    rows, *curves = win_set_figure(settings["winsets"]).axes
    assert [bar.get_width() for bar in rows.patches] == pytest.approx([0.45, 0.2])
    assert [text.get_text() for text in rows.get_yticklabels()][-1] == "deadlock"
    assert len(curves) == 3


def test_both_configurations_are_valid(root):
    full, demo = (load_configuration(root / f"config/{name}.yaml")["games"] for name in ("config", "demo"))
    assert full["burden"]["points"] == 2**17 > demo["burden"]["points"]
    assert full["burden"]["ranges"] == demo["burden"]["ranges"]


def test_members_gather_forces_against_an_aggressor():
    members = pd.DataFrame(
        {"year": 1955, "ccode": [2, 20, 200, 220], "abbreviation": list("ABCD"), "cinc": [0.5, 0.3, 0.2, 0.1]}
    )
    world = pd.concat([members, pd.DataFrame({"year": [1955], "ccode": [365], "cinc": [0.6]})])
    found = gathered(members, world, 365, [1955]).set_index("ccode")
    # Enough and none to spare: A with any other, or all but A.
    assert found["groups"].eq(4).all() and found["threshold"].eq(0.6).all()
    assert found["in_groups"].tolist() == [0.75, 0.5, 0.5, 0.5]
    # The richest gives so much that the others need not.
    assert found["contribution"].tolist() == pytest.approx([0.25, 0.05, 0, 0], abs=0.06)
    assert found["burden"].is_monotonic_decreasing
    with pytest.raises(CoverageError, match="In 1956 the capability"):
        gathered(members, world, 365, [1956])
