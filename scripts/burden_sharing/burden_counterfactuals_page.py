"""Put counterfactuals together: the table in four formats, and the page."""

from pathlib import Path

import pandas as pd
from _job import job

from entente.core.storage import read_csv, read_table
from entente.reporting.html import html_page
from entente.reporting.latex import LatexTable
from entente.reporting.pages import HtmlPage, Page
from entente.studies.burden_sharing.counterfactuals.declaration import Counterfactual
from entente.studies.burden_sharing.counterfactuals.page import counterfactuals_grid, page_values
from entente.systems.declared_counterfactuals import read_counterfactual
from entente.systems.state_names import StateNames

with job(snakemake) as run:
    asked, made, params = snakemake.input, snakemake.output, snakemake.params
    declared = {
        Path(path).stem: read_counterfactual(path, Counterfactual, params.years)
        for path in asked.specifications
    }
    found = pd.concat([read_table(path) for path in asked.found], ignore_index=True)
    run.csv(found, made.csv, schema="burden_sharing/counterfactuals")
    names = StateNames(read_table(asked.states, columns=["year", "ccode", "name", "abbreviation"]))
    grid = counterfactuals_grid(found)
    run.page(LatexTable(grid), made.latex)
    run.page(Page(asked.table_template[0], grid=grid), made.table_markdown)
    run.page(HtmlPage(asked.table_html_template[0], grid=grid), made.table_html)
    page = Page(asked.page_template[0], **page_values(declared, found, read_csv(asked.parameters), names))
    run.page(page, made.page_markdown)
    run.page(html_page(asked.html_template[0], page, Path(made.page_html).parent), made.page_html)
