"""Draw direct and indirect effects of ties, and the survival of alliances by inequality of burdens."""

import pandas as pd
from _job import job

from entente.core.storage import read_csv
from entente.reporting.figure_style import save
from entente.studies.burden_sharing.figures.effects import effects_figure
from entente.studies.burden_sharing.figures.survival import survival_figure

with job(snakemake) as run:
    given, made = snakemake.input, snakemake.output
    rows = pd.concat([read_csv(given.determinants), read_csv(given.effort)])
    save(effects_figure(rows), made.effects, run.label)
    save(survival_figure(read_csv(given.survival)), made.survival, run.label)
