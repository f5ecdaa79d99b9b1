"""Estimate what Table 2 is compared with, for one type of alliance."""

from _job import job

from entente.regressions.declaration import read_regression_files
from entente.regressions.source import Source
from entente.studies.maoz2011.dyadic_fit.declaration import read_comparison
from entente.studies.maoz2011.dyadic_fit.fits import fits
from entente.studies.maoz2011.units import UNITS

with job(snakemake) as run:
    asked = snakemake.input
    columns = read_regression_files(asked.columns, UNITS)
    comparison = read_comparison(asked.comparison, columns)
    table = fits(comparison, snakemake.wildcards.alliance, Source(asked))
    run.csv(table, snakemake.output[0])
