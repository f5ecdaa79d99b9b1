"""Estimate the regressions of a file."""

from importlib import import_module

from _job import job

from entente.regressions.declaration import read_regression_files
from entente.regressions.estimation import estimate_all
from entente.regressions.source import Source
from entente.regressions.store import read_store, rows_of

with job(snakemake) as run:
    asked, made = snakemake.input, snakemake.output
    units = import_module(snakemake.params.units).UNITS
    regressions = read_regression_files([asked.specification], units)
    compared = read_store([], asked.compared)
    terms, statistics = estimate_all(regressions, Source(asked), compared)
    for name, regression in regressions.items():
        for alliance in regression.unit.alliances:
            run.csv(rows_of(terms, name, alliance), made[f"{name}_{alliance}_terms"])
            run.csv(rows_of(statistics, name, alliance), made[f"{name}_{alliance}_statistics"])
