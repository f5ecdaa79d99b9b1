"""Put the variants of the rule set needs together, and tell their means over years."""

import pandas as pd
from _job import job

from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.needs_on_history import scores_table

with job(snakemake) as run:
    made = snakemake.output
    years = pd.concat([read_table(path) for path in snakemake.input.variants], ignore_index=True)
    run.csv(years, made.years, schema="burden_sharing/needs_years")
    run.csv(scores_table(years), made.scores, schema="burden_sharing/needs_scores")
