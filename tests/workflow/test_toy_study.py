"""A study is added by its own folders and a line of configuration; others and the demo do not notice."""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
import yaml

from entente.core.import_closure import import_closure

STATES = (200, 210, 220, 230, 255, 300, 325, 365)


def visits(first, last):
    """Raw visits of some years, invented anew for each: a state visits those that follow it on the list."""
    random = np.random.default_rng(first)
    rows = [
        (year, visitor, STATES[(place + step) % len(STATES)])
        for year in range(first, last + 1)
        for place, visitor in enumerate(STATES)
        for step in range(1, 4)
        if random.random() < 0.2 + 0.4 * (place % 2)
    ]
    return pd.DataFrame(rows, columns=["year", "visitor", "host"])


#: Raw files of the toy study, of which there is no copy on the network.
RAW = {"visits_early.csv": visits(1880, 1899), "visits_late.csv": visits(1900, 1913)}


def register(registry, mirror, raw):
    """Put raw files, by their names, into a mirror folder and their size and digest into the registry."""
    entries = yaml.safe_load(registry.read_text(encoding="utf-8"))
    for entry in entries.values():
        path = mirror / entry["file"]
        if path.name in raw:
            path.parent.mkdir(parents=True, exist_ok=True)
            raw[path.name].to_csv(path, index=False)
            content = path.read_bytes()
            entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    registry.write_text(yaml.safe_dump(entries), encoding="utf-8")


@pytest.fixture
def with_toy(root):
    """Function that adds the toy study to a checkout, and returns the environment that names its mirror."""

    def add(made, raw=RAW):
        shutil.copytree(root / "tests/workflow/toy_study", made.folder, dirs_exist_ok=True)
        mirror = made.folder.parent / "mirror"
        register(made.folder / "config/toy/datasets.yaml", mirror, raw)
        return {"ENTENTE_MIRRORS": str(mirror)}

    return add


def test_a_study_of_its_own_folders_runs_by_its_name_with_its_own_data_alone(checkout, with_toy):
    made = checkout("toy")
    printed = made.snakemake("toy", config=("toy/toy.yaml",), env=with_toy(made))
    results = made.folder / "results/toy"
    read = pd.read_parquet(results / "toy/data/visits.parquet")
    assert read["part"].value_counts().to_dict() == {
        part: len(RAW[f"visits_{part}.csv"]) for part in ("early", "late")
    }
    assert sorted(path.name for path in (made.folder / "resources").rglob("*.csv")) == sorted(RAW)
    assert "maoz2011" not in printed
    _uses_each_engine(results / "toy", pd.concat(RAW.values()))


def _uses_each_engine(toy, raw):
    """Look at what the engines made of the study's declarations."""
    panel = pd.read_parquet(toy / "visitor_year.parquet")
    assert panel["visits"].sum() == len(raw)
    # Where no types of alliance are told apart there is no folder of one.
    terms = pd.read_csv(toy / "models/visits_since/terms.csv").set_index(["variance", "term"])["estimate"]
    known = panel[(panel["year"] >= 1890) & panel["years_since"].notna() & (panel["received"] <= 5)]
    direct = smf.ols(
        "visits ~ received * years_since + I(years_since**2) + I(years_since**3) + C(year)", known
    ).fit()
    assert terms["printed", "received_since"] == pytest.approx(
        direct.params["received:years_since"], rel=1e-6
    )
    assert terms["printed", "since_3"] == pytest.approx(direct.params["I(years_since ** 3)"], rel=1e-6)
    table = (toy / "tables/visits.md").read_text(encoding="utf-8")
    assert "Column 2: effects of years, not shown." in table and "Actual alliances" not in table
    claims = pd.read_csv(toy / "tables/claims.csv").set_index("claim_id")
    assert smf.ols("visits ~ received", panel).fit().conf_int().at["received", 1] < 0
    assert claims["verdict"].to_dict() == {
        "p01-01": "contradicted",
        "p01-02": "supported",
        "p02-01": "by construction",
    }
    codebook = (toy / "tables/codebook.md").read_text(encoding="utf-8")
    assert "## visitor_year" in codebook and "## abm_runs" not in codebook and "Visits 1" in codebook
    assert (toy / "tables/data_log.csv").is_file()
    page = (toy / "pages/index.html").read_text(encoding="utf-8")
    assert "<td>Nobody visits himself</td>\n<td>by construction</td>" in page
    assert (toy / "figures/visits.svg").is_file() and 'src="data:image/svg+xml' in page


