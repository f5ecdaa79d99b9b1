"""Tell who carries what in NATO in a row a year; tabulate and draw how far sources of spending agree."""

from _job import job

from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.burden_sharing.figures.source_agreement import source_agreement_figure
from entente.studies.burden_sharing.nato_shares import nato_shares
from entente.studies.burden_sharing.source_agreement import agreement_of_sources, exploitation_by_period

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    burdens, nato_burdens = read_csv(given.state_burdens), read_csv(given.nato_burdens)
    agreement = agreement_of_sources(burdens)
    periods = exploitation_by_period(
        read_csv(given.exploitation), read_csv(given.exploitation_variants), params.periods
    )
    run.csv(agreement, made.source_agreement, schema="burden_sharing/source_agreement")
    run.csv(periods, made.exploitation_periods, schema="burden_sharing/exploitation_periods")
    run.csv(nato_shares(nato_burdens), made.nato_shares, schema="burden_sharing/nato_shares")
    drawn = source_agreement_figure(agreement, burdens, nato_burdens)
    save(drawn, made.figure, run.label)
