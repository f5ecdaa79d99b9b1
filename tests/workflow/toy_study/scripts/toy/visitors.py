"""Count visits by visitor."""

from _job import job
from entente.studies.toy.counts import visitors

from entente.core.storage import read_table

with job(snakemake) as run:
    counts = visitors(read_table(snakemake.input.visits), snakemake.params.least)
    run.csv(counts, snakemake.output[0])
