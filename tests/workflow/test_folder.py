"""The folder that Snakemake runs in: refused, given what it needs, or cleaned of what cannot be read."""

import os
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest
from snakemake.exceptions import WorkflowError

from entente.data.registry import Registry


@pytest.fixture
def folder(root, tmp_path, monkeypatch):
    """What rules/folder.smk defines, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    names = {"workflow": SimpleNamespace(is_main_process=False, basedir=str(root))}
    exec((root / "rules/folder.smk").read_text(encoding="utf-8"), names)
    return SimpleNamespace(**names)


@pytest.mark.parametrize("there", [".snakemake", "results", None])
def test_a_folder_that_cannot_be_written_to_is_refused_with_the_way_out(folder, tmp_path, monkeypatch, there):
    if there:
        (tmp_path / there).mkdir()
    folder.require_writable()
    closed = str(there or ".")
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != closed)
    with pytest.raises(WorkflowError, match="snakemake --directory") as caught:
        folder.require_writable()
    assert str(tmp_path / (there or ".snakemake")) in str(caught.value)


def test_links_that_lead_to_where_one_may_write_are_enough(folder, tmp_path, monkeypatch):
    for name in (".snakemake", "results"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != ".")
    folder.require_writable()


def test_a_link_to_declared_files_that_leads_nowhere_is_named(folder, root, tmp_path):
    folder.link_config()
    assert Path("config").resolve() == root / "config"
    folder.link_config()
    Path("config").unlink()
    Path("config").symlink_to(tmp_path / "moved/config")
    with pytest.raises(
        WorkflowError, match=rf"config is a link to {tmp_path}/moved/config, where there is no"
    ):
        folder.link_config()


def test_a_garbled_lock_is_named_with_what_to_delete(folder, tmp_path):
    lock = tmp_path / ".snakemake/locks/0.output.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("results/demo/data/states.parquet\n")
    folder.refuse_garbled_locks()
    lock.write_bytes(b"\x8f\xff\x00")
    with pytest.raises(WorkflowError, match=r"0.output.lock is garbled.\n.* the folder .snakemake/locks"):
        folder.refuse_garbled_locks()


@pytest.mark.parametrize("garbled", [b"\x8f\xff\x00", b"", b"[1]", b'{"rule": "a", "inp', b'{"input": 5}'])
def test_a_garbled_record_becomes_one_of_an_interrupted_job(folder, tmp_path, garbled):
    records = tmp_path / ".snakemake/metadata"
    (records / "@long").mkdir(parents=True)
    (records / "@long/garbled").write_bytes(garbled)
    (records / "right").write_text('{"rule": "figure5", "input": ["series.csv"]}')
    folder.forget_garbled_records()
    assert [path for path in records.rglob("*") if path.is_file()] == [records / "right"]
    (left,) = filter(Path.is_file, (tmp_path / ".snakemake/incomplete").rglob("*"))
    assert left.relative_to(tmp_path / ".snakemake/incomplete") == Path("@long/garbled")


def test_what_a_garbled_record_is_about_is_made_again_and_nothing_else(finished):
    figures = "results/demo/maoz2011/figures"
    record = urlsafe_b64encode(f"{figures}/figure5.svg".encode()).decode()
    (finished.folder / ".snakemake/metadata" / record).write_bytes(b"\x8f\xff\x00")
    printed = finished.snakemake("--dry-run", f"{figures}/figure5.pdf", f"{figures}/scorecard.pdf")
    assert f"{record} was garbled" in printed and "Traceback" not in printed
    assert "Drawing Figure 5" in printed and "Drawing the scorecard" not in printed


def test_another_folder_gets_the_results_and_the_checkout_nothing(checkout, demo, tmp_path):
    source, target = checkout("source"), "results/demo/data/states.parquet"
    before = sorted(source.folder.rglob("*"))
    source.snakemake("--directory", str(tmp_path), target)
    assert (tmp_path / target).read_bytes() == (demo.folder / target).read_bytes()
    after = sorted(path for path in source.folder.rglob("*") if "__pycache__" not in path.parts)
    assert after == before


#: Runs a command in a world where a folder cannot be written to, by anybody.
READ_ONLY = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
READ_ONLY += ['mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$(pwd)" && exec "$@"']


def in_read_only(folder, command, checkout):
    if subprocess.run([*READ_ONLY, folder, "true"], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    done = subprocess.run(
        [*READ_ONLY, folder, *command],
        cwd=checkout.folder,
        env=checkout.environment(),
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_checkout_that_cannot_be_written_to_is_said_without_a_traceback(checkout):
    closed = checkout("closed")
    status, printed = in_read_only(closed.folder, closed.command("--dry-run"), closed)
    assert status == 1
    assert f"{closed.folder}/.snakemake cannot be written to" in printed and "Traceback" not in printed


def test_raw_files_that_cannot_be_written_to_are_used_as_they_are(checkout, tmp_path):
    made = checkout("raw")
    for raw in Registry.load(made.folder / "config/datasets.yaml").files("paper"):
        (tmp_path / raw.file).parent.mkdir(exist_ok=True)
        (tmp_path / raw.file).touch()
    (made.folder / "config/own.yaml").write_text(f"run: own\ndata: {{raw: {tmp_path}}}\n")
    command = made.command("--dry-run", "results/own/data/states.parquet", config=("own.yaml",))
    status, printed = in_read_only(tmp_path, command, made)
    assert status == 0, printed
    assert "Reading states" in printed and "Retrieving" not in printed
