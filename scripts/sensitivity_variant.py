"""Run the model with one switch changed, and measure what comes of it."""

import pandas as pd
from _job import job

from entente.abm.rules import Rules
from entente.panel.system import international_systems
from entente.sensitivity.inputs import changed_tables
from entente.sensitivity.networks import further_measures, network_years, panels
from entente.sensitivity.outcomes import outcomes
from entente.storage import write_csv

with job(snakemake):
    params, settings = snakemake.params, snakemake.params.settings
    tables = changed_tables(snakemake.input, params.key, settings, params.years, params.wars_listed_until)
    mid, symmetrise = settings["model.mid"], settings["model.symmetrise"]
    series = network_years(
        international_systems(**tables, mid=mid, symmetrise=symmetrise),
        Rules(**settings["rules"]),
        seed=params.seed,
        max_cliques=params.max_cliques,
        further=further_measures(params.measures.values()),
    )
    write_csv(series, snakemake.output.series, params.label)
    # Moments of the text come from the digits that a file holds: so do these.
    series = pd.read_csv(snakemake.output.series)
    measured_on = panels(international_systems(**tables, mid=mid))
    found = [
        outcomes(series, *measured_on, measures).assign(variant=variant)
        for variant, measures in params.measures.items()
    ]
    write_csv(pd.concat(found, ignore_index=True), snakemake.output.outcomes, params.label)
