"""The repository on the published files: ties counted twice, traps counted, burdens that do not agree."""

import numpy as np
import pandas as pd
import pytest
import yaml

from entente.burden.alliance_panels import alliance_member_year
from entente.burden.contributions import memberships
from entente.burden.layers import per_year, stacked
from entente.burden.network_terms import places
from entente.core.checked_yaml import checked
from entente.core.data_log import DataLog
from entente.data.readers.raw_formats import read_cells
from entente.studies.burden_sharing.repository import agreements_of, layers_of
from entente.studies.burden_sharing.settings import Layers

from .conftest import YEARS

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def settings(root):
    return yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text())["burden_sharing"][
        "layers"
    ]


@pytest.fixture(scope="module")
def make(tidy, covered, settings):
    """Function that makes all ties and the counts of them, with settings other than the default."""

    def made(**changes):
        log = DataLog("repository")
        tables = {name: tidy(name).table for name in ("alliance_members", "defence_agreements")}
        agreements = agreements_of(tables, None, covered, YEARS, log)
        joined = memberships(
            {
                name: tidy(name).table
                for name in ("mission_contributors", "un_mission_contributors", "conflicts")
            }
        )
        chosen = checked(settings | changes, Layers, "layers")
        arms = tidy("arms_transfers").table
        layers, spans = layers_of(agreements, joined, arms, chosen, covered, YEARS, log)
        ties = stacked(layers, tidy("states").table[["year", "ccode"]], *YEARS)
        counts = per_year(ties, spans).set_index(["layer", "year"])["ties"]
        return ties, counts

    return made


@pytest.fixture(scope="module")
def default(make):
    return make()


@pytest.mark.parametrize(
    ("layer", "years", "ties"),
    [
        ("defence", (1950, 1960, 1970, 1980), (312, 410, 509, 696)),
        ("defence", (1990, 2000, 2010, 2016), (952, 1104, 1681, 1707)),
        ("dca", (1980, 1990, 2000, 2010), (5, 48, 470, 746)),
        ("combined", (2000, 2010), (1498, 2197)),
    ],
)
def test_ties_of_a_year_are_those_that_are_known(default, layer, years, ties):
    assert tuple(default[1][layer][list(years)]) == ties


def test_alliances_have_all_the_pairs_of_another_edition_and_sixteen_more(default, real_data):
    ties = default[0][default[0]["layer"] == "defence"]
    ours = set(ties[["year", "ccode1", "ccode2"]].itertuples(index=False, name=None))
    listed = read_cells(real_data / "atop/peacesciencer_atop_alliance.rda").frame
    listed = listed[(listed["atop_defense"] == 1) & (listed["year"] >= 1945)].astype("int64", errors="ignore")
    theirs = {
        (int(year), int(min(pair)), int(max(pair)))
        for year, *pair in listed[["year", "ccode1", "ccode2"]].itertuples(index=False, name=None)
    }
    assert (len(ours), len(theirs), theirs - ours) == (64124, 64108, set())
    more = sorted(ours - theirs)
    assert more[:3] == [(1990, 255, 260), (1990, 678, 679), (1990, 679, 680)]
    assert len(more) == 16 and {(year, higher) for year, _, higher in more[3:]} == {(2003, 591)}
    assert ties["in_system"].sum() == 64085


def spells(frame, first, last):
    """Pairs and years by plain pandas, a row at a time."""
    rows = zip(frame["one"], frame["other"], frame[first], frame[last], strict=True)
    return {
        (year, min(one, other), max(one, other))
        for one, other, begins, ends in rows
        for year in range(int(begins), int(ends) + 1)
        if one != other
    }


