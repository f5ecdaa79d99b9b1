"""Change one switch of the study, and estimate again what it can touch."""

import pandas as pd
from _job import job

from entente.core.storage import read_results
from entente.regressions.declaration import read_regression_files
from entente.studies.burden_sharing.sensitivity.outcomes import variant_outcomes
from entente.studies.burden_sharing.units import UNITS

with job(snakemake) as run:
    given, params = snakemake.input, snakemake.params
    tables = {name: read_results([given[name]]) for name in params.tables}
    regressions = read_regression_files(given.regressions, UNITS)
    found = [
        variant_outcomes(name, key, settings, tables, regressions, params.covered, params.years)
        for name, (key, settings) in params.variants.items()
    ]
    run.csv(pd.concat(found), snakemake.output[0])
