"""Estimate one regression for both types of alliance, as its file declares it."""

from _job import job

from entente.regressions.estimation import compare_errors, estimate, reasons
from entente.regressions.samples import assemble
from entente.regressions.specification import ALLIANCES, read_specification
from entente.regressions.store import read_statistics, statistic_table, term_table

with job(snakemake) as run:
    params, output = snakemake.params, snakemake.output
    declared = read_specification(snakemake.input.specification)
    for alliance in ALLIANCES:
        specification = declared.for_alliance(alliance)
        sample = assemble(specification, snakemake.input)
        found = estimate(specification, sample)
        if specification.compared_with:
            found = compare_errors(found, read_statistics(snakemake.input[f"compared_{alliance}"]))
        terms = term_table(declared.name, alliance, found)
        statistics = statistic_table(declared.name, alliance, found, reasons(specification, sample))
        run.csv(terms, output[f"{alliance}_terms"])
        run.csv(statistics, output[f"{alliance}_statistics"])
