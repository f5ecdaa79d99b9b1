"""Estimate what Table 2 is compared with, for one type of alliance."""

from pathlib import Path

from _job import job

from entente.regressions.specification import read_specification
from entente.studies.maoz2011.dyadic_fit.declaration import read_comparison
from entente.studies.maoz2011.dyadic_fit.fits import fits

with job(snakemake) as run:
    asked = snakemake.input
    columns = {Path(path).stem: read_specification(path) for path in asked.columns}
    comparison = read_comparison(asked.comparison, columns)
    table = fits(comparison, snakemake.wildcards.alliance, asked)
    run.csv(table, snakemake.output[0])
