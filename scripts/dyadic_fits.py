"""Estimate what Table 2 is compared with, for one type of alliance."""

from pathlib import Path

from _job import job

from entente.dyadic_fit.comparison import read_comparison
from entente.dyadic_fit.fits import fits
from entente.regressions.specification import read_specification
from entente.storage import write_csv

with job(snakemake):
    asked = snakemake.input
    columns = {Path(path).stem: read_specification(path) for path in asked.columns}
    comparison = read_comparison(asked.comparison, columns)
    table = fits(comparison, snakemake.wildcards.alliance, asked)
    write_csv(table, snakemake.output[0], snakemake.params.label)
