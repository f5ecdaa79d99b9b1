"""Compare the moments printed in the text with ours."""

import pandas as pd
from _job import job

from entente.core.storage import read_table
from entente.studies.maoz2011.text_moments import text_moments, text_moments_page

with job(snakemake) as run:
    moments = text_moments(
        pd.read_csv(snakemake.input.published),
        series=pd.read_csv(snakemake.input.series),
        state_years=read_table(snakemake.input.state_years),
        dyad_years=read_table(snakemake.input.dyad_years, columns=["ally_any", "srg_mutual"]),
    )
    run.csv(moments, snakemake.output.csv)
    run.page(text_moments_page(moments, snakemake.params.years), snakemake.output.markdown)
