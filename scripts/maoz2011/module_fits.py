"""Run the model with some of its modules only, and hold it against actual alliances."""

from _job import job

from entente.abm import Rules
from entente.studies.maoz2011.network_series import module_fits
from entente.systems.international_system import read_systems

with job(snakemake) as run:
    params = snakemake.params
    systems = read_systems(snakemake.input, params.years, mid=params.mid, symmetrise=params.symmetrise)
    run.csv(module_fits(systems, Rules(**params.switches)), snakemake.output[0])
