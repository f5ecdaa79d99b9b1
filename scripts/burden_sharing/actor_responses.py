"""Tell what the designs of the rule set actors end with, point by point."""

import pandas as pd
from _job import job

from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.actor_responses import responses

with job(snakemake) as run:
    states = pd.concat([read_table(path) for path in snakemake.input.states], ignore_index=True)
    run.csv(responses(states), snakemake.output[0], schema="burden_sharing/actor_responses")
