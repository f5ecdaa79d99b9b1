"""Test what the paper reads from the model on random data."""

import pandas as pd
from _job import job

from entente.random_systems.findings import findings
from entente.random_systems.runs import read_runs
from entente.storage import write_csv, write_text
from entente.tables.random_experiment import random_experiment
from entente.tables.random_findings import random_findings_page

with job(snakemake):
    params = snakemake.params
    runs = read_runs(snakemake.input.runs, params.runs)
    ranges = pd.read_csv(snakemake.input.ranges)
    tested = findings(runs, pd.read_csv(snakemake.input.regressions), seed=params.seed)
    experiment = random_experiment(ranges, runs, rules=params.rules, disputes=params.disputes)
    write_csv(tested, snakemake.output.csv, params.label)
    write_text(random_findings_page(tested, experiment, params.label), snakemake.output.markdown)
