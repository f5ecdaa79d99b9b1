"""What stops a run before or while it computes, and what the user is told."""

import pytest

from entente.data.registry import Registry

pytestmark = pytest.mark.xdist_group("workflow")

#: Nothing listens there: the network is out of reach, whatever the machine.
NO_NETWORK = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "ENTENTE_MIRRORS": ""}


def test_without_data_the_replication_stops_with_one_message(checkout, root):
    bare = checkout("bare")
    printed = bare.snakemake(ok=False, config=(), env=NO_NETWORK)
    first = Registry.load(root / "config/datasets.yaml").files("paper")[0]
    assert printed.count("is missing") == 1
    for part in (first.file, first.url, "resources", "network", "local folder", "make demo"):
        assert part in printed
    assert "Traceback" not in printed
    assert not (bare.folder / "results" / "demo").exists()


def test_a_mirror_with_a_wrong_file_is_said(checkout, root, tmp_path):
    first = Registry.load(root / "config/datasets.yaml").files("paper")[0]
    wrong = tmp_path / first.file
    wrong.parent.mkdir(parents=True)
    wrong.write_bytes(b"<!doctype html><title>Log in</title>")
    bare = checkout("wrong")
    printed = bare.snakemake(ok=False, config=(), env={**NO_NETWORK, "ENTENTE_MIRRORS": str(tmp_path)})
    assert str(wrong) in printed
    assert "web page" in printed
    assert first.sha256 in printed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("srg:\n  dispute_yeers: 5\n", ["srg", "dispute_yeers", "did you mean 'dispute_years'"]),
        ("years:\n  last: 2005\n", ["1900", "1959", "2005"]),
        ("model:\n  rules: maoz\n", ["model.rules", "maoz"]),
        ("seed: soon\n", ["seed", "soon"]),
    ],
)
def test_a_wrong_configuration_is_refused_before_anything_runs(checkout, change, said):
    bare = checkout("configuration")
    (bare.folder / "config/wrong.yaml").write_text(change)
    printed = bare.snakemake("--dry-run", ok=False, config=("demo.yaml", "wrong.yaml"))
    for part in said:
        assert part in printed
    assert "Traceback" not in printed


def test_a_raw_file_without_a_column_stops_the_job_that_reads_it(finished):
    raw = finished.folder / "results/demo/data/raw/cow_nmc/NMC_v4_0.csv"
    raw.write_text(raw.read_text().replace("milper", "soldiers", 1))
    printed = finished.snakemake("results/demo/data/capabilities.parquet", ok=False)
    assert "RawFileError" in printed
    assert "milper" in printed and "NMC_v4_0.csv" in printed
    assert "Traceback" not in printed


def test_years_outside_the_registered_coverage_are_refused(checkout):
    bare = checkout("years")
    (bare.folder / "config/late.yaml").write_text("years:\n  last: 2002\n")
    printed = bare.snakemake("--dry-run", ok=False, config=("config.yaml", "late.yaml"))
    assert "dyadmid20-1.csv" in printed and "1816–2001" in printed and "years.last" in printed
