"""Show what carries the fit of Table 2."""

import pandas as pd
from _job import job

from entente.studies.maoz2011.dyadic_fit.layout import read_fits
from entente.studies.maoz2011.dyadic_fit.page import dyadic_fit_page, with_printed

with job(snakemake) as run:
    fits = pd.concat([read_fits(path) for path in snakemake.input.fits], ignore_index=True)
    table = with_printed(fits, pd.read_csv(snakemake.input.published))
    run.csv(table, snakemake.output.csv)
    run.page(dyadic_fit_page(table, snakemake.params.titles), snakemake.output.markdown)
