"""Retrieve one raw file from the first source that has it."""

from _job import job

from entente.data.raw_sources import read_registry
from entente.data.retrieval import fetch, mirror_folders

with job(snakemake):
    data = snakemake.config["data"]
    registered = read_registry(snakemake.config).raw_files
    raw = next(raw for raw in registered if raw.file == snakemake.params.file)
    retrieved = fetch(raw, data["raw"], mirror_folders(data["mirrors"]))
    # Snakemake tells by its age whether an output is up to date: a file that was kept counts as made now.
    retrieved.touch()