def test_a_second_computation_of_ties_per_year_agrees(default, real_data):
    """Of the raw files by pandas alone: alliances, agreements of both kinds, their union, and arms."""
    listed = pd.read_csv(real_data / "cow_states/statelist2024.csv", encoding="latin-1")
    system = {(row.ccode, year) for row in listed.itertuples() for year in range(row.styear, row.endyear + 1)}
    atop = pd.read_csv(
        real_data / "atop/atop5_1m.csv", usecols=["atopid", "member", "yrent", "yrexit", "defense"]
    )
    atop["until"] = atop["yrexit"].where(atop["yrexit"] > 0, 2018)
    both = atop.merge(atop, on="atopid")
    both = both[(both["member_x"] < both["member_y"]) & (both["defense_x"] + both["defense_y"] > 0)]
    both["first"] = np.maximum(both["yrent_x"], both["yrent_y"])
    both["last"] = np.minimum(both["until_x"], both["until_y"])
    defence = spells(both.rename(columns={"member_x": "one", "member_y": "other"}), "first", "last")
    dcad = pd.read_csv(real_data / "dcad/DCAD-v1.0-main.csv", encoding="latin-1")
    dcad = dcad.rename(columns={"ccode1": "one", "ccode2": "other"})
    dcad.loc[dcad["DCAid"] == "DCADv1.0-0297", "other"] = 101
    dca = spells(dcad[dcad["type"] == "general"], "signYear", "endYearEstimate")
    sector = spells(dcad[dcad["type"] == "sector"], "signYear", "endYearEstimate")
    arms = pd.read_csv(real_data / "sipri_arms/sipri-exports-processed.csv")
    named = ~(arms["supplier"].str.endswith("*") | arms["recipient"].str.endswith("*"))
    arms = arms[named].rename(columns={"supplier_cown": "one", "recipient_cown": "other"})
    for party in ("supplier", "recipient"):
        code = {"supplier": "one", "recipient": "other"}[party]
        arms.loc[arms[party] == "Serbia", code] = 345
        arms.loc[arms[party] == "Micronesia", code] = 987
    arms = arms.dropna(subset=["one", "other"]).astype({"one": "int64", "other": "int64"})
    sent = {
        tie for tie in spells(arms.assign(last=arms["year"] + 4), "year", "last") if 1954 <= tie[0] <= 2021
    }
    found = {"defence": defence, "dca": dca, "sector": sector, "arms": sent}
    found["combined"] = {tie for tie in defence | dca if 1980 <= tie[0] <= 2010}
    for layer, ties in found.items():
        inside = pd.Series([year for year, *pair in ties if all((code, year) in system for code in pair)])
        counts = inside[inside.between(*YEARS)].value_counts().sort_index()
        ours = default[1][layer]
        assert counts.to_dict() == ours[ours > 0].to_dict(), layer


@pytest.mark.parametrize(
    ("layer", "switch", "value", "fewer"),
    [
        ("defence", "obligation", "both", True),
        ("dca", "types", "dca", True),
        ("dca", "types", "all", False),
        ("dca", "from", "force", True),
        ("dca", "to", "never", False),
        ("dca", "confidence", "not_low", True),
        ("arms", "years", 1, True),
        ("joint_intervention", "types", [3], True),
        ("defence", None, None, True),
    ],
)
def test_each_switch_moves_its_layer_the_way_that_it_must(
    make, default, settings, layer, switch, value, fewer
):
    """Without a switch of the layer's own, agreements count that are in force on 31 December."""
    changes = {layer: settings[layer] | {switch: value}} if switch else {"counted": "31_december"}
    ours, theirs = default[0], make(**changes)[0]
    columns = ["year", "ccode1", "ccode2"]
    one, other = (
        set(ties.loc[ties["layer"] == layer, columns].itertuples(index=False, name=None))
        for ties in (ours, theirs)
    )
    if layer == "arms":
        # A shorter span begins earlier.
        other = {tie for tie in other if tie[0] >= 1954}
    assert (other < one) if fewer else (one < other)


def test_the_united_nations_own_list_ties_other_states_and_years(make):
    counts = make(codeployment={"source": "un"})[1]["codeployment"]
    assert (counts.index.min(), counts.index.max()) == (2009, 2014) and counts.min() > 1000


