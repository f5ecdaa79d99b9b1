"""Test what the paper reads from the model on random data."""

import pandas as pd
from _job import job

from entente.random_systems.findings import findings
from entente.random_systems.runs import read_runs
from entente.storage import write_csv, write_text
from entente.tables.random_findings import random_findings_page

with job(snakemake):
    tested = findings(
        read_runs(snakemake.input.runs),
        pd.read_csv(snakemake.input.regressions),
        seed=snakemake.params.seed,
    )
    write_csv(tested, snakemake.output.csv, snakemake.params.label)
    write_text(random_findings_page(tested, snakemake.params.label), snakemake.output.markdown)
