"""Set the tables of estimates and of verdicts in LaTeX."""

from _job import job

from entente.core.storage import read_csv
from entente.experiments.designs.design import Design
from entente.reporting.latex import LatexTable
from entente.studies.experiments.latex_tables import estimate_grid, verdict_grid

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    design = Design.read(asked.design)
    hypotheses = read_csv(asked.hypotheses)
    name = snakemake.wildcards.experiment
    run.page(LatexTable(estimate_grid(name, design, read_csv(asked.estimates))), made.estimates)
    run.page(LatexTable(verdict_grid(name, design, hypotheses)), made.hypotheses)
