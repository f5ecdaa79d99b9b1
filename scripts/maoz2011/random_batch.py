"""Run the model on one batch of random systems and measure every run."""

from _job import job

from entente.abm import Rules
from entente.core.storage import read_csv
from entente.studies.maoz2011.random_systems.design import Design
from entente.studies.maoz2011.random_systems.experiment import run_batch

with job(snakemake) as run:
    params = snakemake.params
    design = Design.from_ranges(read_csv(snakemake.input.ranges), disputes=params.disputes, seed=params.seed)
    rules = Rules(**params.switches)
    runs = run_batch(design, *params.runs, rules, max_cliques=params.max_cliques)
    run.table(runs, snakemake.output[0], schema="maoz2011/random_runs")
