"""Judge each claim of the paper's text by the results of the run."""

import pandas as pd
from _job import job

from entente.judging.claims.evidence import read_evidence
from entente.judging.claims.regression_tables import printed_tables, reproduced_tables
from entente.judging.claims.table import claims_table
from entente.studies.maoz2011.claims.catalogue import catalogue
from entente.studies.maoz2011.claims.page import claims_page

with job(snakemake) as run:
    files = {name: snakemake.input[name] for name in snakemake.params.tables}
    evidence = read_evidence(files)
    stored = evidence["terms"], evidence["statistics"]
    table = claims_table(
        pd.read_csv(snakemake.input.claims, dtype={"page": "string"}),
        catalogue(),
        evidence.with_regressions(reproduced_tables(*stored)),
        printed_tables(evidence["published_tables"]),
        {
            "any": reproduced_tables(*stored, alliance="any"),
            "robust": reproduced_tables(*stored, robust=True),
        },
    )
    run.csv(table, snakemake.output.csv)
    run.page(claims_page(table, tuple(snakemake.params.years)), snakemake.output.markdown)
