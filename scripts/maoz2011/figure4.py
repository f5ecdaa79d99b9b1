"""Draw Figure 4, as surfaces and as flat panels."""

from _job import job

from entente.reporting.figure_style import save
from entente.studies.maoz2011.figures import figure4, figure4_flat
from entente.studies.maoz2011.random_systems.runs import read_runs

with job(snakemake) as run:
    runs = read_runs(snakemake.input.runs, snakemake.params.runs)
    save(figure4(runs), snakemake.output.surfaces, run.label)
    save(figure4_flat(runs), snakemake.output.flat, run.label)
