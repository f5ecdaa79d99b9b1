"""Direct threats: disputes, wars and rivalries between members."""

from _job import job

from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.studies.maoz2011 import THREAT_SOURCES
from entente.studies.maoz2011.reference_groups import ThreatWindows, yearly_threats

with job(snakemake) as run:
    log = DataLog("threats")
    params = snakemake.params
    threats = yearly_threats(
        read_table(snakemake.input.states, columns=["year", "ccode"]),
        {table: read_table(snakemake.input[table]) for table in THREAT_SOURCES},
        wars=params.wars,
        wars_listed_until=params.wars_listed_until,
        windows=ThreatWindows(params.dispute_years, params.war_years, params.includes_year),
        log=log,
    )
    run.table(threats, snakemake.output.table, schema="maoz2011/threats")
    run.csv(log.frame(), snakemake.output.counts)
