"""Count visits by state and year."""

from _job import job
from entente.studies.toy.counts import visitor_years

from entente.core.data_log import DataLog
from entente.core.storage import read_table

with job(snakemake) as run:
    visits, log = read_table(snakemake.input.visits), DataLog("visitor_year")
    panel = visitor_years(visits, snakemake.params.least)
    log.note(
        "dropped", "states that visit too seldom", visits["visitor"].nunique() - panel["ccode"].nunique()
    )
    run.table(panel, snakemake.output.table, schema="toy/visitor_year")
    run.csv(log.frame(), snakemake.output.counts)
