"""Who carries what: tables, figures and claims of small panels, and the published values of NATO."""

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy.stats import spearmanr

from entente.burden.group_tests import exploitation_of_groups
from entente.burden.measures import inequality
from entente.burden.sources import WITH_NATO
from entente.core.schema import load_schema
from entente.games.nato import accession_spells, members, read_accessions
from entente.judging.claims.declaration import read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.regression_tables import Layout, RegressionTables
from entente.judging.claims.table import claims_table, page_values
from entente.reporting.pages import PAGES, Page
from entente.studies.burden_sharing import who_carries_what as tables
from entente.studies.burden_sharing.claims.functions import FUNCTIONS
from entente.studies.burden_sharing.figures.layer_panels import LAYERS, NOTHING, layers_figure
from entente.studies.burden_sharing.figures.lorenz import lorenz_figure
from entente.studies.burden_sharing.figures.rank_correlations import PANELS, rank_correlation_figure
from entente.studies.burden_sharing.figures.shares import share_figure
from entente.studies.burden_sharing.settings import Settings

from ..data.tables import OWN, read_valid

YEARS = range(1992, 1998)


@pytest.fixture(scope="module")
def alliance_members():
    """NATO and an alliance of ATOP's, of seven members; in NATO the larger bear more, by SIPRI alone."""
    rng = np.random.default_rng(1966)
    rows = [(group, year, code) for group in ("NATO", "3285") for year in YEARS for code in range(200, 207)]
    table = pd.DataFrame(rows, columns=["group", "year", "ccode"])
    table["gdp"] = 1000.0 * 2 ** (table["ccode"] - 200) * rng.uniform(0.9, 1.1, len(table))
    table["population"] = rng.lognormal(2, 1, len(table))
    rising = 0.01 * (table["ccode"] - 198)
    table["burden_sipri"] = np.where(table["group"] == "NATO", rising, rng.permutation(rising))
    for source in ("nmc", "nmc_real", "nato"):
        table[f"burden_{source}"] = rng.lognormal(-4, 0.5, len(table))
    for source in ("sipri", "nmc", "nato"):
        table[f"effort_{source}"] = table[f"burden_{source}"] * table["gdp"]
    return table


@pytest.fixture(scope="module")
def cooperation_year(alliance_members):
    states = alliance_members[alliance_members["group"] == "NATO"].drop(columns="group")
    rng = np.random.default_rng(1992)
    kinds, sides, n = ("troops", "police", "experts"), ("government", "opposition"), len(states)
    personnel = {f"un_{kind}": rng.integers(1, 900, n).astype(float) for kind in kinds}
    interventions = {f"interventions_{side}": pd.array([1] * n, "Int16") for side in sides}
    names = "S" + states["ccode"].astype(str)
    controls = (
        "growth",
        "polyarchy",
        "rivals_expenditure",
        "neighbours_burden_sipri",
        "neighbours_burden_nmc",
    )
    drawn = {name: rng.uniform(0, 1, n) for name in controls}
    drawn |= {
        "disputes": pd.array(rng.integers(0, 5, n), "Int16"),
        "nato": states["ccode"] + states["year"] > 2196,
    }
    drawn["land_neighbours"] = pd.array(np.where(states["ccode"] == 200, 0, 3), "Int16")
    for name in ("neighbours_burden_sipri", "neighbours_burden_nmc"):
        drawn[name] = np.where(states["ccode"] == 200, np.nan, drawn[name])
    drawn["income"] = states["gdp"] / states["population"]
    return states.assign(abbreviation=names, us_troops=100.0, **personnel, **interventions, **drawn)


@pytest.fixture(scope="module")
def made(alliance_members, cooperation_year):
    """Every table, validated."""
    known = alliance_members.assign(
        exposed_border=np.where(alliance_members["group"] == "NATO", 100.0, np.nan)
    )
    names = cooperation_year[["year", "ccode", "abbreviation"]]
    found = {
        "exploitation": exploitation_of_groups(known, WITH_NATO),
        "exploitation_variants": tables.variants(known, cooperation_year),
        "exploitation_bands": tables.bands(known, cooperation_year, level=0.9, draws=999, seed=1),
        "alliance_inequality": tables.alliance_inequality(known),
        "nato_burdens": tables.nato_burdens(known, names),
        "state_burdens": tables.state_burdens(cooperation_year),
    }
    return {name: load_schema(f"burden_sharing/{name}").validate(table) for name, table in found.items()}


def test_tables_are_as_their_schemas_say(made):
    assert {name: len(table) for name, table in made.items()} == {
        "exploitation": 36,
        "exploitation_variants": 2 * 6 * 4 * 7 + 6 * 4 + 6 * 7,
        "exploitation_bands": 24,
        "alliance_inequality": 48,
        "nato_burdens": 3 * 6 * 7,
        "state_burdens": 42,
    }
    ours = made["exploitation"].query("group == 'NATO' and source == 'sipri'")
    assert (ours["rho"] == 1).all() and (ours["p"] == 0).all()


