"""Draw Figure 5."""

import pandas as pd
from _job import job

from entente.figures.polarization import figure5
from entente.figures.style import save

with job(snakemake):
    figure = figure5(pd.read_csv(snakemake.input.series), **dict(snakemake.params.items()))
    save(figure, snakemake.output)
