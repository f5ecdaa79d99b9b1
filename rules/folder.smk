# The folder that Snakemake runs in: the checkout, or another one (--directory).
# Out: config/ of the checkout in it; records of the engine that it can read.


import os
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.logging import logger
from snakemake.persistence import MetadataRecord

ENGINE = Path(".snakemake")


def require_writable():
    """Results and the engine's records go to this folder, or to where links in it lead."""
    for folder in (ENGINE, Path("results")):
        if not os.access(folder if folder.exists() else ".", os.W_OK):
            raise WorkflowError(
                f"{folder.absolute()} cannot be written to.\nName a folder of yours, to which results, "
                "records and raw files go then: snakemake --directory FOLDER, with the rest as it was."
            )


def link_config():
    """Give another folder the declared files, which name each other by their paths in the checkout."""
    if os.path.islink("config") and not os.path.exists("config"):
        raise WorkflowError(
            f"{Path('config').absolute()} is a link to {os.readlink('config')}, where there is nothing.\nDelete "
            "the link and run again: one to the checkout is made in its place."
        )
    if not os.path.lexists("config"):
        os.symlink(Path(workflow.basedir) / "config", "config", target_is_directory=True)


def refuse_garbled_locks():
    for lock in ENGINE.glob("locks/*.lock"):
        try:
            lock.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise WorkflowError(
                f"The lock {lock} is garbled.\nIf no other run is at work in {Path.cwd()}, delete the folder "
                f"{lock.parent} and run again."
            ) from None


def forget_garbled_records():
    """What the engine cannot read about an output counts as that of an interrupted job: it is made again."""
    records = ENGINE / "metadata"
    for record in filter(Path.is_file, records.rglob("*")):
        try:
            MetadataRecord.model_validate_json(record.read_bytes())
        except ValueError:
            interrupted = ENGINE / "incomplete" / record.relative_to(records)
            interrupted.parent.mkdir(parents=True, exist_ok=True)
            interrupted.write_text('{"external_jobid": null}')
            record.unlink()
            logger.warning(f"The record {record} was garbled: what it was about is made again.")


if workflow.is_main_process:
    require_writable()
    link_config()
    refuse_garbled_locks()
    # While there are locks, another run may be writing records.
    if not any(ENGINE.glob("locks/*.lock")):
        forget_garbled_records()
