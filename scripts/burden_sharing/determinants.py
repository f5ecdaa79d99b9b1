"""Put together what determines burdens: regressions, growth responses, responses to weight in alliances."""

import pandas as pd
from _job import job

from entente.core.storage import read_table
from entente.regressions.store import read_store
from entente.reporting.printed_numbers import read_printed
from entente.reporting.table_specification import read_table_specification
from entente.studies.burden_sharing.evidence_tables import (
    coefficient_rows,
    growth_responses,
    pooled_responses,
    printed_rows,
)

with job(snakemake) as run:
    given, made = snakemake.input, snakemake.output
    tables = {kind: [read_table_specification(path) for path in given[kind]] for kind in ("states", "effort")}
    results = read_store(given.terms, given.statistics)
    states = read_table(given.cooperation_year)
    together, by_alliance = pooled_responses(read_table(given.alliance_member_year), states)
    determinants = [coefficient_rows(tables["states"], results), growth_responses(states), together]
    run.csv(pd.concat(determinants), made.determinants, schema="burden_sharing/evidence")
    effort = [
        coefficient_rows(tables["effort"], results),
        printed_rows(read_printed(given.printed[0]), "effort"),
    ]
    run.csv(pd.concat(effort), made.effort, schema="burden_sharing/evidence")
    run.csv(by_alliance, made.weight_responses, schema="burden_sharing/weight_responses")
