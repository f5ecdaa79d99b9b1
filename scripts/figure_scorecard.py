"""Draw the scorecard."""

import pandas as pd
from _job import job

from entente.figures.scorecard import scorecard_figure
from entente.figures.style import save

with job(snakemake):
    figure = scorecard_figure(pd.read_csv(snakemake.input.scorecard), label=snakemake.params.label)
    save(figure, snakemake.output)
