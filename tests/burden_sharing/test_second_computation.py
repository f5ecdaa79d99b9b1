"""Finished tables computed a second time, by plain pandas and numpy: no measure or estimator of the package.

Ties and rank correlations are of the raw files; regressions are of the study's panels, with places in
networks, inequality, threats and lags made anew.  What is finished is read from results/paper/.
"""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from entente.data.readers.raw_formats import read_cells

from ..conftest import skip_loudly

pytestmark = pytest.mark.real_data

#: Tables are written with ten significant digits.
DIGITS = 2e-9

KEY = ["year", "ccode"]


@pytest.fixture(scope="module")
def finished(root, real_data):
    """Function that reads a finished table of the study, or of its data, by name."""
    folder = root / "results/paper/burden_sharing"
    if not (folder / "tables/consequences.csv").is_file():
        skip_loudly(
            "SECOND COMPUTATIONS",
            "there are no results in results/paper/burden_sharing: run snakemake burden_sharing first",
            "ENTENTE_REQUIRE_RESULTS",
        )

    def read(name):
        if (path := folder / f"data/{name}.parquet").is_file():
            return pd.read_parquet(path)
        return pd.read_csv(folder / f"tables/{name}.csv", encoding="utf-8-sig")

    return read


@pytest.fixture(scope="module")
def members_of_system(real_data):
    """Pairs of code and year of the members of the state system on any day."""
    listed = pd.read_csv(real_data / "cow_states/statelist2024.csv", encoding="latin-1")
    return {(row.ccode, year) for row in listed.itertuples() for year in range(row.styear, row.endyear + 1)}


def years_of(spells, members):
    """Year and pair of each spell (one, other, first, last), one pair a year, between members alone."""
    found = set()
    for one, other, first, last in spells.itertuples(index=False, name=None):
        for year in range(int(first), int(last) + 1):
            if one != other and (one, year) in members and (other, year) in members:
                found.add((year, min(one, other), max(one, other)))
    return found


def alliances(path):
    """Spells in which two members are in one alliance that obliges one of them to defend."""
    atop = pd.read_csv(path, usecols=["atopid", "member", "yrent", "yrexit", "defense"])
    atop["until"] = atop["yrexit"].where(atop["yrexit"] > 0, 2018)
    pairs = atop.merge(atop, on="atopid", suffixes=("", "2"))
    pairs = pairs[(pairs["member"] < pairs["member2"]) & pairs[["defense", "defense2"]].eq(1).any(axis=1)]
    pairs["first"] = pairs[["yrent", "yrent2"]].max(axis=1)
    pairs["last"] = pairs[["until", "until2"]].min(axis=1)
    return pairs[["member", "member2", "first", "last"]]


def cooperation(path):
    """Spells of general agreements, the one that codes Bolivia twice with Venezuela."""
    treaties = pd.read_csv(path, encoding="latin-1")
    treaties.loc[treaties["DCAid"] == "DCADv1.0-0297", "ccode2"] = 101
    general = treaties[treaties["type"] == "general"]
    return general[["ccode1", "ccode2", "signYear", "endYearEstimate"]]


def test_ties_per_year_are_those_of_the_raw_files(finished, real_data, members_of_system):
    defence = years_of(alliances(real_data / "atop/atop5_1m.csv"), members_of_system)
    dca = years_of(cooperation(real_data / "dcad/DCAD-v1.0-main.csv"), members_of_system)
    layers = {
        "defence": (defence, range(1945, 2019)),
        "dca": (dca, range(1980, 2011)),
        "combined": (defence | dca, range(1980, 2011)),
    }
    table = finished("ties_per_year")
    for layer, (ties, years) in layers.items():
        counts = pd.Series([year for year, *_ in ties]).value_counts().reindex(years, fill_value=0)
        found = table[table["layer"] == layer].set_index("year")["ties"]
        assert found.to_dict() == counts.to_dict(), layer


def natos_members(path):
    """Code and year of all that are members by deposit of accession on 31 December."""
    listed = pd.read_csv(path, parse_dates=["accession", "exit"])
    return {
        (row.ccode, year)
        for row in listed.itertuples()
        for year in range(row.accession.year, 2021)
        if pd.isna(row.exit) or row.exit.year > year
    }


def gdp(path):
    """Income per head × population by code and year, in millions."""
    table = read_cells(path).frame[["ccode", "year", "mrgdppc", "pwtpop"]].astype("float64").dropna()
    return pd.Series(
        (table["mrgdppc"] * table["pwtpop"]).to_numpy(),
        pd.MultiIndex.from_frame(table[["ccode", "year"]].astype(int)),
    )


