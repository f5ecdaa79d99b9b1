"""Count, for each year, what goes into reference groups and model."""

from _job import job

from entente.core.schema import load_schema
from entente.core.storage import read_table, write_csv
from entente.studies.maoz2011.panels.inputs_series import inputs_series

with job(snakemake):
    tables = {
        name: read_table(snakemake.input[name], years=snakemake.params.years)
        for name in ("states", "dyads", "threats", "srg")
    }
    inputs = load_schema("maoz2011/network_inputs").validate(inputs_series(**tables))
    write_csv(inputs, snakemake.output[0], snakemake.params.label)