def test_bands_are_beside_their_correlations(made):
    bands = made["exploitation_bands"]
    assert (bands["low"] < 0).all() and (bands["high"] > 0).all()
    same = bands.query("group == 'NATO'").merge(made["exploitation"], on=["group", "year", "source"])
    assert len(same) == 18 and (same["rho_x"] == same["rho_y"]).all()
    above = bands["rho"] > bands["high"]
    assert (bands.loc[above, "p"] < 0.06).all() and above.sum() >= 6


def test_nmc_over_another_gdp_has_tests_of_its_own(made):
    variants = made["exploitation_variants"].query("group == 'NATO' and variant == 'spearman'")
    assert (
        variants.pivot(index="year", columns="source", values="statistic")[["nmc", "nmc_real"]]
        .nunique(1)
        .max()
        == 2
    )
    assert set(made["exploitation_variants"].query("group == 'UN'")["source"]) == {"un"}


def test_nmc_over_another_gdp_has_its_own_shares(alliance_members, made):
    rows = alliance_members.query("group == 'NATO' and year == 1993")
    effort = rows["effort_nmc"].to_numpy()
    expected = inequality(effort, effort / rows["burden_nmc_real"].to_numpy())
    found = made["alliance_inequality"].query("group == 'NATO' and year == 1993").set_index("source")
    assert found.loc["nmc_real", "dissimilarity"] == pytest.approx(expected.dissimilarity)
    assert found.loc["nmc", "dissimilarity"] != pytest.approx(expected.dissimilarity)


def test_deviations_in_sample_are_residuals_and_smaller(made):
    out, within = (made["state_burdens"][f"deviation_{sample}_nmc"] for sample in tables.SAMPLES)
    years = made["state_burdens"]["year"]
    np.testing.assert_allclose(within.groupby(years).mean().dropna(), 0, atol=1e-9)
    assert (within**2).sum() < (out**2).sum() and within.notna().equals(out.notna())


def test_deviations_are_of_the_year_before(cooperation_year, made):
    found = made["state_burdens"].set_index(["year", "ccode"])["deviation_out_of_sample_sipri"]
    assert found.loc[1992].isna().all() and found.loc[1993:].notna().all()
    later = cooperation_year.assign(growth=cooperation_year["growth"] + (cooperation_year["year"] == 1997))
    changed = tables.state_burdens(later).set_index(["year", "ccode"])["deviation_out_of_sample_sipri"]
    np.testing.assert_allclose(changed.sort_index(), found.sort_index())


def test_figure_of_rank_correlations_draws_the_table(made):
    figure = rank_correlation_figure(made["exploitation_bands"], 0.9)
    assert [axis.get_title("left") for axis in figure.axes] == list(PANELS.values())
    line = next(line for line in figure.axes[0].lines if len(line.get_xdata()) == len(YEARS))
    np.testing.assert_allclose(line.get_ydata(), 1)
    markers = figure.axes[0].lines[-1]
    assert markers.get_marker() == "o" and len(markers.get_xdata()) == len(YEARS)


def test_figure_of_shares_draws_each_source_and_names_the_extremes(made):
    figure = share_figure(made["nato_burdens"], [1992, 1995])
    assert [axis.get_title("left") for axis in figure.axes[:2]] == ["1992", "1995"]
    drawn = {line.get_label(): line for line in figure.axes[0].lines}
    rows = made["nato_burdens"].query("year == 1992 and source == 'sipri'")
    np.testing.assert_allclose(drawn["spending by SIPRI"].get_ydata(), rows["burden_share"])
    extremes = rows.sort_values("relative_burden")["abbreviation"].iloc[[0, 1, -2, -1]]
    assert {text.get_text() for text in figure.axes[0].texts} == set(extremes)


def test_lorenz_figure_says_the_dissimilarity(alliance_members, cooperation_year, made):
    figure = lorenz_figure(alliance_members, cooperation_year, {"nato": [1993, 2050], "un": [1995]})
    named = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    found = made["alliance_inequality"].query("group == 'NATO' and source == 'sipri' and year == 1993")
    assert named == [f"1993: D = {found['dissimilarity'].iloc[0]:.2f}"]
    assert len(figure.axes[1].lines) == 2


def test_layers_without_ties_say_so():
    rows = [(1990, "dca", 4), (1991, "dca", 7), (1990, "defence", 2)]
    figure = layers_figure(pd.DataFrame(rows, columns=["year", "layer", "ties"]))
    texts = {axis.get_title("left"): [text.get_text() for text in axis.texts] for axis in figure.axes}
    assert texts[LAYERS["dca"]] == [] and texts[LAYERS["gsa"]] == [NOTHING]
    assert figure.axes[1].lines[0].get_ydata().tolist() == [4, 7]


def exploitation(rows):
    return pd.DataFrame(rows, columns=["group", "year", "source", "rho", "p"]).assign(n=9)


