"""Judge the parts of the propositions by the coefficients in the store of results."""

from pathlib import Path

import pandas as pd
from _job import job

from entente.judging.propositions.declaration import read_propositions
from entente.judging.propositions.judgements import judged_coefficients
from entente.judging.propositions.page import propositions_page
from entente.regressions.specification import read_specification
from entente.studies.maoz2011.page_words import PROPOSITIONS

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    regressions = {Path(path).stem: read_specification(path) for path in asked.models}
    propositions = read_propositions(asked.propositions, regressions)
    # Folders of the store are named by the model and the type of alliance.
    store = {
        (Path(terms).parts[-3], Path(terms).parts[-2]): (terms, statistics)
        for terms, statistics in zip(asked.terms, asked.statistics, strict=True)
    }
    titles = {name: regression.title for name, regression in regressions.items()}
    results = judged_coefficients(propositions, pd.read_csv(asked.claims), titles, store)
    run.csv(results, made.csv)
    run.page(propositions_page(results, propositions, PROPOSITIONS), made.markdown)