def test_its_settings_are_checked_by_its_own_schema(checkout, with_toy):
    made = checkout("toy")
    env = with_toy(made)
    (made.folder / "config/wrong.yaml").write_text("toy: {leest: 3}\n", encoding="utf-8")
    printed = made.snakemake("toy", config=("toy/toy.yaml", "wrong.yaml"), env=env, ok=False)
    assert "toy: unknown key 'leest', did you mean 'least'?" in printed


def test_a_file_that_only_a_mirror_has_is_asked_for_by_name(checkout, with_toy):
    made = checkout("toy")
    with_toy(made)
    printed = made.snakemake("toy", config=("toy/toy.yaml",), env={"ENTENTE_MIRRORS": ""}, ok=False)
    assert "toy/visits_early.csv" in printed and "no address is known" in printed


def test_other_studies_and_the_demo_do_not_notice(finished, with_toy):
    with_toy(finished)
    assert "Nothing to be done" in finished.snakemake()


def test_a_table_that_the_demo_does_not_make_is_read_from_raw_files_in_a_demo_run_too(checkout, with_toy):
    made = checkout("toy")
    env = with_toy(made)
    (made.folder / "config/both.yaml").write_text("studies: [maoz2011, toy]\n", encoding="utf-8")
    targets = ("toy", "results/demo/data/wars.parquet")
    printed = made.snakemake(*targets, config=("demo.yaml", "both.yaml"), env=env)
    assert "Generating the demo world" in printed and "Reading visits" in printed
    assert len(pd.read_parquet(made.run / "toy/data/visits.parquet")) == len(pd.concat(RAW.values()))


def test_a_raw_file_without_a_column_stops_the_job_that_reads_it(checkout, with_toy):
    made = checkout("toy")
    env = with_toy(made, RAW | {"visits_late.csv": RAW["visits_late.csv"].rename(columns={"host": "guest"})})
    printed = made.snakemake("toy", config=("toy/toy.yaml",), env=env, ok=False)
    assert "RawFileError" in printed
    assert "['host']" in printed and "visits_late.csv" in printed
    assert "Traceback" not in printed


#: A dataset in one file, and its raw file.
RANK_FILE = "year,ctry,rk\n1900,200,3.5\n1900,220,-9\n"
RANK = f"""
title: Rank of states
unit_of_analysis: state-year
key: [year, ccode]
coverage: free
raw:
  toy_rank:
    title: Ranks
    dataset: toy
    file: toy/rank.csv
    version: "1"
    edition: Ranks 1
    vintages: [any]
    years: 1900-1900
    bytes: {len(RANK_FILE)}
    sha256: {hashlib.sha256(RANK_FILE.encode()).hexdigest()}
    landing_page: none; made for a test
    citation: Nobody. 1914. Ranks.
    terms: free
    quirks: none known
columns:
  year: {{label: Year, dtype: int16, read: year}}
  ccode: {{label: COW country code, dtype: int16, read: ctry}}
  rank: {{label: Rank, dtype: float64, read: rk, codes: [-9], missing: not ranked, source: "{{rank}}"}}
"""


#: The state system, against which codes are checked.
STATE_SYSTEM = {
    "system2016.csv": pd.DataFrame({"stateabb": "X", "ccode": [200, 220], "year": 1900, "version": 2016}),
    "states2016.csv": pd.DataFrame(
        {
            "ccode": [200, 220],
            "statenme": ["Britain", "France"],
            **{f"st{part}": first for part, first in {"year": 1900, "month": 1, "day": 1}.items()},
            **{f"end{part}": last for part, last in {"year": 1900, "month": 12, "day": 31}.items()},
            "version": 2016,
        }
    ),
}


