"""Count, for each year, what goes into reference groups and model."""

from _job import job

from entente.core.storage import read_table
from entente.studies.maoz2011.network_series import inputs_series

with job(snakemake) as run:
    tables = {
        name: read_table(snakemake.input[name], years=snakemake.params.years)
        for name in ("states", "dyads", "threats", "srg")
    }
    run.csv(inputs_series(**tables), snakemake.output[0], schema="maoz2011/network_inputs")
