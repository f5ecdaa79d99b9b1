"""Judge each claim of the paper's text by the results of the run."""

from dataclasses import replace

import pandas as pd
from _job import job

from entente.judging.claims.evidence import read_evidence
from entente.judging.claims.regression_tables import printed_tables, reproduced_tables
from entente.judging.claims.table import claims_table
from entente.regressions.store import read_store
from entente.studies.maoz2011.claims.catalogue import catalogue
from entente.studies.maoz2011.claims.page import claims_page

with job(snakemake) as run:
    files = {name: snakemake.input[name] for name in snakemake.params.tables}
    evidence = read_evidence(files)
    ours = reproduced_tables(read_store(snakemake.input.terms, snakemake.input.statistics))
    table = claims_table(
        pd.read_csv(snakemake.input.claims, dtype={"page": "string"}),
        catalogue(),
        evidence.with_regressions(ours),
        printed_tables(evidence["published_tables"]),
        {"any": replace(ours, alliance="any"), "robust": ours.with_robust_errors()},
    )
    run.csv(table, snakemake.output.csv)
    run.page(claims_page(table, tuple(snakemake.params.years)), snakemake.output.markdown)
