"""Count, for each year, what goes into reference groups and model."""

from _job import job

from entente.panel.inputs_series import inputs_series
from entente.storage import read_table, write_csv

with job(snakemake):
    tables = {
        name: read_table(snakemake.input[name], years=snakemake.params.years)
        for name in ("states", "dyads", "threats", "srg")
    }
    write_csv(inputs_series(**tables), snakemake.output[0], snakemake.params.label)