def shares_by_sipri(path, members):
    """Shares of GDP by code and year, of NATO's members by the names that SIPRI calls them."""
    names = {
        "Canada": 20, "United States of America": 2, "United Kingdom": 200, "Netherlands": 210,
        "Belgium": 211, "Luxembourg": 212, "France": 220, "Portugal": 235, "Italy": 325, "Norway": 385,
        "Denmark": 390,
        "Iceland": 395, "Greece": 350, "Türkiye": 640, "Spain": 230, "Poland": 290, "Hungary": 310,
        "Czechia": 316, "Slovakia": 317, "Slovenia": 349, "Bulgaria": 355, "Romania": 360, "Estonia": 366,
        "Latvia": 367, "Lithuania": 368, "Albania": 339, "Croatia": 344, "Montenegro": 341,
        "North Macedonia": 343,
    }  # fmt: skip
    sheet = pd.read_excel(path, sheet_name="Share of GDP", header=5, engine="calamine").set_index("Country")
    years = [name for name in sheet if str(name).isdecimal()]
    long = sheet[years].apply(pd.to_numeric, errors="coerce").stack().dropna()
    found = {(names[name], int(year)): share for (name, year), share in long.items() if name in names}
    # Germany is one name, the Federal Republic's code to 1989 and united Germany's from 1990 on.
    germany = long["Germany"]
    found |= {(260 if int(year) < 1990 else 255, int(year)): share for year, share in germany.items()}
    # Iceland is on the sheet without a figure.
    assert {code for code, _ in members} - {code for code, _ in found} == {395}
    return pd.Series(found)


def burdens_by_nmc(path, resources):
    """Nominal spending in millions over GDP; −9 is missing, and 0 no observation of no effort."""
    table = pd.read_csv(path, usecols=["ccode", "year", "milex"]).set_index(["ccode", "year"])["milex"]
    return (table[table > 0] / 1000 / resources).dropna()


def rank_correlation(resources, burdens):
    """Correlation of ranks, and its one-sided p by t."""
    n, rho = len(burdens), resources.rank().corr(burdens.rank())
    return n, rho, stats.t.sf(rho * np.sqrt((n - 2) / (1 - rho**2)), n - 2)


@pytest.mark.parametrize("source", ["sipri", "nmc"])
def test_exploitation_of_nato_is_that_of_the_raw_files(finished, root, real_data, source):
    members = natos_members(root / "config/nato/accessions.csv")
    resources = gdp(real_data / "gdp_population/isard_cw_gdppop.rda")
    if source == "sipri":
        burdens = shares_by_sipri(real_data / "sipri_milex/SIPRI-Milex-data-1949-2022.xlsx", members)
    else:
        burdens = burdens_by_nmc(real_data / "cow_nmc/NMC-60-abridged.csv", resources)
    both = pd.DataFrame({"gdp": resources, "burden": burdens}).dropna()
    both = both[both.index.isin(members)]
    rows = {year: rank_correlation(of["gdp"], of["burden"]) for year, of in both.groupby(level=1)}
    expected = pd.DataFrame.from_dict(rows, orient="index", columns=["n", "rho", "p"])
    expected = expected[expected["n"] >= 5]
    table = finished("exploitation")
    found = table[(table["group"] == "NATO") & (table["source"] == source)].set_index("year")
    assert len(found) > 60 and found.index.tolist() == expected.index.tolist()
    assert found["n"].tolist() == expected["n"].tolist()
    for column in ("rho", "p"):
        assert found[column].to_numpy() == pytest.approx(expected[column].to_numpy(), rel=DIGITS, abs=1e-12)


def before(frame, key):
    """The same rows a year later, as terms of the year before."""
    return frame.set_index(key).rename(index=lambda year: year + 1, level="year")


def places(ties):
    """Partners and triangles by year and code, a year at a time."""
    found = {}
    for year, of_year in ties.groupby("year"):
        codes = np.unique(of_year[["ccode1", "ccode2"]])
        network = np.zeros((len(codes),) * 2)
        one, other = (np.searchsorted(codes, of_year[code]) for code in ("ccode1", "ccode2"))
        network[one, other] = network[other, one] = 1
        triangles = np.diag(np.linalg.matrix_power(network, 3)) / 2
        found |= dict(zip(((year, code) for code in codes), zip(network.sum(axis=0), triangles, strict=True),
                          strict=True))  # fmt: skip
    table = pd.DataFrame.from_dict(found, orient="index", columns=["degree", "triangles"])
    return table.set_index(pd.MultiIndex.from_tuples(table.index, names=KEY))


