"""Compare the moments printed in the text with ours."""

from _job import job

from entente.core.storage import read_csv, read_table
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.maoz2011.text_moments import LABELS, OURS, read_published, text_moments

with job(snakemake) as run:
    moments = text_moments(
        read_published(snakemake.input.published),
        series=read_csv(snakemake.input.series),
        state_years=read_table(snakemake.input.state_years),
        dyad_years=read_table(snakemake.input.dyad_years, columns=["ally_any", "srg_mutual"]),
    )
    if not snakemake.params.beside_print:
        moments = moments[OURS]
    run.csv(moments, snakemake.output.csv)
    told = moments.assign(moment=moments["quantity"].map(LABELS))
    page = Page(snakemake.input.template[0], moments=told, years=snakemake.params.years)
    run.page(page, snakemake.output.markdown)
    run.page(html_page(snakemake.input.html_template[0], page), snakemake.output.html)
