"""Measure the networks that the model expects under one rule set, beside the actual ones."""

import pandas as pd
from _job import job

from entente.networks.series import expected_series
from entente.panel.system import read_systems
from entente.schema import load_schema
from entente.storage import read_table, write_csv

with job(snakemake):
    expected = expected_series(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        ties=read_table(snakemake.input.ties, columns=["year", "iteration", "ccode", "partner", "alliance"]),
        runs=read_table(snakemake.input.runs),
        seed=snakemake.params.seed,
        max_cliques=snakemake.params.max_cliques,
    )
    schema = load_schema("network_series")
    actual = pd.read_csv(snakemake.input.actual, dtype={"iteration": "Int16"}, usecols=schema.column_names)
    series = schema.validate(pd.concat([actual, expected], ignore_index=True))
    write_csv(series, snakemake.output[0], snakemake.params.label)
