"""Draw NATO's members on the map."""

from _job import job

from entente.core.storage import read_table
from entente.games.nato import read_accessions
from entente.reporting.figure_style import save
from entente.studies.games.figures.nato_map import nato_map

with job(snakemake) as run:
    asked, settings = snakemake.input, snakemake.params
    borders, states = read_table(asked.borders), read_table(asked.states)
    names = states.drop_duplicates("ccode", keep="last").set_index("ccode")["name"]
    figure = nato_map(borders, read_accessions(asked.accessions), names, settings.panels, settings.waves)
    save(figure, snakemake.output, run.label)
