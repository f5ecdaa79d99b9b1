"""Write sampled burden-sharing games, one by one."""

from _job import job

from entente.games.burden_design import points
from entente.games.burden_game import VARIANTS
from entente.studies.games.burden_settings import sampled

with job(snakemake) as run:
    found = points(sampled(snakemake.params.burden, snakemake.params.seed), VARIANTS["default"])
    found.insert(0, "game", range(len(found)))
    run.table(found, snakemake.output[0], schema="games/burden_points")
