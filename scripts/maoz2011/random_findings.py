"""Test what the paper reads from the model on random data."""

import pandas as pd
from _job import job

from entente.studies.maoz2011.random_systems.experiment_text import random_experiment
from entente.studies.maoz2011.random_systems.findings import findings
from entente.studies.maoz2011.random_systems.findings_page import random_findings_page
from entente.studies.maoz2011.random_systems.runs import read_runs

with job(snakemake) as run:
    params = snakemake.params
    runs = read_runs(snakemake.input.runs, params.runs)
    ranges = pd.read_csv(snakemake.input.ranges)
    tested = findings(runs, pd.read_csv(snakemake.input.regressions), seed=params.seed)
    experiment = random_experiment(ranges, runs, rules=params.rules, disputes=params.disputes)
    run.csv(tested, snakemake.output.csv)
    run.page(random_findings_page(tested, experiment), snakemake.output.markdown)
