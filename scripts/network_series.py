"""Join the decades of the network series."""

import pandas as pd
from _job import job

from entente.schema import load_schema
from entente.storage import write_csv

with job(snakemake):
    decades = [pd.read_csv(path, dtype={"iteration": "Int8"}) for path in snakemake.input.decades]
    series = load_schema("network_series").validate(pd.concat(decades, ignore_index=True))
    write_csv(series, snakemake.output[0], snakemake.params.label)
