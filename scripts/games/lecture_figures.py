"""Draw bargaining with an ally, doubt about the ally, and win-sets."""

from _job import job

from entente.reporting.figure_style import save
from entente.studies.games.figures.ally import bargaining_figure, doubt_figure
from entente.studies.games.figures.winsets import win_set_figure

with job(snakemake) as run:
    params, made = snakemake.params, snakemake.output
    save(bargaining_figure(params.ally), made.bargaining, run.label)
    save(doubt_figure(params.ally), made.doubt, run.label)
    save(win_set_figure(params.winsets), made.win_sets, run.label)
