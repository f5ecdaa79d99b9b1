"""Draw Figure 5."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.maoz2011.figures import figure5

with job(snakemake) as run:
    params = snakemake.params
    series = read_csv(snakemake.input.series)
    figure = figure5(series, actual=params.actual, overlap=params.overlap, isolates=params.isolates)
    save(figure, snakemake.output, run.label)
