"""Write the explorer of the burden-sharing game."""

from _job import job

from entente.core.storage import write_text
from entente.games.explorer import explorer_page

with job(snakemake) as run:
    ranges = {name: tuple(ends) for name, ends in snakemake.params.ranges.items()}
    write_text(explorer_page(run.label, ranges), snakemake.output[0])
