"""Draw Figure 5."""

import pandas as pd
from _job import job

from entente.reporting.figure_style import save
from entente.studies.maoz2011.figure5 import figure5

with job(snakemake):
    figure = figure5(pd.read_csv(snakemake.input.series), **dict(snakemake.params.items()))
    save(figure, snakemake.output)
