"""Strategic reference groups: direct threats and their allies."""

from _job import job

from entente.core.storage import read_table
from entente.studies.maoz2011.reference_groups import yearly_groups

with job(snakemake) as run:
    threats = read_table(snakemake.input.threats)
    allied = f"ally_{snakemake.params.alliance}"
    dyads = read_table(snakemake.input.dyads, columns=["year", "ccode1", "ccode2", allied])
    members = read_table(snakemake.input.states, columns=["year", "ccode"])
    groups = yearly_groups(members, threats[threats["threat"]], dyads[dyads[allied]])
    run.table(groups, snakemake.output[0], schema="maoz2011/srg")
