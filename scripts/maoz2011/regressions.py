"""Estimate the regressions of a file for both types of alliance."""

from itertools import product

from _job import job

from entente.regressions.batch import estimate_all
from entente.regressions.declaration import read_regression_files
from entente.regressions.source import Source
from entente.regressions.store import read_store, rows_of
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    regressions = read_regression_files([asked.specification], UNITS)
    compared = read_store([], asked.compared)
    terms, statistics = estimate_all(regressions, Source(asked), compared)
    for name, alliance in product(regressions, ALLIANCES):
        run.csv(rows_of(terms, name, alliance), made[f"{name}_{alliance}_terms"])
        run.csv(rows_of(statistics, name, alliance), made[f"{name}_{alliance}_statistics"])
