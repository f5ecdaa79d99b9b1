"""Record settings, software and data of the run."""

from pathlib import Path

from _job import job

from entente.core.provenance import configuration_text, raw_files_frame, repository_text, software_frame
from entente.core.storage import write_csv, write_text

with job(snakemake):
    write_text(configuration_text(snakemake.config), snakemake.output.configuration)
    write_csv(software_frame(), snakemake.output.software)
    write_csv(raw_files_frame(snakemake.input.raw), snakemake.output.raw_files)
    write_text(repository_text(Path(snakemake.scriptdir).parent), snakemake.output.repository)
