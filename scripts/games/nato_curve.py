"""Draw the number of NATO's members over the years."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.games.figures.nato_members import members_curve
from entente.studies.games.nato_tables import BASES

with job(snakemake) as run:
    save(members_curve(read_csv(snakemake.input.members), BASES), snakemake.output, run.label)
