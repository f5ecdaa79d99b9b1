"""Tabulate alliances by obligation, how they ended, whom states joined, and two pacts beside each other."""

from _job import job

from entente.core.storage import read_table
from entente.games import alliance_facts as facts
from entente.games.nato import predecessors, read_accessions, system
from entente.studies.games.nato_tables import pacts

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    members, capabilities = read_table(given.alliance_members), read_table(given.capabilities)
    first, last = params.years
    years = range(first, last + 1)
    obligations = facts.obligations(members, system(read_table(given.states), "31_december"), years)
    run.csv(obligations, made.obligations, schema="games/fact_obligations")
    endings = facts.endings(read_table(given.alliance_treaties))
    run.csv(endings, made.endings, schema="games/fact_endings")
    codes = predecessors(read_accessions(given.accessions))
    alignments = facts.alignments(members, capabilities, years, params.great_powers, codes)
    run.csv(alignments, made.alignments, schema="games/fact_alignments")
    run.csv(pacts(members, capabilities, params.pact_years), made.pacts, schema="games/fact_pacts")
