"""The scripts of NATO and of the facts, on the published tables, as the rules call them."""

import runpy
from types import SimpleNamespace

import pandas as pd
import pytest

from entente.core.storage import write_table

pytestmark = pytest.mark.real_data


class Named(dict):
    """Inputs, outputs or parameters: by name, and in their order."""

    __getattr__ = dict.__getitem__

    def __iter__(self):
        return iter(self.values())


@pytest.fixture(scope="module")
def tables(tidy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for name, table in vars(tidy).items():
        write_table(table, folder / f"{name}.parquet", f"games/{name}")
    return {name: folder / f"{name}.parquet" for name in vars(tidy)}


@pytest.fixture
def run(root, tmp_path, monkeypatch):
    """Function that runs a script and returns the tables that it wrote, or their paths."""
    monkeypatch.syspath_prepend(root / "scripts")

    def script(name, given, made, **params):
        outputs = {output: tmp_path / output for output in made}
        snakemake = SimpleNamespace(
            input=Named(given),
            output=Named({path.stem: path for path in outputs.values()}),
            params=Named(params | {"label": "DEMO"}),
            log=[tmp_path / "log"],
        )
        runpy.run_path(str(root / f"scripts/games/{name}.py"), {"snakemake": snakemake})
        return {path.stem: pd.read_csv(path) for path in outputs.values() if path.suffix == ".csv"}

    return script


def test_tables_of_nato(run, tables, accession_path):
    made = ["members.csv", "lags.csv", "series.csv", "capabilities.csv"]
    params = {"years": [1949, 2024], "atop_until": 2018, "basis": "atop", "counted": "any_day"}
    found = run("nato", tables | {"accessions": accession_path}, made, **params)
    assert all((table["label"] == "DEMO").all() for table in found.values())
    members = found["members"].pivot(index="year", columns="basis", values="members")
    assert members.loc[[1990, 2018, 2024]].fillna(0).to_numpy().tolist() == [[16, 16], [29, 29], [32, 0]]
    series = found["series"].set_index("year")["members"]
    assert (series.index[-1], series[1990], series[1951]) == (2018, 17, 14)
    assert found["capabilities"].groupby("year").size()[[1990, 2016]].tolist() == [17, 29]


def test_tables_of_facts(run, tables, accession_path):
    made = ["obligations.csv", "endings.csv", "alignments.csv", "pacts.csv"]
    given = tables | {"accessions": accession_path}
    found = run("facts", given, made, years=[1940, 1960], pact_years=[1949, 2018], great_powers=5)
    assert found["obligations"]["year"].agg(["min", "max"]).tolist() == [1940, 1960]
    assert set(found["alignments"]["decade"]) == {1940, 1950, 1960}
    pacts = found["pacts"].pivot(index="year", columns="pact", values="members")
    assert pacts.loc[[1955, 1967, 1968, 1990], "Warsaw Pact"].tolist() == [8, 8, 7, 6]
    assert pacts["Warsaw Pact"].dropna().index[[0, -1]].tolist() == [1955, 1990]


def test_figures_of_nato(run, tables, tmp_path, accession_path):
    given = tables | {"accessions": accession_path}
    run("nato_map", given, ["map.svg"], panels=[2024], waves={"all": 2024})
    assert "2024: 32 members (borders of 2019)" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    members = pd.DataFrame({"year": 1949, "basis": ["accession", "atop"], "members": 12})
    members.to_csv(tmp_path / "given.csv", index=False)
    run("nato_curve", {"members": tmp_path / "given.csv"}, ["members.svg"])
    assert "By signature (ATOP 5.1)" in (tmp_path / "members.svg").read_text(encoding="utf-8")
