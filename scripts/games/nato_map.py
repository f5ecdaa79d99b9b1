"""Draw NATO's members on the map."""

from _job import job

from entente.core.storage import read_table
from entente.games.nato import read_accessions
from entente.reporting.figure_style import save
from entente.studies.games.nato_figures import nato_map

with job(snakemake) as run:
    borders, accessions = read_table(snakemake.input.borders), read_accessions(snakemake.input.accessions)
    figure = nato_map(borders, accessions, snakemake.params.panels, snakemake.params.waves)
    save(figure, snakemake.output, run.label)
