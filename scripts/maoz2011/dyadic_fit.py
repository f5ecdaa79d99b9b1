"""Show what carries the fit of Table 2."""

import pandas as pd
from _job import job

from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification
from entente.studies.maoz2011.dyadic_fit.layout import read_fits
from entente.studies.maoz2011.dyadic_fit.page import dyadic_fit_page, with_printed

with job(snakemake) as run:
    asked, chosen = snakemake.input, snakemake.params
    fits = pd.concat([read_fits(path) for path in asked.fits], ignore_index=True)
    printed = printed_beside([read_table_specification(asked.columns)], read_printed(asked.published))
    table = with_printed(fits, printed)
    run.csv(table, snakemake.output.csv)
    run.page(dyadic_fit_page(table, chosen.titles), snakemake.output.markdown)
