"""Draw what models of effort and ties come to: the signs of a tie, the paper's designs, shares forecast."""

from pathlib import Path

from _job import job

from entente.burden.actors.declared_design import ActorDesign
from entente.core.checked_yaml import read_declared
from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.burden_sharing.figures.actor_designs import Size, designs_figure
from entente.studies.burden_sharing.figures.effort_steps import steps_figure
from entente.studies.burden_sharing.figures.forecast_errors import forecast_error_figure
from entente.studies.burden_sharing.figures.forecast_shares import share_forecast_figure
from entente.studies.burden_sharing.figures.signs_of_ties import signs_figure

with job(snakemake) as run:
    given, made, until = snakemake.input, snakemake.output, snakemake.params.chosen_until
    designs = {Path(path).stem: read_declared(path, ActorDesign) for path in given.designs}
    sizes = {
        name: Size(len(design.points(complete=True)), design.end_states) for name, design in designs.items()
    }
    save(signs_figure(read_csv(given.effects)), made.signs, run.label)
    save(steps_figure(read_csv(given.responses)), made.steps, run.label)
    save(designs_figure(read_csv(given.end_states), sizes), made.designs, run.label)
    shares = share_forecast_figure(read_csv(given.shown), read_csv(given.scores), until)
    save(shares, made.shares, run.label)
    save(forecast_error_figure(read_csv(given.forecasts), until), made.errors, run.label)
