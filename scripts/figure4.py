"""Draw Figure 4, as surfaces and as flat panels."""

from _job import job

from entente.figures.random_responses import figure4, figure4_flat
from entente.figures.style import save
from entente.random_systems.runs import read_runs

with job(snakemake):
    runs = read_runs(snakemake.input.runs, snakemake.params.runs)
    save(figure4(runs, label=snakemake.params.label), snakemake.output.surfaces)
    save(figure4_flat(runs, label=snakemake.params.label), snakemake.output.flat)