def _added(config):
    """Add a dataset, a regression, a table and a page, in a new file each, and an entry for a claim."""
    (config / "models/more.yaml").write_text(
        "regressions:\n  more_visits:\n    title: Visits on visits of the year before\n"
        "    unit: visitor_year\n    estimator: fixed_effects\n    sample: baseline\n    outcome: visits\n"
        "    terms: {before: {column: visits, lag: 1}}\n"
    )
    (config / "tables/more.yaml").write_text(
        "heading: Table W\ntitle: Visits and those before\ncolumns: [{header: All, model: more_visits}]\n"
        "rows: {before: The year before, constant: Constant}\nstatistics: {n: N}\n"
    )
    with (config / "claims.yaml").open("a") as claims:
        claims.write(
            "  p03-01: {says: Whoever visits goes on, prints: +, "
            "test: {coefficient: before, of: more_visits, sign: positive}}\n"
        )
    (config.parents[1] / "workflow/entente/schemas/toy/rank.yaml").write_text(RANK)
    (config / "pages/more.md.j2").write_text(
        "# More\n\n{{ results('toy/models/more_visits/statistics.csv') | table }}\n\n"
        "{{ results('toy/data/rank.parquet') | table }}\n"
    )


def test_a_dataset_a_regression_a_table_a_claim_and_a_page_are_added_in_one_file_each(checkout, with_toy):
    made = checkout("toy")
    env = with_toy(made)
    _added(made.folder / "config/toy")
    mirror = Path(env["ENTENTE_MIRRORS"])
    (mirror / "toy/rank.csv").write_text(RANK_FILE)
    register(made.folder / "config/datasets.yaml", mirror, STATE_SYSTEM)
    made.snakemake("toy", config=("toy/toy.yaml",), env=env)
    toy = made.folder / "results/toy/toy"
    terms = pd.read_csv(toy / "models/more_visits/terms.csv").query("variance == 'printed'")
    panel = pd.read_parquet(toy / "visitor_year.parquet")
    panel["before"] = panel.groupby("ccode")["visits"].shift()
    direct = smf.ols("visits ~ before + C(ccode)", panel).fit()
    assert terms.set_index("term").at["before", "estimate"] == pytest.approx(direct.params["before"])
    assert f"| N | {int(direct.nobs)} |" in (toy / "tables/more.md").read_text()
    assert "p03-01" in (toy / "tables/claims.csv").read_text()
    page = (toy / "pages/more.html").read_text()
    assert "<td>n_dropped</td>" in page and '<td class="number">3.500</td>' in page
    rank = pd.read_parquet(made.folder / "results/toy/toy/data/rank.parquet")
    assert rank["rank"].isna().tolist() == [False, True]
    log = pd.read_csv(toy / "tables/data_log.csv").query("table == 'rank'")
    assert log["rows"].tolist() == [2, 1]
    assert "## rank" in (toy / "tables/codebook.md").read_text()
    _reread_when_changed(made, env)


def _reread_when_changed(made, env):
    """Whoever edits a reader, or a schema that says how a table is read, has that table read again."""
    tables = [f"results/toy/{name}.parquet" for name in ("data/states", "toy/data/visits", "toy/data/rank")]
    reader = made.folder / "workflow/entente/studies/toy/readers/visits.py"
    schema = made.folder / "workflow/entente/schemas/toy/rank.yaml"
    for edited, changed in ((reader, "visits"), (schema, "rank")):
        before = edited.read_text(encoding="utf-8")
        edited.write_text(f"{before}# edited\n", encoding="utf-8")
        outputs = made.outputs("toy", config=("toy/toy.yaml",), env=env).loc[tables]
        assert outputs.index[outputs["again"]].tolist() == [f"results/toy/toy/data/{changed}.parquet"]
        made.snakemake("toy", config=("toy/toy.yaml",), env=env)
    imported = import_closure(made.folder / "scripts/data/tidy.py")
    assert {path.name for path in imported} <= {Path(name).name for name in outputs["inputs"].iloc[0]}
