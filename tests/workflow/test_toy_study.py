"""A study is added by its own folders and a line of configuration; others and the demo do not notice."""

import hashlib
import shutil

import pandas as pd
import pytest
import yaml

#: Raw files of the toy study, of which there is no copy on the network.
RAW = {
    "visits_early.csv": "year,visitor,host\n1888,255,300\n1889,300,255\n1891,255,365\n",
    "visits_late.csv": "year,visitor,host\n1902,220,200\n1903,200,220\n1909,255,365\n",
}


@pytest.fixture
def with_toy(root):
    """Function that adds the toy study to a checkout, and returns the environment that names its mirror."""

    def add(made, raw=RAW):
        shutil.copytree(root / "tests/workflow/toy_study", made.folder, dirs_exist_ok=True)
        mirror = made.folder.parent / "mirror"
        registry = made.folder / "config/toy/datasets.yaml"
        entries = yaml.safe_load(registry.read_text(encoding="utf-8"))
        for entry in entries.values():
            path = mirror / entry["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(raw[path.name], encoding="utf-8")
            content = path.read_bytes()
            entry |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        registry.write_text(yaml.safe_dump(entries), encoding="utf-8")
        return {"ENTENTE_MIRRORS": str(mirror)}

    return add


def test_a_study_of_its_own_folders_runs_by_its_name_with_its_own_data_alone(checkout, with_toy):
    made = checkout("toy")
    printed = made.snakemake("toy", config=("toy/toy.yaml",), env=with_toy(made))
    results = made.folder / "results/toy"
    assert pd.read_csv(results / "toy/visitors.csv").to_dict("list") == {"visitor": [255], "visits": [3]}
    visits = pd.read_parquet(results / "data/visits.parquet")
    assert visits["part"].value_counts().to_dict() == {"early": 3, "late": 3}
    assert sorted(path.name for path in (made.folder / "resources").rglob("*.csv")) == sorted(RAW)
    assert "maoz2011" not in printed


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
    assert len(pd.read_parquet(made.run / "data/visits.parquet")) == 6


def test_a_raw_file_without_a_column_stops_the_job_that_reads_it(checkout, with_toy):
    made = checkout("toy")
    env = with_toy(made, RAW | {"visits_late.csv": "year,visitor,guest\n1902,220,200\n"})
    printed = made.snakemake("toy", config=("toy/toy.yaml",), env=env, ok=False)
    assert "RawFileError" in printed
    assert "['host']" in printed and "visits_late.csv" in printed
    assert "Traceback" not in printed
