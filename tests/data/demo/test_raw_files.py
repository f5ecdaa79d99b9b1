import hashlib
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from entente.data.demo import ALLIANCE_LOGIT_FILE, RAW_FILES
from entente.data.demo.raw_files import write_raw_files
from entente.data.demo.world import generate
from entente.data.readers.raw_file import read_raw
from entente.data.registry import Registry

#: Formats that the demo world writes as CSV.
CONVERTED = {".xls", ".rda", ".rds"}

#: Columns that hold country codes.
CODES = {
    "state_system": ["ccode"],
    "states": ["ccode"],
    "major_powers": ["ccode"],
    "capabilities": ["ccode"],
    "disputes": ["STATEA", "STATEB"],
    "wars": ["ccode"],
    "dyadic_wars": ["statea", "stateb"],
    "alliances": ["mem1", "mem2"],
    "contiguity": ["state1no", "state2no"],
    "capitals": ["ccode"],
    "igo_states": ["ccode"],
    "igo_dyads": ["ccode1", "ccode2"],
    "trade_dyads": ["ccode1", "ccode2"],
    "trade_national": ["ccode"],
    "polity": ["ccode"],
    "regime_panel": ["ccode"],
    "rivalries": ["RIVALA", "RIVALB"],
    "religions": ["state"],
}

#: Codes that are no COW codes, on purpose.
FOREIGN = {"alliances": {348}, "polity": {342, 364, 564, 769}}

#: Country-years or dyad-years of states that are no members, on purpose.
NO_MEMBERS = {
    "disputes": {(730, 1912)},
    "alliances": {(348, year) for year in range(1912, 1916)},
    "trade_national": {(651, year) for year in range(1930, 1934)},
}

#: Polity's codes and countries are its own, and religions have a census after the last year.
YEARLY = sorted(
    set(CODES) - {"states", "major_powers", "capitals", "wars", "rivalries", "polity", "religions"}
)


@pytest.fixture(scope="session")
def published(root):
    """Role to path of the published file."""
    registry = Registry.load(root / "config" / "datasets.yaml")
    return {raw.role: Path(raw.file) for raw in registry.files("paper")}


@pytest.fixture(scope="session")
def raw(folder):
    return {role: pd.read_csv(folder / path, low_memory=False) for role, path in RAW_FILES.items()}


