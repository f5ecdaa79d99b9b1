"""Draw the layers of cooperation over time."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.burden_sharing.figures.layer_panels import layers_figure

with job(snakemake) as run:
    save(layers_figure(read_csv(snakemake.input.ties_per_year)), snakemake.output, run.label)
