"""Make the panels of states, of their places in the layers, and of alliances with their members."""

import pandas as pd
from _job import job

from entente.burden.alliance_panels import (
    BY_DEPOSIT,
    alliance_member_year,
    alliance_year,
    treaty_members,
)
from entente.burden.network_terms import network_year
from entente.burden.state_panel import cooperation_year
from entente.core.data_log import DataLog
from entente.core.storage import read_csv, read_table
from entente.games.membership import accession_spells, members, read_accessions
from entente.games.nato import NATO
from entente.studies.burden_sharing.repository import count_odd, treaties_of, without_holes

TABLES = (
    "states",
    "economy",
    "economy_gleditsch",
    "capabilities",
    "regimes",
    "disputes",
    "rivalries",
    "contiguity",
    "alliance_members",
    "alliance_treaties",
    "treaty_depth",
)

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    tables = {name: read_table(given[name]) for name in TABLES}
    years, covered = range(params.years[0], params.years[1] + 1), params.covered
    nato = members(accession_spells(read_accessions(given.accessions)), years, "31_december")
    carried = read_table(given.contributions)
    log = DataLog("cooperation_year")
    states = without_holes(cooperation_year(tables, carried, nato, covered, years), log)
    run.table(states, made.cooperation_year, schema="burden_sharing/cooperation_year")

    counts = read_csv(given.ties_per_year)
    spans = {name: (of["year"].min(), of["year"].max()) for name, of in counts.groupby("layer")}
    ties = read_table(given.ties)
    places = network_year(
        ties[ties["in_system"]], states, spans, params.democracy, covered["capabilities"][1]
    )
    run.table(places, made.network_year, schema="burden_sharing/network_year")

    atop = treaty_members(tables["alliance_members"], years, covered["alliance_members"][1], params.counted)
    count_odd(states, tables["economy"], atop[atop["group"] == str(NATO)], nato, log)
    groups = pd.concat([atop, nato.assign(group=BY_DEPOSIT)], ignore_index=True)
    shares = alliance_member_year(groups, states, log)
    run.table(shares, made.alliance_member_year, schema="burden_sharing/alliance_member_year")
    treaties, depth = treaties_of(tables["alliance_treaties"], tables["treaty_depth"], nato)
    by_year = alliance_year(shares, states, treaties, tables["rivalries"], depth, log)
    run.table(by_year, made.alliance_year, schema="burden_sharing/alliance_year")
    run.csv(log.frame(), made.counts)
