"""Count visits by visitor."""

from _job import job
from entente.studies.toy.counts import visitors

from entente.core.storage import read_table, write_csv

with job(snakemake):
    counts = visitors(read_table(snakemake.input.visits), snakemake.params.least)
    write_csv(counts, snakemake.output[0])
