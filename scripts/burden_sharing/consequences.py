"""Put together what follows from burdens: all regressions, survival of alliances, vulnerability."""

from _job import job

from entente.core.storage import read_table
from entente.regressions.store import read_store
from entente.reporting.table_specification import read_table_specification
from entente.studies.burden_sharing.evidence_tables import (
    coefficient_rows,
    survival_by_tercile,
    vulnerability_by_year,
)

with job(snakemake) as run:
    given, made = snakemake.input, snakemake.output
    tables = [read_table_specification(path) for path in given.tables]
    results = read_store(given.terms, given.statistics)
    run.csv(coefficient_rows(tables, results), made.consequences, schema="burden_sharing/evidence")
    survival = survival_by_tercile(read_table(given.ending_year))
    run.csv(survival, made.survival, schema="burden_sharing/survival")
    ties = read_table(given.ties)
    defence = ties[ties["in_system"] & (ties["layer"] == "defence")]
    vulnerability = vulnerability_by_year(read_table(given.cooperation_year), defence)
    run.csv(vulnerability, made.vulnerability, schema="burden_sharing/vulnerability")
