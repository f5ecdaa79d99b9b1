"""Draw the regions of the burden-sharing game, and what is given along costs of arms."""

from _job import job

from entente.reporting.figure_style import save
from entente.studies.games.figures.burden import along_costs_figure, map_figure

with job(snakemake) as run:
    burden = snakemake.params.burden
    save(map_figure(burden["baseline"], burden["ranges"]), snakemake.output.map, run.label)
    save(along_costs_figure(burden["baseline"], burden["ranges"]), snakemake.output.along, run.label)