def two_way(outcome, terms):
    """Least squares with a dummy each state and year: coefficients and errors clustered by state.

    Errors have the factors of a small sample G/(G − 1) · (n − 1)/(n − k), k with years and without states.
    """
    states, years = (outcome.index.get_level_values(name) for name in ("ccode", "year"))
    dummies = [(labels.to_numpy()[:, None] == np.unique(labels)) for labels in (states, years)]
    design = np.column_stack([terms, dummies[0], dummies[1][:, 1:]]).astype("float64")
    basis, triangle = np.linalg.qr(design)
    beta = np.linalg.solve(triangle, basis.T @ outcome)
    bread, residuals = np.linalg.inv(triangle), outcome.to_numpy() - design @ beta
    sums = dummies[0].T @ (design * residuals[:, None])
    n, clusters, k = len(design), dummies[0].shape[1], terms.shape[1] + dummies[1].shape[1]
    root = bread @ (bread.T @ sums.T)
    factor = clusters / (clusters - 1) * (n - 1) / (n - k)
    errors = np.sqrt(factor * (root**2).sum(axis=1))
    return pd.DataFrame({"estimate": beta, "se": errors}).iloc[: terms.shape[1]].set_index(terms.columns)


def compare(table, column, expected, n):
    """Hold coefficients, errors and the number of rows of a finished table against those expected."""
    rows = table[table["column"] == column].set_index("term")
    found = rows.loc[expected.index]
    assert set(found["n"]) == {n}
    for name in ("estimate", "se"):
        assert found[name].to_numpy() == pytest.approx(expected[name].to_numpy(), rel=1e-6, abs=1e-9), name


@pytest.mark.parametrize("source", ["sipri", "nmc"])
def test_what_agreements_do_to_burdens_is_what_least_squares_on_dummies_find(finished, source):
    states, ties = finished("cooperation_year"), finished("ties")
    years = range(1980, 2011)
    tied = ties[(ties["layer"] == "dca") & ties["in_system"] & ties["year"].isin(years)]
    panel = states.set_index(KEY).sort_index()
    terms = pd.DataFrame(
        {
            "log_gdp": np.log(panel["gdp"]),
            "log_income": np.log(panel["income"]),
            "growth": panel["growth"],
            "polyarchy": panel["polyarchy"],
            "log_disputes": np.log1p(panel["disputes"].astype("float64")),
            "log_rivals": np.log1p(panel["rivals_expenditure"] / 1000),
            "nato": panel["nato"].astype("float64"),
        }
    )
    terms = terms.join(places(tied)).fillna({"degree": 0.0, "triangles": 0.0})
    terms["triangles"] /= 100
    terms = before(terms[terms.index.get_level_values("year").isin(years)].reset_index(), KEY)
    burden = panel[f"burden_{source}"]
    rows = terms.join(np.log(burden[burden > 0]).rename("outcome"), how="inner").dropna()
    rows = rows.loc[1950:2015]
    expected = two_way(rows.pop("outcome"), rows)
    compare(finished("determinants"), f"burden_ties_dca_{source}", expected, len(rows))


def dissimilarity(members, source):
    """½ Σ|share in effort − share in GDP| by alliance and year, where half of the members have data."""
    known = members.dropna(subset=[f"effort_{source}", f"burden_{source}", "gdp"])
    effort, resources = (known.groupby(["group", "year"])[name] for name in (f"effort_{source}", "gdp"))
    apart = known[f"effort_{source}"] / effort.transform("sum") - known["gdp"] / resources.transform("sum")
    found = apart.abs().groupby([known["group"], known["year"]]).sum() / 2
    n, every = effort.size(), members.groupby(["group", "year"]).size()
    return found[(n >= 2) & (n / every.reindex(n.index) >= 0.5) & (effort.sum() > 0)]