def of_exploitation(table):
    """Return evidence on exploitation alone: claims on all else are not testable."""
    return Evidence(
        {"exploitation": table},
        FUNCTIONS,
        *[RegressionTables({}, {}, Layout({}, "", {}))] * 2,
        dict.fromkeys(["determinants", "effort", "weight_responses"], "it is left out"),
    )


def test_claims_as_declared(root):
    """SIPRI's series is as the literature prints, NMC's is significant in every year."""
    path = root / "config/burden_sharing/claims.yaml"
    declared, rng = read_claims(path), np.random.default_rng(0)
    rows = []
    for group in ("NATO", "3285", "3075", "3205"):
        for source in WITH_NATO:
            for year in range(1950, 2018):
                quiet = group == "NATO" and source == "sipri" and 1994 <= year <= 2009
                rho = rng.uniform(-0.3, 0.3) if group == "3205" else rng.uniform(0.4, 0.6)
                rows.append((group, year, source, rho, 0.2 if quiet else 0.01))
    found = claims_table(declared.claims, of_exploitation(exploitation(rows)), path).set_index("claim_id")
    contradicted = {"sandler2000-02", "sandler2014-02", "sandler2014-04"}
    assert set(found.index[found["verdict"] == "contradicted"]) == contradicted
    on_exploitation = found.index.str.fullmatch(r"(olson|oneal|sandler|kim)\d+-\d+")
    others = found["verdict"][on_exploitation].drop([*contradicted, "oneal1996-08"])
    assert len(others) == 15 and (others == "supported").all()
    assert (found["verdict"][~on_exploitation] == "not testable").all()
    assert "no figures for the Soviet Union" in found.loc["oneal1996-08", "sentence"]
    assert "1994 0." in found.loc["sandler2000-01", "remark"]
    values = page_values(found.reset_index(), declared, (1945, 2020))
    page = Page(PAGES / "judging/claims.md.j2", **values).marked()
    assert "## Kim & Sandler (2020)" in page and "## Page" not in page


def test_claims_without_years_are_not_testable(root):
    declared = read_claims(root / "config/burden_sharing/claims.yaml")
    evidence = of_exploitation(exploitation([("NATO", 1949, "sipri", 0.5, 0.1)]))
    found = claims_table(declared.claims, evidence, "claims.yaml")
    assert set(found["verdict"]) == {"not testable"}


def test_settings_that_the_study_ships_with(root):
    given = yaml.safe_load((root / "config/burden_sharing/settings.yaml").read_text(encoding="utf-8"))
    settings = Settings.model_validate(given["burden_sharing"])
    assert len(settings.exploitation.years) == 5 and settings.exploitation.band == 0.9


@pytest.mark.slow
def test_published_correlations_of_nato(root, real_data, recode_path):
    """ρ of GDP and SIPRI's share, n and one-sided p by t, from the raw files by plain pandas, and by ours."""
    own = OWN["burden_sharing"]
    registry = yaml.safe_load((root / "config/datasets.yaml").read_text(encoding="utf-8"))
    paths = {name: real_data / registry[entry]["file"] for name, entry in RAW.items()}
    states = read_valid(own["states"], {"states": paths["states"]}, None, None).table
    sipri = read_valid(own["spending_sipri"], {"spending_sipri": paths["spending_sipri"]}, states, None).table
    economy = read_valid(own["economy"], {"economy": paths["economy"]}, states, None).table
    spells = accession_spells(read_accessions(root / "config/nato/accessions.csv"))
    nato = members(spells, range(1949, 2021), "31_december")
    table = nato.merge(sipri, on=["ccode", "year"]).merge(economy, on=["ccode", "year"])
    table = table.assign(
        gdp=table["income"] * table["population"], group="NATO", burden_sipri=table["burden"]
    )
    table["effort_sipri"] = table["gdp"] * table["burden"]
    ours = exploitation_of_groups(table.dropna(subset=["gdp", "burden"]), ["sipri"]).set_index("year")
    for year, (rho, n, p) in PUBLISHED.items():
        rows = table[table["year"] == year].dropna(subset=["gdp", "burden"])
        plain = spearmanr(rows["gdp"], rows["burden"], alternative="greater")
        assert (round(plain.statistic, 3), len(rows), round(plain.pvalue, 3)) == (rho, n, p)
        assert ours.loc[year, ["rho", "n", "p"]].tolist() == pytest.approx([plain.statistic, n, plain.pvalue])


RAW = {
    "states": "cow_states_2024",
    "spending_sipri": "sipri_milex_2023",
    "economy": "isard_gdp_population",
}

PUBLISHED = {
    1953: (0.718, 11, 0.006),
    1964: (0.626, 14, 0.008),
    1970: (0.226, 14, 0.218),
    1985: (0.532, 15, 0.021),
    1996: (0.211, 15, 0.225),
    2005: (0.225, 25, 0.139),
    2012: (0.388, 27, 0.023),
}
