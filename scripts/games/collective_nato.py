"""Let NATO's members gather forces against an aggressor, and pay for a joint product."""

from _job import job

from entente.core.storage import read_results, read_table
from entente.studies.games.collective_security import gathered

with job(snakemake) as run:
    given, params = snakemake.input, snakemake.params
    found = gathered(
        read_results([given.members]), read_table(given.capabilities), params.aggressor, params.gathered
    )
    run.csv(found, snakemake.output[0], schema="games/collective_nato")
