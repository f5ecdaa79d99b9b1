"""Show what carries the fit of Table 2."""

import pandas as pd
from _job import job

from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification
from entente.studies.maoz2011.dyadic_fit.fits import read_fits
from entente.studies.maoz2011.dyadic_fit.page import page_values, with_printed

with job(snakemake) as run:
    asked = snakemake.input
    fits = pd.concat([read_fits(path) for path in asked.fits], ignore_index=True)
    numbers = [number for path in asked.published for number in read_printed(path)]
    printed = printed_beside([read_table_specification(asked.columns)], numbers)
    table = with_printed(fits, printed)
    run.csv(table, snakemake.output.csv)
    page = Page(asked.template[0], **page_values(table, snakemake.params.titles))
    run.page(page, snakemake.output.markdown)
    run.page(html_page(asked.html_template[0], page), snakemake.output.html)
