"""Draw the scorecard."""

import pandas as pd
from _job import job

from entente.judging.scorecard.figure import scorecard_figure
from entente.reporting.figure_style import save

with job(snakemake) as run:
    figure = scorecard_figure(pd.read_csv(snakemake.input.scorecard))
    save(figure, snakemake.output, run.label)