def digests(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def keys(frame, *columns):
    return set(frame[list(columns)].itertuples(index=False, name=None))


def test_the_same_seed_writes_the_same_bytes(world, folder, tmp_path):
    write_raw_files(generate(world.seed), tmp_path)
    assert digests(tmp_path) == digests(folder)


def test_the_files_are_the_roles_and_the_coefficients_and_nothing_else(folder):
    assert set(digests(folder)) == {*RAW_FILES.values(), ALLIANCE_LOGIT_FILE}


def test_roles_and_paths_are_those_of_the_paper_vintage(published):
    expected = {
        role: path.with_suffix(".csv") if path.suffix in CONVERTED else path
        for role, path in published.items()
    }
    assert {role: Path(path) for role, path in RAW_FILES.items()} == expected


@pytest.mark.real_data
@pytest.mark.parametrize("role", sorted(RAW_FILES))
def test_columns_are_those_of_the_published_file(role, raw, published, real_data):
    real = read_raw(real_data / published[role], {})
    assert list(raw[role]) == list(real)
    # R's dates are days there and ISO text here; TransFrom holds a few lists of codes there.
    comparable = (
        raw[role].dropna(axis=1, how="all").drop(columns=["stdate", "enddate", "TransFrom"], errors="ignore")
    )
    for column in comparable:
        numeric = [pd.api.types.is_numeric_dtype(frame[column]) for frame in (comparable, real)]
        assert numeric[0] == numeric[1], column


@pytest.mark.parametrize("role", sorted(CODES))
def test_codes_are_those_of_the_state_list_but_for_the_intended(role, raw):
    known = set(raw["states"]["ccode"])
    found = set().union(*(raw[role][column] for column in CODES[role]))
    assert found - known == FOREIGN.get(role, set())


@pytest.mark.parametrize("role", YEARLY)
def test_states_are_members_in_the_year_but_for_the_intended(role, raw):
    members = keys(raw["state_system"], "ccode", "year")
    frame = raw[role].rename(columns={"YEAR": "year"})
    found = set().union(*(keys(frame, column, "year") for column in CODES[role]))
    assert found - members == NO_MEMBERS.get(role, set())


def test_the_two_lists_of_the_state_system_agree(raw):
    spans = {
        (spell.ccode, year)
        for spell in raw["states"].itertuples()
        for year in range(spell.styear, spell.endyear + 1)
    }
    assert spans == keys(raw["state_system"], "ccode", "year")


def test_undirected_files_have_the_lower_code_first(raw):
    for role in ("disputes", "alliances", "igo_dyads"):
        lower, higher = (raw[role][column] for column in CODES[role])
        assert (lower < higher).all(), role


def test_directed_files_mirror(raw):
    assert keys(raw["contiguity"], "state1no", "state2no", "year", "conttype") == keys(
        raw["contiguity"], "state2no", "state1no", "year", "conttype"
    )
    assert keys(raw["dyadic_wars"], "warnum", "statea", "stateb", "year") == keys(
        raw["dyadic_wars"], "warnum", "stateb", "statea", "year"
    )
    flows = raw["trade_dyads"].fillna(-1)
    assert keys(flows, "ccode1", "ccode2", "year", "flow1", "flow2") == keys(
        flows, "ccode2", "ccode1", "year", "flow2", "flow1"
    )


def test_days_of_a_dispute_add_up(raw):
    rows = raw["disputes"]
    assert rows["YEAR"].between(rows["STRTYR"], rows["ENDYEAR"]).all()
    assert rows["Duration"].between(0, 366).all()
    dyad = rows.groupby(["DISNO", "STATEA", "STATEB"])
    assert (dyad["Duration"].cumsum() == rows["Cumdurat"]).all()
    ends = rows[rows["YEAR"] == rows["ENDYEAR"]]
    begin, end = (
        pd.to_datetime(ends[list(names)].set_axis(["year", "month", "day"], axis=1))
        for names in (("STRTYR", "STRTMNTH", "STRTDAY"), ("ENDYEAR", "ENDMNTH", "ENDDAY"))
    )
    assert (ends["Cumdurat"] == (end - begin).dt.days).all()


def test_special_codes_are_written_as_in_the_published_files(raw):
    for code in (-66, -77, -88):
        rows = raw["polity"][raw["polity"]["democ"] == code]
        assert len(rows)
        assert (rows[["autoc", "polity", "exconst"]] == code).all(axis=None)
    assert (raw["capabilities"][["milex", "milper"]] == -9).any().all()
    assert set(raw["igo_states"].iloc[:, 3:].to_numpy().ravel()) == {-9, -1, 0, 1, 2, 3}
    assert set(raw["wars"]["StartYear2"]) == {-8, 1917}
    assert set(raw["rivalries"]["WARNUMB"]) > {"."}
    assert raw["capitals"]["stdate"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()


def test_polity_has_codes_of_its_own_and_each_country_once_a_year(raw):
    polity = raw["polity"]
    assert not polity.duplicated(["ccode", "year"]).any()
    years = polity.groupby("ccode")["year"].agg(["min", "max"])
    assert years.loc[364].tolist() == [1922, 1959]
    assert years.loc[365].tolist() == [1900, 1922]
    assert years.loc[342].tolist() == [1900, 1920]
    assert years.loc[305, "min"] == 1900
    assert 300 not in years.index and 770 not in years.index


def test_the_quirks_are_there_and_few(raw):
    contiguity = raw["contiguity"]
    assert contiguity.duplicated(["state1no", "state2no", "year"]).sum() == 2
    assert raw["dyadic_wars"]["warendyr"].eq(19118).sum() == 4
    assert raw["dyadic_wars"]["warstrtmnth"].eq(24).sum() == 2
    omitted = set(raw["wars"]["WarNum"]) - set(raw["dyadic_wars"]["warnum"])
    assert raw["wars"].loc[raw["wars"]["WarNum"].isin(omitted), "WarName"].unique().tolist() == [
        "Demo Andean War"
    ]
    proper = raw["rivalries"][raw["rivalries"]["RIVTYP2"] == 2]
    matched = keys(raw["disputes"], "DISNO", "STATEA", "STATEB")
    assert len(keys(proper, "DISPUTE", "RIVALA", "RIVALB") - matched) == 1
    members = keys(raw["state_system"], "ccode", "year")
    assert members - keys(raw["igo_states"], "ccode", "year") == {(290, 1938)}
    assert raw["religions"]["total"].gt(1.3).sum() == raw["religions"]["dualrelig"].sum() == 4


def test_religious_families_add_up(raw):
    rows = raw["religions"][raw["religions"]["dualrelig"] == 0]
    families = [name for name in rows if name.endswith("genpct")] + ["nonreligpct"]
    assert rows[families].sum(axis=1).sub(1).abs().max() < 0.01
    assert set(rows["year"]) == {1945, 1950, 1955, 1960}
    assert 225 not in set(rows["state"])
    assert rows.loc[rows["state"] == 210, "year"].min() == 1955


def test_organizations_shared_agree_with_the_states_own_but_for_one_dyad(raw):
    full = raw["igo_states"].set_index(["ccode", "year"]).drop(columns="state").eq(1)
    row = raw["igo_dyads"].query("ccode1 == 210 and ccode2 == 211").set_index("year")["dyadigos"]
    own = pd.Series({year: (full.loc[(210, year)] & full.loc[(211, year)]).sum() for year in row.index})
    assert (row - own)[lambda difference: difference != 0].to_dict() == {1955: 1}


@pytest.mark.parametrize("seed", [0, 2**31])
def test_any_seed_can_be_written(seed, tmp_path):
    write_raw_files(generate(seed), tmp_path)
    assert set(digests(tmp_path)) == {*RAW_FILES.values(), ALLIANCE_LOGIT_FILE}


def test_years_and_names_are_known_without_heavy_imports(root):
    heavy = "print([name for name in ('numpy', 'pandas', 'pyproj') if name in sys.modules])"
    command = [sys.executable, "-c", f"import sys, entente.data.demo; {heavy}"]
    found = subprocess.run(command, cwd=root / "workflow", capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