def test_months_of_peacekeeping_add_up_to_the_totals_of_their_source(tidy):
    months = tidy("un_contributions").table
    totals = months.set_index("date")[["troops", "police", "experts"]].sum(axis=1).groupby(level=0).sum()
    assert len(totals) == 281
    assert totals[["1993-12-31", "2000-12-31", "2010-12-31"]].tolist() == [69931, 37746, 98638]


def test_american_troops_are_those_abroad_in_states(tidy):
    troops = tidy("us_troops").table.groupby("year")["troops"].sum()
    assert troops[[1990, 2000]].tolist() == [443425, 208321]
    assert 2 not in set(tidy("us_troops").table["ccode"])


def test_traps_of_agreements_and_arms_are_counted(tidy):
    log = {reason: rows for _, reason, rows in tidy("defence_agreements").log}
    assert log["estimated to end in the year of signature"] == 117
    assert log["signed before a party is a member of the system"] == 4
    assert log["states paired with themselves (DCADv1.0-1625, DCADv1.0-1847)"] == 2
    found = tidy("defence_agreements").table.set_index("id").loc["DCADv1.0-0297"]
    assert (found["ccode1"], found["ccode2"]) == (101, 145)
    arms = tidy("arms_transfers")
    assert not {255, 260} & set(arms.table.loc[arms.table["year"] <= 1990, ["supplier", "recipient"]].stack())
    lacking = next(reason for action, reason, _ in arms.log if action == "compared")
    assert " 260," in lacking


def test_expenditure_of_nothing_is_counted_and_set_aside(carried):
    log = carried[1]
    assert log["of these, in the years of SIPRI"] == 639
    assert log["of these, with an expenditure by SIPRI"] == 13


def test_a_third_of_the_burdens_by_sipri_are_missing(panel):
    years = panel[panel["year"].between(1949, 2019)]
    assert len(years) == 10897 and years["burden_sipri"].isna().mean() == pytest.approx(0.317, abs=5e-4)
    assert panel.set_index(["year", "ccode"]).loc[(1991, 690), "burden_sipri"] == pytest.approx(
        1.17, abs=5e-3
    )


def test_two_sources_of_the_burden_do_not_agree(panel):
    """Within years, in logs and in ranks."""
    known = panel[(panel["burden_sipri"] > 0) & (panel["burden_nmc"] > 0)]
    logs = np.log(known[["burden_sipri", "burden_nmc"]])
    within = logs - logs.groupby(known["year"]).transform("mean")
    assert within.corr().iloc[0, 1] == pytest.approx(0.61, abs=5e-3)
    assert within.corr("spearman").iloc[0, 1] == pytest.approx(0.72, abs=5e-3)


@pytest.mark.parametrize(
    ("year", "rho", "n"),
    [(1953, 0.718, 11), (1964, 0.626, 14), (1970, 0.226, 14), (1985, 0.532, 15), (1996, 0.211, 15),
     (2005, 0.225, 25), (2012, 0.388, 27)],
)  # fmt: skip
def test_ranks_of_size_and_burden_in_nato(panel, nato, year, rho, n):
    found = alliance_member_year(nato[nato["year"] == year].assign(group="NATO"), panel, DataLog("panels"))
    known = found.dropna(subset=["gdp", "burden_sipri"])
    assert len(known) == n
    assert known["gdp"].corr(known["burden_sipri"], "spearman") == pytest.approx(rho, abs=5e-4)
    assert known["share_sipri"].sum() == pytest.approx(1)


@pytest.mark.parametrize(("layer", "expected"), [("defence", 0.94), ("dca", 0.93)])
def test_alliances_are_cliques(default, tidy, layer, expected):
    """Degree and triangles nearly coincide: direct and indirect effects separate poorly."""
    ties, counts = default
    years = counts[layer].index
    inside = ties[(ties["layer"] == layer) & ties["in_system"]]
    found = places(inside, tidy("states").table[["year", "ccode"]], {layer: (years.min(), years.max())})
    assert found["degree"].corr(found["triangles"]) == pytest.approx(expected, abs=5e-3)
