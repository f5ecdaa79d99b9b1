"""Run one batch of a design of the rule set actors from the ties and efforts of a year."""

from itertools import islice

from _job import job

from entente.burden.actors.declared_design import ActorDesign
from entente.burden.actors.end_states import end_states
from entente.burden.actors.observed_systems import observed_system
from entente.core.checked_yaml import read_declared
from entente.core.storage import read_table
from entente.studies.burden_sharing.rule_sets.actor_responses import with_all_columns

with job(snakemake) as run:
    given, params = snakemake.input, snakemake.params
    states = read_table(given.cooperation_year, years=[params.year] * 2).set_index("ccode")
    ties = read_table(given.ties, years=[params.year] * 2)
    ties = ties[(ties["layer"] == params.layer) & ties["in_system"]]
    system = observed_system(states[f"burden_{params.source}"], ties)
    design = read_declared(given.design, ActorDesign)
    first, count = params.runs
    runs = islice(design.runs(complete=params.complete), first, first + count)
    found = end_states(design, system.network, system.effort, runs, params.seed)
    found = with_all_columns(found).assign(design=params.design)
    run.table(found, snakemake.output[0], schema="burden_sharing/actor_end_states")
