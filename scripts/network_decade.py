"""Measure the actual and expected networks of one decade."""

from _job import job

from entente.networks.series import network_series
from entente.panel.system import read_systems
from entente.storage import read_table, write_csv

with job(snakemake):
    series = network_series(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        ties=read_table(snakemake.input.ties, columns=["year", "iteration", "ccode", "partner", "alliance"]),
        runs=read_table(snakemake.input.runs),
        seed=snakemake.params.seed,
        max_cliques=snakemake.params.max_cliques,
    )
    write_csv(series, snakemake.output[0])
