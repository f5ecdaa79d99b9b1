"""Generate the demo world's tidy tables and the coefficients that its alliances follow."""

import pandas as pd
from _job import job

from entente.core.data_log import DataLog
from entente.data.demo.alliances import COEFFICIENTS
from entente.data.demo.world import generate

with job(snakemake) as run:
    tables, output = generate(snakemake.params.seed).tables, snakemake.output
    for (name, schema), path, counts in zip(
        snakemake.params.schemas.items(), output.tables, output.counts, strict=True
    ):
        log = DataLog(name)
        log.note("read", "rows of the demo world", len(tables[name]))
        run.table(tables[name], path, schema=schema)
        run.csv(log.frame(), counts)
    run.csv(pd.DataFrame(COEFFICIENTS.items(), columns=["term", "coefficient"]), output.coefficients)
