"""Measure the actual alliance networks of every year."""

from _job import job

from entente.networks.series import actual_series
from entente.panel.system import read_systems
from entente.schema import load_schema
from entente.storage import write_csv

with job(snakemake):
    series = actual_series(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        max_cliques=snakemake.params.max_cliques,
    )
    write_csv(load_schema("network_series").validate(series), snakemake.output[0], snakemake.params.label)
