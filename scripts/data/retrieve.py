"""Retrieve one raw file from the first source that has it."""

from _job import job

from entente.core.configuration import check_configuration
from entente.data.raw_sources import raw_sources, registered_files
from entente.data.retrieval import fetch, mirror_folders

with job(snakemake):
    data = snakemake.config["data"]
    sources = raw_sources(snakemake.config, check_configuration(snakemake.config))
    raw = registered_files(sources.values())[snakemake.params.file]
    retrieved = fetch(raw, data["raw"], mirror_folders(data["mirrors"]))
    # Snakemake tells by its age whether an output is up to date: a file that was kept counts as made now.
    retrieved.touch()
