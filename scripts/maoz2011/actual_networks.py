"""Measure the actual alliance networks of every year."""

from _job import job

from entente.studies.maoz2011.network_series import actual_networks, network_series
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    systems = read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid)
    series = network_series(
        ((system, actual_networks(system)) for system in systems), max_cliques=snakemake.params.max_cliques
    )
    run.csv(series, snakemake.output[0], schema="maoz2011/network_series")