def threats(members, states, rivalries):
    """Log of 1 + what all rivals spend that are no members, by alliance and year of which it is known.

    Of members outside the state system no rivalry counts.
    """
    spent = states.set_index(KEY)["expenditure_nmc"]
    members = members[pd.MultiIndex.from_frame(members[KEY]).isin(spent.index)]
    spent = spent.dropna().to_dict()
    rivals = {}
    for one, other, first, last in rivalries[["ccode1", "ccode2", "first_year", "last_year"]].to_numpy():
        for year in range(max(first, 1945), last + 1):
            rivals.setdefault((year, one), set()).add(other)
            rivals.setdefault((year, other), set()).add(one)
    total = {}
    for (group, year), codes in members.groupby(["group", "year"])["ccode"]:
        own = set(codes)
        faced = set().union(*(rivals.get((year, code), set()) for code in own)) - own
        total[group, year] = sum(spent.get((year, rival), 0.0) for rival in faced)
    known = set(states.loc[states["rivals_expenditure"].notna(), "year"])
    found = pd.Series(total).rename_axis(["group", "year"])
    return np.log1p(found[[year in known for _, year in found.index]] / 1000)


def newton(outcome, design):
    """Maximum likelihood of P = 1 − exp(−exp(x b)): estimates, inverse information, scores, logarithm.

    The last column is the constant, whose hazard alone is where the search begins.
    """
    beta = np.zeros(design.shape[1])
    beta[-1] = np.log(-np.log(1 - outcome.mean()))
    for _ in range(50):
        hazard = np.exp(design @ beta)
        event = hazard / np.expm1(hazard)
        slope = np.where(outcome == 1, event, -hazard)
        bend = np.where(outcome == 1, event * (1 - hazard - event), -hazard)
        information = -(design * bend[:, None]).T @ design
        step = np.linalg.solve(information, design.T @ slope)
        beta = beta + step
        if np.abs(step).max() < 1e-12:
            break
    likelihood = np.where(outcome == 1, np.log(-np.expm1(-hazard)), -hazard).sum()
    return beta, np.linalg.inv(information), design * slope[:, None], likelihood


def alliance_years(finished, source):
    """Alliances by year with the terms of their endings, most of the year before, and whether they end."""
    members, states = finished("alliance_member_year"), finished("cooperation_year")
    members = members[members["group"] != "NATO"]
    key, treaties = ["group", "year"], finished("alliance_treaties")
    grouped = members.groupby(key)
    gdp_, scored = grouped["gdp"], members[[*key, "ccode"]].merge(states[[*KEY, "polyarchy"]], on=KEY)
    earlier = pd.DataFrame(
        {
            "inequality": dissimilarity(members, source),
            "log_members": np.log(grouped.size()),
            "size_asymmetry": (gdp_.max() / gdp_.sum()).where(gdp_.count() >= 2),
            "polyarchy": scored.groupby(key)["polyarchy"].mean(),
            "log_rivals": threats(members, states, finished("rivalries")),
        }
    )
    treaties["group"] = treaties["atopid"].astype(str)
    rows = grouped.size().reset_index()[key].merge(treaties, on="group")
    age = rows["year"] - rows["first_year"]
    rows = rows.assign(
        age=age / 10,
        log_age=np.log(age.clip(lower=0.5)),
        ended=(rows["year"] == rows["last_year"]).fillna(False).astype("float64"),
        constant=1.0,
    )
    rows = rows[age >= 0].join(before(earlier.reset_index(), key), on=key)
    return rows[rows["year"].between(1950, 2015)]


@pytest.mark.parametrize("source", ["sipri", "nmc"])
def test_what_inequality_does_to_endings_is_what_newtons_method_finds(finished, source):
    terms = (
        "inequality log_age age log_members size_asymmetry polyarchy log_rivals bilateral constant"
    ).split()
    rows = alliance_years(finished, source).dropna(subset=terms)
    design, ended = rows[terms].to_numpy(dtype="float64"), rows["ended"].to_numpy(dtype="float64")
    beta, inverse, scores, likelihood = newton(ended, design)
    indicators = pd.get_dummies(rows["group"], dtype="float64").to_numpy()
    clusters, sums = indicators.shape[1], indicators.T @ scores
    covariance = clusters / (clusters - 1) * inverse @ sums.T @ sums @ inverse
    expected = pd.DataFrame({"estimate": beta, "se": np.sqrt(np.diag(covariance))}, index=terms)
    table, column = finished("consequences"), f"ending_dissimilarity_{source}"
    compare(table, column, expected, len(rows))
    beside = table[table["column"] == column].set_index("term")["estimate"]
    assert beside[["n_alliances", "events"]].tolist() == [clusters, ended.sum()]
    assert beside["log_likelihood"] == pytest.approx(likelihood, rel=1e-9)
