"""Count NATO's members, and what they weigh in the world."""

from _job import job

from entente.core.storage import read_table
from entente.games import nato
from entente.studies.games.nato_tables import counts, members_by_basis

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    members_of, states = read_table(given.alliance_members), read_table(given.states)
    capabilities = read_table(given.capabilities)
    accessions = nato.read_accessions(given.accessions)
    sources = accessions, members_of, states, params.years, params.atop_until
    at_end = members_by_basis(*sources, counted="31_december")
    run.csv(counts(at_end, params.years), made.members, schema="games/nato_members")
    lags = nato.lags(accessions, nato.treaty_spells(members_of, nato.NATO))
    run.csv(lags, made.lags, schema="games/nato_lags")
    members = members_by_basis(*sources, counted=params.counted)[params.basis]
    system = nato.system(states, params.counted)
    series = nato.series(members, system, capabilities, read_table(given.regimes))
    run.csv(series, made.series, schema="games/nato_series")
    names = states.drop_duplicates("ccode", keep="last")[["ccode", "abbreviation"]]
    theirs = nato.capabilities_of(members, capabilities).merge(names, on="ccode")
    run.csv(theirs, made.capabilities, schema="games/nato_capabilities")
