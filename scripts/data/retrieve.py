"""Retrieve one raw file from the first source that has it."""

from _job import job

from entente.data.registry import Registry
from entente.data.retrieval import fetch, mirror_folders

with job(snakemake):
    data = snakemake.config["data"]
    registered = Registry.load(data["registry"]).raw_files
    raw = next(raw for raw in registered if raw.file == snakemake.params.file)
    retrieved = fetch(raw, data["raw"], mirror_folders(data["mirrors"]))
    # Snakemake tells by its age whether an output is up to date: a file that was kept counts as made now.
    retrieved.path.touch()
