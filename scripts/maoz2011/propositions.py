"""Judge the parts of the propositions by the coefficients in the store of results."""

import pandas as pd
from _job import job

from entente.judging.claims.declaration import read_claims
from entente.judging.propositions.declaration import read_propositions
from entente.judging.propositions.judgements import judged_coefficients, page_values
from entente.regressions.declaration import read_regression_files
from entente.regressions.store import read_store
from entente.reporting.html import html_page
from entente.reporting.pages import Page
from entente.studies.maoz2011.units import UNITS

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    regressions = read_regression_files(asked.models, UNITS)
    propositions = read_propositions(asked.propositions, regressions)
    titles = {name: regression.title for name, regression in regressions.items()}
    beside_print = snakemake.params.beside_print
    declared = read_claims(asked.claims).claims.items()
    said = [(name, claim.says, claim.prints if beside_print else "") for name, claim in declared]
    claims = pd.DataFrame(said, columns=["claim_id", "claim", "direction_or_value"])
    results = judged_coefficients(propositions, claims, titles, read_store(asked.terms, asked.statistics))
    run.csv(results, made.csv)
    page = Page(asked.template[0], **page_values(results, propositions))
    run.page(page, made.markdown)
    run.page(html_page(asked.html_template[0], page), made.html)
