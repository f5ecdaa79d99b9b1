"""Count, for each year, what goes into reference groups and model."""

from _job import job

from entente.panel.inputs_series import inputs_series
from entente.schema import load_schema
from entente.storage import read_table, write_csv

with job(snakemake):
    tables = {
        name: read_table(snakemake.input[name], years=snakemake.params.years)
        for name in ("states", "dyads", "threats", "srg")
    }
    inputs = load_schema("network_inputs").validate(inputs_series(**tables))
    write_csv(inputs, snakemake.output[0], snakemake.params.label)
