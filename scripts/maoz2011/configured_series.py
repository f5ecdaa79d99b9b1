"""Take the network series of the configured rule set."""

from _job import job

from entente.core.storage import copy_csv

with job(snakemake):
    copy_csv(snakemake.input.series, snakemake.output[0])
