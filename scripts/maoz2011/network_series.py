"""Measure the networks that the model expects under one rule set, beside the actual ones."""

import pandas as pd
from _job import job

from entente.abm.history import stored_alliances
from entente.core.schema import load_schema
from entente.core.storage import read_csv, read_table
from entente.studies.maoz2011.network_series import expected_networks, network_series
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    runs = stored_alliances(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        ties=read_table(snakemake.input.ties, columns=["year", "iteration", "ccode", "partner", "alliance"]),
        runs=read_table(snakemake.input.runs),
    )
    seed = snakemake.params.seed
    networks = ((system, expected_networks(system.year, alliances, seed)) for system, alliances in runs)
    expected = network_series(networks, max_cliques=snakemake.params.max_cliques)
    documented = load_schema("maoz2011/network_series").column_names
    actual = read_csv(snakemake.input.actual, dtype={"iteration": "Int16"}, usecols=documented)
    series = pd.concat([actual, expected], ignore_index=True)
    run.csv(series, snakemake.output[0], schema="maoz2011/network_series")
