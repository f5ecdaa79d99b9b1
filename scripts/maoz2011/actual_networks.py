"""Measure the actual alliance networks of every year."""

from _job import job

from entente.core.schema import load_schema
from entente.core.storage import write_csv
from entente.studies.maoz2011.network_series import actual_series
from entente.systems.international_system import read_systems

with job(snakemake):
    series = actual_series(
        read_systems(snakemake.input, snakemake.params.years, mid=snakemake.params.mid),
        max_cliques=snakemake.params.max_cliques,
    )
    write_csv(
        load_schema("maoz2011/network_series").validate(series), snakemake.output[0], snakemake.params.label
    )
