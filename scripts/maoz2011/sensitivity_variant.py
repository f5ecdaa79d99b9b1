"""Run the model with one switch changed, and measure what comes of it."""

from _job import job

from entente.studies.maoz2011.sensitivity.outcomes import changed_tables, variant_results

with job(snakemake) as run:
    params = snakemake.params
    tables = changed_tables(
        snakemake.input, params.key, params.settings, params.years, params.wars_listed_until
    )
    series, outcomes = variant_results(
        tables, params.settings, params.measures, seed=params.seed, max_cliques=params.max_cliques
    )
    run.csv(series, snakemake.output.series)
    run.csv(outcomes, snakemake.output.outcomes)
