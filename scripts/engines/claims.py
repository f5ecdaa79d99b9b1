"""Judge the claims of the text."""

from importlib import import_module

from _job import job

from entente.judging.claims.declaration import read_claims
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.regression_tables import Layout, printed_tables, reproduced_tables
from entente.judging.claims.table import claims_table, page_values
from entente.regressions.store import read_store
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import printed_beside, read_table_specification

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    claims = read_claims(asked.claims)
    tables = [read_table_specification(path) for path in asked.specifications]
    printed = [number for path in asked.printed for number in read_printed(path)]
    layout = Layout.of(tables, claims.titles, claims.alliance, claims.words)
    evidence = Evidence(
        {name: asked[name] for name in snakemake.params.tables},
        import_module(snakemake.params.functions).FUNCTIONS,
        reproduced_tables(read_store(asked.terms, asked.statistics), layout),
        printed_tables(printed_beside(tables, printed), tables, layout),
        snakemake.params.left_out,
    )
    table = claims_table(claims.claims, evidence, asked.claims)
    run.csv(table, made.csv)
    page = Page(asked.template[0], **page_values(table, claims, snakemake.params.years))
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page), made.html)
