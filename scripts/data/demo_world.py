"""Generate the demo world's raw files and the coefficients that its alliances follow."""

from _job import job

from entente.data.demo.raw_files import write_raw_files
from entente.data.demo.world import generate

with job(snakemake):
    write_raw_files(generate(snakemake.params.seed), snakemake.params.folder)
