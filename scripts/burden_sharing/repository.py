"""Put together agreements, ties, contributions and memberships, and count the ties of each layer and year."""

from _job import job

from entente.burden.contributions import contributions, memberships
from entente.burden.layers import per_year, stacked
from entente.core.checked_yaml import checked
from entente.core.data_log import DataLog
from entente.core.storage import read_table
from entente.games.membership import system
from entente.studies.burden_sharing.repository import agreements_of, layers_of, read_security_agreements
from entente.studies.burden_sharing.settings import Layers

TABLES = (
    "states",
    "alliance_members",
    "defence_agreements",
    "arms_transfers",
    "conflicts",
    "mission_contributors",
    "un_mission_contributors",
    "un_contributions",
    "us_troops",
    "capabilities",
    "spending_sipri",
    "spending_nato",
)

with job(snakemake) as run:
    given, made, params = snakemake.input, snakemake.output, snakemake.params
    tables = {name: read_table(given[name]) for name in TABLES}
    settings = checked(params.layers, Layers, "burden_sharing.layers")
    (first, last), log = params.years, DataLog("repository")
    users = read_security_agreements(given.gsa, tables["states"], log) if given.gsa else None
    agreements = agreements_of(tables, users, params.covered, (first, last), log)
    joined = memberships(tables)
    layers, covered = layers_of(
        agreements, joined, tables["arms_transfers"], settings, params.covered, (first, last), log
    )
    ties = stacked(layers, system(tables["states"], settings.counted), first, last)
    log.note(
        "kept", "ties of a state that is no member of the system in the year", (~ties["in_system"]).sum()
    )
    carried = contributions(tables, log)
    run.table(agreements, made.agreements, schema="burden_sharing/agreements")
    run.table(ties, made.ties, schema="burden_sharing/ties")
    for name, table in {"contributions": carried, "memberships": joined}.items():
        run.table(table[table["year"].between(first, last)], made[name], schema=f"burden_sharing/{name}")
    run.csv(per_year(ties, covered), made.ties_per_year, schema="burden_sharing/ties_per_year")
    run.csv(log.frame(), made.counts)
