"""Direct threats: disputes, wars and rivalries between members."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.maoz2011.reference_groups.recent_wars import with_recent_dyads
from entente.studies.maoz2011.reference_groups.threats import (
    ThreatWindows,
    direct_threats,
    rivalry_years,
    wars_of_dyads,
)

with job(snakemake) as run:
    log = DataLog("threats")
    conflict = {table: read_table(snakemake.input[table]) for table in ("disputes", "dyadic_wars", "wars")}
    windows = ThreatWindows(
        dispute_years=snakemake.params.dispute_years,
        war_years=snakemake.params.war_years,
        includes_year=snakemake.params.includes_year,
    )
    at_war = wars_of_dyads(snakemake.params.wars, conflict, log)
    threats = direct_threats(
        read_table(snakemake.input.states, columns=["year", "ccode"]),
        disputes=conflict["disputes"],
        wars=with_recent_dyads(at_war, conflict["disputes"], snakemake.params.wars_listed_until, log),
        rivalries=rivalry_years(read_table(snakemake.input.rivalries)),
        windows=windows,
        log=log,
    )
    run.table(threats, snakemake.output.table, schema="maoz2011/threats")
    run.csv(log.frame(), snakemake.output.counts)
