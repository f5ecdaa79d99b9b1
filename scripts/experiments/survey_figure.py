"""Draw a figure of an experiment."""

from _job import job

from entente.experiments.designs.design import Design
from entente.reporting.figure_style import save
from entente.studies.experiments.figures import drawn
from entente.studies.experiments.survey import read_results

with job(snakemake) as run:
    asked = snakemake.input
    tables = read_results(asked[name] for name in snakemake.params.tables)
    figure = drawn(snakemake.params.figure, Design.read(asked.design), tables)
    save(figure, snakemake.output, run.label)
