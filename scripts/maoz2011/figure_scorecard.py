"""Draw the scorecard."""

from _job import job

from entente.core.storage import read_csv
from entente.judging.scorecard.figure import scorecard_figure
from entente.reporting.figure_style import save

with job(snakemake) as run:
    card, params = read_csv(snakemake.input.scorecard), snakemake.params
    figure = scorecard_figure(card, params.headings)
    save(figure, snakemake.output, run.label)
