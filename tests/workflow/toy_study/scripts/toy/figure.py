"""Draw visits by year."""

from _job import job
from entente.studies.toy.figure import visits_by_year

from entente.core.storage import read_table
from entente.reporting.figure_style import save

with job(snakemake) as run:
    save(visits_by_year(read_table(snakemake.input.panel)), snakemake.output, run.label)
