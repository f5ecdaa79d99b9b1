"""What stops a run before or while it computes, and what the user is told."""

import pytest

from entente.core.configuration import check_configuration, load_configuration
from entente.data.raw_sources import raw_sources, registered_files

#: Nothing listens there: the network is out of reach, whatever the machine.
NO_NETWORK = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "ENTENTE_MIRRORS": ""}


@pytest.fixture
def first(root, monkeypatch):
    """The first of the raw files that a run of all studies looks for."""
    monkeypatch.chdir(root)
    configuration = load_configuration("config/config.yaml")
    sources = raw_sources(configuration, check_configuration(configuration))
    return next(iter(registered_files(sources.values()).values()))


def test_without_data_the_replication_stops_with_one_message(checkout, first):
    bare = checkout("bare")
    printed = bare.snakemake(ok=False, config=(), env=NO_NETWORK)
    assert printed.count("is missing") == 1
    for part in (first.file, first.url, "resources", "network", "local folder", "make demo"):
        assert part in printed
    assert "Traceback" not in printed
    assert not (bare.folder / "results" / "demo").exists()


def test_a_mirror_with_a_wrong_file_is_said(checkout, first, tmp_path):
    wrong = tmp_path / first.file
    wrong.parent.mkdir(parents=True)
    wrong.write_bytes(b"<!doctype html><title>Log in</title>")
    bare = checkout("wrong")
    printed = bare.snakemake(ok=False, config=(), env={**NO_NETWORK, "ENTENTE_MIRRORS": str(tmp_path)})
    assert str(wrong) in printed
    assert "web page" in printed
    assert first.sha256 in printed


def test_a_misspelt_target_is_answered_with_those_near_it(checkout):
    bare = checkout("misspelt")
    for target, near in (
        ("mazo2011_tables", "near it are maoz2011_tables"),
        ("results/demo/maoz2011/tables/tabel1.tex", "near it are results/demo/maoz2011/tables/table1.tex"),
    ):
        printed = bare.snakemake("--dry-run", target, ok=False)
        assert f"There is no target {target}" in printed and near in printed
        assert "Traceback" not in printed and "MissingRule" not in printed


def test_a_configuration_that_snakemake_would_misread_is_refused(checkout):
    bare = checkout("misread")
    for text, said in (
        ("seed: 1\nseed: 2\n", "keys occur twice: ['seed']"),
        ("seed: 0700\n", "0700 would be read as 448"),
    ):
        (bare.folder / "config/wrong.yaml").write_text(text)
        printed = bare.snakemake("--dry-run", ok=False, config=("demo.yaml", "wrong.yaml"))
        assert said in printed and "config/wrong.yaml" in printed
        assert "Traceback" not in printed


def test_a_wrong_configuration_is_refused_before_anything_runs(checkout):
    bare = checkout("configuration")
    (bare.folder / "config/wrong.yaml").write_text("maoz2011: {srg: {dispute_yeers: 5}}\n")
    printed = bare.snakemake("--dry-run", ok=False, config=("demo.yaml", "wrong.yaml"))
    assert "maoz2011.srg: unknown key 'dispute_yeers', did you mean 'dispute_years'?" in printed
    assert "Traceback" not in printed


def test_braces_in_a_label_are_words(checkout):
    bare = checkout("braces")
    (bare.folder / "config/label.yaml").write_text('label: "{a} {{b}} $_^$"\n')
    assert "maoz2011_figure5" in bare.snakemake("--dry-run", config=("demo.yaml", "label.yaml"))


def test_a_damaged_table_stops_what_reads_it_with_one_message(finished):
    series = finished.study / "networks/series.csv"
    series.write_text("\n".join(series.read_text().splitlines()[:50]) + "\n")
    printed = finished.snakemake("results/demo/maoz2011/figures/figure5.pdf", ok=False)
    assert printed.count("networks/series.csv is not the table that was written") == 1
    assert "Delete it and run again" in printed and "Traceback" not in printed
