"""Put the variants of the study beside the baseline, and lay them out."""

import pandas as pd
from _job import job

from entente.core.storage import read_csv
from entente.reporting.latex import LatexTable
from entente.reporting.pages import HtmlPage, Page
from entente.reporting.variant_table import WORDS, beside_baseline
from entente.studies.burden_sharing.sensitivity.grids import SENSITIVITY_GRIDS, without_effect
from entente.studies.burden_sharing.sensitivity.outcomes import COLUMNS, IDENTIFIED

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    outcomes = pd.concat([read_csv(path, usecols=COLUMNS) for path in asked.outcomes], ignore_index=True)
    variants = pd.DataFrame(snakemake.params.variants, columns=[*WORDS, "note"])
    table = beside_baseline(outcomes, variants, IDENTIFIED, "estimate")
    table.insert(1, "place", table.groupby("variant").cumcount() + 1)
    run.csv(table, made.csv, schema="burden_sharing/sensitivity")
    for name, grid in SENSITIVITY_GRIDS.items():
        laid_out = grid(table, without_effect(variants, table))
        run.page(LatexTable(laid_out), made[f"{name}_latex"])
        run.page(HtmlPage(asked.html_template[0], grid=laid_out), made[f"{name}_html"])
        run.page(Page(asked.template[0], grid=laid_out), made[f"{name}_markdown"])
